"""What a leader has to see first: what is late, what is about to be, and why. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guol.onestop.rules.states import Business

SOON = timedelta(days=1)  # what is due within a day is about to be late
MOST_REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much lies with one desk: counts of its open dossiers."""

    desk: str
    open: int = 0
    late: int = 0
    soon: int = 0
    waiting: int = 0
    to_accept: int = 0
    ready: int = 0

    @property
    def calm(self) -> int:
        """How many are neither late nor about to be."""
        return max(0, self.open - self.late - self.soon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """A dossier that is late or about to be, with whoever has it and since when."""

    stream: str
    number: str
    reference: str
    procedure: str
    applicant: str
    about: str
    business: str
    due: datetime | None
    answer_due: datetime | None
    step: str
    role: str
    what: str
    step_since: datetime | None
    step_due: datetime | None
    holder: str
    assigned: str
    supplements: int
    returns: int
    reopened: int
    is_awaiting_number: bool

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def name(self) -> str:
        """What people call it."""
        return self.number or self.reference

    @property
    def promised(self) -> datetime | None:
        """What is due next to the applicant."""
        return self.due or self.answer_due


def why(each: Urgent, at: datetime) -> tuple[str, ...]:
    """Return why a dossier is late or about to be: codes, the heaviest first."""
    told = [
        ("unanswered", each.business == Business.LODGED),
        ("awaiting_number", each.is_awaiting_number),
        ("reopened", bool(each.reopened)),
        ("returned", bool(each.returns)),
        ("asked", bool(each.supplements)),
        ("step_late", each.step_due is not None and each.step_due < at),
    ]
    found = tuple(code for code, is_so in told if is_so)
    return found[:MOST_REASONS] or ("in_work",)


def total(loads: tuple[Load, ...]) -> Load:
    """Return what lies with all of them together."""
    return Load(
        desk="",
        open=sum(each.open for each in loads),
        late=sum(each.late for each in loads),
        soon=sum(each.soon for each in loads),
        waiting=sum(each.waiting for each in loads),
        to_accept=sum(each.to_accept for each in loads),
        ready=sum(each.ready for each in loads),
    )
