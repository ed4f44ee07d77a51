"""Whether a dossier costs something.

Source: Luật Hộ tịch 60/2014/QH13, Điều 11 and 15 (birth: free within 60 days); further grounds
stand in the fee of each procedure (Nghị quyết 28/2017/NQ-HĐND tỉnh Quảng Nam).
"""

from collections.abc import Mapping
from datetime import date

from guol.kernel.dates import PartialDate

GROUNDS = ("on_time", "child", "poor", "elderly", "disabled", "merit")


def read_day(text: str) -> date | None:
    """Return the day that a form's answer holds, None where it is no whole day.

    >>> read_day("2026-11-03"), read_day("03/11/2026"), read_day("11/2026")
    (datetime.date(2026, 11, 3), datetime.date(2026, 11, 3), None)
    """
    try:
        day = PartialDate.parse(text)
    except ValueError:
        return None
    return day.first_day if day.is_whole else None


def is_in_time(happened: date | None, day: date, *, within_days: int | None) -> bool:
    """Whether somebody came within their own time limit; unknown days are not in time.

    >>> is_in_time(date(2026, 9, 25), date(2026, 11, 24), within_days=60)
    True
    >>> is_in_time(date(2026, 9, 24), date(2026, 11, 24), within_days=60)
    False
    """
    if happened is None or within_days is None:
        return False
    return 0 <= (day - happened).days <= within_days


def first_day(answers: Mapping[str, str], names: tuple[str, ...]) -> date | None:
    """Return the day of the first of these fields that holds one."""
    days = (read_day(answers.get(name, "")) for name in names)
    return next((day for day in days if day), None)
