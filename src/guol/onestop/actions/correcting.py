"""Mistakes, put right by acts of their own: given back, reopened, corrected, linked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from guol.feed.api import append, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.onestop.actions.bundle import legs_of_refused, refuse_open_bundle
from guol.onestop.actions.matter import Matter, hand_of, matter_of, not_yours
from guol.onestop.events import DossierLodged, Place
from guol.onestop.events.correcting import (
    Correction,
    DossierReopened,
    DuplicateLinked,
    EntryCorrected,
    StepReturned,
)
from guol.onestop.permits import may_keep, may_reopen, may_take_step
from guol.onestop.queries import dossier, dossier_by_name, history
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import answer_due, step_due, step_due_after
from guol.onestop.rules.correcting import FEE, FORM, Entry, entries_of, given_by, stood_at
from guol.onestop.rules.fees import first_day
from guol.onestop.rules.reasons import (
    NobodyBefore,
    NoSuchEntry,
    NotAtThisStage,
    NothingChanged,
    NotReopenedHere,
    OriginalIsDuplicate,
    OriginalUnknown,
    PaidAlready,
)
from guol.onestop.rules.route import place_of
from guol.onestop.rules.states import OPEN, Business, Financial


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An entry that is wrong: its name, and what it should say."""

    name: str
    now: str


@once
def return_step(act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str) -> str:
    """Give the dossier back to whoever passed it on, with the reason; it is theirs again.

    Raises ``Refused`` when it is another's turn, and where nobody passed it on.
    """
    matter = matter_of(stream)
    card = matter.card
    if not card.is_under_way:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    before = given_by(_told(stream))
    place = place_of(matter.version.steps, before.taken.step) if before else -1
    if before is None or place < 0:
        raise Refused(NobodyBefore(number=card.name))
    step = matter.version.steps[place]
    back = Place(
        step=step.step,
        role=step.role,
        desk=before.desk,
        what=step.what,
        due=step_due(act.at, step.working_hours, card.due, matter.hours),
    )
    was = Place(step=card.step, role=card.role, desk=card.desk, what=card.what)
    returned = StepReturned(act=act, stream=stream, reason=reason, place=back, was=was)
    append(returned, *_handed(act, stream, back.desk), seen=seen)
    return stream


@once
def reopen_dossier(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str
) -> str:
    """Let a dossier go on that was decided, returned, refused or taken back; with the reason.

    It goes back to where it stood, a decided one to its signature. Nobody worked on it while
    it was closed, so that time is not counted; a promise broken before stays broken.
    """
    matter = matter_of(stream)
    card = matter.card
    closed_at = card.returned_at or card.ended_at
    if closed_at is None:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_reopen(card, hand_of(act, roles)):
        raise Refused(NotReopenedHere(number=card.name))
    reopened = _reopened(act, matter, reason, closed_at)
    facts: list[Event] = [reopened, *_handed(act, stream, reopened.place.desk)]
    for each in legs_of_refused(act, card):
        facts += _queued_again(act, each, reason)
    whole = dossier(card.parent) if card.parent else None
    if whole and whole.ended_at and whole.holder == act.desk:
        facts.append(_reopened(act, matter_of(whole.stream), reason, whole.ended_at))
    append(*facts, seen=seen)
    return stream


@once
def correct_entry(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], wrong: Wrong, reason: str
) -> str:
    """Put a wrong entry right, with the reason; what stood there stays to be read.

    Raises ``Refused`` for those who do not hold the dossier, for an entry that it has not,
    and for one that says so already.
    """
    matter = matter_of(stream)
    card = matter.card
    if not may_keep(card, hand_of(act, roles)):
        raise not_yours(card)
    events = _told(stream)
    lodged = next(each for each in events if isinstance(each, DossierLodged))
    if wrong.name == FEE:
        facts = _fee_corrected(act, card, wrong, reason)
    else:
        entries = entries_of(lodged, events)
        facts = _entry_corrected(act, matter, entries, wrong, reason)
    append(facts, seen=seen)
    return stream


@once
def link_duplicate(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], original: str, reason: str
) -> str:
    """End a dossier that was lodged twice, and name the one that goes on."""
    matter = matter_of(stream)
    card = matter.card
    if card.business not in OPEN or card.business is Business.DECIDED:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_keep(card, hand_of(act, roles)):
        raise not_yours(card)
    refuse_open_bundle(matter)
    found = dossier_by_name(original)
    if found is None or found.stream == stream:
        raise Refused(OriginalUnknown(name=original))
    if found.original:
        raise Refused(OriginalIsDuplicate(name=found.name))
    linked = DuplicateLinked(
        act=act,
        stream=stream,
        original=found.stream,
        original_name=found.name,
        reason=reason,
    )
    append(linked, seen=seen)
    return stream


def _told(stream: str) -> list[Event]:
    return [each.event for each in history(stream) if each.event and each.standing.counts]


def _reopened(act: Act, matter: Matter, reason: str, closed_at: datetime) -> DossierReopened:
    card = matter.card
    events = _told(card.stream)
    place = stood_at(events)
    if not card.number:
        return _lodged_again(act, matter, reason, closed_at, place)
    due = card.due
    if due is not None and card.parent:
        due = step_due_after(due, card.ended_at or closed_at, act.at, matter.hours)
    elif due is not None:
        facts = matter.facts()
        closed = (*facts.closed, (card.ended_at or closed_at, act.at))
        due = matter.clock(replace(facts, closed=closed, ended_at=None)).due
    here = place_of(matter.version.steps, place.step)
    hours = matter.version.steps[here].working_hours if here >= 0 else None
    return DossierReopened(
        act=act,
        stream=card.stream,
        reason=reason,
        was=card.business.value,
        business=Business.PROCESSING.value,
        place=Place(
            step=place.step,
            role=place.role,
            desk=place.desk or card.holder,
            what=place.what,
            due=step_due(act.at, hours, due, matter.hours),
        ),
        closed_at=card.ended_at or closed_at,
        due=due,
    )


def _lodged_again(
    act: Act, matter: Matter, reason: str, closed_at: datetime, place: Place
) -> DossierReopened:
    answer = answer_due(act.at, matter.counter)
    return DossierReopened(
        act=act,
        stream=matter.card.stream,
        reason=reason,
        was=matter.card.business.value,
        business=Business.LODGED.value,
        place=Place(
            step=place.step, role=place.role, desk=place.desk, what=place.what, due=answer
        ),
        closed_at=closed_at,
        answer_due=answer,
    )


def _queued_again(act: Act, stream: str, reason: str) -> list[Event]:
    card = dossier(stream)
    if card is None or card.ended_at is None:
        return []
    again = DossierReopened(
        act=act,
        stream=stream,
        reason=reason,
        was=card.business.value,
        business=Business.QUEUED.value,
        place=Place(),
        closed_at=card.ended_at,
    )
    return [again]


def _fee_corrected(act: Act, card: DossierCard, wrong: Wrong, reason: str) -> EntryCorrected:
    if card.financial is Financial.PAID:
        raise Refused(PaidAlready(number=card.name))
    if not card.number:
        raise Refused(NotAtThisStage(number=card.name))
    amount = int(wrong.now)
    if amount == card.fee_vnd:
        raise Refused(NothingChanged(label=wrong.name))
    return EntryCorrected(
        act=act,
        stream=card.stream,
        corrections=(Correction(name=FEE, label="", was=str(card.fee_vnd), now=str(amount)),),
        reason=reason,
        about=card.about,
        happened_on=card.happened_on,
        fee_vnd=amount,
    )


def _entry_corrected(
    act: Act, matter: Matter, entries: Mapping[str, Entry], wrong: Wrong, reason: str
) -> EntryCorrected:
    card, version = matter.card, matter.version
    entry = entries.get(wrong.name)
    if entry is None:
        raise Refused(NoSuchEntry(number=card.name))
    if entry.value == wrong.now:
        raise Refused(NothingChanged(label=entry.label or entry.value))
    answers = {
        name.removeprefix(FORM): each.value
        for name, each in entries.items()
        if name.startswith(FORM)
    }
    about = version.subject_of(answers) == card.about
    answers[wrong.name.removeprefix(FORM)] = wrong.now
    return EntryCorrected(
        act=act,
        stream=card.stream,
        corrections=(
            Correction(name=entry.name, label=entry.label, was=entry.value, now=wrong.now),
        ),
        reason=reason,
        about=version.subject_of(answers)[:200] if about else card.about,
        happened_on=first_day(answers, version.duty_fields) or card.happened_on,
    )


def _handed(act: Act, stream: str, desk: str) -> list[Event]:
    return [] if desk == act.desk else [CustodyGiven(act=act, stream=stream, to=desk)]
