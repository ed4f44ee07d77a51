"""What other packages may use of the one-stop shop."""

from guol.onestop.actions import (
    Decisions,
    Lodging,
    accept_dossier,
    accept_supplement,
    decide_dossier,
    give_supplement,
    lodge_dossier,
    pay_fee,
    receive_number,
    refuse_dossier,
    request_supplement,
    return_result,
    take_in_dossier,
    take_steps,
)
from guol.onestop.queries import unpaid_fee

__all__ = [
    "Decisions",
    "Lodging",
    "accept_dossier",
    "accept_supplement",
    "decide_dossier",
    "give_supplement",
    "lodge_dossier",
    "pay_fee",
    "receive_number",
    "refuse_dossier",
    "request_supplement",
    "return_result",
    "take_in_dossier",
    "take_steps",
    "unpaid_fee",
]
