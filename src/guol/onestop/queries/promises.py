"""Promises that the calendar of today would give otherwise: days that were confirmed late.

Nothing is stored of this: whoever asks gets it worked out, of open dossiers alone whose promise
lies after such a day, a hundred at a time. The clock takes some fifty microseconds for each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Q

from guol.feed.api import histories_of
from guol.kernel.clock import VIETNAM, local
from guol.kernel.event import Event
from guol.kernel.text import plain
from guol.kernel.worktime import ONE_DAY
from guol.onestop.queries import cards_where, near
from guol.onestop.queries.versions import areas_of, version_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import Calendars, clock_of, facts_of, is_limited
from guol.onestop.rules.states import UNDER_WAY
from guol.procedures.api import DayLine, Version, calendar_of, days_confirmed_since

PAGE = 50
AT_ONCE = 100
MOST_LOOKED = 1_000  # of what may be hit; whoever wants more turns the page
LOOKED_BACK = timedelta(days=366)  # what was confirmed longer ago was looked at long ago


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A dossier with the promise that it would have, and the days that were confirmed late."""

    card: DossierCard
    due: datetime
    causes: tuple[DayLine, ...]

    @property
    def cause(self) -> str:
        """Why, in the words of whoever confirmed it; empty where nobody can say."""
        return cause_in(self.causes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A page of them, what is due first first; ``later`` is where to go on, or empty."""

    hits: tuple[Hit, ...] = ()
    later: str = ""


def hits_at(desks: Iterable[str], now: datetime, *, after: str = "", most: int = PAGE) -> Hits:
    """Return what is hit near these desks, from a place on that an earlier page named."""
    late = days_confirmed_since(now - LOOKED_BACK)
    if not late:
        return Hits()
    desk_list, place, found = list(desks), after, list[Hit]()
    for _round in range(MOST_LOOKED // AT_ONCE):
        cards = cards_where(_may_be_hit(desk_list, late, place), limit=AT_ONCE)
        for hit in _hits(cards, late):
            if len(found) == most:
                return Hits(hits=tuple(found), later=_place(found[-1].card))
            found.append(hit)
        if len(cards) < AT_ONCE:
            return Hits(hits=tuple(found))
        place = _place(cards[-1])
    return Hits(hits=tuple(found), later=place)


def is_any_hit(desks: Iterable[str], now: datetime) -> bool:
    """Whether anything near these desks is hit, as far as the first hundred tell."""
    late = days_confirmed_since(now - LOOKED_BACK)
    if not late:
        return False
    cards = cards_where(_may_be_hit(list(desks), late, ""), limit=AT_ONCE)
    return next(_hits(cards, late), None) is not None


def hits_among(cards: Iterable[DossierCard], now: datetime) -> dict[str, Hit]:
    """Return what of these dossiers is hit, by stream."""
    late = days_confirmed_since(now - LOOKED_BACK)
    return {hit.card.stream: hit for hit in _hits(list(cards), late)}


def hit_of(
    card: DossierCard, of: Version, events: Sequence[Event], now: datetime
) -> Hit | None:
    """Return what the calendar of today would promise; None where it is what was promised."""
    due = _due_today(card, of, events)
    if due is None or card.due is None or due == card.due:
        return None
    late = days_confirmed_since(now - LOOKED_BACK)
    return Hit(card=card, due=due, causes=_causes(card, events, due, late))


def cause_in(days: Iterable[DayLine]) -> str:
    """Return what these days are called, with who ordered them."""
    told = sorted(days, key=lambda each: (each.name, each.source, each.day))
    lines = []
    for (name, source), same in groupby(told, key=lambda each: (each.name, each.source)):
        text = f"{name} ({source})" if name and source else name or source
        lines.append(f"{text}: {', '.join(_stretches(each.day for each in same))}")
    return "; ".join(lines)


def _stretches(days: Iterable[date]) -> Iterator[str]:
    """Yield days as they are told: those that follow one another by the first and the last."""
    found: list[list[date]] = []
    for day in days:
        if found and day - found[-1][-1] == ONE_DAY:
            found[-1].append(day)
        else:
            found.append([day])
    for each in found:
        first, last = plain(each[0]), plain(each[-1])
        yield first if first == last else f"{first} - {last}"


def _may_be_hit(desks: list[str], late: Sequence[DayLine], after: str) -> Q:
    """Return the condition for dossiers whose promise lies after a day that was confirmed late.

    No more than the indexes of a desk's open dossiers answer: any other column would tempt
    the database to read all that the desk ever received.
    """
    first = datetime.combine(min(each.day for each in late), time(), VIETNAM)
    place = near(desks, business__in=UNDER_WAY, due__gte=first)
    due, _, stream = after.partition(" ")
    try:
        since = datetime.fromisoformat(due).astimezone(UTC)
    except (ValueError, OverflowError):
        return place
    return place & (Q(due__gt=since) | Q(due=since, stream__gt=stream))


def _place(card: DossierCard) -> str:
    return f"{card.due.isoformat() if card.due else ''} {card.stream}"


def _hits(cards: Sequence[DossierCard], late: Sequence[DayLine]) -> Iterator[Hit]:
    """Yield what is hit of these, in their order; reads the logs of those that may be."""
    asked = [card for card in cards if _may_concern(card, late)]
    told = histories_of(card.stream for card in asked) if asked else {}
    versions: dict[tuple[str, date, str], Version] = {}
    for card in asked:
        key = (card.version, local(card.lodged_at).date(), card.skipped)
        of = versions[key] = versions.get(key) or version_of(card)
        events = [x.event for x in told[card.stream] if x.event and x.standing.counts]
        due = _due_today(card, of, events)
        causes = _causes(card, events, due, late) if due is not None and due != card.due else ()
        if causes and due is not None:
            yield Hit(card=card, due=due, causes=causes)


def _may_concern(card: DossierCard, late: Sequence[DayLine]) -> bool:
    """Whether a day up to the promise was confirmed after the dossier was received."""
    if card.due is None or card.received_at is None or card.parent:
        return False  # a part of a linked request has the promise of the whole
    last = local(card.due).date()
    return any(
        each.agency in {"", card.competent}
        and each.day <= last
        and each.confirmed_at is not None
        and each.confirmed_at >= card.received_at
        for each in late
    )


def _due_today(card: DossierCard, of: Version, events: Sequence[Event]) -> datetime | None:
    areas = areas_of(card.competent) if of.timing.shortened else frozenset[str]()
    hours = Calendars(answering=calendar_of(card.competent))
    facts = facts_of(events, areas=areas)
    return clock_of(of, facts, hours).due if is_limited(of, facts.case) else None


def _causes(
    card: DossierCard, events: Sequence[Event], due: datetime, late: Sequence[DayLine]
) -> tuple[DayLine, ...]:
    """Return the days up to both promises that were confirmed after the promise was given."""
    given = max((x.act.at for x in events if getattr(x, "due", None)), default=card.lodged_at)
    first = local(card.lodged_at).date()
    last = local(max(due, card.due or due)).date()
    return tuple(
        each
        for each in late
        if each.agency in {"", card.competent}
        and each.confirmed_at is not None
        and each.confirmed_at >= given
        and (first <= each.day or each.week)
        and each.day <= last
    )
