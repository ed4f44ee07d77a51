"""Messages, and how far each has come."""

from django.db import models

from guol.kernel.tables import Plain


class State(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Mail(Plain, models.Model):
    """One message to one address; ``key`` is what it followed from, so that it is sent once."""

    key = models.CharField(max_length=160, primary_key=True)
    matter = models.CharField(max_length=96, db_index=True, blank=True)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.subject
