"""Whether the legs of a bundle fit together: order, procedures, time, what each gets. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from guol.kernel.errors import Reason
from guol.procedures.events import Field, Leg, Version
from guol.procedures.rules.flaws import (
    UNITS,
    DependsOnNothing,
    Flaw,
    Known,
    NameNotUsable,
    NothingThere,
    UnknownAgency,
    length_flaws,
    minutes_of,
    twice,
)
from guol.procedures.rules.language import NAME
from guol.procedures.rules.legs import as_one, fixed_in, is_fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class LegWithoutAgency(Reason):
    """Nobody would do the leg."""

    leg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegOfNoProcedure(Reason):
    """The leg is of a procedure that the catalogue does not have, and it does not say so."""

    leg: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegIsABundle(Reason):
    """The leg is a bundle itself, or this very one."""

    leg: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegWaitsForItself(Reason):
    """The leg begins when it is done."""

    leg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegWaitsForNothing(Reason):
    """The leg waits for one that the bundle does not have."""

    leg: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegsInACircle(Reason):
    """Legs of a bundle wait for one another."""

    leg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegTooLong(Reason):
    """A leg, with those that it waits for, takes longer than the whole may."""

    leg: str
    hours: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredByNothing(Reason):
    """A question of a leg would be answered by one that the one form does not ask."""

    leg: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersNothing(Reason):
    """An answer would go to a question that the leg's own form does not have."""

    leg: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredTwice(Reason):
    """One question of a leg would get two answers."""

    leg: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedToNothing(Reason):
    """A question would always get an answer that its list does not have."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededNotAsked(Reason):
    """A question that must be answered is not asked in the bundle, and nothing answers it."""

    leg: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegGetsNothing(Reason):
    """The leg has no form of its own, and nothing says what it gets of the one form."""

    leg: str


def leg_flaws(version: Version, known: Known) -> Iterator[Flaw]:
    """Find what contradicts itself among the legs of a bundle."""
    legs = version.legs
    yield from twice("legs", "key", [each.key for each in legs])
    for number, leg in enumerate(legs):
        for what, reason in _leg(version, leg, known):
            yield Flaw(place=f"legs.{number}.{what}", reason=reason)
        for what in ("limit", "verify_limit"):
            if time := getattr(leg, what):
                yield from length_flaws(f"legs.{number}.{what}", time)
    yield from _order(legs)
    yield from _lengths(version)
    if legs and known.procedures:
        one = as_one(version, known.bases)
        for number, leg in enumerate(legs):
            base = known.bases.get(leg.code)
            for what, reason in _handed(leg, base.fields if base else (), one):
                yield Flaw(place=f"legs.{number}.{what}", reason=reason)


def _leg(version: Version, leg: Leg, known: Known) -> Iterator[tuple[str, Reason]]:
    if not NAME.fullmatch(leg.key):
        yield "key", NameNotUsable(name=leg.key)
    if not leg.what.strip():
        yield "what", NothingThere(what="what")
    if not leg.agency:
        yield "agency", LegWithoutAgency(leg=leg.what or leg.key)
    elif known.agencies and leg.agency not in known.agencies:
        yield "agency", UnknownAgency(agency=leg.agency)
    base = known.bases.get(leg.code)
    if leg.code and (leg.code == version.code or (base and base.legs)):
        yield "code", LegIsABundle(leg=leg.what, code=leg.code)
    elif not leg.is_outside and _is_unknown(leg.code, known):
        yield "code", LegOfNoProcedure(leg=leg.what, code=leg.code)


def _is_unknown(code: str, known: Known) -> bool:
    return bool(code and known.procedures) and code not in known.procedures


def _order(legs: tuple[Leg, ...]) -> Iterator[Flaw]:
    keys = {each.key for each in legs}
    for number, leg in enumerate(legs):
        for other in leg.after:
            reason: Reason = LegWaitsForNothing(leg=leg.what, other=other)
            if other == leg.key:
                reason = LegWaitsForItself(leg=leg.what)
            elif other in keys:
                continue
            yield Flaw(place=f"legs.{number}.after", reason=reason)
    waiting = list(enumerate(legs))
    done: set[str] = set()
    while waiting:
        free = [
            (place, leg)
            for place, leg in waiting
            if not (set(leg.after) & keys) - {leg.key} - done
        ]
        if not free:
            place, leg = waiting[0]
            yield Flaw(place=f"legs.{place}.after", reason=LegsInACircle(leg=leg.what))
            return
        done |= {leg.key for _place, leg in free}
        waiting = [each for each in waiting if each not in free]


def _lengths(version: Version) -> Iterator[Flaw]:
    """Find legs that cannot end inside the whole: with what comes before, or when asking."""
    by_key = {each.key: each for each in version.legs}
    for number, leg in enumerate(version.legs):
        own = {"limit": _taken(leg, by_key, frozenset())}
        if leg.verify_limit and leg.verify_limit.unit in UNITS:
            own["verify_limit"] = minutes_of(leg.verify_limit)
        for what, taken in own.items():
            whole = getattr(version, what)
            if whole and whole.unit in UNITS and taken > minutes_of(whole):
                hours, limit = taken // 60, minutes_of(whole) // 60
                reason = LegTooLong(leg=leg.what, hours=hours, limit=limit)
                yield Flaw(place=f"legs.{number}.{what}", reason=reason)


def _taken(leg: Leg, by_key: dict[str, Leg], seen: frozenset[str]) -> int:
    """Return the minutes from the beginning to the end of a leg, each taking its limit."""
    here = minutes_of(leg.limit) if leg.limit and leg.limit.unit in UNITS else 0
    past = seen | {leg.key}
    before = [by_key[each] for each in leg.after if each in by_key and each not in past]
    return here + max((_taken(each, by_key, past) for each in before), default=0)


def _handed(leg: Leg, own: tuple[Field, ...], one: Version) -> Iterator[tuple[str, Reason]]:
    asked = {each.name for each in one.fields}
    fields = {each.name: each for each in own}
    told: set[str] = set()
    for name, by in leg.answers:
        if name in told:
            yield "answers", AnsweredTwice(leg=leg.what, name=name)
        told.add(name)
        field = fields.get(name)
        if fields and field is None and name != by:
            yield "answers", AnswersNothing(leg=leg.what, name=name)
        if reason := _why_no_answer(leg, name, by, field, asked):
            yield "answers", reason
    papers = {each.name for each in one.papers} | {each.key for each in one.papers}
    for paper in leg.papers:
        if paper not in papers:
            yield "papers", DependsOnNothing(rule=leg.what, other=paper)
    if not own and not leg.is_handed:
        yield "answers", LegGetsNothing(leg=leg.what)


def _why_no_answer(
    leg: Leg, name: str, by: str, field: Field | None, asked: set[str]
) -> Reason | None:
    if not by:
        needs = field is not None and field.is_required
        return NeededNotAsked(leg=leg.what, name=name) if needs else None
    if is_fixed(by):
        options = dict(field.options) if field else {}
        value = fixed_in(by)
        wrong = bool(options) and value not in options
        return FixedToNothing(name=name, value=value) if wrong else None
    return None if by in asked else AnsweredByNothing(leg=leg.what, name=by)
