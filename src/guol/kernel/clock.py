"""The one place that reads the time, so rules stay pure and tests own the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_shift = timedelta()


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC, moved by what the demonstration set."""
    return datetime.now(UTC) + _shift


def machine_now() -> datetime:
    """Return what the machine's own clock says, aware, in UTC: for its work, never for law."""
    return datetime.now(UTC)


def shift_by(difference: timedelta) -> None:
    """Move this process's clock; the demonstration and tests alone call it."""
    global _shift  # noqa: PLW0603  one clock per process is the point
    _shift = difference


def local(at: datetime) -> datetime:
    """Return the instant ``at`` as clocks in Vietnam show it."""
    return at.astimezone(VIETNAM)


def legal_day(at: datetime) -> date:
    """Return the calendar day in Vietnam at the instant ``at``.

    >>> legal_day(datetime(2026, 4, 27, 23, tzinfo=UTC))
    datetime.date(2026, 4, 28)
    """
    return local(at).date()
