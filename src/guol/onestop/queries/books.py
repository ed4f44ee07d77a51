"""Reads of registers: books, certifications, entries of civil status."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, Max, Q

from guol.onestop.models.books import (
    Certification,
    CivilEntry,
    CivilNote,
    RegisterBook,
)
from guol.onestop.rules.books import CERTIFICATION, OPEN

LONGEST_LIST, LONGEST_DUE, LONGEST_BOOK = 100, 2_000, 20_000
LONGEST_SHELF = 1_000  # registers that the desks of one person have opened in all years
MOST_OF_A_NAME = 20  # in as many communes the same number on the same day
GREATEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCard:
    """A register."""

    stream: str
    desk: str
    family: str
    kind: str
    year: int
    name: str
    title: str
    is_outside: bool
    state: str
    opened_at: datetime
    closed_at: datetime | None
    closed_why: str
    last: int
    entries: int
    locked_at: datetime | None
    signer_name: str
    signer_title: str

    @property
    def id(self) -> str:
        """What names it in an address, at its desk."""
        kind, year, place = self.stream.split("/")[-3:]
        return f"{kind}-{year}-{place}"

    @property
    def is_open(self) -> bool:
        """Whether something new may be written into it."""
        return self.state == OPEN

    @property
    def is_of_certification(self) -> bool:
        """Whether certifications stand in it."""
        return self.family == CERTIFICATION


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationCard:
    """One certification, as the register shows it."""

    stream: str
    desk: str
    book: str
    book_name: str
    number: int
    day: date
    kind: str
    case: str
    medium: str
    requester: str
    requester_paper: str
    what: str
    pages: int
    copies: int
    signer_name: str
    signer_title: str
    fee_vnd: int
    fee_ground: str
    dossier: str
    clerk: str
    at: datetime
    voided_why: str

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def name(self) -> str:
        """Its number and register, as they are written."""
        return f"{self.number}, {self.book_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCard:
    """One entry of civil status."""

    stream: str
    desk: str
    book: str
    book_name: str
    number: int | None
    kind: str
    year: int
    day: date
    dossier: str
    dossier_number: str
    subject: str
    applicant: str
    personal_number: str
    outside_number: str
    outside_page: str
    officer: str
    at: datetime

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def name(self) -> str:
        """Its number and year as they stand on the certificate, or where it stands outside."""
        if self.number is not None:
            return f"{self.number}/{self.year}"
        return ", ".join(filter(None, (self.outside_number, self.outside_page)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """A note beside an entry."""

    key: str
    stream: str
    place: int
    what: str
    ground: str
    day: date
    officer: str
    at: datetime


_BOOK = tuple(each.name for each in fields(BookCard))
_CERTIFICATION = tuple(each.name for each in fields(CertificationCard))
_ENTRY = tuple(each.name for each in fields(EntryCard))
_NOTE = tuple(each.name for each in fields(NoteCard))


def registers_of(desks: Iterable[str]) -> tuple[BookCard, ...]:
    """Return the registers of these desks, the newest year first."""
    rows = RegisterBook.objects.filter(desk__in=list(desks))
    ordered = rows.order_by("-year", "family", "kind", "-opened_at", "stream")
    return tuple(BookCard(**row) for row in ordered.values(*_BOOK)[:LONGEST_SHELF])


def register_in(desk: str, kind: str, year: int) -> BookCard | None:
    """Return the open register of this kind and year at a desk."""
    rows = RegisterBook.objects.filter(desk=desk, kind=kind, year=year, state=OPEN)
    row = rows.values(*_BOOK).first()
    return BookCard(**row) if row else None


def registers_counted(desk: str, kind: str, year: int) -> int:
    """Return how many registers of this kind and year a desk has opened so far."""
    return RegisterBook.objects.filter(desk=desk, kind=kind, year=year).count()


def register_book(stream: str, *, is_locked: bool = False) -> BookCard | None:
    """Return one register; ``is_locked`` holds it until the transaction ends.

    Whoever writes into it and whoever closes it holds it, so that nothing slips in between
    the count and the closing.
    """
    rows = RegisterBook.objects.filter(stream=stream)
    if is_locked:
        rows = rows.select_for_update()
    row = rows.values(*_BOOK).first()
    return BookCard(**row) if row else None


def written_in(book: BookCard) -> tuple[int, int]:
    """Return how many things stand in a register, and its last number."""
    table = Certification if book.is_of_certification else CivilEntry
    told = table._default_manager.filter(book=book.stream).aggregate(
        count=Count("stream"), last=Max("number")
    )
    return told["count"], told["last"] or 0


def certification(stream: str) -> CertificationCard | None:
    """Return one certification."""
    row = Certification.objects.filter(stream=stream).values(*_CERTIFICATION).first()
    return CertificationCard(**row) if row else None


def certifications_in(book: str) -> tuple[CertificationCard, ...]:
    """Return what stands in a register, by number, voided ones too."""
    rows = Certification.objects.filter(book=book).order_by("number")
    return tuple(
        CertificationCard(**row) for row in rows.values(*_CERTIFICATION)[:LONGEST_BOOK]
    )


def certifications_named(book: str, number: str, day: date) -> tuple[CertificationCard, ...]:
    """Return what was certified under a number of registers of this name on a day."""
    if not number.isdigit() or int(number) > GREATEST_NUMBER:
        return ()
    rows = Certification.objects.filter(book_name=book, number=int(number), day=day)
    ordered = rows.order_by("at", "stream").values(*_CERTIFICATION)
    return tuple(CertificationCard(**row) for row in ordered[:MOST_OF_A_NAME])


def certifications_lately(
    desks: Iterable[str], sought: str = ""
) -> tuple[CertificationCard, ...]:
    """Return the newest certifications of these desks; those that fit what was sought."""
    rows = Certification.objects.filter(_certified_as(sought), desk__in=list(desks))
    ordered = rows.order_by("-at", "-number").values(*_CERTIFICATION)
    return tuple(CertificationCard(**row) for row in ordered[:LONGEST_LIST])


def last_certifications(book: str, sought: str = "") -> tuple[CertificationCard, ...]:
    """Return the last of a register, the last first; those that fit what was sought."""
    rows = Certification.objects.filter(_certified_as(sought), book=book)
    ordered = rows.order_by("-number").values(*_CERTIFICATION)
    return tuple(CertificationCard(**row) for row in ordered[:LONGEST_LIST])


def certifications_due(desk: str) -> tuple[CertificationCard, ...]:
    """Return the certifications of a desk that cost something and count."""
    rows = Certification.objects.filter(desk=desk, fee_vnd__gt=0, voided_why="")
    ordered = rows.order_by("-at").values(*_CERTIFICATION)
    return tuple(CertificationCard(**row) for row in ordered[:LONGEST_DUE])


def certified_for(dossier: str) -> tuple[CertificationCard, ...]:
    """Return what was certified for a dossier, the oldest first, voided ones too."""
    rows = Certification.objects.filter(dossier=dossier).order_by("at", "number")
    return tuple(
        CertificationCard(**row) for row in rows.values(*_CERTIFICATION)[:LONGEST_LIST]
    )


def civil_entry(stream: str) -> EntryCard | None:
    """Return one entry."""
    row = CivilEntry.objects.filter(stream=stream).values(*_ENTRY).first()
    return EntryCard(**row) if row else None


def entry_of(dossier: str) -> EntryCard | None:
    """Return the first entry that a dossier led to."""
    return next(iter(entries_of(dossier)), None)


def entries_of(dossier: str) -> tuple[EntryCard, ...]:
    """Return the entries that a dossier led to, that of its own register first."""
    rows = CivilEntry.objects.filter(dossier=dossier).order_by("stream")
    return tuple(EntryCard(**row) for row in rows.values(*_ENTRY)[:LONGEST_LIST])


def entries_in(book: str) -> tuple[EntryCard, ...]:
    """Return what stands in a register of civil status, by number, then as it was written."""
    rows = CivilEntry.objects.filter(book=book).order_by("number", "at", "stream")
    return tuple(EntryCard(**row) for row in rows.values(*_ENTRY)[:LONGEST_BOOK])


def last_entries(book: str, sought: str = "") -> tuple[EntryCard, ...]:
    """Return the last entries of a register, the last first; those that fit what was sought."""
    fits = Q(personal_number=sought) | Q(outside_number=sought) if sought else Q()
    if sought.isdigit():
        fits |= Q(number=min(int(sought), GREATEST_NUMBER))
    elif sought:
        fits |= Q(subject__icontains=sought) | Q(applicant__icontains=sought)
    rows = CivilEntry.objects.filter(fits, book=book).order_by("-number", "-at", "stream")
    return tuple(EntryCard(**row) for row in rows.values(*_ENTRY)[:LONGEST_LIST])


def notes_beside(entries: Iterable[str]) -> dict[str, tuple[NoteCard, ...]]:
    """Return the notes beside each of these entries, the oldest first."""
    rows = CivilNote.objects.filter(stream__in=list(entries)).order_by("stream", "place")
    found: dict[str, list[NoteCard]] = {}
    for row in rows.values(*_NOTE):
        found.setdefault(row["stream"], []).append(NoteCard(**row))
    return {stream: tuple(notes) for stream, notes in found.items()}


def _certified_as(sought: str) -> Q:
    """Return what fits a number, or a part of a name or of what was certified."""
    if sought.isdigit():
        return Q(number=min(int(sought), GREATEST_NUMBER))
    return Q(requester__icontains=sought) | Q(what__icontains=sought) if sought else Q()
