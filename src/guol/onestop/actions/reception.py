"""Accepting a dossier: number, promise, fee; and the receipt printed once more."""

from dataclasses import dataclass, replace

from guol.feed.api import append, draw_number, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.onestop.actions.matter import Matter, hand_of, matter_of, not_yours
from guol.onestop.events import (
    DossierAccepted,
    Explained,
    FeeSettled,
    PaperGiven,
    ReceiptPrintedAgain,
)
from guol.onestop.permits import may_receive
from guol.onestop.rules.codes import code_of, series_of
from guol.onestop.rules.fees import is_in_time
from guol.onestop.rules.reasons import NotAtThisStage
from guol.onestop.rules.states import Business, Financial
from guol.payments.api import take_cash
from guol.procedures.api import due_of

FEE_GROUND_IN_TIME = "on_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What the clerk decides when accepting.

    ``fee_ground`` forgoes the fee; empty leaves it to the rule. ``is_handed_over`` does the
    next step, scanning and handing over, in the same press.
    """

    fee_ground: str = ""
    is_handed_over: bool = False
    papers: tuple[PaperGiven, ...] = ()


@once
def accept_dossier(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    decisions: Decisions | None = None,
) -> str:
    """Accept a dossier that was lodged: give its number, promise its result, name its fee.

    Raises ``Refused`` when the counter is another's or the dossier is past this, ``Conflict``
    if it has moved on since ``seen``.
    """
    matter = matter_of(stream)
    if not may_receive(matter.card, hand_of(act, roles)):
        raise not_yours(matter.card)
    if matter.card.business is not Business.LODGED:
        raise Refused(NotAtThisStage(number=matter.card.name))
    facts = acceptance(act, matter, decisions or Decisions())
    append(*facts, seen=seen)
    return stream


def acceptance(act: Act, matter: Matter, decisions: Decisions) -> list[Event]:
    """Return what accepting a dossier tells. The number is drawn in this transaction."""
    card, version, day = matter.card, matter.version, legal_day(act.at)
    due = due_of(version, act.at, matter.hours)
    drawn = draw_number(series_of(card.receiving, day))
    fee_vnd, ground = _fee(matter, decisions, act)
    last = 1 if decisions.is_handed_over else 0
    promised = Matter(
        card=replace(card, due=due.at, step_since=act.at), version=version, hours=matter.hours
    )
    place = promised.here(last + 1, act.at, due.at)
    accepted = DossierAccepted(
        act=act,
        stream=card.stream,
        number=str(code_of(card.receiving_unit, day, drawn.number)),
        drawn=drawn,
        received_at=act.at,
        due=due.at,
        explanation=tuple(
            Explained(code=line.code, values=tuple(line.values)) for line in due.explanation
        ),
        form_set=version.form_set,
        place=place,
        taken=promised.taken(0, last, act.at),
        fee_vnd=fee_vnd,
        fee_ground=ground,
        papers=decisions.papers,
    )
    if place.desk == act.desk:
        return [accepted]
    return [accepted, CustodyGiven(act=act, stream=card.stream, to=place.desk)]


@once
def pay_fee(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], ground: str = ""
) -> str:
    """Take the fee in cash, with a receipt of its own; or forgo it on a named ``ground``."""
    card = matter_of(stream).card
    if not may_receive(card, hand_of(act, roles)):
        raise not_yours(card)
    if card.financial is not Financial.DUE:
        raise Refused(NotAtThisStage(number=card.name))
    receipt = ""
    if not ground:
        receipt = take_cash(
            replace(act, key=f"{act.key}/fee"),
            matter=card.stream,
            matter_number=card.number,
            payer=card.applicant,
            amount_vnd=card.fee_vnd,
        )
    settled = FeeSettled(
        act=act,
        stream=stream,
        amount_vnd=0 if ground else card.fee_vnd,
        receipt=receipt,
        ground=ground,
    )
    append(settled, seen=seen)
    return stream


@once
def print_receipt_again(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], checked: str
) -> str:
    """Count one more printing of a lost receipt; ``checked`` is how the person was known."""
    card = matter_of(stream).card
    if not may_receive(card, hand_of(act, roles)):
        raise not_yours(card)
    if not card.number:
        raise Refused(NotAtThisStage(number=card.name))
    again = ReceiptPrintedAgain(
        act=act, stream=stream, times=card.reprints + 1, checked=checked
    )
    append(again, seen=seen)
    return stream


def _fee(matter: Matter, decisions: Decisions, act: Act) -> tuple[int, str]:
    fee = matter.version.fee
    if not fee.amount_vnd:
        return 0, ""
    if decisions.fee_ground:
        return 0, decisions.fee_ground
    within, day = matter.version.duty_days, legal_day(act.at)
    if is_in_time(matter.card.happened_on, day, within_days=within):
        return 0, FEE_GROUND_IN_TIME
    return fee.amount_vnd, ""
