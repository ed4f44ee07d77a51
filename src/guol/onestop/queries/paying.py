"""Reads of what is due for dossiers, and what was paid."""

from guol.onestop.models import FEE_DUE, Dossier
from guol.onestop.queries.books import CertificationCard, certifications_due
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.states import Financial
from guol.payments.api import paid_for

LONGEST_LIST = 2_000


def is_paid(card: DossierCard) -> bool:
    """Whether the fee of a dossier was paid, even if the dossier was not told yet."""
    if card.financial is Financial.PAID:
        return True
    if card.financial is not Financial.DUE:
        return False
    return paid_for((card.stream,)).get(card.stream, 0) >= card.fee_vnd


def certification_code(card: CertificationCard) -> str:
    """Return what a transfer for a certification names: two desks have the same numbers."""
    return f"CT{card.key}"


def is_certification_paid(card: CertificationCard) -> bool:
    """Whether what a certification costs was paid."""
    return paid_for((card.stream,)).get(card.stream, 0) >= card.fee_vnd


def fees_due(desk: str) -> dict[str, tuple[str, int]]:
    """Return number and amount, in đồng, of everything that a counter is still owed for."""
    rows = Dossier.objects.filter(FEE_DUE, receiving=desk)
    told = rows.order_by("-received_at").values_list("stream", "number", "fee_vnd")
    due = {stream: (number, fee_vnd) for stream, number, fee_vnd in told[:LONGEST_LIST]}
    due |= {
        each.stream: (certification_code(each), each.fee_vnd)
        for each in certifications_due(desk)
    }
    paid = paid_for(due)
    return {key: told for key, told in due.items() if paid.get(key, 0) < told[1]}
