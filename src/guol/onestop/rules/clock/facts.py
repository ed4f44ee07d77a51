"""What happened to one dossier, as far as its clock is concerned. Values only.

An instant that is not known yet is None: a question that nobody has answered, a period that
runs on. Whoever reads the facts sorts them by their instants, so it does not matter in which
order they arrived (D18).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from guol.kernel.worktime import WorkCalendar

COUNTER, ONLINE, POST = 1, 2, 3  # the national codes of the channels
ENTRY, APPRAISAL = "entry", "appraisal"
AGREED, APOLOGISED = "agreed", "apologised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A supplement that was asked for at ``at`` (yêu cầu bổ sung), complete at ``given_at``."""

    stage: str
    effect: str
    at: datetime
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A period that the limit leaves out (thời gian không tính)."""

    kind: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """A new day that was agreed (``agreed``) or told with an apology (``apologised``)."""

    kind: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The dossier came to the agency of a stage."""

    stage: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One dossier, for its clock.

    ``received_at`` is when it was accepted, ``counted_from`` the instant from which the law
    counts where that is another: a file complete online, a letter that arrived, the hour
    written on a paper receipt. ``areas`` are the places that the deciding agency lies in;
    ``closed`` are stretches from an end to a reopening, ``case`` is the case of the version
    whose limit was found to hold.
    """

    received_at: datetime
    counted_from: datetime | None = None
    channel: int = COUNTER
    is_written: bool = False
    asks: tuple[Ask, ...] = ()
    verified_at: datetime | None = None
    entered: tuple[Entered, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    localities: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    postponed: tuple[Postponed, ...] = ()
    closed: tuple[tuple[datetime, datetime], ...] = ()
    ended_at: datetime | None = None
    case: str = ""

    @property
    def base(self) -> datetime:
        """The instant from which the limit counts, before office hours are looked at (D13)."""
        return self.counted_from or self.received_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """The hours of the agency that answers, and of those that have a stage."""

    answering: WorkCalendar
    stages: Mapping[str, WorkCalendar] = field(default_factory=dict)

    def of(self, agency: str) -> WorkCalendar:
        """Return the hours of an agency; of one without its own, those of who answers."""
        return self.stages.get(agency, self.answering)
