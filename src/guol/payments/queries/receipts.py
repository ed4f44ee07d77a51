"""Reads of receipts and refunds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from guol.kernel.errors import Reason
from guol.payments.models import Drawer as DrawerRow
from guol.payments.models import FeeReceipt as FeeReceiptRow
from guol.payments.models import Printout
from guol.payments.models import Refund as RefundRow
from guol.payments.rules import CASH, CashNotHandedOver, printed_number

PREFIX, REFUND_PREFIX = "fee/", "refund/"
LONGEST_LIST = 200
BATCH = 500  # rows of a long list that are held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipt:
    """A receipt of money as pages and forms show it."""

    stream: str
    matter: str
    matter_number: str
    desk: str
    day: date
    serial: str
    form: str
    symbol: str
    book: str
    number: int
    medium: str
    way: str
    drawer: str
    bank_line: str
    payer: str
    amount_vnd: int
    ground: str
    clerk: str
    at: datetime
    voided_why: str

    @property
    def key(self) -> str:
        """The stream, which is its key."""
        return self.stream

    @property
    def id(self) -> str:
        """The key as it stands in an address."""
        return self.stream.removeprefix(PREFIX)

    @property
    def printed_number(self) -> str:
        """The number as it is printed."""
        return printed_number(self.number)

    @property
    def counts_vnd(self) -> int:
        """What it adds to the sums: nothing once it is voided."""
        return 0 if self.voided_why else self.amount_vnd

    @property
    def is_cash(self) -> bool:
        """Whether it was paid in cash."""
        return self.way == CASH


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Money that was given back."""

    stream: str
    receipt: str
    matter: str
    desk: str
    day: date
    way: str
    drawer: str
    amount_vnd: int
    why: str
    approved_by: str
    approved_as: str
    clerk: str
    at: datetime

    @property
    def receipt_id(self) -> str:
        """The key of its receipt as it stands in an address."""
        return self.receipt.removeprefix(PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Receipts of some days: how many, how many of them voided, what they come to by way."""

    count: int
    voided: int
    by_way: dict[str, int]


_RECEIPT = tuple(each.name for each in fields(FeeReceipt))
_GIVEN = tuple(each.name for each in fields(Given))


def fee_receipt(key: str) -> FeeReceipt | None:
    """Return one receipt."""
    row = FeeReceiptRow.objects.filter(stream=key).values(*_RECEIPT).first()
    return FeeReceipt(**row) if row else None


def receipts_of(matter: str) -> tuple[FeeReceipt, ...]:
    """Return the receipts for a matter, the oldest first, voided ones too."""
    rows = FeeReceiptRow.objects.filter(matter=matter).order_by("at", "stream")
    return tuple(FeeReceipt(**row) for row in rows.values(*_RECEIPT))


def streams_of(matter: str) -> tuple[str, ...]:
    """Return the receipts for a matter and what was given back of it, as streams."""
    told = [each.objects.filter(matter=matter) for each in (FeeReceiptRow, RefundRow)]
    return tuple(stream for rows in told for stream in rows.values_list("stream", flat=True))


def why_kept(matter: str) -> Reason | None:
    """Return why what was paid for a matter must stay: its cash lies in an open drawer."""
    taken = FeeReceiptRow.objects.filter(matter=matter, voided_why="").exclude(drawer="")
    given = RefundRow.objects.filter(matter=matter).exclude(drawer="")
    drawers = {
        each for rows in (taken, given) for each in rows.values_list("drawer", flat=True)
    }
    is_open = DrawerRow.objects.filter(stream__in=drawers, handed_at=None).exists()
    return CashNotHandedOver() if is_open else None


def paid_for(matters: Iterable[str]) -> dict[str, int]:
    """Return what was paid for each of these matters and not given back, in đồng."""
    keys = list(matters)
    paid = FeeReceiptRow.objects.filter(matter__in=keys, voided_why="")
    sums = dict(paid.values_list("matter").annotate(sum=Sum("amount_vnd")).order_by())
    back = RefundRow.objects.filter(matter__in=keys)
    given = dict(back.values_list("matter").annotate(sum=Sum("amount_vnd")).order_by())
    return {matter: sum_vnd - given.get(matter, 0) for matter, sum_vnd in sums.items()}


def receipts_between(
    desk: str, first: date, last: date, *, after: int = 0, limit: int = LONGEST_LIST
) -> tuple[FeeReceipt, ...]:
    """Return some of a desk's receipts of a period, by day and number."""
    ordered = _receipts_in(desk, first, last).values(*_RECEIPT)
    return tuple(FeeReceipt(**row) for row in ordered[after : after + limit])


def each_receipt_between(
    desk: str, first: date, last: date, *, batch: int = BATCH
) -> Iterator[FeeReceipt]:
    """Give all of a desk's receipts of a period, by day and number.

    They are read a batch at a time, each from where the last one ended: no read is open while
    somebody far away takes what was given.
    """
    rows = _receipts_in(desk, first, last)
    while True:
        found = [FeeReceipt(**row) for row in rows.values(*_RECEIPT)[:batch]]
        yield from found
        if len(found) < batch:
            return
        end = found[-1]
        rows = _receipts_in(desk, end.day, last).filter(
            Q(day__gt=end.day)
            | Q(number__gt=end.number)
            | Q(number=end.number, stream__gt=end.stream)
        )


def sums_between(desk: str, first: date, last: date) -> Sums:
    """Return how many receipts there are of these days, and what they come to by way."""
    rows = FeeReceiptRow.objects.filter(desk=desk, day__gte=first, day__lte=last)
    told = (
        rows.order_by()
        .values("way")
        .annotate(
            count=Count("stream"),
            voided=Count("stream", filter=~Q(voided_why="")),
            sum=Sum("amount_vnd", filter=Q(voided_why=""), default=0),
        )
    )
    found = list(told)
    return Sums(
        count=sum(each["count"] for each in found),
        voided=sum(each["voided"] for each in found),
        by_way={each["way"]: int(each["sum"]) for each in found},
    )


def refunds_between(
    desk: str, first: date, last: date, *, limit: int = LONGEST_LIST
) -> tuple[Given, ...]:
    """Return some of what a desk gave back in a period, in order."""
    ordered = _refunds_in(desk, first, last).values(*_GIVEN)
    return tuple(Given(**row) for row in ordered[:limit])


def each_refund_between(
    desk: str, first: date, last: date, *, batch: int = BATCH
) -> Iterator[Given]:
    """Give all that a desk gave back in a period, in order, read a batch at a time."""
    rows = _refunds_in(desk, first, last)
    while True:
        found = [Given(**row) for row in rows.values(*_GIVEN)[:batch]]
        yield from found
        if len(found) < batch:
            return
        end = found[-1]
        rows = _refunds_in(desk, end.day, last).filter(
            Q(day__gt=end.day) | Q(at__gt=end.at) | Q(at=end.at, stream__gt=end.stream)
        )


def given_between(desk: str, first: date, last: date) -> int:
    """Return what a desk gave back in a period altogether, in đồng."""
    return _sum(_refunds_in(desk, first, last).order_by())


def refunds_of(receipt: str) -> tuple[Given, ...]:
    """Return what was given back of one receipt, in order."""
    rows = RefundRow.objects.filter(receipt=receipt).order_by("at", "stream")
    return tuple(Given(**row) for row in rows.values(*_GIVEN))


def receipt_of_line(bank_line: str) -> str:
    """Return the printed number of the receipt that a bank's line paid for; empty for none."""
    found = FeeReceiptRow.objects.filter(bank_line=bank_line, voided_why="")
    number = found.values_list("number", flat=True).first()
    return printed_number(number) if number is not None else ""


def cash_on(desk: str, day: date) -> int:
    """Return what a desk took in cash on one day and kept, in đồng; voided ones are none."""
    taken = FeeReceiptRow.objects.filter(desk=desk, day=day, way=CASH, voided_why="")
    back = RefundRow.objects.filter(desk=desk, day=day, way=CASH)
    return _sum(taken) - _sum(back)


def printout_key(receipt: FeeReceipt, refunds: int) -> str:
    """Return what names the file of a receipt as it stands now."""
    return f"{receipt.stream}#{'voided' if receipt.voided_why else refunds}"


def printouts_of(receipts: Iterable[str]) -> dict[str, str]:
    """Return the digest of each made file by its key, for these receipts."""
    rows = Printout.objects.filter(receipt__in=list(receipts))
    return dict(rows.values_list("key", "digest"))


def _receipts_in(desk: str, first: date, last: date) -> QuerySet[FeeReceiptRow]:
    rows = FeeReceiptRow.objects.filter(desk=desk, day__gte=first, day__lte=last)
    return rows.order_by("day", "number", "stream")


def _refunds_in(desk: str, first: date, last: date) -> QuerySet[RefundRow]:
    rows = RefundRow.objects.filter(desk=desk, day__gte=first, day__lte=last)
    return rows.order_by("day", "at", "stream")


def _sum(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(sum=Sum("amount_vnd"))["sum"] or 0)
