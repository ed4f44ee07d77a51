"""Reads of the books of receipts."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, OuterRef, Subquery

from guol.payments.models import FeeReceipt, ReceiptBook
from guol.payments.rules import MEDIA, leaves_meet


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCard:
    """A book of receipts."""

    stream: str
    desk: str
    medium: str
    form: str
    symbol: str
    book: str
    first: int
    last: int
    valid_from: date
    source: str
    opened_at: datetime
    closed_at: datetime | None
    closed_why: str
    unused_from: int
    unused_to: int

    @property
    def id(self) -> str:
        """What names it in an address: its medium and its place."""
        medium, _, place = self.stream.rpartition("/")
        return f"{medium.rpartition('/')[2]}-{place}"

    @property
    def is_open(self) -> bool:
        """Whether receipts are still written into it."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How far a book is used: receipts, voided ones among them, first and last number."""

    count: int
    voided: int
    first: int
    last: int


_BOOK = tuple(each.name for each in fields(BookCard))


def books_of(desk: str) -> tuple[BookCard, ...]:
    """Return the books of a desk, the open ones first, then the newest."""
    rows = ReceiptBook.objects.filter(desk=desk).values(*_BOOK)
    cards = [BookCard(**row) for row in rows]
    cards.sort(key=lambda card: card.opened_at, reverse=True)
    return tuple(sorted(cards, key=lambda card: not card.is_open))


def book_in_use(desk: str, day: date, *, medium: str = "") -> BookCard | None:
    """Return the open book of a desk; where no medium is named, the paper one first."""
    rows = ReceiptBook.objects.filter(desk=desk, closed_at=None, valid_from__lte=day)
    if medium:
        rows = rows.filter(medium=medium)
    cards = [BookCard(**row) for row in rows.values(*_BOOK)]
    cards.sort(key=lambda card: (MEDIA.index(card.medium), card.opened_at))
    return cards[0] if cards else None


def uses_of(books: Iterable[str]) -> dict[str, Use]:
    """Return how far each of these books is used.

    Its numbers follow each other, so the first and the last tell how many there are.
    """
    written = FeeReceipt.objects.filter(serial=OuterRef("stream")).order_by("serial", "number")
    voided = written.exclude(voided_why="").order_by().values("serial")
    rows = ReceiptBook.objects.filter(stream__in=list(books)).annotate(
        lowest=Subquery(written.values("number")[:1]),
        highest=Subquery(written.reverse().values("number")[:1]),
        voided=Subquery(voided.annotate(count=Count("stream")).values("count")),
    )
    return {
        stream: Use(count=last - first + 1, voided=voided or 0, first=first, last=last)
        for stream, first, last, voided in rows.values_list(
            "stream", "lowest", "highest", "voided"
        )
        if last is not None
    }


def numbers_meet(desk: str, *, symbol: str, book: str, first: int, last: int) -> str:
    """Return the book of the desk that has some of these numbers already; empty for none."""
    rows = ReceiptBook.objects.filter(desk=desk, symbol=symbol, book=book)
    for row in rows.values("book", "first", "last", "unused_from"):
        end = row["unused_from"] - 1 if row["unused_from"] else row["last"]
        if leaves_meet(first, last, row["first"], end):
            return str(row["book"])
    return ""
