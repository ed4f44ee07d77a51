"""Named reads of the one-stop shop."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guol.feed.api import Recorded, history_of
from guol.kernel.clock import VIETNAM
from guol.kernel.text import fold
from guol.onestop.models import Document, Dossier, Miss, Supplement
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.codes import Code
from guol.onestop.rules.secrets import fingerprint, read_secret, secret_of
from guol.onestop.rules.states import (
    OPEN,
    UNDER_WAY,
    WAITING,
    Business,
    Delivery,
    Financial,
)

LONGEST_LIST = 100
_COLUMNS = tuple(each.name for each in fields(DossierCard))
_LINE = (
    "stream",
    "number",
    "reference",
    "procedure",
    "applicant",
    "about",
    "business",
    "due",
    "answer_due",
    "step",
    "role",
    "step_due",
    "paused_at",
    "ended_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """A dossier as lists show it."""

    stream: str
    number: str
    reference: str
    procedure: str
    applicant: str
    about: str
    business: str
    due: datetime | None
    answer_due: datetime | None
    step: str
    role: str
    step_due: datetime | None
    paused_at: datetime | None
    ended_at: datetime | None
    is_answered: bool

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def name(self) -> str:
        """What people call it."""
        return self.number or self.reference

    @property
    def promised(self) -> datetime | None:
        """What is due next to the applicant."""
        return self.due or self.answer_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A supplement that an applicant brought and nobody has looked at yet."""

    stream: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A form that was made: its file."""

    origin: str
    kind: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A dossier as the register lists it (sổ theo dõi hồ sơ)."""

    stream: str
    number: str
    procedure: str
    version: str
    applicant: str
    about: str
    phone: str
    competent: str
    received_at: datetime
    due: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None
    receiver: str
    business: str


def stream_of_key(key: str) -> str:
    """Return the stream of the dossier whose key stands in an address."""
    return f"dossier/{key}"


def dossier(stream: str) -> DossierCard | None:
    """Return the dossier of this stream; one read."""
    return _card("stream", stream)


def dossier_by_name(name: str) -> DossierCard | None:
    """Return the dossier that people call so: its number in either form, or its reference."""
    if code := Code.parse(name):
        return _card("number", str(code))
    return _card("reference", name.strip().upper())


def dossier_followed(name: str, secret: str) -> DossierCard | None:
    """Return the dossier of this number whose secret this is; both right or nothing."""
    found = dossier_by_name(name)
    if found is None or not read_secret(secret):
        return None
    return found if fingerprint(found.stream, secret) in found.secrets.split() else None


def secret_for(stream: str) -> str:
    """Return the secret that this machine gives out for a dossier."""
    return secret_of(stream, settings.SECRET_KEY.encode())


def secret_to_print(card: DossierCard) -> str:
    """Return the secret for the receipt; empty when another machine gave it out."""
    secret = secret_for(card.stream)
    return secret if fingerprint(card.stream, secret) in card.secrets.split() else ""


def supplement_brought(card: DossierCard) -> Brought | None:
    """Return what the applicant brought for the open request, None while nothing came."""
    if not card.request:
        return None
    found = Supplement.objects.filter(dossier=card.stream, request=card.request)
    row = found.order_by("given_at").values("stream", "given_at").first()
    return Brought(**row) if row else None


def supplement(stream: str) -> Brought | None:
    """Return the supplement of this stream."""
    row = Supplement.objects.filter(stream=stream).values("stream", "given_at").first()
    return Brought(**row) if row else None


def supplements_of(stream: str) -> tuple[str, ...]:
    """Return the streams of everything an applicant brought to a dossier, in order."""
    found = Supplement.objects.filter(dossier=stream).order_by("given_at", "stream")
    return tuple(found.values_list("stream", flat=True))


def other_with_number(number: str, *, but: str) -> str:
    """Return what the other dossier with this outside number is called, empty for none."""
    found = Dossier.objects.filter(outside_number=number).exclude(stream=but)
    row = found.values("number", "reference").first()
    return (row["number"] or row["reference"]) if row else ""


def lists_at(desks: Iterable[str], at: datetime) -> dict[str, int]:
    """Count the counter's lists for these desks, in one read."""
    desk_list = list(desks)
    counted = Dossier.objects.filter(_near(desk_list)).aggregate(
        **{name: Count("stream", filter=_list_filter(name, desk_list, at)) for name in LISTS}
    )
    return {name: counted[name] for name in LISTS}


def dossiers_in(
    name: str, desks: Iterable[str], at: datetime, *, limit: int = LONGEST_LIST
) -> tuple[DossierLine, ...]:
    """Return one of the counter's lists, the most urgent first."""
    rows = Dossier.objects.filter(_list_filter(name, list(desks), at))
    return _lines(rows.order_by("due", "answer_due", "stream")[:limit])


def dossiers_found(
    text: str, desks: Iterable[str], *, limit: int = LONGEST_LIST
) -> tuple[DossierLine, ...]:
    """Find dossiers near these desks by number, by its end, or by name without diacritics."""
    wanted = text.strip()
    by_text = Q(folded__contains=fold(wanted)) | Q(number__endswith=wanted.upper())
    by_text |= Q(reference=wanted.upper()) | Q(outside_number=wanted)
    rows = Dossier.objects.filter(_near(list(desks)) & by_text)
    return _lines(rows.order_by("-lodged_at", "stream")[:limit])


def dossiers_of_person(person: str, *, limit: int = LONGEST_LIST) -> tuple[DossierLine, ...]:
    """Return what a person with an account has lodged, the newest first."""
    rows = Dossier.objects.filter(person=person).order_by("-lodged_at", "stream")
    return _lines(rows[:limit])


def register(
    desk: str, first: date, last: date, *, limit: int = 2_000
) -> tuple[RegisterLine, ...]:
    """Return what a desk received from ``first`` to ``last``, as it was numbered."""
    since = datetime.combine(first, time(), VIETNAM)
    until = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    rows = Dossier.objects.filter(
        receiving=desk, received_at__gte=since, received_at__lt=until
    ).order_by("received_at", "number")
    names = [each.name for each in fields(RegisterLine)]
    return tuple(RegisterLine(**row) for row in rows.values(*names)[:limit])


def document_at(origin: str) -> Made | None:
    """Return the form that was made for the event with this origin."""
    return _made(Document.objects.filter(origin=origin))


def document_of(stream: str, kind: str) -> Made | None:
    """Return the newest form of this kind that was made for a dossier."""
    return _made(Document.objects.filter(stream=stream, kind=kind).order_by("-made_at"))


def documents_made(stream: str) -> frozenset[str]:
    """Return the kinds of forms that are made for a dossier already."""
    return frozenset(Document.objects.filter(stream=stream).values_list("kind", flat=True))


def misses_at(key: str, at: datetime) -> tuple[int, datetime | None]:
    """Return how often a place was wrong lately, and until when that is remembered."""
    row = Miss.objects.filter(key=key, until__gt=at).values("count", "until").first()
    return (row["count"], row["until"]) if row else (0, None)


def history(stream: str) -> tuple[Recorded, ...]:
    """Return all that the log holds of a dossier, in order; what does not count comes last."""
    return history_of(stream)


LISTS = ("to_accept", "answered", "in_hand", "waiting", "to_return", "overdue")


def _list_filter(name: str, desks: list[str], at: datetime) -> Q:
    held = Q(holder__in=desks)
    late = Q(due__lt=at, paused_at=None) | Q(due=None, answer_due__lt=at)
    return {
        "to_accept": held & Q(business=Business.LODGED),
        "answered": held & Q(business__in=WAITING) & Q(_answer()),
        "in_hand": held & Q(business__in=UNDER_WAY),
        "waiting": held & Q(business__in=WAITING),
        "to_return": held & Q(business=Business.DECIDED),
        "overdue": _near(desks) & late & Q(ended_at=None, business__in=OPEN),
    }[name]


def _near(desks: list[str]) -> Q:
    return Q(holder__in=desks) | Q(receiving__in=desks) | Q(competent__in=desks)


def _answer() -> Exists:
    return Exists(Supplement.objects.filter(request=OuterRef("request")))


def _lines(rows: QuerySet[Dossier]) -> tuple[DossierLine, ...]:
    told = rows.annotate(is_answered=_answer()).values(*_LINE, "is_answered")
    return tuple(DossierLine(**row) for row in told)


def _made(rows: QuerySet[Document]) -> Made | None:
    row = rows.values("origin", "kind", "digest", "size").first()
    return Made(**row) if row else None


class _OneRow:
    """The statement that reads one dossier: compiled once, because every act begins with it."""

    def __init__(self, column: str) -> None:
        rows = Dossier.objects.filter(**{column: ""}).values_list(*_COLUMNS)
        self._compiler = rows.query.get_compiler(connection=connection)
        self._sql, _params = self._compiler.as_sql()
        columns = [each[0] for each in self._compiler.select]
        self._converters = self._compiler.get_converters(columns)

    def read(self, value: str) -> DossierCard | None:
        """Return the dossier whose column has this value."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [value])
            told = cursor.fetchone()
        if told is None:
            return None
        converted = self._compiler.apply_converters([told], self._converters)
        row = dict(zip(_COLUMNS, next(iter(converted)), strict=True))
        row["business"] = Business(row["business"])
        row["financial"] = Financial(row["financial"])
        row["delivery"] = Delivery(row["delivery"])
        return DossierCard(**row)


@cache
def _reader(column: str, vendor: str) -> _OneRow:
    """Return the statement for one column; two databases compile it differently."""
    del vendor
    return _OneRow(column)


def _card(column: str, value: str) -> DossierCard | None:
    return _reader(column, connection.vendor).read(value)


def unpaid_fee(stream: str) -> int:
    """Return what is still owed for a dossier, in đồng; nothing when nothing is."""
    card = dossier(stream)
    return card.fee_vnd if card and card.financial is Financial.DUE else 0
