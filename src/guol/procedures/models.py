"""The catalogue and the calendar as rows."""

from collections.abc import Sequence
from typing import ClassVar

from cattrs.preconf.json import make_converter
from django.db import models

from guol.kernel.tables import Plain, Projected
from guol.kernel.terms import teach
from guol.kernel.worktime import Session, Week
from guol.procedures.events import Version

_converter = make_converter(omit_if_default=True)
teach(_converter)


def text_of(version: Version) -> str:
    """Return a version as the text of its row."""
    return _converter.dumps(version, ensure_ascii=False, sort_keys=True)


def version_in(text: str) -> Version:
    """Return the version that a row's text holds."""
    return _converter.loads(text, Version)


def week_text(week: Sequence[Sequence[Sequence[int]]]) -> str:
    """Return the hours of a week as the text of their row: days by ;, sessions by a comma."""
    return ";".join(
        ",".join(f"{opens}-{closes}" for opens, closes in sessions) for sessions in week
    )


def week_in(text: str) -> Week:
    """Return the hours of a week that a row's text holds."""
    return tuple(
        tuple(
            Session(opens=int(each.partition("-")[0]), closes=int(each.partition("-")[2]))
            for each in filter(None, sessions.split(","))
        )
        for sessions in text.split(";")
    )


class ProcedureVersion(Projected, models.Model):
    """One published version; ``body`` is the whole of it, as a dossier pins it."""

    key = models.CharField(max_length=64, primary_key=True)
    stream = models.CharField(max_length=96, db_index=True)
    code = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=400)
    field = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    is_ready = models.BooleanField()
    body = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["field", "name"], name="procedures_field")]

    def __str__(self) -> str:
        return self.key


class CalendarDay(Projected, models.Model):
    """A day on which offices do not work as the week says; or from which one has new hours.

    ``agency`` is empty for all. ``week`` are the hours that hold from the day on, for a row of
    the kind ``hours``.
    """

    key = models.CharField(max_length=80, primary_key=True)
    stream = models.CharField(max_length=96, db_index=True)
    agency = models.CharField(max_length=64, default="", db_index=True)
    week = models.CharField(max_length=400, default="")
    confirmed_at = models.DateTimeField(null=True)
    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.key


class Draft(Plain, models.Model):
    """A version that is being written (dự thảo), or that one was published from.

    ``body`` is what was typed, right or wrong, as a version travels in YAML; ``base`` the
    version it began from. ``samples`` are cases to try it on, each with a name and answers.
    ``seen`` counts how often it was saved. Ended, it is ``published`` as a key, or dropped.
    """

    key = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    base = models.CharField(max_length=64, default="")
    body = models.JSONField()
    samples = models.JSONField(default=list)
    seen = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    published = models.CharField(max_length=64, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ended_at", "saved_at"], name="drafts_open")]

    def __str__(self) -> str:
        return self.name or self.code
