"""Reads of what is due for dossiers, and what was paid."""

from guol.onestop.models import Dossier
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


def fees_due(desk: str) -> dict[str, tuple[str, int]]:
    """Return number and amount, in đồng, of every dossier that a counter is still owed for."""
    rows = Dossier.objects.filter(receiving=desk, financial=Financial.DUE).exclude(number="")
    told = rows.order_by("-received_at").values_list("stream", "number", "fee_vnd")
    due = {stream: (number, fee_vnd) for stream, number, fee_vnd in told[:LONGEST_LIST]}
    paid = paid_for(due)
    return {key: told for key, told in due.items() if paid.get(key, 0) < told[1]}
