"""Tables of the one-stop shop."""

from django.db import models
from django.db.models import Q

from guol.kernel.tables import Plain, Projected
from guol.onestop.models.books import (
    Certification,
    CivilEntry,
    CivilNote,
    RegisterBook,
)
from guol.onestop.models.counter import PadNumber, ParkedIntake
from guol.onestop.models.queue import QueueDay, Ticket, Window, WindowPress

__all__ = [
    "Certification",
    "CivilEntry",
    "CivilNote",
    "Document",
    "Dossier",
    "Miss",
    "PadNumber",
    "ParkedIntake",
    "QueueDay",
    "RegisterBook",
    "Reprint",
    "Supplement",
    "Ticket",
    "Window",
    "WindowPress",
]

NAME_BYTES = 96
IDENTITY_DIGITS = 20
FEE_DUE = Q(financial="due") & ~Q(number="")
"""Which dossiers still owe a fee: a small part of all, with an index of its own."""


def given(column: str) -> Q:
    """Return the condition that a column is not empty, as its index holds it."""
    return Q(**{f"{column}__gt": ""})


class Dossier(Projected, models.Model):
    """One request of one person under one procedure (hồ sơ), as lists and pages need it.

    ``stream`` is its key. ``number`` is empty until it is accepted. ``step``, ``role``,
    ``desk``, ``what`` and ``step_due`` are where it stands; ``holder`` is the desk that holds
    it in the log, which is the same desk unless the authority moved it. ``deciding`` is what
    its acceptance rests on (JSON: answers by name, names of papers); empty where that is past,
    or must be read from the log.

    ``identity`` is the number of the identity paper that the applicant named.

    Most rows name no visit, person, parent or original: an index over all of them would tell
    a database nothing, so theirs hold those alone that do, and a query says so (``given``).
    """

    stream = models.CharField(max_length=64, primary_key=True)
    number = models.CharField(max_length=40, default="", db_index=True)
    reference = models.CharField(max_length=24, db_index=True)
    secrets = models.TextField(default="")
    visit = models.CharField(max_length=64, default="")
    version = models.CharField(max_length=64)
    procedure = models.CharField(max_length=40, db_index=True)
    applicant = models.CharField(max_length=200)
    person = models.CharField(max_length=64, default="")
    identity = models.CharField(max_length=IDENTITY_DIGITS, default="")
    phone = models.CharField(max_length=40, default="")
    email = models.CharField(max_length=254, default="")
    about = models.CharField(max_length=200, default="")
    folded = models.CharField(max_length=500, default="")
    receiving = models.CharField(max_length=64)
    receiving_unit = models.CharField(max_length=32, default="")
    competent = models.CharField(max_length=64)
    holder = models.CharField(max_length=64, default="")
    channel = models.PositiveSmallIntegerField(default=1)
    business = models.CharField(max_length=16)
    financial = models.CharField(max_length=16, default="none")
    delivery = models.CharField(max_length=16, default="none")
    fee_vnd = models.PositiveIntegerField(default=0)
    lodged_at = models.DateTimeField()
    happened_on = models.DateField(null=True)
    answer_due = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    step = models.CharField(max_length=16, default="")
    role = models.CharField(max_length=40, default="")
    desk = models.CharField(max_length=64, default="")
    what = models.CharField(max_length=300, default="")
    step_since = models.DateTimeField(null=True)
    step_due = models.DateTimeField(null=True)
    assigned = models.CharField(max_length=64, default="")
    request = models.CharField(max_length=64, default="")
    paused_at = models.DateTimeField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    is_awaiting_number = models.BooleanField(default=False)
    outside_number = models.CharField(max_length=40, default="", db_index=True)
    ended_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    receiver = models.CharField(max_length=200, default="")
    reprints = models.PositiveSmallIntegerField(default=0)
    skipped = models.CharField(max_length=200, default="")
    parent = models.CharField(max_length=64, default="")
    leg = models.CharField(max_length=32, default="")
    original = models.CharField(max_length=64, default="")
    corrections = models.PositiveSmallIntegerField(default=0)
    returns = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    paper_at = models.DateTimeField(null=True)
    paper_desk = models.CharField(max_length=64, default="")
    deliver_to = models.CharField(max_length=200, default="")
    carrier = models.CharField(max_length=100, default="")
    tracking = models.CharField(max_length=64, default="")
    sent_on = models.DateField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    pad_number = models.CharField(max_length=64, default="")
    deciding = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["holder", "business", "due", "answer_due"], name="dossier_with_desk"
            ),
            models.Index(fields=["receiving", "business"], name="dossier_received"),
            models.Index(fields=["competent", "business"], name="dossier_competent"),
            models.Index(fields=["receiving", "received_at"], name="dossier_register"),
            models.Index(
                fields=["ended_at"],
                name="dossier_uncollected",
                condition=models.Q(business="decided"),
            ),
            models.Index(
                fields=["holder", "sent_on"],
                name="dossier_by_post",
                condition=models.Q(delivery="sent"),
            ),
            models.Index(
                fields=["receiving", "received_at"], name="dossier_fee_due", condition=FEE_DUE
            ),
            *(
                models.Index(fields=[name], name=f"dossier_{name}", condition=given(name))
                for name in ("visit", "person", "identity", "parent", "original", "pad_number")
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.reference


class DossierName(Projected, models.Model):
    """A name in a dossier as one desk looks for it: folded, from one of its words to the end.

    In bytes, so that both databases order it alike and a search is one stretch of the index.
    """

    key = models.CharField(max_length=128, primary_key=True)
    stream = models.CharField(max_length=64, db_index=True)
    desk = models.CharField(max_length=64)
    text = models.BinaryField(max_length=NAME_BYTES)
    lodged_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["desk", "text", "-lodged_at", "stream"], name="dossier_by_name"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Supplement(Projected, models.Model):
    """What an applicant brought after being asked (giấy tờ bổ sung); a stream of its own."""

    stream = models.CharField(max_length=64, primary_key=True)
    dossier = models.CharField(max_length=64, db_index=True)
    request = models.CharField(max_length=64, db_index=True)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.dossier


class Reprint(Projected, models.Model):
    """A receipt printed again by a counter that does not hold the dossier (in lại)."""

    stream = models.CharField(max_length=64, primary_key=True)
    dossier = models.CharField(max_length=64, db_index=True)
    printed_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.dossier


class Opinion(Projected, models.Model):
    """A question about a dossier to another agency, and its answer (ý kiến)."""

    stream = models.CharField(max_length=64, primary_key=True)
    dossier = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=40)
    question = models.TextField()
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    to = models.CharField(max_length=64)
    due = models.DateTimeField()
    answer = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to", "answered_at", "due"], name="opinion_to_give")]

    def __str__(self) -> str:
        return self.name


class Bag(Projected, models.Model):
    """Paper on its way to another desk (túi hồ sơ giấy)."""

    stream = models.CharField(max_length=64, primary_key=True)
    sender = models.CharField(max_length=64, db_index=True)
    to = models.CharField(max_length=64, db_index=True)
    carrier = models.CharField(max_length=200)
    left_at = models.DateTimeField()
    count = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField(null=True)
    missing = models.PositiveSmallIntegerField(default=0)
    surplus = models.TextField(default="")

    def __str__(self) -> str:
        return self.stream


class BagItem(Projected, models.Model):
    """The paper of one dossier in one bag; the key is bag and place."""

    key = models.CharField(max_length=80, primary_key=True)
    stream = models.CharField(max_length=64, db_index=True)
    dossier = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=40)
    sheets = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=64)
    sender = models.CharField(max_length=64)
    left_at = models.DateTimeField()
    state = models.CharField(max_length=8)

    class Meta:
        indexes = [
            models.Index(fields=["to", "state"], name="bag_item_to"),
            models.Index(fields=["sender", "state"], name="bag_item_from"),
        ]

    def __str__(self) -> str:
        return self.name


class Document(Plain, models.Model):
    """A form made for one event (giấy tờ in ra): kept so that it is made once."""

    origin = models.CharField(max_length=160, primary_key=True)
    stream = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.origin}"


class Miss(Plain, models.Model):
    """What one address did in one quarter of an hour: wrong secrets, or tickets taken."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
