"""What is wrong with an answer, as it was typed. Pure; the one place that says so."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from guol.kernel.dates import PartialDate
from guol.kernel.errors import Reason
from guol.kernel.terms import chosen
from guol.procedures.events import Field

CITIZEN_NUMBER_DIGITS = 12  # Luật Căn cước 26/2023/QH15, Điều 12
MOST = 999
MOST_VND = 999_999_999_999
LONGEST, LONGEST_TEXT = 200, 2_000
_MAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_PHONE = re.compile(r"\+?\d{8,15}", re.ASCII)
_APART = re.compile(r"[\s.()-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMissing(Reason):
    """A question that must be answered was not."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTooLong(Reason):
    """An answer longer than can be kept."""

    label: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTwelveDigits(Reason):
    """A citizen's number that does not have twelve digits."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchDay(Reason):
    """A day that is in no calendar, or of which more must be known."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchPartialDay(Reason):
    """What cannot be a day, as far as anybody knows it."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet(Reason):
    """A day that is still to come, where only one that was can be meant."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchChoice(Reason):
    """A choice that is not in the list."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoWholeNumber(Reason):
    """Something that is no whole number, or not one that can be meant."""

    label: str
    typed: str
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTelephone(Reason):
    """Something that cannot be called."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMailAddress(Reason):
    """Something that is no e-mail address."""

    label: str
    typed: str


def wrong_answer(question: Field, typed: str, today: date) -> Reason | None:
    """Say what is wrong with an answer as it was typed, None if it can stand.

    Whether an answer must be given at all depends on the others: that is asked elsewhere.

    >>> wrong_answer(Field(name="n", label="Số", kind="citizen_number"), "04922500123",
    ...              date(2025, 6, 30))
    NotTwelveDigits(label='Số', typed='04922500123')
    """
    answer = typed.strip()
    if not answer:
        return None
    most = LONGEST_TEXT if question.kind == "long_text" else LONGEST
    if len(answer) > most and not question.options:
        return AnswerTooLong(label=question.label, most=most)
    check = _CHECKS.get(question.kind)
    return check(question, answer, today) if check else None


def _citizen_number(question: Field, typed: str, _today: date) -> Reason | None:
    digits = _APART.sub("", typed)
    if len(digits) == CITIZEN_NUMBER_DIGITS and digits.isascii() and digits.isdigit():
        return None
    return NotTwelveDigits(label=question.label, typed=typed)


def _partial_date(question: Field, typed: str, today: date) -> Reason | None:
    try:
        known = PartialDate.parse(typed)
    except (ValueError, OverflowError):
        return NoSuchPartialDay(label=question.label, typed=typed)
    return _to_come(question, typed, known, today)


def _whole_date(question: Field, typed: str, today: date) -> Reason | None:
    try:
        known = PartialDate.parse(typed)
    except (ValueError, OverflowError):
        known = PartialDate()
    if not known.is_whole:
        return NoSuchDay(label=question.label, typed=typed)
    return _to_come(question, typed, known, today)


def _to_come(question: Field, typed: str, known: PartialDate, today: date) -> Reason | None:
    if question.is_past and known.first_day > today:
        return NotYet(label=question.label, typed=typed)
    return None


def _choice(question: Field, typed: str, _today: date) -> Reason | None:
    if typed in {value for value, _label in question.options}:
        return None
    return NoSuchChoice(label=question.label, typed=typed)


def _choices(question: Field, typed: str, _today: date) -> Reason | None:
    values = {value for value, _label in question.options}
    wrong = [each for each in chosen(typed) if each not in values]
    return NoSuchChoice(label=question.label, typed=wrong[0]) if wrong else None


def _number(question: Field, typed: str, _today: date) -> Reason | None:
    digits = _APART.sub("", typed) if question.kind == "money" else typed
    least = question.least or 0
    usual = MOST_VND if question.kind == "money" else MOST
    most = usual if question.most is None else question.most
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_VND))
    if is_number and least <= int(digits) <= most:
        return None
    return NoWholeNumber(label=question.label, typed=typed, least=least, most=most)


def _phone(question: Field, typed: str, _today: date) -> Reason | None:
    if _PHONE.fullmatch(_APART.sub("", typed)):
        return None
    return NoTelephone(label=question.label, typed=typed)


def _email(question: Field, typed: str, _today: date) -> Reason | None:
    return None if _MAIL.fullmatch(typed) else NoMailAddress(label=question.label, typed=typed)


_CHECKS: dict[str, Callable[[Field, str, date], Reason | None]] = {
    "citizen_number": _citizen_number,
    "partial_date": _partial_date,
    "date": _whole_date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _choice,
    "number": _number,
    "money": _number,
    "phone": _phone,
    "email": _email,
}
