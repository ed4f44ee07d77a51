"""Where a dossier stands: three states of its own, and the national code made from them.

Source: code list of dossier states of the National Public Service Portal (ten codes, read in
five public code bases). What travels is the code; what we keep are the three.
"""

from enum import IntEnum, StrEnum


class Business(StrEnum):
    """What becomes of the request."""

    LODGED = "lodged"
    QUEUED = "queued"
    WAITING_ENTRY = "waiting_entry"
    ACCEPTED = "accepted"
    PROCESSING = "processing"
    WAITING = "waiting"
    DECIDED = "decided"
    RETURNED = "returned"
    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class Financial(StrEnum):
    """What becomes of its fee."""

    NONE = "none"
    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"


class Delivery(StrEnum):
    """What becomes of its result."""

    NONE = "none"
    READY = "ready"
    ARCHIVED = "archived"
    SENT = "sent"
    RETURNED = "returned"


class National(IntEnum):
    """State of a dossier as the national portal knows it (mã trạng thái)."""

    NEW = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


OPEN = (
    Business.LODGED,
    Business.QUEUED,
    Business.WAITING_ENTRY,
    Business.ACCEPTED,
    Business.PROCESSING,
    Business.WAITING,
    Business.DECIDED,
)
UNDER_WAY = (Business.ACCEPTED, Business.PROCESSING)
WAITING = (Business.WAITING_ENTRY, Business.WAITING)
NUMBERED = (*UNDER_WAY, Business.WAITING, Business.DECIDED)

_BY_BUSINESS = {
    Business.LODGED: National.NEW,
    Business.QUEUED: National.ACCEPTED,
    Business.WAITING_ENTRY: National.SUPPLEMENT,
    Business.ACCEPTED: National.ACCEPTED,
    Business.PROCESSING: National.PROCESSING,
    Business.WAITING: National.SUPPLEMENT,
    Business.DECIDED: National.DONE,
    Business.RETURNED: National.RETURNED,
    Business.REFUSED: National.NOT_ACCEPTED,
    Business.STOPPED: National.STOPPED,
    Business.WITHDRAWN: National.WITHDRAWN,
}


def national_code(business: Business, financial: Financial, delivery: Delivery) -> National:
    """Return the national code of a dossier.

    A fee that is open asks for payment only while the dossier is worked on; a result handed
    over ends everything.

    >>> national_code(Business.PROCESSING, Financial.DUE, Delivery.NONE).value
    6
    """
    if delivery is Delivery.RETURNED:
        return National.RETURNED
    if financial is Financial.DUE and business in UNDER_WAY:
        return National.PAYMENT
    return _BY_BUSINESS[business]
