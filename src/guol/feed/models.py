"""The log as one node stores it."""

from typing import ClassVar

from django.db import models

from guol.feed.chain import START
from guol.feed.custody import Standing
from guol.kernel.tables import Log

STREAM_LENGTH = 96
FEED_LENGTH = 128
ORIGIN_LENGTH = 140


class State(models.TextChoices):
    """Why a stream takes no more events here; empty while it does."""

    OPEN = ""
    UNKNOWN = "unknown"
    DISPUTED = "disputed"
    ERASED = "erased"


class Stream(Log, models.Model):
    """One matter: how many events count so far, who holds it, and the salt of its digests.

    ``known_in`` is the incarnation of this node in which it first saw the matter.
    """

    key = models.CharField(max_length=STREAM_LENGTH, primary_key=True)
    salt = models.BinaryField(max_length=16)
    number = models.PositiveIntegerField(default=0)
    holder = models.CharField(max_length=64, db_index=True)
    granted_by = models.CharField(max_length=ORIGIN_LENGTH, blank=True)
    state = models.CharField(max_length=10, choices=State, blank=True, default=State.OPEN)
    known_in = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.key


class FeedHead(Log, models.Model):
    """One desk on one node in one incarnation: its last number and the head of its chain.

    ``closed_at`` is the last number that counts, once the node goes on under a later one.
    """

    key = models.CharField(max_length=FEED_LENGTH, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=START)
    closed_at = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return self.key


class Entry(Log, models.Model):
    """One event, in the bytes in which it was written.

    ``place`` orders the events of a stream that count. ``machine`` is node and incarnation:
    one act is written once on one machine, whatever the desk.
    """

    feed = models.CharField(max_length=FEED_LENGTH)
    number = models.PositiveBigIntegerField()
    machine = models.CharField(max_length=32)
    stream = models.CharField(max_length=STREAM_LENGTH)
    kind = models.CharField(max_length=64)
    act = models.CharField(max_length=160)
    part = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    head = models.BinaryField(max_length=32)
    place = models.PositiveIntegerField(null=True)
    standing = models.PositiveSmallIntegerField(
        choices=[(each.value, each.name) for each in Standing], default=Standing.INSIDE
    )
    has_reacted = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "number"], name="feed_one_origin"),
            models.UniqueConstraint(fields=["act", "part", "machine"], name="feed_act_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stream", "place"], name="feed_entry_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.feed}/{self.number} {self.kind}"


class Desk(Log, models.Model):
    """Whoever can hold a matter: where it is at home, and who stands in for it."""

    key = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=16)
    node = models.CharField(max_length=16, blank=True)
    home = models.CharField(max_length=ORIGIN_LENGTH, blank=True)
    standby = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.key


class BlobName(Log, models.Model):
    """A matter names a blob; the file goes when its last name goes."""

    digest = models.CharField(max_length=64, db_index=True)
    stream = models.CharField(max_length=STREAM_LENGTH, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "stream"], name="feed_blob_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.digest} {self.stream}"


class Series(Log, models.Model):
    """The last number drawn of a series, here, and the incarnation it was drawn in."""

    key = models.CharField(max_length=160, primary_key=True)
    number = models.PositiveBigIntegerField()
    incarnation = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Identity(Log, models.Model):
    """Which node this database belongs to, and whether it waits for its own older feeds."""

    node = models.CharField(max_length=16, primary_key=True)
    incarnation = models.PositiveIntegerField(default=1)
    is_frozen = models.BooleanField(default=False)
    epochs_used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.node


class Alarm(Log, models.Model):
    """Something that two nodes cannot both be right about; a person looks at it."""

    at = models.DateTimeField()
    about = models.CharField(max_length=ORIGIN_LENGTH)
    sentence = models.TextField()
    body = models.BinaryField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "sentence"], name="feed_alarm_once")
        ]

    def __str__(self) -> str:
        return self.sentence
