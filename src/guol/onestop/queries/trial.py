"""What a version would make of a case: asked before it is published, nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from guol.kernel.clock import legal_day
from guol.kernel.worktime import WorkCalendar
from guol.onestop.events import Explained
from guol.onestop.rules.bundle import in_order, starts_after
from guol.onestop.rules.clock import Calendars, Clock, clock_of, is_limited
from guol.onestop.rules.clock import Facts as ClockFacts
from guol.onestop.rules.fees import first_day, is_in_time
from guol.procedures.api import (
    Facts,
    Leg,
    Step,
    Version,
    answers_for,
    as_lodged,
    branch_of,
    charge,
    facts_of,
    in_case,
    leg_versions,
    papers_asked,
    papers_for,
    questions,
    unmet,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegTrial:
    """What comes of one leg of a bundle: when it begins and ends and why, and what it gets.

    ``fee_vnd`` is None for a leg that takes nothing of its own, or nobody knows how much.
    ``after`` is what is done before it, ``answers`` are pairs of question and answer.
    """

    key: str
    what: str
    agency: str
    after: tuple[str, ...]
    limit: str
    due: datetime | None
    explanation: tuple[Explained, ...]
    has_fee: bool
    fee_vnd: int | None
    papers: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What comes of a case under a version: fee, limit, due hour and why, papers, way."""

    questions: tuple[str, ...]
    papers: tuple[str, ...]
    unmet: tuple[str, ...]
    fee_vnd: int | None
    ground: str
    case: str
    limit: str
    due: datetime | None
    explanation: tuple[Explained, ...]
    steps: tuple[Step, ...]
    legs: tuple[LegTrial, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A case that is tried: its answers, when it comes, whose hours count."""

    answers: Mapping[str, str]
    received_at: datetime
    hours: WorkCalendar


def tried(
    of: Version, answers: Mapping[str, str], received_at: datetime, hours: WorkCalendar
) -> Trial:
    """Return what a version makes of these answers, received at that instant.

    Of a bundle also what each leg comes to; each that waits begins when those before it have
    used up their time, as its promise is worked out.
    """
    day = legal_day(received_at)
    case = _Case(answers=answers, received_at=received_at, hours=hours)
    one = as_lodged(of, day)
    known = facts_of(one, answers, day)
    version, branch = in_case(one, known), branch_of(one, known)
    fee_vnd, ground = _fee(one, known, answers)
    clock = _clock(version, received_at, hours)
    papers = tuple(paper.name for paper, _is_sure in papers_asked(one, known))
    legs = _legs(of, one, case, papers, fee_vnd)
    due, why = (clock.due, _told(clock)) if clock else _last(legs)
    return Trial(
        questions=tuple(each.label for each in questions(one, known)),
        papers=papers,
        unmet=tuple(each.label for each in unmet(one, known)),
        fee_vnd=fee_vnd,
        ground=ground,
        case=branch.case if branch else "",
        limit=version.limit_text,
        due=due,
        explanation=why,
        steps=version.steps,
        legs=legs,
    )


def _legs(
    bundle: Version, one: Version, case: _Case, papers: tuple[str, ...], fee_vnd: int | None
) -> tuple[LegTrial, ...]:
    """Return what the legs come to; the fee is that of the first whose procedure is known."""
    runs = leg_versions(bundle, legal_day(case.received_at))
    under = {leg.key: of for leg, of in zip(bundle.legs, runs, strict=True)}
    called = {leg.key: leg.what for leg in bundle.legs}
    paying = next((key for key, of in under.items() if of.fields), "")
    ends: dict[str, datetime] = {}
    clocks: dict[str, Clock | None] = {}
    for leg in in_order(bundle.legs):
        last = starts_after(leg, ends)
        start = ends[last] if last else case.received_at
        clocks[leg.key] = clock = _clock(under[leg.key], start, case.hours)
        ends[leg.key] = clock.due if clock else start
    found = []
    for leg in bundle.legs:
        of, clock = under[leg.key], clocks[leg.key]
        own = papers_for(leg, of, one)
        found.append(
            LegTrial(
                key=leg.key,
                what=leg.what,
                agency=leg.agency_name or leg.agency,
                after=tuple(called.get(each, each) for each in leg.after),
                limit=of.limit_text,
                due=clock.due if clock else None,
                explanation=_told(clock) if clock else (),
                has_fee=leg.key == paying,
                fee_vnd=fee_vnd if leg.key == paying else None,
                papers=tuple(each for each in papers if each in own),
                answers=_handed(leg, of, one, case.answers),
            )
        )
    return tuple(found)


def _handed(
    leg: Leg, of: Version, one: Version, answers: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    labels = {each.name: each.label for each in one.fields}
    told = {
        name: (labels.get(name.partition(".")[0], name), one.answer_text(name, value))
        for name, value in answers.items()
    }
    return tuple((label, text) for _name, label, text in answers_for(leg, of, told))


def _clock(of: Version, start: datetime, hours: WorkCalendar) -> Clock | None:
    if not is_limited(of, ""):
        return None
    return clock_of(of, ClockFacts(received_at=start), Calendars(answering=hours))


def _told(clock: Clock) -> tuple[Explained, ...]:
    return tuple(Explained(code=each.code, values=each.texts) for each in clock.explanation)


def _last(legs: tuple[LegTrial, ...]) -> tuple[datetime | None, tuple[Explained, ...]]:
    """Return when the last leg is due that has a limit, and why."""
    due = {each.due: each.explanation for each in legs if each.due}
    latest = max(due, default=None)
    return latest, due[latest] if latest else ()


def _fee(of: Version, known: Facts, answers: Mapping[str, str]) -> tuple[int | None, str]:
    happened_on = first_day(answers, of.duty_fields)
    found = charge(of, known)
    in_time = is_in_time(happened_on, known.today, within_days=of.duty_days)
    if in_time and (of.is_fee_by_day or found.amount_vnd == 0):
        return 0, ""
    return found.amount_vnd, found.exemption.label if found.exemption else ""
