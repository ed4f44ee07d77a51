"""Registers, what was certified, what was entered."""

from typing import ClassVar

from django.db import models

from guol.kernel.tables import Projected


class RegisterBook(Projected, models.Model):
    """A register of one kind and year at a desk (quyển sổ chứng thực, sổ hộ tịch)."""

    stream = models.CharField(max_length=128, primary_key=True)
    desk = models.CharField(max_length=64)
    family = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    is_outside = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="open")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=300, default="")
    last = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=200, default="")
    signer_title = models.CharField(max_length=200, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["desk", "kind", "year"], name="register_of_desk")
        ]

    def __str__(self) -> str:
        return self.name


class Certification(Projected, models.Model):
    """One certification under one number (chứng thực); a voided one keeps its number."""

    stream = models.CharField(max_length=64, primary_key=True)
    desk = models.CharField(max_length=64)
    book = models.CharField(max_length=128)
    book_name = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=24)
    case = models.CharField(max_length=24)
    medium = models.CharField(max_length=16)
    requester = models.CharField(max_length=200)
    requester_paper = models.CharField(max_length=200, default="")
    what = models.CharField(max_length=300)
    pages = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200)
    fee_vnd = models.PositiveIntegerField(default=0)
    fee_ground = models.CharField(max_length=40, default="")
    dossier = models.CharField(max_length=64, default="", db_index=True)
    clerk = models.CharField(max_length=96)
    at = models.DateTimeField()
    voided_why = models.CharField(max_length=300, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["book", "number"], name="certification_in_book"),
            models.Index(fields=["desk", "at"], name="certification_of_desk"),
            models.Index(fields=["book_name", "number"], name="certification_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.book_name}"


class CivilEntry(Projected, models.Model):
    """One event of civil status in its register (sự kiện hộ tịch đã ghi sổ)."""

    stream = models.CharField(max_length=64, primary_key=True)
    desk = models.CharField(max_length=64)
    book = models.CharField(max_length=128)
    book_name = models.CharField(max_length=64)
    number = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    dossier = models.CharField(max_length=64, db_index=True)
    dossier_number = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    applicant = models.CharField(max_length=200)
    personal_number = models.CharField(max_length=40, default="")
    outside_number = models.CharField(max_length=60, default="")
    outside_page = models.CharField(max_length=40, default="")
    officer = models.CharField(max_length=96)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["book", "number"], name="entry_in_book")]

    def __str__(self) -> str:
        return f"{self.number}, {self.book_name}"


class CivilNote(Projected, models.Model):
    """A note beside an entry (ghi chú thay đổi, cải chính); the entry itself stays."""

    key = models.CharField(max_length=80, primary_key=True)
    stream = models.CharField(max_length=64, db_index=True)
    place = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=500)
    ground = models.CharField(max_length=300)
    day = models.DateField()
    officer = models.CharField(max_length=96)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
