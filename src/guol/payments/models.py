"""Receipts of money, the books they stand in, drawers, refunds and accounts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guol.kernel.tables import Plain, Projected


class FeeReceipt(Projected, models.Model):
    """One receipt of money (biên lai); a voided one stays in its book."""

    stream = models.CharField(max_length=96, primary_key=True)
    matter = models.CharField(max_length=96, db_index=True)
    matter_number = models.CharField(max_length=64, blank=True)
    desk = models.CharField(max_length=64)
    day = models.DateField()
    serial = models.CharField(max_length=128, default="")
    form = models.CharField(max_length=40, default="")
    symbol = models.CharField(max_length=40, default="")
    book = models.CharField(max_length=96)
    number = models.PositiveIntegerField()
    medium = models.CharField(max_length=16, default="paper")
    way = models.CharField(max_length=16, default="cash")
    drawer = models.CharField(max_length=96, default="", db_index=True)
    bank_line = models.CharField(max_length=200, default="", db_index=True)
    payer = models.CharField(max_length=200)
    amount_vnd = models.PositiveBigIntegerField()
    ground = models.CharField(max_length=300, blank=True)
    clerk = models.CharField(max_length=96)
    at = models.DateTimeField()
    voided_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["desk", "day", "number"], name="payments_day"),
            models.Index(fields=["serial", "number"], name="payments_in_book"),
            models.Index(
                fields=["serial"], name="payments_voided", condition=~Q(voided_why="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book}/{self.number}"


class Refund(Projected, models.Model):
    """Money that was given back (hoàn trả phí, lệ phí); it points at its receipt."""

    stream = models.CharField(max_length=96, primary_key=True)
    receipt = models.CharField(max_length=96, db_index=True)
    matter = models.CharField(max_length=96, db_index=True)
    desk = models.CharField(max_length=64)
    day = models.DateField()
    way = models.CharField(max_length=16)
    drawer = models.CharField(max_length=96, default="", db_index=True)
    amount_vnd = models.PositiveBigIntegerField()
    why = models.CharField(max_length=300)
    approved_by = models.CharField(max_length=96)
    approved_as = models.CharField(max_length=200)
    clerk = models.CharField(max_length=96)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["desk", "day"], name="payments_refund_day")]

    def __str__(self) -> str:
        return f"{self.receipt}: {self.amount_vnd}"


class ReceiptBook(Projected, models.Model):
    """A book of receipts at a desk (quyển biên lai), on paper or electronic."""

    stream = models.CharField(max_length=96, primary_key=True)
    desk = models.CharField(max_length=64, db_index=True)
    medium = models.CharField(max_length=16)
    form = models.CharField(max_length=40)
    symbol = models.CharField(max_length=40)
    book = models.CharField(max_length=40)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    source = models.CharField(max_length=300, default="")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=300, default="")
    unused_from = models.PositiveIntegerField(default=0)
    unused_to = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.symbol} {self.book}"


class Drawer(Projected, models.Model):
    """A drawer of cash from its opening to its hand-over (quỹ tiền mặt trong ngày)."""

    stream = models.CharField(max_length=96, primary_key=True)
    desk = models.CharField(max_length=64)
    day = models.DateField()
    opening_vnd = models.PositiveBigIntegerField()
    opened_at = models.DateTimeField()
    clerk = models.CharField(max_length=96)
    handed_at = models.DateTimeField(null=True)
    receipts_vnd = models.BigIntegerField(default=0)
    refunds_vnd = models.BigIntegerField(default=0)
    expected_vnd = models.BigIntegerField(default=0)
    counted_vnd = models.BigIntegerField(default=0)
    receiver = models.CharField(max_length=200, default="")
    why = models.CharField(max_length=300, default="")
    handed_by = models.CharField(max_length=96, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["desk", "opened_at"],
                name="payments_open_drawer",
                condition=Q(handed_at__isnull=True),
            ),
            models.Index(fields=["desk", "-opened_at", "-stream"], name="payments_drawers"),
        ]

    def __str__(self) -> str:
        return self.stream


class Payee(Projected, models.Model):
    """The account that the fees of a desk go to, from a day (tài khoản nhận phí)."""

    stream = models.CharField(max_length=96, primary_key=True)
    desk = models.CharField(max_length=64, db_index=True)
    bank = models.CharField(max_length=6)
    bank_name = models.CharField(max_length=100)
    account = models.CharField(max_length=19)
    owner = models.CharField(max_length=200)
    valid_from = models.DateField()
    source = models.CharField(max_length=300, default="")

    def __str__(self) -> str:
        return f"{self.bank} {self.account}"


class Printout(Plain, models.Model):
    """The file of a receipt that was made (bản in biên lai); none while it is being made."""

    key = models.CharField(max_length=128, primary_key=True)
    receipt = models.CharField(max_length=96, db_index=True)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
