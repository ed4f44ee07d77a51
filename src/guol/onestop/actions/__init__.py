"""What is done at the one-stop counter. Each verb answers with the stream of its matter."""

from guol.onestop.actions.bags import Packing, find_paper, receive_bag, send_bag
from guol.onestop.actions.books import (
    Request,
    certify,
    close_register,
    enter_in_book,
    lock_register,
    note_beside_entry,
    open_register,
    pay_certification,
    void_certification,
)
from guol.onestop.actions.bundle import open_leg, return_bundle
from guol.onestop.actions.certified import (
    certified_as,
    make_certification_book,
    make_certified,
    make_civil_book,
)
from guol.onestop.actions.correcting import (
    Wrong,
    correct_entry,
    link_duplicate,
    reopen_dossier,
    return_step,
)
from guol.onestop.actions.documents import facts_known, kinds_made, make_document
from guol.onestop.actions.ending import refuse_dossier, return_result, withdraw_dossier
from guol.onestop.actions.handing import reassign_dossier, take_over
from guol.onestop.actions.handling import (
    await_number,
    decide_dossier,
    receive_number,
    take_steps,
)
from guol.onestop.actions.keeping import forget_documents, keep_document, note_miss
from guol.onestop.actions.lodging import Lodging, lodge_dossier, take_in_dossier
from guol.onestop.actions.opinions import ask_opinion, give_opinion
from guol.onestop.actions.pads import MOST_RECEIPTS, make_pad, print_pad, spoil_number
from guol.onestop.actions.paying import pay_fee
from guol.onestop.actions.reception import (
    Decisions,
    accept_dossier,
    print_receipt_again,
)
from guol.onestop.actions.returning import (
    archive_result,
    note_arrival,
    note_return_of_letter,
    remind_applicant,
    remind_by_mail,
    send_result,
)
from guol.onestop.actions.slips import (
    Apology,
    Stop,
    make_apology,
    make_register,
    make_reminder,
    make_slip,
    make_stop,
    make_visit_receipt,
    make_visit_reminder,
)
from guol.onestop.actions.supplements import (
    accept_supplement,
    give_supplement,
    request_supplement,
)
from guol.onestop.actions.telling import tell_applicant
from guol.onestop.actions.timing import (
    agree_extension,
    apologise,
    ask_verification,
    begin_excluded_period,
    end_excluded_period,
    move_due,
    move_to_version,
    stop_dossier,
)

__all__ = [
    "MOST_RECEIPTS",
    "Apology",
    "Decisions",
    "Lodging",
    "Packing",
    "Request",
    "Stop",
    "Wrong",
    "accept_dossier",
    "accept_supplement",
    "agree_extension",
    "apologise",
    "archive_result",
    "ask_opinion",
    "ask_verification",
    "await_number",
    "begin_excluded_period",
    "certified_as",
    "certify",
    "close_register",
    "correct_entry",
    "decide_dossier",
    "end_excluded_period",
    "enter_in_book",
    "facts_known",
    "find_paper",
    "forget_documents",
    "give_opinion",
    "give_supplement",
    "keep_document",
    "kinds_made",
    "link_duplicate",
    "lock_register",
    "lodge_dossier",
    "make_apology",
    "make_certification_book",
    "make_certified",
    "make_civil_book",
    "make_document",
    "make_pad",
    "make_register",
    "make_reminder",
    "make_slip",
    "make_stop",
    "make_visit_receipt",
    "make_visit_reminder",
    "move_due",
    "move_to_version",
    "note_arrival",
    "note_beside_entry",
    "note_miss",
    "note_return_of_letter",
    "open_leg",
    "open_register",
    "pay_certification",
    "pay_fee",
    "print_pad",
    "print_receipt_again",
    "reassign_dossier",
    "receive_bag",
    "receive_number",
    "refuse_dossier",
    "remind_applicant",
    "remind_by_mail",
    "reopen_dossier",
    "request_supplement",
    "return_bundle",
    "return_result",
    "return_step",
    "send_bag",
    "send_result",
    "spoil_number",
    "stop_dossier",
    "take_in_dossier",
    "take_over",
    "take_steps",
    "tell_applicant",
    "void_certification",
    "withdraw_dossier",
]
