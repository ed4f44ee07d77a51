"""Who works where and signs in how: ordered by the authority's administrator."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from guol.kernel.act import Act
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.people.actions import (
    assign_post,
    close_account,
    create_account,
    create_post,
    leave_post,
)
from guol.people.forms import AccountForm, EmploymentForm
from guol.people.permits import AUTHORITY_DESK
from guol.people.queries import (
    PersonCard,
    accounts_of,
    act_of,
    agencies,
    agency,
    empty_posts,
    person,
    post,
    posts_at,
    posts_of,
    role_name,
    viewer_of,
)
from guol.people.views.doors import for_authority
from guol.people.words import HELD
from guol.web.forms import Form

ADMINISTRATOR = "administrator"


@require_safe
def office(request: HttpRequest, key: str) -> HttpResponse:
    """Show an agency, and to officials its posts with those who hold them."""
    found = agency(key)
    if found is None:
        raise Http404
    is_official = viewer_of(request).is_official
    posts = posts_at(key, legal_day(utc_now())) if is_official else ()
    context = {
        "agency": found,
        "posts": [(each, role_name(each.role)) for each in posts],
        "is_official": is_official,
    }
    return render(request, "people/office.html", context)


@require_safe
@for_authority
def employment(request: HttpRequest, key: str) -> HttpResponse:
    """Show the posts and accounts of a person, and what may be ordered."""
    return _page(request, _known(key))


@require_POST
@for_authority
def employ(request: HttpRequest, key: str) -> HttpResponse:
    """Put a person into an empty post or a new one."""
    found = _known(key)
    form = _employment_form(request.POST)
    return _ordered(request, found, form, employment_form=form, order=_take_up(form, key))


@sensitive_post_parameters()
@require_POST
@for_authority
def open_account(request: HttpRequest, key: str) -> HttpResponse:
    """Give a person an account, or a new password."""
    found, form = _known(key), AccountForm(request.POST)
    return _ordered(
        request,
        found,
        form,
        account_form=form,
        order=lambda act: create_account(act, **form.values(), person=key),
    )


@require_POST
@for_authority
def shut_account(request: HttpRequest, key: str) -> HttpResponse:
    """Close one of the person's accounts."""
    found, form = _known(key), Form(request.POST)
    login = request.POST.get("login", "")
    if login not in {each.login for each in accounts_of(key)}:
        raise Http404
    return _ordered(request, found, form, order=lambda act: close_account(act, login))


@require_POST
@for_authority
def dismiss(request: HttpRequest, key: str, held: str) -> HttpResponse:
    """Let a person leave a post from today on."""
    found, form, today = _known(key), Form(request.POST), legal_day(utc_now())
    left = post(held, today)
    if left is None or left.person != key:
        raise Http404
    return _ordered(
        request,
        found,
        form,
        order=lambda act: leave_post(act, held, on=today, seen=form.cleaned_data["seen"]),
    )


def _take_up(form: EmploymentForm, key: str) -> Callable[[Act], object]:
    def order(act: Act) -> object:
        typed = form.values()
        day, chosen = typed["valid_from"], post(typed["post"], typed["valid_from"])
        if chosen is not None:
            return assign_post(act, chosen.key, person=key, valid_from=day, seen=chosen.seen)
        return create_post(
            act,
            role=typed["role"],
            agency_key=typed["agency"],
            title=typed["title"],
            valid_from=day,
            person=key,
            desk=AUTHORITY_DESK if typed["role"] == ADMINISTRATOR else "",
        )

    return order


def _ordered(
    request: HttpRequest,
    found: PersonCard,
    form: Form,
    *,
    order: Callable[[Act], object],
    **shown: Form,
) -> HttpResponse:
    """Do it and go back to the page, or show the page with what is wrong."""
    if form.is_valid():
        act = act_of(request, key=form.cleaned_data["key"], desk=AUTHORITY_DESK)
        try:
            order(act)
        except (Refused, Conflict) as no:
            form.refuse(no)
        else:
            messages.success(request, _("It is ordered and holds at once."))
            return redirect("people:employment", found.key)
    return _page(request, found, status=form.status, failed=form, **shown)


def _page(
    request: HttpRequest, found: PersonCard, *, status: int = 200, **shown: Any
) -> HttpResponse:
    today = legal_day(utc_now())
    held = [post(each.post, today) for each in posts_of(found.key, today)]
    context = {
        "person": found,
        "posts": [(each, role_name(each.role)) for each in held if each],
        "accounts": accounts_of(found.key),
        "employment_form": _employment_form(),
        "account_form": AccountForm(),
    }
    return render(request, "people/employment.html", context | shown, status=status)


def _employment_form(typed: Any = None) -> EmploymentForm:
    today = legal_day(utc_now())
    offices = {each.key: each.name for each in agencies(day=today)}
    return EmploymentForm(
        typed,
        posts=[
            (each.key, f"{each.title}, {offices.get(each.agency, each.agency)}")
            for each in empty_posts(today)
        ],
        agencies=list(offices.items()),
        roles=[(role, role_name(role)) for role in HELD],
        initial={"valid_from": today},
    )


def _known(key: str) -> PersonCard:
    found = person(key)
    if found is None:
        raise Http404
    return found
