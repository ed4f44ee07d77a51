"""The dossier's number: unit, day, and the number of that unit on that day.

Source: Thông tư 01/2018/TT-VPCP, Điều 19 (``V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX``) with unit
ids of Thông tư 10/2016; Quyết định 20/2020/QĐ-TTg turned the unit id round (``G09.20``), and
numbers of eight-digit days with seven-digit counters were seen under it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

_CODE = re.compile(
    r"(?P<unit>\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})"
    r"-(?P<day>\d{8}|\d{6})-(?P<serial>\d{4,7})",
    re.ASCII,
)
_TURNED = re.compile(r"[A-Z]", re.ASCII)
_LONG_DAY = 8
CENTURY = "20"  # the first of these numbers was given in 2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A dossier's number (mã hồ sơ). It never changes, whatever becomes of the unit."""

    unit: str
    day: date
    serial: int
    day_digits: int = 6
    serial_digits: int = 4

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a number in either order of the unit id; None for anything else.

        >>> str(Code.parse(" 000.12.34.h47-240115-0003 "))
        '000.12.34.H47-240115-0003'
        >>> str(Code.parse("G09.20-20260609-0092637"))
        'G09.20-20260609-0092637'
        >>> Code.parse("000.12.34.H47-241332-0003")
        """
        found = _CODE.fullmatch(text.strip().upper())
        if not found:
            return None
        digits = found["day"]
        written = digits if len(digits) == _LONG_DAY else CENTURY + digits
        try:
            day = datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007  a legal day
        except ValueError:
            return None
        return cls(
            unit=found["unit"],
            day=day,
            serial=int(found["serial"]),
            day_digits=len(digits),
            serial_digits=len(found["serial"]),
        )

    def __str__(self) -> str:
        day = f"{self.day:%Y%m%d}"[-self.day_digits :]
        return f"{self.unit}-{day}-{self.serial:0{self.serial_digits}d}"


def code_of(unit: str, day: date, serial: int) -> Code:
    """Return the number that ``unit`` gives as its ``serial``-th of ``day``.

    >>> str(code_of("000.01.99.H47", date(2026, 11, 24), 1))
    '000.01.99.H47-261124-0001'
    >>> str(code_of("H17.91", date(2026, 11, 24), 12))
    'H17.91-20261124-0000012'
    """
    if _TURNED.match(unit):
        return Code(unit=unit, day=day, serial=serial, day_digits=8, serial_digits=7)
    return Code(unit=unit, day=day, serial=serial)


def series_of(desk: str, day: date) -> str:
    """Return the name of the series that a desk numbers from on a day.

    >>> series_of("u20698.1-motcua", date(2026, 11, 24))
    'dossier/u20698.1-motcua/2026-11-24'
    """
    return f"dossier/{desk}/{day.isoformat()}"
