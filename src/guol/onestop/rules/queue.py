"""The queue of a counter (hàng đợi lấy số): who is next, how long it takes, who gets a ticket.

Elders (from 60, Law on the Elderly 39/2009/QH12, Art. 2: from memory, unverified), people with
disabilities and pregnant women come first. No article that says how a counter numbers them was
read: that they come first here, how many in a row, and what becomes of those who do not come
are the office's choice, named below as such. A ticket
knows that its bearer comes first, never why.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import quantiles

from guol.kernel.clock import legal_day, local
from guol.kernel.errors import Reason
from guol.kernel.worktime import Session
from guol.onestop.rules.reasons import QueueClosed, QueueFull, TicketsTooFast

LODGE, RESULT, INFORMATION = "lodge", "result", "information"
LETTERS = {LODGE: "A", RESULT: "B", INFORMATION: "C"}
"""What people come for, and the letter of their numbers."""

WAITING, CALLED, SERVED, ENDED = "waiting", "called", "served", "ended"
AT_WINDOW = frozenset({CALLED, SERVED})
DONE, ABSENT, CLOSED = "done", "absent", "closed"

# The office's choice, not the law's:
MOST_IN_A_ROW = 2  # priorities, while somebody else waits
STEPS_BACK = 3  # calls that go before somebody who did not come
MOST_ABSENCES = 2
ANY_WINDOW = 0
LAST_WINDOW = 99

LEAST_MEASURED = 5  # services of the day, before the wait is told from them
ASSUMED = (timedelta(minutes=5), timedelta(minutes=15))  # a quick and a slow service
LONGEST_SERVICE = timedelta(hours=2)  # whatever lasted longer was left open over noon
ROUNDED_TO = 5  # minutes

EARLIER = timedelta(hours=1)  # before the doors open people may take a ticket
MOST_WAITING = 99
MOST_AT_ONCE = ((timedelta(seconds=10), 3), (timedelta(minutes=10), 40))
MOST_FROM_ONE_PLACE = 30  # in a quarter of an hour, as misses are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCard:
    """A number in the queue (phiếu số thứ tự), of nobody in particular.

    ``turn`` counts from 1 each day; ``only`` is the window that the bearer was sent on to, 0
    for any; ``rests_until`` the number of calls before which a bearer who did not come is
    not called again.
    """

    key: str
    desk: str
    day: date
    turn: int
    topic: str
    field: str = ""
    is_priority: bool = False
    state: str = WAITING
    only: int = ANY_WINDOW
    window: int = ANY_WINDOW
    rests_until: int = 0
    absences: int = 0
    taken_at: datetime
    called_at: datetime | None = None
    ended_at: datetime | None = None
    ended: str = ""

    @property
    def name(self) -> str:
        """The number as it is printed and called: A012."""
        return f"{LETTERS.get(self.topic, 'C')}{self.turn:03}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCard:
    """A window of a counter (cửa, quầy số): who sits there today, and whether it calls.

    ``presses`` counts what was done at it: the number that a form was made from.
    """

    number: int
    person: str
    opened_on: date
    is_paused: bool
    presses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queue of one counter on one day: windows and tickets in the order of their turns.

    ``run`` is how many priorities were called last without anybody between them.
    """

    desk: str
    day: date
    calls: int = 0
    run: int = 0
    is_ended: bool = False
    windows: tuple[WindowCard, ...] = ()
    tickets: tuple[TicketCard, ...] = ()

    @property
    def open_windows(self) -> tuple[int, ...]:
        """The windows that call today."""
        return tuple(
            each.number
            for each in self.windows
            if each.opened_on == self.day and not each.is_paused
        )

    @property
    def waiting(self) -> tuple[TicketCard, ...]:
        """Those who wait, in the order in which they will be called, as far as is known."""
        waiting = (each for each in self.tickets if each.state == WAITING)
        return line(waiting, run=self.run, calls=self.calls)

    @property
    def services(self) -> tuple[timedelta, ...]:
        """How long each service of the day lasted."""
        return tuple(
            each.ended_at - each.called_at
            for each in self.tickets
            if each.ended == DONE and each.ended_at and each.called_at
        )

    def at(self, window: int) -> TicketCard | None:
        """Return the ticket that stands at a window."""
        here = (e for e in self.tickets if e.state in AT_WINDOW and e.window == window)
        return next(here, None)

    def window_of(self, person: str) -> WindowCard | None:
        """Return the window at which somebody sits today."""
        own = (e for e in self.windows if e.person == person and e.opened_on == self.day)
        return next(own, None)

    def before(self, ticket: TicketCard) -> int | None:
        """Return how many are called before a ticket; None when it does not wait."""
        keys = [each.key for each in self.waiting]
        return keys.index(ticket.key) if ticket.key in keys else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A wait as far as it can be told: least and most in minutes, and from what."""

    least: int
    most: int
    measured: int
    windows: int


def next_of(waiting: Iterable[TicketCard], *, run: int, calls: int) -> TicketCard | None:
    """Return who is called next, None when nobody waits.

    Priorities come first, the others after at most ``MOST_IN_A_ROW`` of them; among equals the
    lower number. Who did not come is passed over until ``rests_until``, unless nobody else is
    there.
    """
    everybody = list(waiting)
    if not everybody:
        return None
    ready = [each for each in everybody if each.rests_until <= calls]
    if not ready:
        return min(everybody, key=lambda each: (each.rests_until, each.turn))
    first = [each for each in ready if each.is_priority]
    others = [each for each in ready if not each.is_priority]
    is_their_turn = not first or (others and run >= MOST_IN_A_ROW)
    return min(others if is_their_turn else first, key=lambda each: each.turn)


def run_after(run: int, called: TicketCard) -> int:
    """Return how many priorities were called in a row, after one more call."""
    return run + 1 if called.is_priority else 0


def line(waiting: Iterable[TicketCard], *, run: int, calls: int) -> tuple[TicketCard, ...]:
    """Return all who wait, in the order in which they are called if nobody comes any more."""
    rest, told = {each.key: each for each in waiting}, []
    while (called := next_of(rest.values(), run=run, calls=calls)) is not None:
        told.append(rest.pop(called.key))
        run, calls = run_after(run, called), calls + 1
    return tuple(told)


def may_be_called_at(ticket: TicketCard, window: int, open_windows: Collection[int]) -> bool:
    """Whether a window may call a ticket: one sent on to a window that is shut is anybody's."""
    return ticket.only in (ANY_WINDOW, window) or ticket.only not in open_windows


def after_absence(ticket: TicketCard, *, calls: int, at: datetime) -> TicketCard:
    """Return the ticket of somebody who did not come: three calls back, then ended."""
    absences = ticket.absences + 1
    if absences >= MOST_ABSENCES:
        return replace(ticket, state=ENDED, ended=ABSENT, ended_at=at, absences=absences)
    return replace(
        ticket,
        state=WAITING,
        window=ANY_WINDOW,
        absences=absences,
        rests_until=calls + STEPS_BACK,
    )


def wait_for(before: int, services: Sequence[timedelta], windows: int) -> Wait | None:
    """Return how long somebody waits before whom ``before`` others are called.

    Told from the middle half of the day's services; before enough were measured, from what is
    assumed. None while no window is open: nothing can be told then.

    >>> wait_for(4, [timedelta(minutes=10)] * 8, 2)
    Wait(least=20, most=25, measured=8, windows=2)
    """
    if windows < 1:
        return None
    measured = [min(each, LONGEST_SERVICE) for each in services]
    quick, slow = ASSUMED
    if len(measured) >= LEAST_MEASURED:
        first, _middle, third = quantiles([each.total_seconds() for each in measured], n=4)
        quick, slow = (timedelta(seconds=max(each, 0)) for each in (first, third))
    else:
        measured = []
    least, most = _minutes(quick * before / windows), _minutes(slow * (before + 1) / windows)
    return Wait(
        least=least - least % ROUNDED_TO,
        most=max(most + -most % ROUNDED_TO, ROUNDED_TO),
        measured=len(measured),
        windows=windows,
    )


def is_open(queue: Queue, sessions: Sequence[Session], at: datetime) -> bool:
    """Whether tickets are given: while a window calls, else from an hour before opening."""
    if queue.is_ended:
        return False
    if queue.open_windows:
        return True
    here = local(at)
    minute = timedelta(hours=here.hour, minutes=here.minute)
    return bool(sessions) and (
        timedelta(minutes=sessions[0].opens) - EARLIER
        <= minute
        < timedelta(minutes=sessions[-1].closes)
    )


def why_no_ticket(
    queue: Queue, sessions: Sequence[Session], at: datetime, *, from_here: int
) -> Reason | None:
    """Return why no ticket is given, None when one is.

    One finger cannot empty the roll: so many in ten seconds and in ten minutes, so many from
    one device (``from_here``), so many who wait.
    """
    if queue.day != legal_day(at) or not is_open(queue, sessions, at):
        return QueueClosed()
    if sum(each.state == WAITING for each in queue.tickets) >= MOST_WAITING:
        return QueueFull(most=MOST_WAITING)
    is_fast = any(
        sum(abs(at - each.taken_at) < span for each in queue.tickets) >= most
        for span, most in MOST_AT_ONCE
    )
    return TicketsTooFast() if is_fast or from_here >= MOST_FROM_ONE_PLACE else None


def _minutes(span: timedelta) -> int:
    """Return a span in minutes, the next whole one."""
    return -(-int(span.total_seconds()) // 60)
