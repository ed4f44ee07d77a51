"""Named reads of receipts."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Sum

from guol.payments.models import FeeReceipt as FeeReceiptRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipt:
    """A receipt of money as pages and forms show it."""

    key: str
    matter: str
    matter_number: str
    book: str
    number: int
    payer: str
    amount_vnd: int
    ground: str
    clerk: str
    at: datetime
    voided_why: str


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
        book=row.book,
        number=row.number,
        payer=row.payer,
        amount_vnd=row.amount_vnd,
        ground=row.ground,
        clerk=row.clerk,
        at=row.at,
        voided_why=row.voided_why,
    )
