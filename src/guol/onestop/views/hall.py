"""The waiting room: a kiosk that gives numbers, the ticket, the screen. Public, no sign-in.

These pages have a frame of their own, without menu and without script: who stands before a
tablet in the hall is led nowhere else, and a form that the line did not take is not kept to be
sent when its writer has gone home. They are read again by the header ``Refresh``; a link stops
that for those who read slowly. The language stands in the address and not in a cookie: whoever
comes next finds the kiosk as it was.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Refused
from guol.onestop.actions import note_miss
from guol.onestop.actions.queue import Wish, take_ticket
from guol.onestop.actions.slips import make_ticket
from guol.onestop.forms.queue import TicketForm
from guol.onestop.queries import misses_at
from guol.onestop.queries.queue import queue_of, ticket
from guol.onestop.rules.queue import (
    AT_WINDOW,
    ENDED,
    LODGE,
    WAITING,
    Queue,
    TicketCard,
    is_open,
    wait_for,
)
from guol.onestop.views.access import SeeOther
from guol.onestop.views.printing import shown_pdf
from guol.onestop.words import GROUPS, TOPICS, say_before, say_doubt, say_wait, topic_of
from guol.people.api import desk_name
from guol.procedures.api import calendar_of, catalogue
from guol.web.words import say

SCREEN_S, TICKET_S, LEFT_S = 10, 30, 60
NEXT_SHOWN = 5
TONGUE = "tieng"
View = Callable[..., HttpResponse]


def spoken(view: View) -> View:
    """Let a page of the hall speak the language that its address names, if it names one."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(_tongue(request) or translation.get_language()):
            return view(request, *args, **kwargs)

    return shown


def _tongue(request: HttpRequest) -> str:
    asked = request.POST.get(TONGUE) or request.GET.get(TONGUE) or ""
    return asked if asked in dict(settings.LANGUAGES) else ""


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def kiosk(request: HttpRequest, desk: str) -> HttpResponse:
    """Ask what somebody comes for, then whether they come first; give the number."""
    queue, now = _queue(desk), utc_now()
    sessions = calendar_of(desk).sessions_on(queue.day)
    known = _fields()
    typed = request.POST if request.method == "POST" else request.GET or None
    form = TicketForm(typed, fields_known=known)
    context: dict[str, Any] = {"desk": desk, "agency": desk_name(desk), "fields": known}
    context["topics"] = [(key, label) for key, label in TOPICS.items() if key != LODGE]
    if request.method == "POST" and form.is_valid():
        try:
            return SeeOther(_given(request, queue, form, sessions))
        except Refused as no:
            context["no"] = say(no.reason)
            return _hall(request, "kiosk", context, status=422, after=TICKET_S, to=_of(desk))
    if not is_open(queue, sessions, now):
        context["is_closed"] = True
        return _hall(request, "kiosk", context, after=LEFT_S, to=_of(desk))
    if request.method != "POST" and typed is not None and "viec" in typed:
        chosen = TicketForm({**typed.dict(), "key": "-"}, fields_known=known)
        if chosen.is_valid():
            told = chosen.cleaned_data
            context |= {
                "chosen": told,
                "what": topic_of(told["viec"], told["linh_vuc"]),
                "groups": GROUPS.items(),
            }
            return _hall(request, "kiosk", context, after=LEFT_S, to=_of(desk))
    status = 422 if request.method == "POST" else 200
    after = LEFT_S if _tongue(request) else 0
    return _hall(request, "kiosk", context, status=status, after=after, to=_of(desk))


def _given(request: HttpRequest, queue: Queue, form: TicketForm, sessions: Any) -> str:
    asked, now = form.cleaned_data, utc_now()
    place = _place(request)
    from_here, _until = misses_at(place, now)
    wish = Wish(
        topic=asked["viec"],
        field=asked["linh_vuc"] if asked["viec"] == LODGE else "",
        is_priority=bool(asked["dien"]),
    )
    is_new = all(each.key != asked["key"] for each in queue.tickets)
    key = take_ticket(
        asked["key"], wish, desk=queue.desk, at=now, sessions=sessions, from_here=from_here
    )
    if is_new:
        note_miss(place, now)
    told = {"ve": "1"} | ({TONGUE: _tongue(request)} if _tongue(request) else {})
    return f"{reverse('onestop:ticket', args=[queue.desk, key])}?{urlencode(told)}"


@require_safe
@spoken
def ticket_page(request: HttpRequest, desk: str, key: str) -> HttpResponse:
    """Show a number and how long it still waits; at the kiosk lead back after a while."""
    queue, card = _found(desk, key)
    wait = _wait(queue, card)
    is_at_kiosk = "ve" in request.GET
    context = {
        "desk": desk,
        "agency": desk_name(desk),
        "card": card,
        "what": topic_of(card.topic, card.field),
        "is_waiting": card.state == WAITING,
        "is_called": card.state in AT_WINDOW,
        "is_over": card.state == ENDED or card.day != queue.day,
        "before": say_before(queue.before(card) or 0),
        "wait": say_wait(wait),
        "doubt": say_doubt(wait),
        "is_at_kiosk": is_at_kiosk,
    }
    after = TICKET_S if is_at_kiosk or card.state != ENDED else 0
    return _hall(request, "ticket", context, after=after, to=_of(desk) if is_at_kiosk else "")


@require_safe
@spoken
def ticket_pdf(request: HttpRequest, desk: str, key: str) -> HttpResponse:
    """Return the slip for a roll printer."""
    del request
    queue, card = _found(desk, key)
    slip = make_ticket(card, queue.before(card), _wait(queue, card), at=utc_now())
    return shown_pdf(slip, f"so-{card.name}")


@require_safe
@spoken
def screen(request: HttpRequest, desk: str) -> HttpResponse:
    """Show which number is called to which window, for everybody in the hall."""
    queue = _queue(desk)
    called = sorted(
        (each for each in queue.tickets if each.state in AT_WINDOW and each.called_at),
        key=lambda each: str(each.called_at),
        reverse=True,
    )
    waiting = queue.waiting
    context = {
        "desk": desk,
        "agency": desk_name(desk),
        "called": called[0] if called else None,
        "others": called[1:],
        "next": waiting[:NEXT_SHOWN],
        "waiting": len(waiting),
        "is_ended": queue.is_ended,
        "now": utc_now(),
    }
    return _hall(request, "screen", context, after=SCREEN_S)


def _queue(desk: str) -> Queue:
    """Return the queue of today. Raises ``Http404`` for a desk that never opened a window."""
    queue = queue_of(desk, legal_day(utc_now()))
    if not queue.windows:
        raise Http404
    return queue


def _found(desk: str, key: str) -> tuple[Queue, TicketCard]:
    queue = _queue(desk)
    card = next((each for each in queue.tickets if each.key == key), None)
    card = card or ticket(key, desk)
    if card is None:
        raise Http404
    return queue, card


def _wait(queue: Queue, card: TicketCard) -> Any:
    before = queue.before(card)
    if before is None:
        return None
    return wait_for(before, queue.services, len(queue.open_windows))


def _fields() -> list[str]:
    """Return the fields of procedures that somebody may come for, by name."""
    return sorted({each.field for each in catalogue(legal_day(utc_now())) if each.is_ready})


def _place(request: HttpRequest) -> str:
    """Return what tells one device from another, and nothing about it."""
    address = f"so/{request.META.get('REMOTE_ADDR', '')}"
    return blake2b(
        address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
    ).hexdigest()


def _of(desk: str) -> str:
    return reverse("onestop:kiosk", args=[desk])


def _others_spoken(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return the languages that this page does not speak now, each with its address."""
    now, found = translation.get_language(), []
    for code, name in settings.LANGUAGES:
        if code != now:
            asked = request.GET.copy()
            asked[TONGUE] = code
            found.append((code, name, f"?{asked.urlencode()}"))
    return found


def _hall(
    request: HttpRequest,
    page: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    after: int = 0,
    to: str = "",
) -> HttpResponse:
    """Return a page of the hall, read anew ``after`` so many seconds, or another instead."""
    is_held = "dung" in request.GET
    tongue = _tongue(request)
    also = urlencode({TONGUE: tongue}) if tongue else ""
    context |= {
        "is_held": is_held,
        "tongue": tongue,
        "also": f"&{also}" if also else "",  # behind a question that is there
        "alone": f"?{also}" if also else "",
        "others_spoken": _others_spoken(request),
    }
    response = render(request, f"onestop/{page}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if after and not is_held:
        response.headers["Refresh"] = f"{after};url={to}" if to else str(after)
    return response
