"""Tables of the one-stop shop."""

from django.db import models

from guol.kernel.tables import Plain, Projected


class Dossier(Projected, models.Model):
    """One request of one person under one procedure (hồ sơ), as lists and pages need it.

    ``stream`` is its key. ``number`` is empty until it is accepted. ``step``, ``role``,
    ``desk``, ``what`` and ``step_due`` are where it stands; ``holder`` is the desk that holds
    it in the log, which is the same desk unless the authority moved it.
    """

    stream = models.CharField(max_length=64, primary_key=True)
    number = models.CharField(max_length=40, default="", db_index=True)
    reference = models.CharField(max_length=24, db_index=True)
    secrets = models.TextField(default="")
    version = models.CharField(max_length=64)
    procedure = models.CharField(max_length=40, db_index=True)
    applicant = models.CharField(max_length=200)
    person = models.CharField(max_length=64, default="", db_index=True)
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

    class Meta:
        indexes = [
            models.Index(fields=["holder", "business", "due"], name="dossier_in_hand"),
            models.Index(fields=["receiving", "business"], name="dossier_received"),
            models.Index(fields=["competent", "business"], name="dossier_competent"),
            models.Index(fields=["receiving", "received_at"], name="dossier_register"),
        ]

    def __str__(self) -> str:
        return self.number or self.reference


class Supplement(Projected, models.Model):
    """What an applicant brought after being asked (giấy tờ bổ sung); a stream of its own."""

    stream = models.CharField(max_length=64, primary_key=True)
    dossier = models.CharField(max_length=64, db_index=True)
    request = models.CharField(max_length=64, db_index=True)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.dossier


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
    """Wrong pairs of number and secret from one address in one quarter of an hour."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
