"""Blank receipts that a counter writes by hand while there is no power.

The limit counts from the hour on the paper, not from the press (our rule D18): the delay is the
office's. So the hour is judged: it cannot lie in the future, nor before the pad was printed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from guol.kernel.clock import VIETNAM
from guol.kernel.errors import Reason
from guol.onestop.rules.reasons import (
    PadOfAnother,
    PadSpoilt,
    PadUnknown,
    PadUsed,
    WrittenBeforePad,
    WrittenLater,
)

_SHORT = re.compile(r"P(\d{6})-(\d{1,7})", re.ASCII)
_HOUR = re.compile(
    r"(\d{1,2})\s*(?:[:hg.]|giờ)\s*(\d{2})?(?:\s*(?:phút|,))*"
    r"(?:\s*(?:ngày\s*)?(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}))?)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PadLine:
    """One blank receipt: whose it is, and what became of it."""

    number: str
    desk: str
    printed_at: datetime
    spoilt_why: str = ""
    used_by: str = ""


def pad_series(desk: str, day: date) -> str:
    """Return the series from which a desk's blank receipts of a day are numbered."""
    return f"pad/{desk}/{day.isoformat()}"


def pad_number_of(unit: str, day: date, number: int) -> str:
    """Return what stands on a blank receipt; its P tells it from the number of a dossier.

    >>> pad_number_of("000.02.99.H47", date(2026, 4, 20), 7)
    '000.02.99.H47-P260420-0007'
    """
    return f"{unit}-P{day:%y%m%d}-{number:04d}"


def short_of(number: str) -> str:
    """Return the number without its unit, as a counter calls its own.

    >>> short_of("000.02.99.H47-P260420-0007")
    'P260420-0007'
    """
    return number.partition("-")[2]


def read_pad_number(typed: str, unit: str) -> str:
    """Return the whole number of what was typed; the unit may be left out.

    >>> read_pad_number(" p260420-7 ", "000.02.99.H47")
    '000.02.99.H47-P260420-0007'
    """
    wanted = "".join(typed.split()).upper()
    short = _SHORT.fullmatch(wanted)
    return f"{unit}-P{short[1]}-{int(short[2]):04d}" if short else wanted


def read_written(typed: str, today: date) -> datetime | None:
    """Return the hour that stands on the paper, None where none can be read.

    Without a day it is of today, without a year of this year.

    >>> read_written("7:40", date(2026, 4, 20)).isoformat()
    '2026-04-20T07:40:00+07:00'
    >>> read_written("7 giờ 40 phút, ngày 19/4/2026", date(2026, 4, 20)).isoformat()
    '2026-04-19T07:40:00+07:00'
    >>> read_written("sáng nay", date(2026, 4, 20)) is read_written("25:00", date.max) is None
    True
    """
    found = _HOUR.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, day, month, year = (int(each) if each else None for each in found.groups())
    try:
        of = date(year or today.year, month, day) if day and month else today
        return datetime(of.year, of.month, of.day, hour or 0, minute or 0, tzinfo=VIETNAM)
    except (ValueError, OverflowError):
        return None


def why_not_typed_in(
    number: str, found: PadLine | None, *, desk: str, written_at: datetime, now: datetime
) -> Reason | None:
    """Return why a written receipt is not taken, None where it is right."""
    if found is None:
        return PadUnknown(number=number)
    if found.desk != desk:
        return PadOfAnother(number=number)
    if found.used_by:
        return PadUsed(number=number, other=found.used_by)
    if found.spoilt_why:
        return PadSpoilt(number=number, why=found.spoilt_why)
    return _why_not_that_hour(found, written_at, now)


def _why_not_that_hour(found: PadLine, written_at: datetime, now: datetime) -> Reason | None:
    if written_at > now:
        return WrittenLater(at=written_at)
    if written_at < found.printed_at.replace(second=0, microsecond=0):
        return WrittenBeforePad(at=written_at, printed_at=found.printed_at)
    return None
