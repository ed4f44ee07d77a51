"""Asking another agency for its opinion, and giving it."""

from datetime import date

from guol.feed.api import append, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.onestop.actions.matter import hand_of, matter_of, not_yours
from guol.onestop.events.handing import OpinionAsked, OpinionGiven
from guol.onestop.permits import may_give_opinion, may_keep
from guol.onestop.queries.handing import opinion
from guol.onestop.rules.reasons import AlreadyGiven, AskYourself, NotAtThisStage, NotYourStep
from guol.onestop.rules.states import OPEN
from guol.procedures.api import calendar_of

USUAL_WORKING_DAYS = (
    3  # an agency that is asked answers within three working days; not verified
)


@once
def ask_opinion(
    act: Act,
    dossier_stream: str,
    *,
    roles: frozenset[str],
    to: str,
    question: str,
    last_day: date | None = None,
) -> str:
    """Ask another desk about a dossier that lies here; answers with the question's stream.

    The dossier stays where it is and its clock runs on; who is late with the answer is seen.
    """
    card = matter_of(dossier_stream).card
    if card.business not in OPEN:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_keep(card, hand_of(act, roles)):
        raise not_yours(card)
    if to == act.desk:
        raise Refused(AskYourself(number=card.name))
    hours, today = calendar_of(to), legal_day(act.at)
    day = max(last_day or hours.add_working_days(today, USUAL_WORKING_DAYS), today)
    if not hours.counts(day):
        day = hours.next_working_day(day)
    stream = f"opinion/{new_key()}"
    asked = OpinionAsked(
        act=act,
        stream=stream,
        dossier=card.stream,
        dossier_name=card.name,
        question=question,
        to=to,
        due=hours.closing_of(day),
    )
    append(asked, CustodyGiven(act=act, stream=stream, to=to), seen=0)
    return stream


@once
def give_opinion(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], answer: str
) -> str:
    """Give the opinion that was asked for; it is read on the dossier at once."""
    found = opinion(stream)
    if found is None:
        raise LookupError(stream)
    if not may_give_opinion(found.to, hand_of(act, roles)):
        raise Refused(NotYourStep(step="", role=""))
    if found.answered_at:
        raise Refused(AlreadyGiven(number=found.name))
    append(OpinionGiven(act=act, stream=stream, answer=answer), seen=seen)
    return stream
