"""The dossier's number: unit, day, and the number of that unit on that day.

How it is written is data, per unit and per day: see ``PATTERNS``. What was given is never
rewritten, so every writing of every year is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

FIRST_LAST, FIRST_FIRST = "2016", "2020"
_CODE = re.compile(
    r"(?P<unit>(?:\d{2,3}\.){1,3}[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})"
    r"-(?P<day>\d{8}|\d{6})-(?P<serial>\d{4,7})",
    re.ASCII,
)
_LONG_DAY = 8
_LEVELS = 4
CENTURY = "20"  # the first of these numbers was given in 2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How units write their numbers from a day on.

    ``order`` tells where the province stands in the unit's id: last (Circular 10/2016) or first
    (Decision 20/2020). ``unit`` names one unit, or with its levels above it all below; empty
    for all. A row that names more of a unit goes before one that names less, then the later.
    """

    order: str
    valid_from: date
    day_digits: int
    serial_digits: int
    source: str
    certainty: str
    unit: str = ""


PATTERNS = (
    Pattern(
        order=FIRST_LAST,
        valid_from=date(2018, 11, 23),
        day_digits=6,
        serial_digits=4,
        source="Thông tư 01/2018/TT-VPCP, Điều 19; mã đơn vị theo Thông tư 10/2016/TT-BTTTT",
        certainty="seen",
    ),
    Pattern(
        order=FIRST_FIRST,
        valid_from=date(2020, 9, 15),
        day_digits=6,
        serial_digits=4,
        source="Quyết định 20/2020/QĐ-TTg (mã đơn vị), Thông tư 01/2018/TT-VPCP (phần sau)",
        certainty="unverified",
    ),
    Pattern(
        order=FIRST_FIRST,
        valid_from=date(2025, 9, 15),
        day_digits=8,
        serial_digits=7,
        source="Thông tư 03/2025/TT-VPCP; suy từ mã G09.20-20260609-0092637 thấy năm 2026",
        certainty="unverified",
    ),
)
"""Each row with its source and certainty; an agency that writes otherwise gets its own."""


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

    @property
    def turned(self) -> Self:
        """The same number with its unit in the other order, as other lists may write it.

        >>> str(Code.parse("000.12.34.H47-240115-0003").turned)
        'H47.34.12-240115-0003'
        >>> str(Code.parse("H47.34.12-240115-0003").turned)
        '000.12.34.H47-240115-0003'
        """
        levels = levels_of(self.unit)
        if order_of(self.unit) == FIRST_LAST:
            return replace(self, unit=".".join(levels))
        missing = ["00"] * (_LEVELS - len(levels))
        below = [*missing, *reversed(levels[1:])]
        return replace(self, unit=".".join([below[0].zfill(3), *below[1:], levels[0]]))

    def __str__(self) -> str:
        day = f"{self.day:%Y%m%d}"[-self.day_digits :]
        return f"{self.unit}-{day}-{self.serial:0{self.serial_digits}d}"


def order_of(unit: str) -> str:
    """Return where a unit's id names its province: ``2020`` first, ``2016`` last."""
    return FIRST_FIRST if unit[:1].isalpha() else FIRST_LAST


def levels_of(unit: str) -> tuple[str, ...]:
    """Return the levels of a unit, the province first, whatever the order of its id.

    >>> levels_of("000.12.34.H47"), levels_of("H47.34.12"), levels_of("28.22.H17")
    (('H47', '34', '12'), ('H47', '34', '12'), ('H17', '22', '28'))
    """
    levels = unit.split(".")
    if order_of(unit) == FIRST_LAST:
        levels.reverse()
    while not levels[-1].strip("0"):
        levels.pop()
    return tuple(levels)


def pattern_of(unit: str, day: date, patterns: Sequence[Pattern] = PATTERNS) -> Pattern:
    """Return how ``unit`` writes its numbers on ``day``; before the first row, as in it.

    >>> pattern_of("000.02.99.H47", date(2025, 6, 30)).serial_digits
    4
    >>> pattern_of("H17.92", date(2026, 1, 5)).serial_digits
    7
    """
    own = levels_of(unit)
    rows = [
        each
        for each in patterns
        if each.order == order_of(unit) and own[: len(_named(each))] == _named(each)
    ]
    in_force = [each for each in rows if each.valid_from <= day]
    if not in_force:
        return min(rows, key=lambda each: each.valid_from)
    return max(in_force, key=lambda each: (len(_named(each)), each.valid_from))


def code_of(unit: str, day: date, serial: int, patterns: Sequence[Pattern] = PATTERNS) -> Code:
    """Return the number that ``unit`` gives as its ``serial``-th of ``day``.

    A day that needs more numbers than the pattern has digits goes on with more digits.

    >>> str(code_of("000.01.99.H47", date(2026, 11, 24), 1))
    '000.01.99.H47-261124-0001'
    >>> str(code_of("000.01.99.H47", date(2026, 11, 24), 12_001))
    '000.01.99.H47-261124-12001'
    >>> str(code_of("H17.91", date(2026, 11, 24), 12))
    'H17.91-20261124-0000012'
    """
    pattern = pattern_of(unit, day, patterns)
    return Code(
        unit=unit,
        day=day,
        serial=serial,
        day_digits=pattern.day_digits,
        serial_digits=max(pattern.serial_digits, len(str(serial))),
    )


def series_of(desk: str, day: date) -> str:
    """Return the name of the series that a desk numbers from on a day.

    >>> series_of("u20698.1-motcua", date(2026, 11, 24))
    'dossier/u20698.1-motcua/2026-11-24'
    """
    return f"dossier/{desk}/{day.isoformat()}"


def _named(pattern: Pattern) -> tuple[str, ...]:
    return levels_of(pattern.unit) if pattern.unit else ()
