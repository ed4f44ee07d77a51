"""Signing in and out, one's account, and whom one lets act in one's post."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.people.actions import (
    SignedIn,
    change_password,
    choose_post,
    end_delegation,
    give_delegation,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from guol.people.actions.accounts import Attempt
from guol.people.forms import DelegationForm, PasswordForm, SignInForm
from guol.people.queries import (
    act_in_post,
    colleagues_of,
    delegation,
    delegations_of,
    posts_of,
    sign_ins_of,
    viewer_of,
)
from guol.people.queries.viewers import COOKIE
from guol.people.rules import LONGEST, SignInTooOften, network_of
from guol.people.views.doors import for_officials, signed_in

TOKEN, DEVICE = "vao", "may"
A_YEAR = 365 * 24 * 3600


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Sign in, then go on to where one wanted to go."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        attempt = Attempt(
            login=form.cleaned_data["login"],
            password=form.cleaned_data["password"],
            network=network_of(_address(request)),
            device=request.COOKIES.get(DEVICE, ""),
            user_agent=request.headers.get("User-Agent", ""),
        )
        try:
            return _welcome(request, sign_in(attempt, at=utc_now()))
        except Refused as no:
            form.refuse(no)
            if isinstance(no.reason, SignInTooOften):
                return _sign_in_again(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    return _sign_in_again(request, form, form.status)


@csrf_exempt  # the badge is SameSite: what other sites send brings none, and so ends nothing
@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """Sign out on this device."""
    sign_out(viewer_of(request))
    return _goodbye(request)


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show one's posts and where one is signed in."""
    viewer = viewer_of(request)
    lines = sign_ins_of(viewer.account, here=viewer.sign_in)
    return render(request, "people/account.html", {"viewer": viewer, "sign_ins": lines})


@require_POST
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Work in another of one's posts from now on."""
    if not choose_post(viewer_of(request), request.POST.get("post", "")):
        raise Http404
    return redirect("people:account")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; all other devices are signed out."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            change_password(
                viewer_of(request),
                old=form.cleaned_data["password"],
                new=form.cleaned_data["new_password"],
                device=request.COOKIES.get(DEVICE, ""),
                at=utc_now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(
                request, _("The password was changed. All other devices are signed out.")
            )
            return redirect("people:account")
    return render(request, "people/password.html", {"form": form}, status=form.status)


@csrf_exempt
@require_POST
@signed_in
def sign_out_all(request: HttpRequest) -> HttpResponse:
    """Sign out on every device."""
    sign_out_everywhere(viewer_of(request))
    return _goodbye(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def delegations(request: HttpRequest) -> HttpResponse:
    """Show whom one lets act in one's posts and in whose one acts; give a new delegation."""
    viewer, today = viewer_of(request), legal_day(utc_now())
    own = posts_of(viewer.person, today)
    near = {each.agency: colleagues_of(each.agency, today) for each in own}
    colleagues = tuple(
        each for staff in near.values() for each in staff if each.person != viewer.person
    )
    form = DelegationForm(
        request.POST or None,
        posts=own,
        colleagues=colleagues,
        initial={"valid_from": today, "last_day": today},
    )
    if form.is_valid():
        values = form.values()
        act = act_in_post(request, key=form.cleaned_data["key"], post=values.pop("post"))
        try:
            give_delegation(act, **values)
        except (Refused, Conflict) as no:
            form.refuse(no)
        else:
            return redirect("people:delegations")
    given, received = delegations_of(viewer.person, today)
    context = {"form": form, "given": given, "received": received, "may_give": bool(own)}
    return render(request, "people/delegations.html", context, status=form.status)


@require_POST
@for_officials
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End a delegation that one gave."""
    found = delegation(key)
    if found is None or found.giver != viewer_of(request).person:
        raise Http404
    act = act_in_post(request, key=request.POST.get("key", "")[:64], post=found.post)
    seen = request.POST.get("seen", "")
    end_delegation(act, key, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0)  # noqa: PLR2004
    return redirect("people:delegations")


def _sign_in_again(request: HttpRequest, form: SignInForm, status: int) -> HttpResponse:
    context = {"form": form, "next": _next(request)}
    return render(request, "people/sign_in.html", context, status=status)


def _address(request: HttpRequest) -> str:
    """Return the address of the caller, as the last proxy of ours saw it."""
    proxies = settings.GUOL_PROXIES
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(passed) >= proxies:
        return passed[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _next(request: HttpRequest) -> str:
    """Return where to go on to: an address of this house, the first page for any other."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else ""


def _welcome(request: HttpRequest, signed: SignedIn) -> HttpResponse:
    rotate_token(request)
    response = redirect(_next(request) or "/")
    for name, value, age in (
        (COOKIE, signed.token, int(LONGEST.total_seconds())),
        (DEVICE, signed.device, A_YEAR),
    ):
        response.set_cookie(
            name,
            value,
            max_age=age,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _goodbye(request: HttpRequest) -> HttpResponse:
    rotate_token(request)
    response = redirect("/")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
