"""Tickets and windows: taking a number, calling it, letting go of it. Plain rows, no event.

Whoever changes the queue of a counter first locks the row of its day, so two windows that call
at the same moment never call the same number. A press is one act: sent again, its key finds
what it came to; made from a page that is no longer true, it is a ``Conflict``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import transaction

from guol.kernel.clock import legal_day
from guol.kernel.errors import Conflict, Reason, Refused
from guol.kernel.worktime import Session
from guol.onestop.models.queue import QueueDay, Ticket, Window, WindowPress
from guol.onestop.queries.queue import day_key, queue_of
from guol.onestop.rules.queue import (
    ANY_WINDOW,
    CALLED,
    CLOSED,
    DONE,
    ENDED,
    SERVED,
    WAITING,
    Queue,
    TicketCard,
    WindowCard,
    after_absence,
    may_be_called_at,
    next_of,
    run_after,
    why_no_ticket,
)
from guol.onestop.rules.reasons import (
    NobodyAtWindow,
    QueueFull,
    WindowMoved,
    WindowShut,
    WindowTaken,
)

P = ParamSpec("P")
KEPT_FOR = timedelta(days=7)
LAST_TURN = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody in the hall comes for; ``field`` of procedures, if they know."""

    topic: str
    field: str = ""
    is_priority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press at a window: by whom, when, and how much had been done there before."""

    key: str
    desk: str
    person: str
    seen: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a press finds, while nobody else changes it: the queue and the window."""

    queue: Queue
    window: WindowCard

    @property
    def ticket(self) -> TicketCard | None:
        """Who stands at the window."""
        return self.queue.at(self.window.number)


Verb = Callable[Concatenate[Press, Held, P], str]
Pressed = Callable[Concatenate[Press, P], str]


def take_ticket(
    key: str,
    wish: Wish,
    *,
    desk: str,
    at: datetime,
    sessions: Sequence[Session],
    from_here: int = 0,
) -> str:
    """Give the next number of the day; the same form again gets the same number.

    ``sessions`` is when the office is open today, ``from_here`` how many were lately taken on
    this device. Raises ``Refused`` when no tickets are given, or too many were taken.
    """
    with transaction.atomic():
        row = _locked(desk, at)
        if Ticket.objects.filter(key=key).exists():
            return key
        queue = queue_of(desk, row.day)
        no: Reason | None = why_no_ticket(queue, sessions, at, from_here=from_here)
        if row.turns >= LAST_TURN:
            no = QueueFull(most=LAST_TURN)
        if no:
            raise Refused(no)
        row.turns += 1
        row.save(update_fields=["turns"])
        Ticket.objects.create(
            key=key,
            desk=desk,
            day=row.day,
            turn=row.turns,
            topic=wish.topic,
            field=wish.field,
            is_priority=wish.is_priority,
            taken_at=at,
        )
        return key


def open_window(press: Press, *, number: int) -> str:
    """Sit down at a window, and leave the one before; the queue of the day goes on.

    Raises ``Refused`` while a colleague calls from there; a paused window may be taken over.
    """
    with transaction.atomic():
        row = _locked(press.desk, press.at)
        if _done(press) is not None:
            return ""
        queue = queue_of(press.desk, row.day)
        there = next((each for each in queue.windows if each.number == number), None)
        is_held = there is not None and there.person != press.person
        if is_held and number in queue.open_windows:
            raise Refused(WindowTaken(number=number))
        left = queue.window_of(press.person)
        if left and left.number != number:
            _leave(press, queue, left.number)
        Window.objects.update_or_create(
            key=f"{press.desk}/{number}",
            defaults={
                "desk": press.desk,
                "number": number,
                "person": press.person,
                "opened_on": row.day,
                "is_paused": False,
                "presses": there.presses + 1 if there else 1,
            },
        )
        if queue.is_ended:
            row.ended_at = None
            row.save(update_fields=["ended_at"])
        _note(press, "")
        return ""


def at_window(verb: Verb[P]) -> Pressed[P]:
    """Let ``verb`` be done once per press, by who sits at a window, on what the page showed."""

    @wraps(verb)
    def answer(press: Press, /, *args: P.args, **kwargs: P.kwargs) -> str:
        with transaction.atomic():
            row = _locked(press.desk, press.at)
            done = _done(press)
            if done is not None:
                return done
            queue = queue_of(press.desk, row.day)
            window = queue.window_of(press.person)
            if window is None or window.presses != press.seen:
                raise Conflict(WindowMoved())
            ticket = verb(press, Held(queue=queue, window=window), *args, **kwargs)
            Window.objects.filter(key=f"{press.desk}/{window.number}").update(
                presses=window.presses + 1
            )
            _note(press, ticket)
            return ticket

    return answer


@at_window
def call_next(press: Press, held: Held) -> str:
    """End with who stands at the window and call the next; empty when nobody waits."""
    queue, number = held.queue, held.window.number
    if held.ticket:
        _keep(replace(held.ticket, state=ENDED, ended=DONE, ended_at=press.at))
    if held.window.is_paused:
        _pause(press, held, is_paused=False)
    fit = [e for e in queue.waiting if may_be_called_at(e, number, queue.open_windows)]
    called = next_of(fit, run=queue.run, calls=queue.calls)
    if called is None:
        return ""
    _keep(replace(called, state=CALLED, window=number, called_at=press.at))
    QueueDay.objects.filter(key=day_key(press.desk, queue.day)).update(
        calls=queue.calls + 1, run=run_after(queue.run, called)
    )
    return called.key


@at_window
def call_again(press: Press, held: Held) -> str:
    """Call the same number once more: it stands first on the screen again."""
    return _keep(replace(_there(held), called_at=press.at))


@at_window
def mark_absent(press: Press, held: Held) -> str:
    """Note that who was called did not come: three calls back, the second time ended."""
    return _keep(after_absence(_there(held), calls=held.queue.calls, at=press.at))


@at_window
def take_in(press: Press, held: Held) -> str:
    """Note that who was called is at the window."""
    del press
    return _keep(replace(_there(held), state=SERVED))


@at_window
def finish(press: Press, held: Held) -> str:
    """End with who stands at the window, and call nobody."""
    return _keep(replace(_there(held), state=ENDED, ended=DONE, ended_at=press.at))


@at_window
def send_on(press: Press, held: Held, *, number: int) -> str:
    """Send who stands at the window on to another one, where the number keeps its turn.

    Raises ``Refused`` for a window that does not call.
    """
    del press
    if number not in held.queue.open_windows or number == held.window.number:
        raise Refused(WindowShut(number=number))
    sent = _there(held)
    return _keep(replace(sent, state=WAITING, window=ANY_WINDOW, only=number))


@at_window
def pause(press: Press, held: Held, *, is_paused: bool) -> str:
    """Let the window call nobody for a while, or call again."""
    _pause(press, held, is_paused=is_paused)
    return ""


@at_window
def end_queue(press: Press, held: Held) -> str:
    """End the queue of the day: who still waits goes home, no more tickets are given.

    Raises ``Refused`` for none; a window that is opened lets the queue go on.
    """
    day = QueueDay.objects.filter(key=day_key(press.desk, held.queue.day))
    day.update(ended_at=press.at)
    for each in held.queue.tickets:
        if each.state != ENDED:
            ended = CLOSED if each.state == WAITING else DONE
            _keep(replace(each, state=ENDED, ended=ended, ended_at=press.at))
    Window.objects.filter(desk=press.desk).update(is_paused=True)
    return ""


def _there(held: Held) -> TicketCard:
    if held.ticket is None:
        raise Refused(NobodyAtWindow())
    return held.ticket


def _leave(press: Press, queue: Queue, number: int) -> None:
    """Let nobody stand or be awaited at a window that its clerk left."""
    key = f"{press.desk}/{number}"
    Window.objects.filter(key=key).update(is_paused=True, person="")
    if standing := queue.at(number):
        _keep(replace(standing, state=ENDED, ended=DONE, ended_at=press.at))


def _locked(desk: str, at: datetime) -> QueueDay:
    """Lock the day of a counter. The first of a day forgets what is older than a week."""
    day = legal_day(at)
    row, is_new = QueueDay.objects.select_for_update().get_or_create(
        key=day_key(desk, day), defaults={"desk": desk, "day": day}
    )
    if is_new:
        WindowPress.objects.filter(at__lt=at - KEPT_FOR).delete()
        for table in (Ticket, QueueDay):
            table.objects.filter(day__lt=day - KEPT_FOR).delete()
    return row


def _done(press: Press) -> str | None:
    """Return what this press came to when it was sent before."""
    before = WindowPress.objects.filter(key=press.key)
    return before.values_list("ticket", flat=True).first()


def _note(press: Press, ticket: str) -> None:
    WindowPress.objects.create(key=press.key, desk=press.desk, ticket=ticket, at=press.at)


def _pause(press: Press, held: Held, *, is_paused: bool) -> None:
    key = f"{press.desk}/{held.window.number}"
    Window.objects.filter(key=key).update(is_paused=is_paused)


def _keep(card: TicketCard) -> str:
    """Write a ticket as it is now."""
    Ticket.objects.filter(key=card.key).update(
        state=card.state,
        only=card.only,
        window=card.window,
        rests_until=card.rests_until,
        absences=card.absences,
        called_at=card.called_at,
        ended_at=card.ended_at,
        ended=card.ended,
    )
    return card.key
