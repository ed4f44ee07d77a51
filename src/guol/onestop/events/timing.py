"""Facts of the clock: what moves the promise of a dossier after it was accepted.

Each carries the new promise with its explanation, and until when the step is due that the
dossier stands at; ``waits_since`` is since when the clock stands still.
"""

from dataclasses import dataclass
from datetime import datetime

from guol.kernel.event import Event
from guol.onestop.events import Explained


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationAsked(Event):
    """Another agency was asked, so a longer limit holds from the beginning (xác minh)."""

    agency: str
    reason: str
    due: datetime
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPeriodBegun(Event):
    """Time began that the limit leaves out (thời gian không tính): post, publication, …."""

    kind: str
    due: datetime
    note: str = ""
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None
    waits_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPeriodEnded(Event):
    """Time that the limit leaves out came to its end; the clock runs again."""

    kind: str
    due: datetime
    note: str = ""
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyGiven(Event):
    """The applicant was told, with the reason, that it takes longer: once (phiếu xin lỗi).

    ``due`` is the new day, ``before`` the one that cannot be kept. Under Circular 03/2025 the
    same form asks for an extension.
    """

    reason: str
    due: datetime
    before: datetime
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAgreed(Event):
    """The applicant agreed in writing to a later day (thỏa thuận kéo dài)."""

    reason: str
    due: datetime
    before: datetime
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStopped(Event):
    """The handling was stopped, and the applicant told why (thông báo dừng giải quyết)."""

    reason: str
    way_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMovedToVersion(Event):
    """The dossier goes on under a later version of its procedure, because the law changed.

    ``version`` is its key, ``replaces`` that of the one it was received under; ``source`` is
    the provision that says so for what is under way. ``skipped`` are the steps that this
    dossier does not go through under it, ``case`` the case whose limit holds.
    """

    version: str
    replaces: str
    source: str
    due: datetime
    before: datetime
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None
    skipped: tuple[str, ...] = ()
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMoved(Event):
    """The promise was worked out anew, because the calendar was completed (dời ngày hẹn)."""

    cause: str
    due: datetime
    before: datetime
    explanation: tuple[Explained, ...] = ()
    step_due: datetime | None = None
