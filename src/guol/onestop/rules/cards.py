"""A dossier as rules, permits and pages see it: values only."""

from dataclasses import dataclass
from datetime import date, datetime

from guol.onestop.rules.route import Desks
from guol.onestop.rules.states import (
    NUMBERED,
    UNDER_WAY,
    WAITING,
    Business,
    Delivery,
    Financial,
    National,
    national_code,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCard:
    """One dossier; the fields are the columns of its row."""

    stream: str
    number: str
    reference: str
    secrets: str
    visit: str
    version: str
    procedure: str
    applicant: str
    person: str
    phone: str
    email: str
    about: str
    receiving: str
    receiving_unit: str
    competent: str
    holder: str
    channel: int
    business: Business
    financial: Financial
    delivery: Delivery
    fee_vnd: int
    lodged_at: datetime
    happened_on: date | None
    answer_due: datetime | None
    received_at: datetime | None
    due: datetime | None
    step: str
    role: str
    desk: str
    what: str
    step_since: datetime | None
    step_due: datetime | None
    assigned: str
    request: str
    paused_at: datetime | None
    supplements: int
    is_awaiting_number: bool
    outside_number: str
    ended_at: datetime | None
    returned_at: datetime | None
    receiver: str
    reprints: int
    skipped: str = ""
    parent: str = ""
    leg: str = ""
    original: str = ""
    corrections: int = 0
    returns: int = 0
    reopened: int = 0
    paper_at: datetime | None = None
    paper_desk: str = ""
    deliver_to: str = ""
    carrier: str = ""
    tracking: str = ""
    sent_on: date | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    archived_at: datetime | None = None
    pad_number: str = ""
    deciding: str = ""

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def name(self) -> str:
        """What people call it: its number, before acceptance its reference."""
        return self.number or self.reference

    @property
    def desks(self) -> Desks:
        """The desk that received it and the one that decides."""
        return Desks(receiving=self.receiving, competent=self.competent)

    @property
    def national(self) -> National:
        """Its code on the national portal."""
        return national_code(self.business, self.financial, self.delivery)

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the applicant."""
        return self.business in WAITING

    @property
    def is_under_way(self) -> bool:
        """Whether it is worked on after acceptance."""
        return self.business in UNDER_WAY

    @property
    def is_numbered(self) -> bool:
        """Whether it was accepted and has not come to its end."""
        return self.business in NUMBERED

    @property
    def promised(self) -> datetime | None:
        """What is due next to the applicant: an answer first, then the result."""
        return self.due or self.answer_due

    def is_overdue(self, at: datetime) -> bool:
        """Whether the promise is broken at this instant; waiting for the applicant breaks none.

        Done late stays late (QĐ 766/QĐ-TTg, 2022: the end of processing is compared).
        """
        end = self.ended_at or self.paused_at or at
        return self.promised is not None and end > self.promised
