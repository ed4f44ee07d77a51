"""Registers of certification and of civil status: kinds, wordings, numbers, fees.

Sources: Decree 23/2015/NĐ-CP and Circular 01/2020/TT-BTP on certification; Civil Status Law
60/2014/QH13 and Circular 04/2020/TT-BTP on the books of civil status. Not read article by
article (NV): what they say of names, symbols and wordings stands as dated data in
``data/books.yaml``, with its certainty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guol.kernel.errors import Reason
from guol.onestop.rules.states import Business

CERTIFICATION, CIVIL_STATUS = "certification", "civil_status"
OPEN, CLOSED, LOCKED = "open", "closed", "locked"
PAPER, ELECTRONIC = "paper", "electronic"
ELECTRONIC_CASE, COPY_KIND = "electronic_copy", "copy"
MOST_PAGES, MOST_COPIES = 2_000, 500
LONGEST_TITLE, LONGEST_REASON = 300, 300
GAP = "…………"
LAST_MONTH_WITH_ZERO = 2  # Decree 30/2020/NĐ-CP, annex I
_ENTERED_AT = (Business.PROCESSING, Business.ACCEPTED, Business.DECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKind:
    """A kind of register (loại sổ): its name, its symbol, the procedures that write into it."""

    family: str
    kind: str
    name: str
    symbol: str
    valid_from: date
    procedures: tuple[str, ...] = ()
    certainty: str = "unverified"
    source: str = ""
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is written under a certification (lời chứng) in one case, from a day on.

    ``fee_vnd`` is what a case costs that has no procedure whose formula says it, in đồng.
    """

    case: str
    kind: str
    title: str
    lines: tuple[str, ...]
    valid_from: date
    certainty: str = "unverified"
    source: str = ""
    valid_to: date | None = None
    fee_vnd: int = 0

    def asks_for(self, gap: str) -> bool:
        """Whether this must be told, because the words name it."""
        return any(f"{{{gap}}}" in line for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBookForIt(Reason):
    """No register of this kind is open at the desk for the year."""

    name: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStillOpen(Reason):
    """A register of this kind and year is open; it is closed before the next."""

    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNotOpen(Reason):
    """The register was closed before; nothing new is written into it."""

    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNotClosed(Reason):
    """A register is locked after it was closed, and once."""

    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookKeepersOnly(Reason):
    """Only the counter and the justice officer write into registers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownRegister(Reason):
    """There is no register of this kind, or not on this day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerMissing(Reason):
    """A certification, or the locking of a register, is signed by somebody who leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationNotWhole(Reason):
    """Something that the wording or the register needs was not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterMissing(Reason):
    """With an interpreter, the interpreter and the language are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMissing(Reason):
    """The words name a language, and none was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMissing(Reason):
    """A certified electronic copy is a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVoidedBefore(Reason):
    """The certification was voided before; its number stays void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredBefore(Reason):
    """The event of this dossier stands in the register already."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToEnter(Reason):
    """The dossier is none that is entered into a register, or not yet."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWhatWasAsked(Reason):
    """The dossier asks for something else than this kind of certification, or not yet."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMissing(Reason):
    """A note beside an entry says what changes, and on what paper."""


def kinds_on(kinds: Iterable[RegisterKind], day: date) -> tuple[RegisterKind, ...]:
    """Return the kinds of registers that are kept on a day, in order."""
    return tuple(each for each in kinds if _holds_on(each, day))


def kind_on(kinds: Iterable[RegisterKind], kind: str, day: date) -> RegisterKind | None:
    """Return the kind of register with this key that is kept on a day."""
    return next((each for each in kinds_on(kinds, day) if each.kind == kind), None)


def kind_for(
    kinds: Iterable[RegisterKind], procedure: str, day: date, *, family: str = CIVIL_STATUS
) -> RegisterKind | None:
    """Return the first register of a family that a procedure writes into on a day."""
    return next(iter(kinds_for(kinds, procedure, day, family=family)), None)


def kinds_for(
    kinds: Iterable[RegisterKind], procedure: str, day: date, *, family: str = CIVIL_STATUS
) -> tuple[RegisterKind, ...]:
    """Return the registers of a family that a procedure writes into on a day, in order.

    A birth registered together with the recognition of a parent stands in two.
    """
    return tuple(
        each
        for each in kinds_on(kinds, day)
        if each.family == family and procedure in each.procedures
    )


def is_written_at(business: Business) -> bool:
    """Whether a dossier in this state is written into a register: accepted, and not ended."""
    return business in _ENTERED_AT


def wording_on(wordings: Iterable[Wording], case: str, day: date) -> Wording | None:
    """Return the wording of a case on a day; of several the one that came last."""
    holding = [each for each in wordings if each.case == case and _holds_on(each, day)]
    return max(holding, key=lambda each: each.valid_from, default=None)


def first_case_of(wordings: Iterable[Wording], kind: str) -> str:
    """Return the usual case of a kind of certification: the one that is named first."""
    return next((each.case for each in wordings if each.kind == kind), "")


def cases_on(
    wordings: Iterable[Wording], kinds: Iterable[RegisterKind], day: date
) -> dict[str, tuple[Wording, ...]]:
    """Return what is certified on a day, case by case, under the name of its register."""
    told = tuple(wordings)
    holding = [each for each in told if wording_on(told, each.case, day) is each]
    return {
        kind.name: tuple(each for each in holding if each.kind == kind.kind)
        for kind in kinds_on(kinds, day)
        if kind.family == CERTIFICATION
    }


def say_wording(wording: Wording, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the lines with their gaps filled; what is not known stays a gap to write in.

    >>> from datetime import date as day
    >>> told = Wording(case="x", kind="copy", title="", lines=("Số {number}, {place}",),
    ...     valid_from=day(2015, 4, 10))
    >>> say_wording(told, {"number": "12"})
    ('Số 12, …………',)
    """
    known = _Gaps({name: value for name, value in values.items() if value})
    return tuple(line.format_map(known) for line in wording.lines)


def book_name(place: int, year: int, symbol: str) -> str:
    """Return what a register is called on paper.

    >>> book_name(1, 2026, "SCT/BS")
    '01/2026-SCT/BS'
    """
    return f"{place:02}/{year}-{symbol}"


def written_day(day: date) -> str:
    """Return a day in words, as papers of the state write it: 0 before days and months 1 and 2.

    >>> written_day(date(2026, 4, 5)), written_day(date(2026, 2, 20))
    ('05 tháng 4 năm 2026', '20 tháng 02 năm 2026')
    """
    month = f"{day.month:02}" if day.month <= LAST_MONTH_WITH_ZERO else str(day.month)
    return f"{day:%d} tháng {month} năm {day.year}"


def fault_of_certification(
    *, case: str, requester: str, what: str, pages: int, copies: int, has_file: bool
) -> Reason | None:
    """Return what a certification lacks; None if it can be numbered."""
    is_counted = 1 <= pages <= MOST_PAGES and 1 <= copies <= MOST_COPIES
    if not (requester.strip() and what.strip() and is_counted):
        return CertificationNotWhole()
    return FileMissing() if case == ELECTRONIC_CASE and not has_file else None


def fault_of_wording(wording: Wording, interpreter: str, language: str) -> Reason | None:
    """Return what of interpreter and language the words name and nobody told; None if nothing.

    >>> told = Wording(case="x", kind="signature", title="", valid_from=date(2015, 4, 10),
    ...     lines=("{interpreter} dịch sang {language}",))
    >>> fault_of_wording(told, "A Viết Sơn", ""), fault_of_wording(told, "A Viết Sơn", "Lào")
    (InterpreterMissing(), None)
    """
    lacks_language = wording.asks_for("language") and not language.strip()
    if wording.asks_for("interpreter"):
        return InterpreterMissing() if lacks_language or not interpreter.strip() else None
    return LanguageMissing() if lacks_language else None


def medium_of(case: str) -> str:
    """Return whether a case is certified on paper or as a file."""
    return ELECTRONIC if case == ELECTRONIC_CASE else PAPER


class _Gaps(dict[str, str]):
    """What stands in a wording; what nobody said is a gap on the paper."""

    def __missing__(self, key: str) -> str:
        """Return the gap."""
        del key
        return GAP


def _holds_on(dated: RegisterKind | Wording, day: date) -> bool:
    return dated.valid_from <= day and (dated.valid_to is None or day < dated.valid_to)
