"""The fee of a dossier: taken in cash, seen to have come by transfer, or forgone."""

from dataclasses import dataclass, replace

from guol.feed.api import append, once
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.onestop.actions.matter import hand_of, matter_of, not_yours
from guol.onestop.events import FeeSettled
from guol.onestop.permits import may_receive, may_take_fee
from guol.onestop.queries.paying import is_paid
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.reasons import GroundUnproven, NotAtThisStage
from guol.onestop.rules.states import Financial
from guol.payments.api import receipts_of, take_cash, take_transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How a fee is settled: in cash, by a transfer of which a line was seen, or on a ground.

    ``ground`` forgoes it, on the ``paper`` seen; ``bank_line`` tells which line of the
    statement it was; ``medium`` chooses between the paper and the electronic receipt.
    """

    ground: str = ""
    paper: str = ""
    bank_line: str = ""
    medium: str = ""


@once
def pay_fee(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    ground: str = "",
    paper: str = "",
    bank_line: str = "",
    medium: str = "",
) -> str:
    """Take the fee with a receipt of its own; or forgo it on a named ``ground``.

    The counter that received the dossier takes it at any time, wherever the dossier lies: the
    receipt is a matter of the counter. The dossier is told at once when the counter holds it,
    else when its result is handed over. Raises ``Refused`` when nothing is due, for others,
    and for a ground without a paper that proves it.
    """
    card = matter_of(stream).card
    if not may_take_fee(card, hand_of(act, roles)):
        raise not_yours(card)
    if card.financial is not Financial.DUE or is_paid(card):
        raise Refused(NotAtThisStage(number=card.name))
    is_held = may_receive(card, hand_of(act, roles))
    payment = Payment(ground=ground, paper=paper, bank_line=bank_line, medium=medium)
    if ground:
        if not is_held:
            raise not_yours(card)
        if not paper.strip():
            raise Refused(GroundUnproven())
    if not is_held:
        _take(act, card, payment)
        return stream
    receipt = "" if ground else _take(replace(act, key=f"{act.key}/fee"), card, payment)
    settled = FeeSettled(
        act=act,
        stream=stream,
        amount_vnd=0 if ground else card.fee_vnd,
        receipt=receipt,
        ground=ground,
        paper=paper if ground else "",
    )
    append(settled, seen=seen)
    return stream


def settlement(act: Act, card: DossierCard) -> list[FeeSettled]:
    """Return what a dossier is told of a fee that was paid while it lay elsewhere."""
    if card.financial is not Financial.DUE or not is_paid(card):
        return []
    kept = [each for each in receipts_of(card.stream) if not each.voided_why]
    return [
        FeeSettled(
            act=act, stream=card.stream, amount_vnd=card.fee_vnd, receipt=kept[-1].stream
        )
    ]


def _take(act: Act, card: DossierCard, payment: Payment) -> str:
    paid = {
        "matter": card.stream,
        "matter_number": card.number,
        "payer": card.applicant,
        "medium": payment.medium,
    }
    if payment.bank_line:
        return take_transfer(act, amount_vnd=card.fee_vnd, bank_line=payment.bank_line, **paid)
    return take_cash(act, amount_vnd=card.fee_vnd, **paid)
