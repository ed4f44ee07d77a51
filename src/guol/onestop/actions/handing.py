"""Work that changes hands: a leaver's work given to another, a take-over by the superior."""

from dataclasses import replace

from guol.feed.api import append, once, take_custody
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.onestop.actions.matter import hand_of, matter_of
from guol.onestop.events.handing import DossierReassigned, DossierTakenOver
from guol.onestop.permits import may_reassign, may_take_over
from guol.onestop.rules.reasons import LeadersReassign, NotAtThisStage, NotYourStep


@once
def reassign_dossier(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], assigned: str, reason: str
) -> str:
    """Give a dossier to another officer of the desk that holds it; one line of the log."""
    card = matter_of(stream).card
    if not may_reassign(card, hand_of(act, roles)):
        raise Refused(LeadersReassign(number=card.name))
    if not card.is_numbered or assigned == card.assigned:
        raise Refused(NotAtThisStage(number=card.name))
    given = DossierReassigned(
        act=act, stream=stream, assigned=assigned, was=card.assigned, reason=reason
    )
    append(given, seen=seen)
    return stream


@once
def take_over(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], to: str, reason: str
) -> str:
    """Take a dossier from the desk that holds it and give it to another, with the reason.

    Only the authority may (cấp trên rút hồ sơ về): a box burnt, an agency that does not act.
    What the former holder writes afterwards is kept, shown, and does not count.
    """
    card = matter_of(stream).card
    if not may_take_over(hand_of(act, roles)):
        raise Refused(NotYourStep(step=card.step, role=card.role))
    take_custody(replace(act, key=f"{act.key}/take"), stream, to=act.desk, seen=seen)
    facts: list[Event] = [
        DossierTakenOver(act=act, stream=stream, was=card.holder, to=to, reason=reason)
    ]
    if to != act.desk:
        facts.append(CustodyGiven(act=act, stream=stream, to=to))
    append(*facts, seen=seen + 1)
    return stream
