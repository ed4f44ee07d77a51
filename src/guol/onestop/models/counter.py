"""What lies at a counter before there is a dossier: intakes put aside."""

from django.db import models

from guol.kernel.tables import Plain, Projected


class ParkedIntake(Plain, models.Model):
    """A half-entered intake that was put aside (hồ sơ để tạm).

    ``key`` is the key of its form, so that parked twice it is one, and so is its dossier.
    ``body`` is what was typed, as pairs. It is ended by the dossier that came of it
    (``became``), or by hand, with a reason (``dropped``); nothing else takes it away.
    """

    key = models.CharField(max_length=64, primary_key=True)
    desk = models.CharField(max_length=64)
    procedure = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=200, default="")
    body = models.JSONField()
    came_at = models.DateTimeField()
    parked_at = models.DateTimeField()
    parked_by = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=64, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, default="")
    became = models.CharField(max_length=64, default="")
    dropped = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["desk", "ended_at", "came_at"], name="parked_at_desk")]

    def __str__(self) -> str:
        return self.name


class PadNumber(Projected, models.Model):
    """One blank receipt of a pad (số của tập giấy hẹn); the key is pad and place.

    Whether it was typed in is told by the dossier that bears its number.
    """

    key = models.CharField(max_length=80, primary_key=True)
    stream = models.CharField(max_length=64, db_index=True)
    desk = models.CharField(max_length=64)
    number = models.CharField(max_length=64, db_index=True)
    printed_at = models.DateTimeField()
    spoilt_why = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["desk", "printed_at"], name="pad_number_of_desk")]

    def __str__(self) -> str:
        return self.number
