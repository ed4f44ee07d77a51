"""Pages that say no: what, why, what to do next. None of them repeats what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from guol.kernel.errors import Conflict, Reason, Refused
from guol.web.journal import current_request
from guol.web.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way on from a page that could go no further."""

    label: str
    url: str


def answer(
    request: HttpRequest,
    status: int,
    title: str,
    *sentences: str,
    ways: Sequence[Way] = (),
) -> HttpResponse:
    """Return a page of sentences with ways on; the home page is always one."""
    home = Way(label=_("Go to the home page"), url="/")
    context = {"title": title, "sentences": sentences, "ways": (*ways, home), "status": status}
    return render(request, "web/answer.html", context, status=status)


def bad_request(request: HttpRequest) -> HttpResponse:
    """Return the page for what cannot be read at all."""
    return answer(
        request,
        400,
        _("This request could not be read"),
        _("What your browser sent has characters or a form that no page of ours makes."),
        _("Go back, open the page again and type it once more. Nothing was changed."),
    )


def wrong_host(request: HttpRequest) -> HttpResponse:
    """Return the page for a name in the address that is not ours."""
    return answer(
        request,
        400,
        _("This name is not answered here"),
        _("The name in the address bar is not one of this machine's names."),
        _("Use the address on your papers. The technician adds a name with GUOL_HOSTS."),
    )


def cut_off(request: HttpRequest) -> HttpResponse:
    """Return the page for a form that did not arrive whole."""
    return answer(
        request,
        400,
        _("The form did not arrive whole"),
        _("It was cut off on the way, probably because the line broke. Nothing was saved."),
        _("Go back one page and send it again."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the page for a form with more fields or files than any of ours."""
    return answer(
        request,
        400,
        _("Too much was sent at once"),
        _("The form has more fields or files than can be taken in one go. Nothing was saved."),
        _("Send fewer files at a time."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Return the page for a body over the limit."""
    return answer(
        request,
        413,
        _("What was sent is too large"),
        _("The form is larger than what can be taken in one go. Nothing was saved."),
        _("Shorten the text or send smaller files."),
    )


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Return the page for an address that is only read, or only written to."""
    return answer(
        request,
        405,
        _("This page cannot be opened this way"),
        _("The address takes what a form sends, or only shows a page. Nothing was changed."),
        _("Start again from the menu."),
    )


def refused(request: HttpRequest, no: Refused | Conflict) -> HttpResponse:
    """Return the page for a rule's no, with the sentence of its reason."""
    if isinstance(no, Conflict):
        again = Way(label=_("Read the page again"), url=_came_from(request) or request.path)
        return answer(
            request, 409, _("Something changed meanwhile"), say(no.reason), ways=(again,)
        )
    before = _came_from(request)
    back = (Way(label=_("Go back to the page before"), url=before),) if before else ()
    return answer(
        request, _status_of(no.reason), _("This was not done"), say(no.reason), ways=back
    )


def busy(request: HttpRequest, reason: Reason) -> HttpResponse:
    """Return the page for a database that many write to at once."""
    response = answer(request, 503, _("Please wait a moment"), say(reason))
    response.headers["Retry-After"] = "5"
    return response


def broken() -> HttpResponse:
    """Return the page for a fault of ours; it asks neither database nor session."""
    context = {
        "title": _("Something broke on our side"),
        "sentences": (
            _("It is not your mistake. What went wrong was written down for the technician."),
            _("Try again in a few minutes; if it stays so, call the hotline or come to us."),
        ),
        "ways": (Way(label=_("Go to the home page"), url="/"),),
        "status": 500,
        "number": current_request(),  # by which the technician finds the line in the log
    }
    return HttpResponse(render_to_string("web/answer.html", context), status=500)


def _status_of(reason: Reason) -> int:
    """Return 403 for a reason that is about who asks (``about_rights``), else 422."""
    return 403 if getattr(type(reason), "about_rights", False) else 422


def _came_from(request: HttpRequest) -> str:
    """Return the page of ours that the request was sent from, without its question."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()})
    return urlsplit(before).path if before and is_ours else ""
