"""Receipts of money."""

from typing import ClassVar

from django.db import models

from guol.kernel.tables import Projected


class FeeReceipt(Projected, models.Model):
    """One receipt of money (biên lai); a voided one stays in its book."""

    stream = models.CharField(max_length=96, primary_key=True)
    matter = models.CharField(max_length=96, db_index=True)
    matter_number = models.CharField(max_length=64, blank=True)
    desk = models.CharField(max_length=64)
    day = models.DateField()
    book = models.CharField(max_length=96)
    number = models.PositiveIntegerField()
    payer = models.CharField(max_length=200)
    amount_vnd = models.PositiveBigIntegerField()
    ground = models.CharField(max_length=300, blank=True)
    clerk = models.CharField(max_length=96)
    at = models.DateTimeField()
    voided_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["desk", "day", "number"], name="payments_day")
        ]

    def __str__(self) -> str:
        return f"{self.book}/{self.number}"
