"""Files that were handed in, or are on their way, and wait for the form they belong to."""

from django.db import models

from guol.kernel.tables import Plain


class Upload(Plain, models.Model):
    """A file kept before its form is sent: a draft's paper, swept when nobody comes back.

    ``owner`` is what the browser proves itself by: a token of its own, never a person.
    """

    key = models.CharField(max_length=32, primary_key=True)
    owner = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class Arrival(Plain, models.Model):
    """A file of which the first ``received`` bytes have come; the rest is still on its way."""

    key = models.CharField(max_length=32, primary_key=True)
    owner = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
