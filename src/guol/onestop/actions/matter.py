"""What every verb begins with: the dossier, its version, the hours of who answers."""

from dataclasses import dataclass, replace
from datetime import datetime

from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.worktime import WorkCalendar
from guol.onestop.events import Explained, Place, StepTaken
from guol.onestop.permits import Hand
from guol.onestop.queries import dossier, history
from guol.onestop.queries.versions import areas_of, desk_near, version_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import (
    Calendars,
    Clock,
    Facts,
    clock_of,
    facts_of,
    is_limited,
    minutes_used,
    step_due,
    transfer_due,
)
from guol.onestop.rules.reasons import (
    NobodyReceives,
    NoLimitKnown,
    NotYourStep,
    WaitsForSupplement,
)
from guol.onestop.rules.returning import Receiver, why_not_handed
from guol.onestop.rules.route import AT_RECEPTION, place_of
from guol.procedures.api import Step, Version, calendar_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A dossier with what its rules need; read once per act.

    ``hours`` are those of the agency that decides, ``counter`` those of the one that received.
    """

    card: DossierCard
    version: Version
    hours: WorkCalendar
    counter: WorkCalendar

    @property
    def place(self) -> int:
        """Where the dossier stands among the steps of its version."""
        return place_of(self.version.steps, self.card.step)

    @property
    def lacks_number(self) -> bool:
        """Whether another system's number is still to come."""
        return bool(self.version.outside_number) and not self.card.outside_number

    def here(self, place: int, since: datetime, due: datetime | None) -> Place:
        """Return the step at ``place`` as the dossier's next, begun at ``since``."""
        step = self.version.steps[place]
        return Place(
            step=step.step,
            role=step.role,
            desk=self._desk_of(step, since),
            what=step.what,
            due=self.step_until(place, since, due),
        )

    def step_until(self, place: int, since: datetime, due: datetime | None) -> datetime | None:
        """Return until when the step at ``place`` is due, begun at ``since``."""
        step = self.version.steps[place]
        until = step_due(since, step.working_hours, due, self.hours)
        if until and step.role in AT_RECEPTION and place + 1 < len(self.version.steps):
            until = min(until, transfer_due(since, self.counter))
        return until

    def _desk_of(self, step: Step, at: datetime) -> str:
        """Return the desk of a step; at another agency that of the same place, or above it."""
        path = self.version.competence
        if step.role in AT_RECEPTION or step.agency in {"", *path[:1]}:
            return self.card.desks.of(step.role)
        found = desk_near(self.card.competent, step.agency, legal_day(at))
        if not found:
            raise Refused(NobodyReceives(agency=step.agency))
        return found

    def taken(self, first: int, last: int, at: datetime) -> tuple[StepTaken, ...]:
        """Return the steps from ``first`` to ``last`` as done at ``at``, in one press.

        All time since the hand-over is the first one's; the others took none of their own.
        """
        card = self.card
        done = []
        for place in range(first, last + 1):
            step = self.version.steps[place]
            since = (card.step_since or at) if place == first else at
            due = step_due(since, step.working_hours, card.due, self.hours)
            done.append(
                StepTaken(
                    step=step.step,
                    role=step.role,
                    what=step.what,
                    since=since,
                    due=card.step_due if place == first and card.step_due else due,
                    minutes_used=minutes_used(since, at, self.hours),
                )
            )
        return tuple(done)

    def facts(self, *, received_at: datetime | None = None) -> Facts:
        """Return what happened to the dossier, for its clock; reads its events."""
        told = history(self.card.stream)
        events = [each.event for each in told if each.event and each.standing.counts]
        return facts_of(events, received_at=received_at, areas=self.areas())

    def areas(self) -> frozenset[str]:
        """Return the places that the deciding agency lies in, where its limit asks for them."""
        if not self.version.timing.shortened:
            return frozenset()
        return areas_of(self.card.competent)

    def clock(self, facts: Facts) -> Clock:
        """Return the clock. Raises ``Refused`` where no limit is known."""
        if not is_limited(self.version, facts.case):
            raise Refused(NoLimitKnown(name=self.version.name))
        return clock_of(self.version, facts, Calendars(answering=self.hours))


def matter_of(stream: str) -> Matter:
    """Return the dossier with its version. Raises ``LookupError`` for one not known here."""
    card = dossier(stream)
    if card is None:
        raise LookupError(stream)
    return Matter(
        card=card,
        version=version_of(card),
        hours=calendar_of(card.competent),
        counter=calendar_of(card.receiving),
    )


def promise_of(of: Version, facts: Facts, hours: WorkCalendar) -> Clock:
    """Return the clock of what begins now. Raises ``Refused`` where no limit is known."""
    if not is_limited(of):
        raise Refused(NoLimitKnown(name=of.name))
    return clock_of(of, facts, Calendars(answering=hours))


def promised(matter: Matter, clock: Clock, at: datetime) -> Matter:
    """Return the dossier as it will be once this promise is given."""
    return replace(matter, card=replace(matter.card, due=clock.due, step_since=at))


def explained(clock: Clock) -> tuple[Explained, ...]:
    """Return why the result is due when it is, as the log keeps it."""
    return tuple(Explained(code=each.code, values=each.texts) for each in clock.explanation)


def hand_of(act: Act, roles: frozenset[str]) -> Hand:
    """Return who acts: the desk of the act, the roles that the person holds there."""
    return Hand(desk=act.desk, roles=roles)


def not_yours(card: DossierCard) -> Refused:
    """Return the no for somebody whose turn it is not."""
    return Refused(NotYourStep(step=card.step, role=card.role))


def refuse_while_waiting(card: DossierCard) -> None:
    """Say no while the applicant is to bring something."""
    if card.is_waiting:
        raise Refused(WaitsForSupplement(number=card.name))


def refuse_stranger(receiver: Receiver, card: DossierCard, of: Version) -> None:
    """Say no to whoever takes a result for another without what must be seen for it."""
    no = why_not_handed(receiver, applicant=card.applicant, is_in_person=of.is_in_person)
    if no is not None:
        raise Refused(no)
