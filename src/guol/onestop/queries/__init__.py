"""Named reads of the one-stop shop."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from guol.feed.api import Recorded, histories_of, history_of
from guol.kernel.clock import VIETNAM
from guol.kernel.text import fold
from guol.onestop.models import (
    NAME_BYTES,
    Document,
    Dossier,
    DossierName,
    Miss,
    Opinion,
    Reprint,
    Supplement,
    given,
)
from guol.onestop.queries.paying import is_paid
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
MOST_FOUND = 25  # more of a name finds the others sooner than a longer list
REGISTER_PAGE = 50
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
    """Return the dossier that people call so: its reference, or its number.

    A number is found whichever way round it names its unit.
    """
    if code := Code.parse(name):
        return _card("number", str(code)) or _card("number", str(code.turned))
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


def streams_along(stream: str) -> tuple[str, ...]:
    """Return the streams that tell of a dossier beside it: supplements, opinions asked."""
    told = [each.objects.filter(dossier=stream) for each in (Supplement, Opinion)]
    return tuple(key for rows in told for key in rows.values_list("stream", flat=True))


def duplicates_of(stream: str) -> tuple[tuple[str, str], ...]:
    """Return the dossiers that were ended as duplicates of this one: stream and name."""
    rows = Dossier.objects.filter(given("original"), original=stream)
    told = rows.order_by("number", "stream").values_list("stream", "number", "reference")
    return tuple(
        (key.rpartition("/")[2], number or name) for key, number, name in told[:LONGEST_LIST]
    )


def other_with_number(number: str, *, but: str) -> str:
    """Return what the other dossier with this outside number is called, empty for none."""
    found = Dossier.objects.filter(outside_number=number).exclude(stream=but)
    row = found.values("number", "reference").first()
    return (row["number"] or row["reference"]) if row else ""


def name_of(stream: str) -> str:
    """Return what people call a dossier; empty for one that is not known here, or erased."""
    row = Dossier.objects.filter(stream=stream).values("number", "reference").first()
    return (row["number"] or row["reference"]) if row else ""


def lists_at(desks: Iterable[str], at: datetime) -> dict[str, int]:
    """Count the counter's lists for these desks, in one read.

    Each list is counted by its own index, so what was finished long ago costs nothing.
    """
    first, *others = (_counted(name, list(desks), at) for name in LISTS)
    return dict.fromkeys(LISTS, 0) | dict(first.union(*others, all=True))


def dossiers_in(
    name: str, desks: Iterable[str], at: datetime, *, after: int = 0, limit: int = LONGEST_LIST
) -> tuple[DossierLine, ...]:
    """Return a page of one of the counter's lists, the most urgent first."""
    rows = Dossier.objects.filter(_list_filter(name, list(desks), at))
    return _lines(rows.order_by("due", "answer_due", "stream")[after : after + limit])


def dossiers_found(
    text: str, desks: Iterable[str], *, limit: int = MOST_FOUND
) -> tuple[DossierLine, ...]:
    """Find dossiers near these desks, the newest first.

    By number, reference or outside number; by a name from any of its words on, without
    diacritics; what is open also by the end of its number or any part of a name. Of very many
    the first by name are returned: writing more of the name finds the others.
    """
    wanted, desk_list = text.strip(), list(desks)
    found = _streams_called(wanted, desk_list)
    found |= set(_streams_named(fold(wanted).encode()[:NAME_BYTES], desk_list, limit))
    rows = Dossier.objects.filter(stream__in=found)
    return _lines(rows.order_by("-lodged_at", "stream")[:limit])


def dossiers_of_person(person: str, *, limit: int = LONGEST_LIST) -> tuple[DossierLine, ...]:
    """Return what a person with an account has lodged, the newest first."""
    rows = Dossier.objects.filter(given("person"), person=person)
    return _lines(rows.order_by("-lodged_at", "stream")[:limit])


def register(
    desk: str, first: date, last: date, *, after: int = 0, limit: int = REGISTER_PAGE
) -> tuple[RegisterLine, ...]:
    """Return what a desk received from ``first`` to ``last``, as it was numbered.

    ``after`` so many of them.
    """
    rows = _received(desk, first, last).order_by("received_at", "number")
    names = [each.name for each in fields(RegisterLine)]
    return tuple(RegisterLine(**row) for row in rows.values(*names)[after : after + limit])


def register_count(desk: str, first: date, last: date) -> int:
    """Return how many dossiers a desk received from ``first`` to ``last``."""
    return _received(desk, first, last).count()


def document_at(origin: str) -> Made | None:
    """Return the form that was made for the event with this origin."""
    return _made(Document.objects.filter(origin=origin))


def is_made(stream: str, kind: str, digest: str) -> bool:
    """Whether a file with this digest was made of this kind for a matter."""
    return Document.objects.filter(stream=stream, kind=kind, digest=digest).exists()


def document_of(stream: str, kind: str) -> Made | None:
    """Return the newest form of this kind that was made for a dossier."""
    return _made(Document.objects.filter(stream=stream, kind=kind).order_by("-made_at"))


def documents_made(stream: str) -> frozenset[str]:
    """Return the forms that are made for a dossier already: origin and kind of each."""
    return frozenset(Document.objects.filter(stream=stream).values_list("origin", flat=True))


def misses_at(key: str, at: datetime) -> tuple[int, datetime | None]:
    """Return how often a place was wrong lately, and until when that is remembered."""
    row = Miss.objects.filter(key=key, until__gt=at).values("count", "until").first()
    return (row["count"], row["until"]) if row else (0, None)


def history(stream: str) -> tuple[Recorded, ...]:
    """Return all that the log holds of a dossier, in order; what does not count comes last."""
    return history_of(stream)


def reprint_streams(stream: str) -> tuple[str, ...]:
    """Return the streams in which printings of a dossier's receipt were noted apart."""
    rows = Reprint.objects.filter(dossier=stream).order_by("printed_at", "times", "stream")
    return tuple(rows.values_list("stream", flat=True))


def reprints_of(stream: str) -> tuple[Recorded, ...]:
    """Return the printings of its receipt that the counter noted apart, the first first."""
    streams = reprint_streams(stream)
    told = histories_of(streams) if streams else {}
    return tuple(each for stream in streams for each in told[stream])


def woven(told: Iterable[Recorded], apart: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Return a history with what was noted apart from it, each where its hour is."""
    whole = list(told)
    for each in apart:
        at = _hour(each)
        later = (place for place, other in enumerate(whole) if _hour(other) > at)
        whole.insert(next(later, len(whole)), each)
    return tuple(whole)


def _hour(each: Recorded) -> datetime:
    """Return when it happened; what cannot be read here stays where it is."""
    return each.event.act.at if each.event else datetime.min.replace(tzinfo=VIETNAM)


LISTS = ("to_accept", "answered", "in_hand", "waiting", "to_return", "overdue")


def _list_filter(name: str, desks: list[str], at: datetime) -> Q:
    held = Q(holder__in=desks)
    late = Q(due__lt=at, paused_at=None) | Q(due=None, answer_due__lt=at)
    return {
        "to_accept": held & Q(business=Business.LODGED),
        "answered": held & Q(business__in=WAITING) & Q(_answer()),
        "in_hand": held & Q(business__in=UNDER_WAY),
        "waiting": held & Q(business__in=WAITING),
        "to_return": held & Q(business=Business.DECIDED) & ~Q(delivery=Delivery.ARCHIVED),
        "overdue": near(desks, business__in=OPEN) & late & Q(ended_at=None),
    }[name]


def near(desks: list[str], **also: object) -> Q:
    """Return the condition that a dossier is near these desks.

    ``also`` is said with each of the three, so that each has its index for both.
    """
    return (
        Q(holder__in=desks, **also)
        | Q(receiving__in=desks, **also)
        | Q(competent__in=desks, **also)
    )


def _counted(name: str, desks: list[str], at: datetime) -> QuerySet[Dossier, tuple[str, int]]:
    rows = Dossier.objects.filter(_list_filter(name, desks, at)).order_by()
    return rows.values(list=Value(name)).annotate(n=Count("stream")).values_list("list", "n")


def _received(desk: str, first: date, last: date) -> QuerySet[Dossier]:
    since = datetime.combine(first, time(), VIETNAM)
    until = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    return Dossier.objects.filter(receiving=desk, received_at__gte=since, received_at__lt=until)


def _streams_called(wanted: str, desks: list[str]) -> set[str]:
    """Return the open dossiers that ``wanted`` is a part of, and any that it names exactly.

    One read of several parts, so that each has an index: in one condition, an open part and an
    exact one have none in common, and all that was ever received near the desks is read.
    """
    code = Code.parse(wanted)
    part = Q(folded__contains=fold(wanted)) | Q(number__endswith=wanted.upper())
    exact = {"number": str(code)} if code else {"reference": wanted.upper()}
    near_them = near(desks)
    rows = Dossier.objects.order_by().values_list("stream", flat=True)
    parts = [
        rows.filter(part, **{column: desks, "business__in": OPEN})
        for column in ("holder__in", "receiving__in", "competent__in")
    ]
    parts += [rows.filter(near_them, **each) for each in (exact, {"outside_number": wanted})]
    parts.append(rows.filter(near_them, given("pad_number"), pad_number=wanted.upper()))
    return set(parts[0].union(*parts[1:]))


def _streams_named(text: bytes, desks: list[str], limit: int) -> list[str]:
    """Return the dossiers in which a name has ``text`` from one of its words on."""
    found: list[str] = []
    for desk in desks if text else ():
        rows = DossierName.objects.filter(desk=desk, text__gte=text, text__lt=text + b"\xff")
        found += rows.order_by("text", "-lodged_at").values_list("stream", flat=True)[:limit]
    return found


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
    is_due = card is not None and card.financial is Financial.DUE and not is_paid(card)
    return card.fee_vnd if card and is_due else 0


def cards_where(
    *conditions: Q, limit: int, but_not: QuerySet[Any, Any] | None = None, **columns: Any
) -> tuple[DossierCard, ...]:
    """Return the dossiers whose columns are so, what is due first first; one read."""
    rows = Dossier.objects.filter(*conditions, **columns).order_by("due", "stream")
    if but_not is not None:
        rows = rows.exclude(stream__in=but_not)
    return tuple(
        DossierCard(
            **row
            | {
                "business": Business(row["business"]),
                "financial": Financial(row["financial"]),
                "delivery": Delivery(row["delivery"]),
            }
        )
        for row in rows.values(*_COLUMNS)[:limit]
    )
