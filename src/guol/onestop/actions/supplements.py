"""Asking for what is missing, bringing it, and going on."""

from dataclasses import replace
from datetime import datetime

from guol.feed.api import append, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.onestop.actions.bundle import refuse_open_bundle
from guol.onestop.actions.matter import Matter, explained, hand_of, matter_of, not_yours
from guol.onestop.events import (
    Explained,
    PaperGiven,
    Place,
    SupplementAccepted,
    SupplementGiven,
    SupplementRequested,
    Wanted,
)
from guol.onestop.permits import may_take_step
from guol.onestop.queries import dossier, supplement, supplement_brought
from guol.onestop.rules.clock import APPRAISAL, ENTRY, answer_due, is_limited, step_due_after
from guol.onestop.rules.reasons import (
    AlreadyAnswered,
    ClockStands,
    NotAtThisStage,
    WaitsForSupplement,
)
from guol.onestop.rules.states import OPEN, Business


@once
def request_supplement(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    wanted: tuple[Wanted, ...],
    note: str = "",
) -> str:
    """Ask the applicant for what is missing; the version says what that does to the clock.

    Asked for at entry nothing has been accepted, and no clock runs. Raises ``Refused`` for
    another's turn, while an earlier question is open and while time is left out.
    """
    matter = matter_of(stream)
    card, timing = matter.card, matter.version.timing
    if card.is_waiting:
        raise Refused(WaitsForSupplement(number=card.name))
    refuse_open_bundle(matter)
    if card.business not in OPEN or card.business is Business.DECIDED:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    if card.paused_at is not None:
        raise Refused(ClockStands(number=card.name))
    is_entry = card.business is Business.LODGED
    asked = SupplementRequested(
        act=act,
        stream=stream,
        request=new_key(),
        stage=ENTRY if is_entry else APPRAISAL,
        effect=timing.entry_effect if is_entry else timing.appraisal_effect,
        wanted=wanted,
        note=note,
    )
    append(asked, seen=seen)
    return stream


@once
def give_supplement(
    act: Act, dossier_stream: str, *, papers: tuple[PaperGiven, ...], words: str = ""
) -> str:
    """Hand what was asked for to whoever holds the dossier; answers with its own stream.

    The applicant does it online, a clerk for what is laid on any counter.
    """
    card = dossier(dossier_stream)
    if card is None:
        raise LookupError(dossier_stream)
    if not card.is_waiting or supplement_brought(card):
        raise Refused(AlreadyAnswered(number=card.name))
    stream = f"supplement/{new_key()}"
    given = SupplementGiven(
        act=act,
        stream=stream,
        dossier=card.stream,
        request=card.request,
        papers=papers,
        words=words,
    )
    facts: list[Event] = [given]
    if card.holder != act.desk:
        facts.append(CustodyGiven(act=act, stream=stream, to=card.holder))
    append(*facts, seen=0)
    return stream


@once
def accept_supplement(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    supplement: str = "",
    papers: tuple[PaperGiven, ...] = (),
) -> str:
    """Find that what was missing is there: the dossier goes on, its promise moves.

    ``supplement`` is the stream of what was brought; empty for papers laid on this desk.
    """
    matter = matter_of(stream)
    card = matter.card
    if not card.is_waiting:
        raise Refused(AlreadyAnswered(number=card.name))
    if not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    if card.business is Business.WAITING_ENTRY:
        accepted = _at_entry(act, matter, supplement, papers)
    else:
        accepted = _at_appraisal(act, matter, supplement, papers)
    append(accepted, seen=seen)
    return stream


def _at_entry(
    act: Act, matter: Matter, supplement: str, papers: tuple[PaperGiven, ...]
) -> SupplementAccepted:
    card = matter.card
    given_at = _given_at(act, supplement)
    answer = answer_due(given_at, matter.counter)
    return SupplementAccepted(
        act=act,
        stream=card.stream,
        request=card.request,
        supplement=supplement,
        papers=papers,
        place=Place(step=card.step, role=card.role, desk=card.desk, what=card.what, due=answer),
        answer_due=answer,
        given_at=given_at,
    )


def _at_appraisal(
    act: Act, matter: Matter, supplement: str, papers: tuple[PaperGiven, ...]
) -> SupplementAccepted:
    card = matter.card
    if card.due is None:
        raise Refused(NotAtThisStage(number=card.name))
    given_at = _given_at(act, supplement)
    if card.parent or not is_limited(matter.version, matter.facts().case):
        return _as_left(act, matter, supplement, papers, given_at)
    facts = matter.facts()
    asks = tuple(
        replace(each, given_at=given_at) if each.given_at is None else each
        for each in facts.asks
    )
    clock = matter.clock(replace(facts, asks=asks))
    step_due = card.step_due
    if step_due is not None and card.paused_at is not None:
        step_due = step_due_after(step_due, card.paused_at, given_at, matter.hours)
    return SupplementAccepted(
        act=act,
        stream=card.stream,
        request=card.request,
        supplement=supplement,
        papers=papers,
        place=Place(
            step=card.step,
            role=card.role,
            desk=card.desk,
            what=card.what,
            due=min(step_due, clock.due) if step_due else clock.due,
        ),
        due=clock.due,
        explanation=explained(clock),
        given_at=given_at,
    )


def _as_left(
    act: Act,
    matter: Matter,
    supplement: str,
    papers: tuple[PaperGiven, ...],
    given_at: datetime,
) -> SupplementAccepted:
    """Go on with what was left: a part of a linked request has the promise of the whole."""
    card = matter.card
    since = card.paused_at or given_at
    due = step_due_after(card.due, since, given_at, matter.hours)
    step_due = step_due_after(card.step_due, since, given_at, matter.hours)
    values = (since.isoformat(), given_at.isoformat(), due.isoformat() if due else "")
    return SupplementAccepted(
        act=act,
        stream=card.stream,
        request=card.request,
        supplement=supplement,
        papers=papers,
        place=Place(
            step=card.step, role=card.role, desk=card.desk, what=card.what, due=step_due or due
        ),
        due=due,
        explanation=(Explained(code="paused", values=values),),
        given_at=given_at,
    )


def _given_at(act: Act, stream: str) -> datetime:
    """Return when the applicant brought it; a clerk who looks later takes none of it."""
    brought = supplement(stream) if stream else None
    return brought.given_at if brought else act.at
