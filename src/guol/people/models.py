"""Tables of people. Projected rows are keyed by the log; accounts and sign-ins are Plain."""

from typing import ClassVar

from django.db import models

from guol.kernel.tables import Plain, Projected

KEY = 64
STREAM = 96
NAME = 250
DIGEST = 64


class Level(Projected, models.Model):
    """A level of government (cấp); ``order`` counts from the top."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    name = models.CharField(max_length=NAME)
    order = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    certainty = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return self.name


class AgencyKind(Projected, models.Model):
    """A kind of agency (loại cơ quan)."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    name = models.CharField(max_length=NAME)
    level = models.CharField(max_length=KEY)
    branch = models.CharField(max_length=KEY, blank=True)
    is_many = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    certainty = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return self.name


class Area(Projected, models.Model):
    """An administrative unit in one of its incarnations (đơn vị hành chính)."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    name = models.CharField(max_length=NAME)
    other_names = models.JSONField(default=list)
    level = models.CharField(max_length=KEY)
    parent = models.CharField(max_length=KEY, blank=True, db_index=True)
    kind_name = models.CharField(max_length=NAME, blank=True)
    official_code = models.CharField(max_length=16, blank=True)
    unit_id = models.CharField(max_length=KEY, blank=True)
    is_unit_id_fictional = models.BooleanField(default=False)
    predecessors = models.JSONField(default=list)
    successors = models.JSONField(default=list)
    link = models.CharField(max_length=KEY, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    certainty = models.CharField(max_length=16, blank=True)
    search = models.TextField()

    def __str__(self) -> str:
        return self.name


class Agency(Projected, models.Model):
    """An agency (cơ quan, đơn vị); its desk is where matters lie with it."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    name = models.CharField(max_length=NAME)
    other_names = models.JSONField(default=list)
    kind = models.CharField(max_length=KEY, db_index=True)
    area = models.CharField(max_length=KEY, db_index=True)
    desk = models.CharField(max_length=KEY, db_index=True)
    parent = models.CharField(max_length=KEY, blank=True)
    unit_id = models.CharField(max_length=KEY, blank=True)
    is_unit_id_fictional = models.BooleanField(default=False)
    successors = models.JSONField(default=list)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    certainty = models.CharField(max_length=16, blank=True)
    search = models.TextField()

    def __str__(self) -> str:
        return self.name


class Person(Projected, models.Model):
    """A person as the house knows them; ``search`` is how people look for the name."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    name = models.CharField(max_length=NAME)
    other_names = models.JSONField(default=list)
    birth_year = models.PositiveSmallIntegerField(null=True)
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=16, blank=True)
    ethnic_group = models.CharField(max_length=KEY, blank=True)
    nationality = models.CharField(max_length=KEY, blank=True)
    citizen_number = models.CharField(max_length=12, blank=True, db_index=True)
    residence = models.CharField(max_length=KEY, blank=True)
    address = models.CharField(max_length=NAME, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.CharField(max_length=NAME, blank=True)
    search = models.TextField()

    def __str__(self) -> str:
        return self.name


class Post(Projected, models.Model):
    """A post (chức vụ) at the desk of an agency."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    role = models.CharField(max_length=KEY)
    agency = models.CharField(max_length=KEY, db_index=True)
    desk = models.CharField(max_length=KEY, db_index=True)
    title = models.CharField(max_length=NAME)
    turns = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class Holding(Projected, models.Model):
    """A person in a post for some time; the key is the post and the turn."""

    key = models.CharField(max_length=STREAM, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    post = models.CharField(max_length=KEY, db_index=True)
    person = models.CharField(max_length=KEY, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.key


class Delegation(Projected, models.Model):
    """A person acts in another's post until a day (uỷ quyền)."""

    key = models.CharField(max_length=KEY, primary_key=True)
    stream = models.CharField(max_length=STREAM, db_index=True)
    post = models.CharField(max_length=KEY, db_index=True)
    giver = models.CharField(max_length=KEY, db_index=True)
    receiver = models.CharField(max_length=KEY, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    about = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key


class Account(Plain, models.Model):
    """A way in for one person (tài khoản); the person is named by key, and may have several."""

    USERNAME_FIELD: ClassVar[str] = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    login = models.CharField(max_length=KEY, primary_key=True)
    password = models.CharField(max_length=160)
    person = models.CharField(max_length=KEY, db_index=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.login


class SignIn(Plain, models.Model):
    """One device on which somebody is signed in; only the digest of its token is kept."""

    key = models.CharField(max_length=DIGEST, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    device = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=KEY, blank=True)

    def __str__(self) -> str:
        return self.device


class FailedAttempt(Plain, models.Model):
    """How often signing in failed lately in one respect; the key is a digest, no name in it."""

    key = models.CharField(max_length=DIGEST, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
