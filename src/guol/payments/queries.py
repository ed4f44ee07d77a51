"""Named reads of receipts."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Sum

from guol.kernel.clock import local
from guol.kernel.money import in_digits, in_words
from guol.kernel.text import plain
from guol.papers.api import typeset
from guol.payments.models import FeeReceipt as FeeReceiptRow
from guol.payments.rules import printed_number
from guol.people.api import agency, desk_names, person_name

PREFIX = "fee/"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipt:
    """A receipt of money as pages and forms show it."""

    key: str
    matter: str
    matter_number: str
    desk: str
    book: str
    number: int
    payer: str
    amount_vnd: int
    ground: str
    clerk: str
    at: datetime
    voided_why: str

    @property
    def id(self) -> str:
        """The key as it stands in an address."""
        return self.key.removeprefix(PREFIX)

    @property
    def printed_number(self) -> str:
        """The number as it is printed."""
        return printed_number(self.number)


def fee_receipt_pdf(receipt: FeeReceipt) -> bytes:
    """Return a receipt as PDF/A; the same receipt is the same bytes, whenever it is printed."""
    served = agency(receipt.desk)
    above = served.parent if served else ""
    desks = desk_names({receipt.desk, above} - {""})
    day = local(receipt.at)
    dated = f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"
    return typeset(
        "fee_receipt",
        {
            "superior": desks.get(above, ""),
            "agency": desks.get(receipt.desk, receipt.desk),
            "number": receipt.printed_number,
            "book": receipt.book.rpartition("/")[2],
            "place_and_date": ", ".join(
                filter(None, (served.area_name if served else "", dated))
            ),
            "payer": receipt.payer,
            "purpose": receipt.ground,
            "matter_number": receipt.matter_number,
            "amount": in_digits(receipt.amount_vnd),
            "amount_in_words": in_words(receipt.amount_vnd),
            "taken_at": plain(receipt.at),
            "clerk": person_name(receipt.clerk),
            "voided": receipt.voided_why,
        },
        at=receipt.at,
    )


def fee_receipt(key: str) -> FeeReceipt | None:
    """Return one receipt."""
    row = FeeReceiptRow.objects.filter(stream=key).first()
    return _of(row) if row else None


def receipts_of(matter: str) -> tuple[FeeReceipt, ...]:
    """Return the receipts for a matter, the oldest first, voided ones too."""
    return tuple(_of(row) for row in FeeReceiptRow.objects.filter(matter=matter).order_by("at"))


def receipts_on(desk: str, day: date) -> tuple[FeeReceipt, ...]:
    """Return a desk's receipts of one day, by number."""
    rows = FeeReceiptRow.objects.filter(desk=desk, day=day).order_by("book", "number")
    return tuple(_of(row) for row in rows)


def cash_on(desk: str, day: date) -> int:
    """Return what a desk's drawer must hold of one day's receipts, in đồng."""
    rows = FeeReceiptRow.objects.filter(Q(voided_why=""), desk=desk, day=day)
    return rows.aggregate(sum=Sum("amount_vnd"))["sum"] or 0


def _of(row: FeeReceiptRow) -> FeeReceipt:
    return FeeReceipt(
        key=row.stream,
        matter=row.matter,
        matter_number=row.matter_number,
        desk=row.desk,
        book=row.book,
        number=row.number,
        payer=row.payer,
        amount_vnd=row.amount_vnd,
        ground=row.ground,
        clerk=row.clerk,
        at=row.at,
        voided_why=row.voided_why,
    )
