"""Asking for what is missing, bringing it, and going on."""

from guol.feed.api import append, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.onestop.actions.bundle import refuse_open_bundle
from guol.onestop.actions.matter import Matter, hand_of, matter_of, not_yours
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
from guol.onestop.queries import dossier, supplement_brought
from guol.onestop.rules.deadlines import answer_due, due_after_pause
from guol.onestop.rules.reasons import AlreadyAnswered, NotAtThisStage, WaitsForSupplement
from guol.onestop.rules.states import OPEN, Business

ENTRY, APPRAISAL = "entry", "appraisal"
PAUSE, NONE = "pause", "none"


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
    """Ask the applicant for what is missing; the clock stands still until it is there.

    Asked for at entry nothing has been accepted, and no clock runs. Raises ``Refused`` for
    another's turn and while an earlier question is open.
    """
    matter = matter_of(stream)
    card = matter.card
    if card.is_waiting:
        raise Refused(WaitsForSupplement(number=card.name))
    refuse_open_bundle(matter)
    if card.business not in OPEN or card.business is Business.DECIDED:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    is_entry = card.business is Business.LODGED
    asked = SupplementRequested(
        act=act,
        stream=stream,
        request=new_key(),
        stage=ENTRY if is_entry else APPRAISAL,
        effect=NONE if is_entry else PAUSE,
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
    card, answer = matter.card, answer_due(act.at, matter.hours)
    return SupplementAccepted(
        act=act,
        stream=card.stream,
        request=card.request,
        supplement=supplement,
        papers=papers,
        place=Place(step=card.step, role=card.role, desk=card.desk, what=card.what, due=answer),
        answer_due=answer,
    )


def _at_appraisal(
    act: Act, matter: Matter, supplement: str, papers: tuple[PaperGiven, ...]
) -> SupplementAccepted:
    card = matter.card
    if card.due is None or card.paused_at is None:
        raise Refused(NotAtThisStage(number=card.name))
    due = due_after_pause(card.due, card.paused_at, act.at, matter.hours)
    step_due = card.step_due
    if step_due is not None:
        step_due = min(due, due_after_pause(step_due, card.paused_at, act.at, matter.hours))
    return SupplementAccepted(
        act=act,
        stream=card.stream,
        request=card.request,
        supplement=supplement,
        papers=papers,
        place=Place(
            step=card.step, role=card.role, desk=card.desk, what=card.what, due=step_due
        ),
        due=due,
        explanation=(
            Explained(
                code="paused",
                values=(card.paused_at.isoformat(), act.at.isoformat(), due.isoformat()),
            ),
        ),
    )
