"""A clerk's window: who waits, call the next, and what becomes of who was called."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Refused
from guol.onestop.actions.queue import (
    Press,
    call_again,
    call_next,
    end_queue,
    finish,
    mark_absent,
    open_window,
    pause,
    send_on,
    take_in,
)
from guol.onestop.forms.queue import DeedForm, WindowForm
from guol.onestop.permits import Hand, may_call_numbers
from guol.onestop.queries.queue import queue_of, ticket
from guol.onestop.rules.queue import (
    LAST_WINDOW,
    RESULT,
    Queue,
    TicketCard,
    WindowCard,
    wait_for,
)
from guol.onestop.views.access import SeeOther, hands_of, official
from guol.onestop.words import say_wait, topic_of
from guol.people.api import viewer_of

MINUTE_S = 60
WITH_NUMBER: dict[str, Callable[..., str]] = {"mo": open_window, "chuyen": send_on}
DEEDS: dict[str, Callable[[Press], str]] = {
    "goi": call_next,
    "goi-lai": call_again,
    "vang": mark_absent,
    "nhan": take_in,
    "xong": finish,
    "nghi": lambda press: pause(press, is_paused=True),
    "tiep": lambda press: pause(press, is_paused=False),
    "het": end_queue,
}


@require_safe
def window(request: HttpRequest) -> HttpResponse:
    """Show the clerk's window and the queue; who has no window yet chooses one."""
    return _page(request, _hand(request))


@require_POST
def press(request: HttpRequest, deed: str) -> HttpResponse:
    """Do what was pressed, once, and show the window as it is then."""
    hand = _hand(request)
    if deed not in DEEDS and deed not in WITH_NUMBER:
        raise Http404
    form = WindowForm(request.POST) if deed in WITH_NUMBER else DeedForm(request.POST)
    if not form.is_valid():
        return _page(request, hand, failed=form)
    made = _press(request, hand, form.cleaned_data["key"], form.cleaned_data["seen"])
    try:
        key = _done(deed, made, form)
    except Refused as no:
        form.refuse(no)
        return _page(request, hand, failed=form)
    if deed == "nhan" and (card := ticket(key, hand.desk)):
        return SeeOther(_where_to(card))
    return SeeOther(reverse("onestop:window"))


def call_after(request: HttpRequest, hand: Hand, number: str, *, key: str) -> None:
    """Call the next after somebody was dealt with elsewhere, if they still stand there."""
    queue = queue_of(hand.desk, legal_day(utc_now()))
    own = queue.window_of(viewer_of(request).person)
    here = queue.at(own.number) if own else None
    if own and here and here.key == number:
        call_next(_press(request, hand, key, own.presses))


def _press(request: HttpRequest, hand: Hand, key: str, seen: int) -> Press:
    """Return the press of whoever looks, at the window where they sit."""
    return Press(
        key=key, desk=hand.desk, person=viewer_of(request).person, seen=seen, at=utc_now()
    )


def _hand(request: HttpRequest) -> Hand:
    hand = next((each for each in hands_of(official(request)) if may_call_numbers(each)), None)
    if hand is None:
        raise PermissionDenied
    return hand


def _done(deed: str, made: Press, form: DeedForm | WindowForm) -> str:
    if deed in WITH_NUMBER:
        return WITH_NUMBER[deed](made, number=form.cleaned_data["number"])
    return DEEDS[deed](made)


def _where_to(card: TicketCard) -> str:
    """Return the page for what somebody came for: a result to give out, or an intake."""
    if card.topic == RESULT:
        return f"{reverse('onestop:counter')}?ds=to_return"
    return f"{reverse('onestop:intake')}?{urlencode({'phieu': card.key})}"


def _page(
    request: HttpRequest, hand: Hand, *, failed: DeedForm | WindowForm | None = None
) -> HttpResponse:
    now = utc_now()
    queue = queue_of(hand.desk, legal_day(now))
    own = queue.window_of(viewer_of(request).person)
    here = queue.at(own.number) if own else None
    waiting = queue.waiting
    last = wait_for(len(waiting), queue.services, len(queue.open_windows))
    context: dict[str, Any] = {
        "desk": hand.desk,
        "own": own,
        "here": here,
        "what": topic_of(here.topic, here.field) if here else "",
        "is_ended": queue.is_ended,
        "others": [each for each in queue.open_windows if own is None or each != own.number],
        "open_form": WindowForm(initial={"number": _free(queue, own)}),
        "failed": failed,
        "rows": [_row(each, now) for each in waiting],
        "last": say_wait(last),
        "has_hall": bool(queue.windows),
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Call numbers"), ""),
        ],
    }
    return render(request, "onestop/window.html", context, status=422 if failed else 200)


def _row(card: TicketCard, now: datetime) -> dict[str, Any]:
    return {
        "name": card.name,
        "what": topic_of(card.topic, card.field),
        "minutes": int((now - card.taken_at).total_seconds()) // MINUTE_S,
        "is_priority": card.is_priority,
        "only": card.only,
        "absences": card.absences,
    }


def _free(queue: Queue, own: WindowCard | None) -> int:
    """Return the window to propose: one's own, else the first at which nobody sits."""
    if own:
        return own.number
    taken = queue.open_windows
    return next(each for each in range(1, LAST_WINDOW + 1) if each not in taken)
