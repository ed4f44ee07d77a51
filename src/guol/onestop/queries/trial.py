"""What a version would make of a case: asked before it is published, nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from guol.kernel.clock import legal_day
from guol.kernel.worktime import WorkCalendar
from guol.onestop.events import Explained
from guol.onestop.rules.clock import Calendars, clock_of, is_limited
from guol.onestop.rules.clock import Facts as ClockFacts
from guol.onestop.rules.fees import first_day, is_in_time
from guol.procedures.api import (
    Facts,
    Step,
    Version,
    branch_of,
    charge,
    facts_of,
    in_case,
    papers_asked,
    questions,
    unmet,
)


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


def tried(
    of: Version, answers: Mapping[str, str], received_at: datetime, hours: WorkCalendar
) -> Trial:
    """Return what a version makes of these answers, received at that instant."""
    day = legal_day(received_at)
    known = facts_of(of, answers, day)
    version, case = in_case(of, known), branch_of(of, known)
    fee_vnd, ground = _fee(of, known, answers)
    clock = None
    if is_limited(version, ""):
        facts = ClockFacts(received_at=received_at)
        clock = clock_of(version, facts, Calendars(answering=hours))
    lines = clock.explanation if clock else ()
    return Trial(
        questions=tuple(each.label for each in questions(of, known)),
        papers=tuple(paper.name for paper, _is_sure in papers_asked(of, known)),
        unmet=tuple(each.label for each in unmet(of, known)),
        fee_vnd=fee_vnd,
        ground=ground,
        case=case.case if case else "",
        limit=version.limit_text,
        due=clock.due if clock else None,
        explanation=tuple(Explained(code=each.code, values=each.texts) for each in lines),
        steps=version.steps,
    )


def _fee(of: Version, known: Facts, answers: Mapping[str, str]) -> tuple[int | None, str]:
    happened_on = first_day(answers, of.duty_fields)
    found = charge(of, known)
    in_time = is_in_time(happened_on, known.today, within_days=of.duty_days)
    if in_time and (of.is_fee_by_day or found.amount_vnd == 0):
        return 0, ""
    return found.amount_vnd, found.exemption.label if found.exemption else ""
