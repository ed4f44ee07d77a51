"""Days of which only a part is known: many people know the year of their birth, not the day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

_WRITTEN = re.compile(r"(?:(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-])?(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A day as far as it is known: nothing, the year, month and year, or the whole day.

    It stands for an interval, from ``first_day`` to ``last_day``; two of them have an order
    only where the intervals do not touch. Raises ``ValueError`` for a day that cannot be.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None:
            if self.month is not None or self.day is not None:
                raise ValueError("a month or day needs its year")
            return
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs its month")
            date(self.year, 1, 1)
            return
        date(self.year, self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a day as people write it. Raises ``ValueError`` for anything else.

        >>> PartialDate.parse("3/1948")
        PartialDate(year=1948, month=3, day=None)
        >>> [str(PartialDate.parse(text)) for text in ("1948", " 12.3.1948 ", "1948-03-12")]
        ['1948', '12/03/1948', '12/03/1948']
        """
        written = text.strip()
        if not written:
            return cls()
        if found := _ISO.fullmatch(written):
            year, month, day = found.groups()
        elif found := _WRITTEN.fullmatch(written):
            day, month, year = found.groups()
        else:
            raise ValueError(f"no day: {text!r}")
        return cls(
            year=int(year), month=int(month) if month else None, day=int(day) if day else None
        )

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the whole day ``day``."""
        return cls(year=day.year, month=day.month, day=day.day)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return self.year is not None

    @property
    def is_whole(self) -> bool:
        """Whether the very day is known."""
        return self.day is not None

    @property
    def first_day(self) -> date:
        """The earliest day it can be."""
        if self.year is None:
            return date.min
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can be."""
        if self.year is None:
            return date.max
        month = self.month or MONTHS
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def precedes(self, other: "PartialDate") -> bool:
        """Whether it is certainly earlier than ``other``.

        >>> PartialDate.parse("1948").precedes(PartialDate.parse("3/1949"))
        True
        >>> PartialDate.parse("1948").precedes(PartialDate.parse("3/1948"))
        False
        """
        return self.last_day < other.first_day

    def may_be(self, day: date) -> bool:
        """Whether it can be the day ``day``."""
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        if self.year is None:
            return ""
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.insert(0, f"{self.month:02}")
        if self.day is not None:
            parts.insert(0, f"{self.day:02}")
        return "/".join(parts)
