"""The queue of a counter. Nothing in these tables tells who somebody is."""

from django.db import models

from guol.kernel.tables import Plain


class QueueDay(Plain, models.Model):
    """The queue of one counter on one day: its row is locked by whoever changes the queue.

    ``turns`` counts tickets, ``calls`` calls, ``run`` the priorities called last in a row.
    """

    key = models.CharField(max_length=80, primary_key=True)
    desk = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    turns = models.PositiveIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    run = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key


class Window(Plain, models.Model):
    """A window of a counter (cửa); a counter that has one has a queue."""

    key = models.CharField(max_length=80, primary_key=True)
    desk = models.CharField(max_length=64, db_index=True)
    number = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=64)
    opened_on = models.DateField()
    is_paused = models.BooleanField(default=False)
    presses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class Ticket(Plain, models.Model):
    """A number in the queue (phiếu số thứ tự); ``key`` is the key of the form that asked."""

    key = models.CharField(max_length=64, primary_key=True)
    desk = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    turn = models.PositiveIntegerField()
    topic = models.CharField(max_length=16)
    field = models.CharField(max_length=100, default="")
    is_priority = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="waiting")
    only = models.PositiveSmallIntegerField(default=0)
    window = models.PositiveSmallIntegerField(default=0)
    rests_until = models.PositiveIntegerField(default=0)
    absences = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "day", "turn"], name="one_ticket_a_turn"),
            models.UniqueConstraint(
                fields=["desk", "day", "window"],
                condition=models.Q(state__in=["called", "served"]),
                name="one_ticket_at_a_window",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class WindowPress(Plain, models.Model):
    """What a press at a window came to: sent again, it is answered alike."""

    key = models.CharField(max_length=64, primary_key=True)
    desk = models.CharField(max_length=64)
    ticket = models.CharField(max_length=64, default="")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
