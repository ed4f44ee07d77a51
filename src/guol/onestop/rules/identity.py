"""An identity card as a scanner types it: the line behind its QR code.

Seven parts between bars: number, number of the old card, name, birth, sex, address, issued on;
days as ``ddmmyyyy``, and a person's card may know the year of birth alone. Read on cards that
people showed; the circular that orders the line was not seen. A reader plugged in as a keyboard
types just this line, so nothing else of the card is known here.

What the digits of the number mean: Nghị định 137/2015/NĐ-CP, Điều 13 (place, century and sex,
two digits of the year, six at random); its successor was not seen.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from unicodedata import normalize

from guol.kernel.dates import PartialDate
from guol.onestop.rules.reasons import CardNotRead

BAR = "|"
LEAST_PARTS = 7  # cards of 2024 say more; what is behind the seventh is let be
LONGEST_SHOWN = 60
SEXES = {"nam": "male", "nữ": "female", "nu": "female"}
_NUMBER = re.compile(r"\d{12}", re.ASCII)
_OLD_NUMBER = re.compile(r"(?:\d{9}|\d{12})?", re.ASCII)
_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_CENTURY = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCard:
    """What stands on the card of a person (thẻ căn cước)."""

    number: str
    name: str
    born: PartialDate
    old_number: str = ""
    sex: str = ""
    address: str = ""
    issued_on: date | None = None

    @property
    def is_in_itself_right(self) -> bool:
        """Whether the number tells the same year and sex as the rest of the card.

        The fourth digit is even for men, odd for women, and rises by two with each century.
        """
        mark, tens = int(self.number[3]), int(self.number[4:6])
        year = _CENTURY + mark // 2 * 100 + tens
        sex = ("male", "female")[mark % 2]
        return self.sex in {"", sex} and self.born.year in {None, year}

    def as_line(self) -> str:
        """Return the line that its QR code holds."""
        born, issued = self.born, PartialDate()
        if self.issued_on:
            issued = PartialDate.of(self.issued_on)
        sex = {"male": "Nam", "female": "Nữ"}.get(self.sex, "")
        parts = (self.number, self.old_number, self.name, _digits(born), sex)
        return BAR.join((*parts, self.address, _digits(issued)))


class Question(Protocol):
    """A question of a procedure's form, as far as a card answers it."""

    @property
    def name(self) -> str:
        """The key of its answer."""

    @property
    def section(self) -> str:
        """The heading that it stands under."""

    @property
    def kind(self) -> str:
        """What is answered: a name, a day, a number."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen."""


def read_card(typed: str) -> IdentityCard | CardNotRead:
    """Return the card behind what a reader typed.

    >>> line = "049190000123|205111222|Bh'riu Thị Pơ Loong|00001990|Nữ|La Êê|01072021"
    >>> card = read_card(line)
    >>> card.name, str(card.born), card.is_in_itself_right
    ("Bh'riu Thị Pơ Loong", '1990', True)
    >>> read_card("049190000123")
    CardNotRead(typed='049190000123')
    """
    parts = [" ".join(part.split()) for part in normalize("NFC", typed).split(BAR)]
    no = CardNotRead(typed=typed.strip()[:LONGEST_SHOWN])
    if len(parts) < LEAST_PARTS:
        return no
    number, old_number, name, birth, sex, address, issued = parts[:LEAST_PARTS]
    born, given = read_digits(birth), read_digits(issued)
    is_numbered = _NUMBER.fullmatch(number) and _OLD_NUMBER.fullmatch(old_number)
    if not (is_numbered and name and born and given):
        return no
    return IdentityCard(
        number=number,
        old_number=old_number,
        name=name,
        born=born,
        sex=SEXES.get(sex.lower(), ""),
        address=address,
        issued_on=given.first_day if given.is_whole else None,
    )


def read_digits(typed: str) -> PartialDate | None:
    """Return a day of a card, as far as the card knows it; None for what is no day.

    >>> [str(read_digits(each)) for each in ("12061990", "00061990", "1990", "", "31021990")]
    ['12/06/1990', '06/1990', '1990', '', 'None']
    """
    if not typed:
        return PartialDate()
    found = _DAY.fullmatch(typed.rjust(8, "0"))
    if found is None:
        return None
    day, month, year = (int(each) or None for each in found.groups())
    with suppress(ValueError):
        return PartialDate(year=year, month=month, day=day)
    return None


def sections_of_persons(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the headings under which one person is asked for: there is a number to fill in."""
    told = [each.section for each in questions if each.kind == "citizen_number"]
    return tuple(dict.fromkeys(told))


def answers_from(
    card: IdentityCard, questions: Iterable[Question], section: str
) -> dict[str, str]:
    """Return what a card answers in one section, by the name of the question.

    An address is asked for in words of many kinds; it is filled in where the key of the
    question ends in ``home`` or ``address``.
    """
    told: dict[str, str] = {}
    for each in questions:
        if each.section == section and (answer := _answer(card, each)):
            told[each.name] = answer
    return told


def relation_to(questions: Iterable[Question], section: str) -> dict[str, str]:
    """Return the answer by which the applicant says that they are the person of a section.

    It is the question that can be answered with the section's own heading: “Mẹ”.
    """
    return {
        each.name: value
        for each in questions
        for value, label in each.choices
        if label == section != each.section
    }


def _answer(card: IdentityCard, question: Question) -> str:
    if question.name.endswith(("home", "address")):
        return card.address
    if question.kind == "date" and not card.born.is_whole:
        return ""
    by_kind = {
        "person_name": card.name,
        "citizen_number": card.number,
        "partial_date": str(card.born),
        "date": str(card.born),
    }
    if question.kind == "choice":
        return card.sex if card.sex in dict(question.choices) else ""
    return by_kind.get(question.kind, "")


def _digits(day: PartialDate) -> str:
    return f"{day.day or 0:02}{day.month or 0:02}{day.year:04}" if day.year else ""
