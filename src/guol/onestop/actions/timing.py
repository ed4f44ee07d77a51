"""What moves a promise after acceptance: each an act with its reason, nothing by itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from guol.feed.api import append, once
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.onestop.actions.matter import (
    Matter,
    explained,
    hand_of,
    matter_of,
    not_yours,
    refuse_while_waiting,
)
from guol.onestop.events.timing import (
    ApologyGiven,
    DossierMovedToVersion,
    DossierStopped,
    DueMoved,
    ExcludedPeriodBegun,
    ExcludedPeriodEnded,
    ExtensionAgreed,
    VerificationAsked,
)
from guol.onestop.permits import Hand, may_move_due, may_take_step
from guol.onestop.queries.versions import facts_in, lodged_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import (
    AGREED,
    APOLOGISED,
    Clock,
    Excluded,
    Facts,
    Postponed,
    exclusion_of,
    step_due_after,
)
from guol.onestop.rules.reasons import (
    AlreadyApologised,
    ClockRuns,
    ClockStands,
    DayNotLater,
    NoExtension,
    NoNewerVersion,
    NotAtThisStage,
    NothingLeftOut,
    NothingToMove,
    NoVerification,
    PromisePast,
)
from guol.onestop.rules.route import why_not_moved
from guol.onestop.rules.states import OPEN, Business
from guol.procedures.api import branch_of, in_case, skipped_steps, version_on
from guol.procedures.api import version as published


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A dossier whose clock runs, with its promise and what happened to it."""

    matter: Matter
    due: datetime
    facts: Facts

    def moved(self, clock: Clock, *, since: datetime | None = None) -> dict[str, Any]:
        """Return what an event tells of a new promise, and of the step that goes with it."""
        card, until, place = self.matter.card, clock.due, self.matter.place
        step = self.matter.version.steps[place]
        if step.working_hours is not None and card.step_due is not None:
            own = self.matter.step_until(place, card.step_since or self.due, until)
            until = max(card.step_due, own) if own else card.step_due
        if since is not None and card.step_due is not None:
            at = self.facts.excluded[-1].until or since
            until = step_due_after(card.step_due, since, at, self.matter.hours) or until
        return {
            "due": clock.due,
            "explanation": explained(clock),
            "step_due": min(until, clock.due),
        }

    def postponed(self, act: Act, kind: str, until: date) -> dict[str, Any]:
        """Return what an event tells of a promise put off to the close of a later day.

        Raises ``Refused`` once the promised moment has passed, while the clock stands still,
        and for a day that is not later.
        """
        self.refuse_late(act)
        if self.matter.card.paused_at is not None:
            raise Refused(ClockStands(number=self.matter.card.name))
        hours = self.matter.hours
        new = hours.closing_of(hours.working_day(until))
        if new <= self.due:
            raise Refused(DayNotLater(due=self.due))
        told = (*self.facts.postponed, Postponed(kind=kind, at=act.at, until=new))
        clock = self.matter.clock(replace(self.facts, postponed=told))
        return {"before": self.due, **self.moved(clock)}

    def refuse_late(self, act: Act) -> None:
        """Raise ``Refused`` once the promised moment has passed."""
        if act.at >= self.due:
            raise Refused(PromisePast(due=self.due))


@once
def ask_verification(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], agency: str, reason: str
) -> str:
    """Note that another agency was asked: the longer limit holds from the beginning (D6).

    Raises ``Refused`` for another's turn, for a procedure without such a limit, and once the
    promised moment has passed.
    """
    running = _running(act, stream, roles)
    version = running.matter.version
    if version.verify_limit is None or running.facts.verified_at is not None:
        raise Refused(NoVerification(name=version.name))
    running.refuse_late(act)
    clock = running.matter.clock(replace(running.facts, verified_at=act.at))
    asked = VerificationAsked(
        act=act, stream=stream, agency=agency, reason=reason, **running.moved(clock)
    )
    append(asked, seen=seen)
    return stream


@once
def begin_excluded_period(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], kind: str, note: str = ""
) -> str:
    """Note that time began which the limit leaves out (D8, D9)."""
    running = _running(act, stream, roles)
    version, card = running.matter.version, running.matter.card
    if exclusion_of(version, kind, card.channel) is None:
        raise Refused(NothingLeftOut(name=version.name))
    if any(each.until is None for each in running.facts.excluded):
        raise Refused(ClockStands(number=card.name))
    begun = (*running.facts.excluded, Excluded(kind=kind, since=act.at))
    clock = running.matter.clock(replace(running.facts, excluded=begun))
    event = ExcludedPeriodBegun(
        act=act,
        stream=stream,
        kind=kind,
        note=note,
        waits_since=clock.waits_since,
        **running.moved(clock),
    )
    append(event, seen=seen)
    return stream


@once
def end_excluded_period(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], note: str = ""
) -> str:
    """Note that the time which the limit leaves out is over: the clock runs again."""
    running = _running(act, stream, roles)
    facts = running.facts
    if not facts.excluded or facts.excluded[-1].until is not None:
        raise Refused(ClockRuns(number=running.matter.card.name))
    last = replace(facts.excluded[-1], until=act.at)
    facts = replace(facts, excluded=(*facts.excluded[:-1], last))
    clock = running.matter.clock(facts)
    ended = ExcludedPeriodEnded(
        act=act,
        stream=stream,
        kind=last.kind,
        note=note,
        **replace(running, facts=facts).moved(clock, since=last.since),
    )
    append(ended, seen=seen)
    return stream


@once
def apologise(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str, until: date
) -> str:
    """Tell the applicant, before the day, that it takes until another: once (D12).

    Raises ``Refused`` once the promised moment has passed, for a second apology, and for a day
    that is not later.
    """
    running = _running(act, stream, roles)
    for each in running.facts.postponed:
        if each.kind == APOLOGISED:
            raise Refused(AlreadyApologised(due=each.until))
    later = running.postponed(act, APOLOGISED, until)
    append(ApologyGiven(act=act, stream=stream, reason=reason, **later), seen=seen)
    return stream


@once
def agree_extension(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str, until: date
) -> str:
    """Note that the applicant agreed in writing to a later day (D11)."""
    running = _running(act, stream, roles)
    version = running.matter.version
    if version.timing.agreement is None:
        raise Refused(NoExtension(name=version.name))
    later = running.postponed(act, AGREED, until)
    append(ExtensionAgreed(act=act, stream=stream, reason=reason, **later), seen=seen)
    return stream


@once
def stop_dossier(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str, way_on: str = ""
) -> str:
    """Stop the handling of an accepted dossier, with a notice that says why."""
    card = matter_of(stream).card
    is_accepted = bool(card.number) and card.business in OPEN
    if not is_accepted or card.business is Business.DECIDED:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    append(DossierStopped(act=act, stream=stream, reason=reason, way_on=way_on), seen=seen)
    return stream


@once
def move_due(act: Act, stream: str, *, seen: int, roles: frozenset[str], cause: str) -> str:
    """Work the promise out anew, because a day of the calendar was confirmed late.

    Raises ``Refused`` where the calendar of today gives the same moment.
    """
    running = _running(act, stream, roles, may=may_move_due)
    clock = running.matter.clock(running.facts)
    if clock.due == running.due:
        raise Refused(NothingToMove(due=running.due))
    moved = DueMoved(
        act=act, stream=stream, cause=cause, before=running.due, **running.moved(clock)
    )
    append(moved, seen=seen)
    return stream


@once
def move_to_version(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], source: str
) -> str:
    """Let an open dossier go on under the version that is in force today.

    A new version never moves an open dossier by itself (D15); where the law says that it holds
    for what is under way, somebody moves each, naming the provision. The promise is worked out
    anew from the day of reception; what was paid stays. Raises ``Refused`` where none is newer,
    and where the new way does not pass the step at which the dossier stands.
    """
    running = _running(act, stream, roles)
    matter = running.matter
    card, before = matter.card, published(matter.card.version)
    after = version_on(before.code, legal_day(act.at))
    if after is None or after.valid_from <= before.valid_from:
        raise Refused(NoNewerVersion(name=before.name))
    if no := why_not_moved(before, after, card.step):
        raise Refused(no)
    lodged = lodged_of(stream)
    known = facts_in(lodged, after, legal_day(running.facts.received_at))
    case = branch_of(after, known)
    matter = replace(matter, version=in_case(after, known))
    running = replace(
        running, matter=matter, facts=replace(running.facts, case=case.case if case else "")
    )
    moved = DossierMovedToVersion(
        act=act,
        stream=stream,
        version=after.key,
        replaces=before.key,
        source=source,
        before=running.due,
        skipped=skipped_steps(after, known),
        case=running.facts.case,
        **running.moved(matter.clock(running.facts)),
    )
    append(moved, seen=seen)
    return stream


def _running(
    act: Act,
    stream: str,
    roles: frozenset[str],
    *,
    may: Callable[[DossierCard, Hand], bool] = may_take_step,
) -> _Running:
    matter = matter_of(stream)
    card = matter.card
    refuse_while_waiting(card)
    if not card.is_under_way or card.due is None or card.parent:
        raise Refused(NotAtThisStage(number=card.name))
    if not may(card, hand_of(act, roles)):
        raise not_yours(card)
    return _Running(matter=matter, due=card.due, facts=matter.facts())
