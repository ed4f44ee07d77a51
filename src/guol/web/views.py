"""Pages of the shell: home, help, language, files, health, and what goes wrong."""

import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from guol.kernel.clock import utc_now
from guol.kernel.text import fold
from guol.web import answers
from guol.web.assets import assets
from guol.web.compression import coding_for
from guol.web.context import Frame
from guol.web.gallery import gallery_context
from guol.web.handbook import page_of, pages_of
from guol.web.middleware import is_busy
from guol.web.offering import LONGEST, SHORTEST, found_for, work_for
from guol.web.outbox import SIGN_IN, STALE, mark_kept
from guol.web.words import Busy

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MINUTE = "public, max-age=60"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what one can do here, and to whoever is signed in what waits for them."""
    context = {"work": work_for(Frame(request).viewer, utc_now()), "longest": LONGEST}
    return render(request, "web/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the rooms find of some words."""
    text = request.GET.get("tim", "").strip()[:LONGEST]
    context = {
        "text": text,
        "answers": found_for(Frame(request).viewer, text, utc_now()),
        "is_short": bool(text) and len(fold(text)) < SHORTEST,
        "longest": LONGEST,
    }
    return render(request, "web/search.html", context)


@csrf_exempt  # changes nothing but the reader's own language, and saves a token on each page
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen on this device and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith(
        "/"
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


@require_safe
def help_pages(request: HttpRequest) -> HttpResponse:
    """List the pages of help."""
    return render(request, "web/help.html", {"pages": pages_of()})


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one page of help."""
    found = page_of(page)
    if found is None:
        raise Http404
    return render(request, "web/help_page.html", {"page": found, "pages": pages_of()})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, for those who build; in the demonstration only."""
    if not settings.GUOL_DEMO:
        raise Http404
    return render(request, "web/gallery.html", gallery_context(request))


@require_safe
def asset(request: HttpRequest, mark: str, name: str) -> HttpResponse:
    """Send a file from memory; for an old mark the present file, kept only briefly."""
    found = assets().get(name)
    if found is None:
        raise Http404
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    body = found.bodies.get(coding) or found.bodies[""]
    response = HttpResponse(body, content_type=found.media_type)
    if coding in found.bodies and coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Cache-Control"] = FOR_EVER if mark == found.mark else FOR_A_MINUTE
    response.headers["Vary"] = "Accept-Encoding"
    return response


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """Say that the database answers, too; an error goes the way of errors."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django could not read."""
    if isinstance(exception, DisallowedHost):
        return answers.wrong_host(request)
    return answers.bad_request(request)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer those who may not."""
    del exception
    frame_viewer = getattr(request, "viewer", None)
    if frame_viewer is None or not getattr(frame_viewer, "account", ""):
        sign_in = answers.Way(label=_("Sign in"), url=settings.LOGIN_URL)
        page = answers.answer(
            request,
            403,
            _("Please sign in first"),
            _("This page is for people who are signed in."),
            ways=(sign_in,),
        )
        return mark_kept(page, SIGN_IN)
    return answers.answer(
        request,
        403,
        _("This page is not for your post"),
        _("You are signed in, but none of your posts opens this page."),
        _("If you need it for your work, ask the head of your agency for the post."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del exception
    find = answers.Way(label=_("Read the help"), url="/tro-giup/")
    return answers.answer(
        request,
        404,
        _("There is no page at this address"),
        _("Perhaps the address was not copied whole, or what stood here was moved."),
        _("Start from the home page, or ask at the counter."),
        ways=(find,),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours, without asking anything that may be broken too."""
    if is_busy(sys.exc_info()[1]):
        return answers.busy(request, Busy())
    return answers.broken()


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not known: offer to send it again when it came from here."""
    del reason
    typed = _typed(request) if request.headers.get("Sec-Fetch-Site") == "same-origin" else ()
    context = {"typed": typed, "had_files": bool(request.FILES), "ways": ()}
    return mark_kept(render(request, "web/stale.html", context, status=403), STALE)


def _typed(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Return what was typed, to be sent again; never a form with a password in it."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    return () if any("password" in name for name, _value in fields) else tuple(fields)
