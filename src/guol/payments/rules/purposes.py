"""The words of a transfer by which a payment is found again, and lines of a statement.

Banks drop points and hyphens, cut, and put words of their own before and behind; so the code
is letters and digits alone, ends in a check of two digits, and is looked for without regard to
anything between its letters.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO

from guol.payments.rules.vietqr import LONGEST_PURPOSE

PREFIX = "LP"  # lệ phí
LONGEST_STATEMENT = 200_000
MOST_LINES = 2_000
_CHECK = 97  # ISO 7064, MOD 97-10
_AMOUNT = re.compile(
    r"\+?\s?(\d{1,3}(?:[.,]\d{3})+|\d{3,12})(?:[.,]0{1,2})?(?:\s?(?:VND|đ|d))?", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of a bank statement: its amounts in đồng, and all that it says.

    ``fingerprint`` is the same for the same line, however often it is pasted.
    """

    place: int
    amounts: tuple[int, ...]
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A line that names a matter; ``is_paid_in_full`` when its amount is what is due."""

    line: StatementLine
    matter: str
    is_paid_in_full: bool


def purpose_of(number: str) -> str:
    """Return the code that a payment for the matter of this number bears.

    >>> purpose_of("000.02.99.H47-260420-0001")
    'LP0000299H47260420000130'
    """
    bare = _bare(number)[-(LONGEST_PURPOSE - len(PREFIX) - 2) :]
    return f"{PREFIX}{bare}{_check_of(bare):02}"


def is_named_in(purpose: str, text: str) -> bool:
    """Tell whether a line of a statement bears this code, whatever the bank did to it.

    >>> is_named_in("LP0000299H47260420000130", "MB.88 lp 0000299h47.26042 0000130 FT")
    True
    """
    return purpose in _bare(text)


def read_statement(text: str) -> tuple[StatementLine, ...]:
    """Return the lines of a statement as it was pasted or saved; those without money are none.

    Columns may be parted by tabs, semicolons, bars or commas. What leaves the account, with a
    minus before it, is no amount here.

    >>> read_statement("24/11/2026;LP 12;+10.000")[0].amounts
    (10000,)
    """
    found = []
    for place, raw in enumerate(text[:LONGEST_STATEMENT].splitlines()[:MOST_LINES], start=1):
        cells = [cell.strip() for cell in _cells(raw)]
        amounts = tuple(
            int(re.sub(r"\D", "", match.group(1)))
            for cell in cells
            if (match := _AMOUNT.fullmatch(cell))
        )
        if amounts:
            said = " ".join(filter(None, cells))
            found.append(
                StatementLine(
                    place=place, amounts=amounts, text=said, fingerprint=_fingerprint(cells)
                )
            )
    return tuple(found)


def matches(
    lines: Iterable[StatementLine], due: Sequence[tuple[str, str, int]]
) -> tuple[Match, ...]:
    """Return which lines pay which matters; ``due`` are matter, purpose and amount in đồng.

    A matter is paid by the first line that bears its code and its amount; a line that bears
    the code with another amount is told too, for a person to look at.
    """
    found: dict[str, Match] = {}
    for line in lines:
        bare = _bare(line.text)
        for matter, purpose, amount_vnd in due:
            if purpose not in bare:
                continue
            known = found.get(matter)
            if known is None or not known.is_paid_in_full:
                is_full = amount_vnd in line.amounts
                found[matter] = Match(line=line, matter=matter, is_paid_in_full=is_full)
    return tuple(found.values())


def _cells(raw: str) -> list[str]:
    for mark in ("\t", ";", "|"):
        if mark in raw:
            return [cell.strip(' "') for cell in raw.split(mark)]
    return next(csv.reader(StringIO(raw)), [])


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def _check_of(bare: str) -> int:
    digits = "".join(str(int(each, 36)) for each in bare)
    return 98 - int(digits + "00") % _CHECK if digits else 1


def _fingerprint(cells: Iterable[str]) -> str:
    said = "\x1f".join(cells)
    return blake2b(said.encode(), digest_size=12).hexdigest()
