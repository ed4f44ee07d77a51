"""What is done at the one-stop counter. Each verb answers with the stream of its matter."""

from guol.onestop.actions.documents import make_document, make_register, make_slip
from guol.onestop.actions.ending import refuse_dossier, return_result, withdraw_dossier
from guol.onestop.actions.handling import (
    await_number,
    decide_dossier,
    receive_number,
    take_steps,
)
from guol.onestop.actions.keeping import forget_documents, keep_document, note_miss
from guol.onestop.actions.lodging import Lodging, lodge_dossier, take_in_dossier
from guol.onestop.actions.reception import (
    Decisions,
    accept_dossier,
    pay_fee,
    print_receipt_again,
)
from guol.onestop.actions.supplements import (
    accept_supplement,
    give_supplement,
    request_supplement,
)
from guol.onestop.actions.telling import tell_applicant

__all__ = [
    "Decisions",
    "Lodging",
    "accept_dossier",
    "accept_supplement",
    "await_number",
    "decide_dossier",
    "forget_documents",
    "give_supplement",
    "keep_document",
    "lodge_dossier",
    "make_document",
    "make_register",
    "make_slip",
    "note_miss",
    "pay_fee",
    "print_receipt_again",
    "receive_number",
    "refuse_dossier",
    "request_supplement",
    "return_result",
    "take_in_dossier",
    "take_steps",
    "tell_applicant",
    "withdraw_dossier",
]
