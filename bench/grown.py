"""Years of finished dossiers, put into a district at once with all that belongs to them.

What the demonstration's district finished is one set: dossiers with their supplements,
receipts, entries of civil status, and the drawers of the cash. Each copy of the set lies whole
weeks earlier, the oldest first, as an office writes. It has its own keys, names of people,
numbers that follow each other by unit and day, registers and receipt books of its year, and
stands in chains that hold: ``guol verify`` finds nothing. Rows are made by the house's own
projections, from the events of the copy. What is under way stays what the demonstration made:
an office has more history each year, not more on its table.

Copying is fast because a set is read once per choice of names: each event is cut where
something changes from copy to copy (a cell), each row is a choice of cells. Indexes are put
aside meanwhile and made again by their own definitions; those of keys and constraints stay.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import chain, count
from operator import itemgetter
from random import Random
from typing import Any
from unicodedata import normalize

import rfc8785
from django.conf import settings
from django.db import connection, models, transaction

from guol.demo.rules import invent
from guol.feed.actions.judge import make_rows
from guol.feed.chain import digest, link
from guol.feed.models import Entry, FeedHead, Series, Stream
from guol.feed.rooms import kinds
from guol.feed.wire import event_of
from guol.onestop.models import CivilEntry, Dossier, DossierName, Supplement
from guol.onestop.rules.secrets import fingerprint, reference_of, secret_of
from guol.payments.models import Drawer, FeeReceipt

WEEKS = 520  # ten years
A_BATCH = 10  # sets written in one transaction
NAMINGS = 24  # sets of names of people; then they come again, as people do
FINISHED = ("returned", "refused")
YEAR_ROUND = 30  # weeks: no book of a year is opened later than what stands in it
SALT, OPENED = b"salt", date(2025, 1, 1)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4})")
_OF_BOOKS = r"^(book|receipts)/"
_CODE = re.compile(r"(.*-)(\d{6})-(\d{4})")
_CUT = re.compile(r"\ue000(\d+)\ue001|(?<=[:,\[])777(\d{7})(?=[,\]}])")
_NUMBER = 7_770_000_000  # what stands in a cut event for a number that changes
Cells = list[Any]
Row = tuple[Any, ...]
Into = tuple[type[models.Model], tuple[str, ...]]


@dataclass(slots=True)
class Copy:
    """One copy being made: which, how far back, and its cells."""

    which: int
    back: timedelta
    cells: Cells


@dataclass(slots=True)
class Counted:
    """The numbers that follow each other over all copies."""

    of_day: Counter[tuple[str, date]] = field(default_factory=Counter)
    of_book: Counter[str] = field(default_factory=Counter)
    keys: Iterator[int] = field(default_factory=lambda: count(1))
    drawers: Iterator[int] = field(default_factory=lambda: count(1_000_000))


@dataclass(frozen=True, slots=True)
class CutEvent:
    """An event as the set holds it: what of its row stays, and which cells change."""

    feed: str
    stream: int
    act: int
    pieces: Callable[[Cells], tuple[str, ...]]
    kind: str
    part: int
    place: int
    machine: str


@dataclass(frozen=True, slots=True)
class CutStream:
    """A stream as the set holds it: its key, holder, grant and salt, and how many events."""

    key: int
    salt: int
    grant: int
    number: int
    holder: str


class Growth:
    """The copies of one database."""

    def __init__(self) -> None:
        self.store = Postgres() if connection.vendor == "postgresql" else SQLite()
        self.counted = Counted()
        self.heads = {row.key: (row.number, bytes(row.head)) for row in FeedHead.objects.all()}
        self.counted.of_book.update(dict(Series.objects.values_list("key", "number")))
        for number in Dossier.objects.exclude(number="").values_list("number", flat=True):
            unit, day, serial = _read_code(number)
            self.counted.of_day[unit, day] = max(self.counted.of_day[unit, day], int(serial))

    def to(self, wanted: int, say: Callable[[str], None]) -> None:
        """Copy until there are so many dossiers."""
        finished = Dossier.objects.filter(business__in=FINISHED).order_by("lodged_at", "stream")
        streams = list(finished.values_list("stream", flat=True))
        sets, rest = divmod(max(0, wanted - Dossier.objects.count()), len(streams))
        weeks = sorted((1 + each % WEEKS for each in range(sets)), reverse=True)
        cut: dict[int, Template] = {}
        with self.store.hurrying():
            self._books(OPENED.year - (weeks[0] + WEEKS // 10) // 52 if weeks else OPENED.year)
            if rest:
                self._write([(Template(self, streams[:rest]), weeks[0] if weeks else 1)])
            for first in range(0, sets, A_BATCH):
                batch = []
                for turn in range(first, min(sets, first + A_BATCH)):
                    naming = turn % NAMINGS
                    if naming not in cut:
                        cut[naming] = Template(self, streams, naming=naming)
                    batch.append((cut[naming], weeks[turn]))
                self._write(batch)
                if turn % (100 * A_BATCH) > 99 * A_BATCH:
                    say(f"    {rest + turn * len(streams)} copies")

    def _books(self, first: int) -> None:
        """Open the registers and receipt books of every year since ``first``."""
        opened = Stream.objects.filter(key__regex=_OF_BOOKS)
        keys = list(opened.order_by("key").values_list("key", flat=True))
        template = Template(self, (), more=keys)
        years = range(first, OPENED.year)
        self._write([(template, YEAR_ROUND + 52 * (OPENED.year - each)) for each in years])

    def _write(self, batch: Iterable[tuple["Template", int]]) -> None:
        gathered: dict[tuple[type[models.Model], tuple[str, ...]], list[Row]] = defaultdict(
            list
        )
        for template, weeks in batch:
            template.copy(weeks, gathered)
        with transaction.atomic():
            for (table, names), rows in gathered.items():
                self.store.insert(table, names, rows)
            for key, (last, head) in self.heads.items():
                FeedHead.objects.filter(key=key).update(number=last, head=head)
            for key in Series.objects.filter(key__regex=_OF_BOOKS).values_list(
                "key", flat=True
            ):
                Series.objects.filter(key=key).update(number=self.counted.of_book[key])


class Template:
    """A set of streams, cut where copies differ; ``naming`` chooses the names of people."""

    def __init__(
        self, growth: Growth, dossiers: Sequence[str], *, more: Sequence[str] = (), naming=0
    ) -> None:
        self.store, self.counted, self.heads = growth.store, growth.counted, growth.heads
        self.cells: Cells = []
        self.makers: list[tuple[int, Callable[[Copy], Any]]] = []
        self.known: dict[Any, int] = {}
        self.texts: dict[str, str] = {}  # what every copy calls otherwise
        self.streams: list[CutStream] = []
        self.events: list[CutEvent] = []
        self.rows: dict[Any, list[Callable[[Cells], Row]]] = defaultdict(list)
        self.ends: Counter[str] = Counter()
        members = _members(dossiers) if dossiers else {key: key for key in more}
        rows = Entry.objects.filter(stream__in=members).order_by("id")
        self._read(list(rows), members, naming)

    def copy(self, weeks: int, into: dict[Any, list[Row]]) -> None:
        """Add the rows of one copy, so many weeks back."""
        cells = self.cells.copy()
        copied = Copy(which=next(self.counted.keys), back=timedelta(weeks=weeks), cells=cells)
        for place, make in self.makers:
            cells[place] = make(copied)
        store, heads = self.store, self.heads
        salts = {each.key: bytes.fromhex(cells[each.salt]) for each in self.streams}
        entries = into[Entry, _ENTRY]
        for event in self.events:
            body = "".join(event.pieces(cells)).encode()
            last, head = heads[event.feed]
            told = digest(body, salts[event.stream])
            head = link(head, told)
            heads[event.feed] = (last + 1, head)
            entries.append(
                (
                    event.feed,
                    last + 1,
                    event.machine,
                    cells[event.stream],
                    event.kind,
                    cells[event.act],
                    event.part,
                    store.binary(body),
                    store.binary(told),
                    store.binary(head),
                    event.place,
                    0,
                    store.true,
                )
            )
        into[Stream, _STREAM] += [
            (
                cells[each.key],
                store.binary(salts[each.key]),
                each.number,
                each.holder,
                cells[each.grant],
                "",
                1,
            )
            for each in self.streams
        ]
        for table, choices in self.rows.items():
            into[table] += [choose(cells) for choose in choices]

    def _read(self, entries: list[Entry], members: dict[str, str], naming: int) -> None:
        told: dict[str, list[tuple[Entry, Any]]] = defaultdict(list)
        for entry in entries:
            body = json.loads(bytes(entry.body))
            told[entry.stream].append((entry, body))
            self.ends[entry.feed] += 1
            origin = f"{entry.feed}/{entry.number}"
            self.texts[origin] = self._mark(
                partial(self._origin, entry.feed, self.ends[entry.feed])
            )
            if entry.act not in self.texts:
                place = len(self.texts)
                self.texts[entry.act] = self._mark(
                    lambda copied, place=place: f"{copied.which:020x}{place:012x}"
                )
        for stream in sorted(told, key=lambda key: (not key.startswith("dossier/"), key)):
            self._name(stream, told[stream])
        cut_keys, bodies = {}, {}
        for stream, pairs in told.items():
            names = self._names_of(told.get(members[stream], ()), members[stream], naming)
            year = self._year_of(pairs[0][1])
            salt = pairs[0][1]["mark"]["salt"]
            self.texts[salt] = self._mark(partial(_salt, salt))
            marked = [self._cut(body, names, year) for _, body in pairs]
            bodies |= {
                (entry.feed, entry.number): each
                for (entry, _), each in zip(pairs, marked, strict=True)
            }
            cut_keys[stream] = self._cell_of(marked[0]["stream"])
            self._rows_of([entry for entry, _ in pairs], marked)
        for row in Stream.objects.filter(key__in=list(told)):
            grant = self.texts.get(row.granted_by, row.granted_by)
            salt = told[row.key][0][1]["mark"]["salt"]
            self.streams.append(
                CutStream(
                    key=cut_keys[row.key],
                    salt=self._cell_of(self.texts[salt]),
                    grant=self._cell_of(grant),
                    number=row.number,
                    holder=row.holder,
                )
            )
        for entry in entries:
            body = bodies[entry.feed, entry.number]
            self.events.append(
                CutEvent(
                    feed=entry.feed,
                    stream=cut_keys[entry.stream],
                    act=self._cell_of(body["act"]["key"]),
                    pieces=_choice(self._pieces(rfc8785.dumps(body).decode())),
                    kind=entry.kind,
                    part=entry.part,
                    place=entry.place or 0,
                    machine=entry.machine,
                )
            )

    def _origin(self, feed: str, place: int, _copied: Copy) -> str:
        return f"{feed}/{self.heads[feed][0] + place}"

    # what a copy calls otherwise

    def _name(self, stream: str, pairs: list[tuple[Entry, Any]]) -> None:
        """Give a stream its key in every copy, and a dossier what people call it."""
        kind, _, old = stream.partition("/")
        if kind in ("book", "receipts"):
            return
        if kind == "drawer":
            before = stream.rpartition("/")[0]
            drawers = self.counted.drawers
            self.texts[stream] = self._mark(lambda _: f"{before}/{next(drawers)}")
            return
        key = self._new(lambda copied: _hex(f"{copied.which}/{old}", 16), key=("key", old))
        self.texts[stream] = f"{kind}/\ue000{key}\ue001"  # projections look at the kind
        for _, body in pairs:
            self._name_within(body, self._cell_of(self.texts[stream]))

    def _name_within(self, body: Any, stream: int) -> None:
        if old := body.get("secret_hash"):
            pepper = settings.SECRET_KEY.encode()
            self.texts[old] = self._mark(lambda copied: _secret(copied.cells[stream], pepper))
        if old := body.get("reference"):
            self.texts[old] = self._mark(lambda copied: reference_of(copied.cells[stream]))
        if old := body.get("request"):
            self.texts[old] = self._mark(lambda copied: _hex(f"{copied.which}/{old}", 16))
        kind = body["mark"]["kind"]
        if kind == "OutsideNumberReceived":
            self.texts[body["number"]] = self._mark(
                lambda copied: f"048{int(_hex(copied.cells[stream], 6), 16) % 10**9:09d}"
            )
        if kind == "DossierAccepted":
            unit, day, _ = _read_code(body["number"])
            of_day = self.counted.of_day

            def serial(copied: Copy) -> str:
                of_day[unit, day - copied.back] += 1
                return str(of_day[unit, day - copied.back])

            place = self._new(serial)
            drawn = body["drawn"]
            self.known["drawn", drawn["series"], drawn["number"]] = place
            self.texts[body["number"]] = self._mark(
                lambda copied: f"{unit}{day - copied.back:%y%m%d}-{copied.cells[place]:>04}"
            )

    def _names_of(self, pairs: Iterable[Any], case: str, naming: int) -> dict[str, str]:
        """Return new names for whoever a dossier names."""
        draw = Random(f"{naming}/{case}")  # noqa: S311  reproducible on purpose
        for _, body in pairs:
            if body["mark"]["kind"] == "DossierLodged":
                names = (body["applicant"]["name"], body.get("about", ""))
                return {old: normalize("NFC", invent(draw).name) for old in names if old}
        return {}

    def _year_of(self, body: Any) -> int:
        day = date.fromisoformat(body.get("day") or body["act"]["at"][:10])
        return self._new(lambda copied: (day - copied.back).year, key=("year", day))

    def _cut(self, told: Any, names: dict[str, str], year: int) -> Any:
        """Return an event with a mark wherever copies differ."""
        if isinstance(told, dict):
            return {
                name: self._cut_named(name, value, told, names, year)
                for name, value in told.items()
            }
        if isinstance(told, list):
            return [self._cut(each, names, year) for each in told]
        return self._cut_text(told, names, year) if isinstance(told, str) else told

    def _cut_named(
        self, name: str, value: Any, around: Any, names: dict[str, str], year: int
    ) -> Any:
        if name == "year":
            return _NUMBER + year
        if name == "number" and (series := _series_around(around)):
            return _NUMBER + self._number_in(series, value, year)
        is_of_book = str(around.get("book") or around.get("stream")).startswith("book/")
        if name == "symbol" or (name in ("book_name", "name") and is_of_book):
            return self._with_year(value, year)
        return self._cut(value, names, year)

    def _cut_text(self, text: str, names: dict[str, str], year: int) -> str:
        if text in self.texts:
            return self.texts[text]
        if text in names:
            return names[text]
        if text.startswith(("book/", "receipts/")):
            return self._with_year(text, year)
        return text

    def _with_year(self, text: str, year: int) -> str:
        """Return the name of a book, with its year, or its place by years."""
        if text.startswith("receipts/"):
            before = text.rpartition("/")[0]
            make = lambda copied: f"{before}/{1 + OPENED.year - copied.cells[year]}"  # noqa: E731
            return self._mark(make, key=("receipts", text, year))
        if text.startswith("TD-"):
            make = lambda copied: f"TD-{copied.cells[year] % 100:02}"  # noqa: E731
            return self._mark(make, key=("symbol", year))
        return re.sub(r"\b2025\b", f"\ue000{self._as_text(year)}\ue001", text)

    def _as_text(self, place: int) -> int:
        return self._new(lambda copied: str(copied.cells[place]), key=("text", place))

    def _number_in(self, series: str, old: int, year: int) -> int:
        """Return the cell of a number: of its day, or the next of its book."""
        if series.startswith("dossier/"):
            return self.known["drawn", series, old]
        book = self._cell_of(self._with_year(series, year))
        of_book = self.counted.of_book

        def following(copied: Copy) -> str:
            of_book[copied.cells[book]] += 1
            return str(of_book[copied.cells[book]])

        return self._new(following, key=("in book", series, old))

    def _day(self, found: re.Match[str]) -> str:
        year, month, day = found[1] or found[6], found[2] or found[5], found[3] or found[4]
        try:
            was = date(int(year), int(month), int(day))
        except ValueError:
            return found[0]
        way = "%Y-%m-%d" if found[1] else "%d/%m/%Y"
        return self._mark(
            lambda copied: (was - copied.back).strftime(way), key=("day", was, way)
        )

    # cells

    def _new(self, make: Callable[[Copy], Any], key: Any = None) -> int:
        if key is not None and key in self.known:
            return self.known[key]
        place = len(self.cells)
        self.cells.append(None)
        self.makers.append((place, make))
        if key is not None:
            self.known[key] = place
        return place

    def _mark(self, make: Callable[[Copy], Any], key: Any = None) -> str:
        return f"\ue000{self._new(make, key)}\ue001"

    def _fixed(self, value: Any) -> int:
        key = ("fixed", type(value), value)
        if key not in self.known:
            self.known[key] = len(self.cells)
            self.cells.append(value)
        return self.known[key]

    def _pieces(self, text: str) -> list[int]:
        """Return the cells that make a text with marks."""
        places, end = [], 0
        text = _DAY.sub(self._day, text)
        for found in _CUT.finditer(text):
            if found.start() > end:
                places.append(self._fixed(text[end : found.start()]))
            place = int(found[1]) if found[1] else self._as_text(int(found[2]))
            places.append(place)
            end = found.end()
        if end < len(text) or not places:
            places.append(self._fixed(text[end:]))
        return places

    def _cell_of(self, text: str) -> int:
        """Return the one cell that a text is, made of several if need be."""
        places = self._pieces(text)
        if len(places) == 1:
            return places[0]
        choose = _choice(places)
        return self._new(lambda copied: "".join(choose(copied.cells)), key=("joined", text))

    def _rows_of(self, entries: list[Entry], bodies: list[Any]) -> None:
        """Cut the rows that the projections make of a stream's events."""
        events = [
            event_of(kinds()[entry.kind], rfc8785.dumps(body))
            for entry, body in zip(entries, bodies, strict=True)
        ]
        for row in make_rows(events[0].stream, events).instances():
            table = type(row)
            fields = table._meta.concrete_fields
            names = tuple(str(each.column) for each in fields)
            places = [self._column(getattr(row, each.attname)) for each in fields]
            self.rows[table, names].append(_choice(places))

    def _column(self, value: Any) -> int:
        stored = self.store.value
        if isinstance(value, date):
            return self._new(lambda copied: stored(value - copied.back), key=("moment", value))
        if isinstance(value, str) and ("\ue000" in value or _DAY.search(value)):
            return self._cell_of(value)
        if isinstance(value, int) and value >= _NUMBER:
            return self._as_text(value - _NUMBER)
        return self._fixed(stored(value))


class SQLite:
    """How rows go into SQLite: one prepared statement a table."""

    true: Any = 1

    def binary(self, value: bytes) -> Any:
        """Return bytes as they are bound."""
        return value

    def value(self, value: Any) -> Any:
        """Return a column's value as it is bound."""
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, date):
            return value.isoformat()
        return int(value) if isinstance(value, bool) else value

    def insert(
        self, table: type[models.Model], names: Sequence[str], rows: Sequence[Row]
    ) -> None:
        """Write rows."""
        marks = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {_into(table, names)} VALUES ({marks})", rows)  # noqa: S608

    @contextmanager
    def hurrying(self) -> Iterator[None]:
        """Put indexes and the care for power cuts aside, and everything back at the end."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
        with _without_indexes(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name IN ({})"
        ):
            yield
        with connection.cursor() as cursor:  # no ANALYZE: a node at work runs none either
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


class Postgres:
    """How rows go into PostgreSQL: COPY, as text."""

    true: Any = "t"

    def binary(self, value: bytes) -> Any:
        """Return bytes as COPY reads them."""
        return "\\\\x" + value.hex()

    def value(self, value: Any) -> Any:
        """Return a column's value as COPY reads it."""
        if value is None:
            return "\\N"
        if isinstance(value, bool):
            return "t" if value else "f"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, bytes | memoryview):
            return self.binary(bytes(value))
        text = str(value).replace("\\", "\\\\").replace("\t", "\\t")
        return text.replace("\n", "\\n").replace("\r", "\\r")

    def insert(
        self, table: type[models.Model], names: Sequence[str], rows: Sequence[Row]
    ) -> None:
        """Write rows."""
        lines = ("\t".join(map(str, row)) for row in rows)
        copy = f"COPY {_into(table, names)} FROM STDIN"
        with connection.cursor() as cursor, cursor.cursor.copy(copy) as out:
            out.write("\n".join(chain(lines, ("",))))

    @contextmanager
    def hurrying(self) -> Iterator[None]:
        """Put indexes aside, and make them again at the end."""
        with _without_indexes(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({}) AND indexname"
            " NOT IN (SELECT conname FROM pg_constraint)"
        ):
            yield
        with connection.cursor() as cursor:  # as the server does by itself, a little later
            cursor.execute("VACUUM ANALYZE")


_ENTRY = (
    "feed", "number", "machine", "stream", "kind", "act", "part",
    "body", "digest", "head", "place", "standing", "has_reacted",
)  # fmt: skip
_STREAM = ("key", "salt", "number", "holder", "granted_by", "state", "known_in")


@contextmanager
def _without_indexes(statement: str) -> Iterator[None]:
    tables = (Entry, Stream, Dossier, DossierName, CivilEntry, FeeReceipt)
    names = ", ".join(f"'{each._meta.db_table}'" for each in tables)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(names))
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _, definition in found:
            cursor.execute(definition)


def _members(dossiers: Sequence[str]) -> dict[str, str]:
    """Return the streams of a set, each with the dossier it belongs to."""
    members = {each: each for each in dossiers}
    for table, column in (
        (CivilEntry, "dossier"),
        (Supplement, "dossier"),
        (FeeReceipt, "matter"),
    ):
        rows = table._default_manager.filter(**{f"{column}__in": dossiers})
        members |= dict(rows.values_list("stream", column))
    drawers = FeeReceipt.objects.filter(matter__in=dossiers).values("drawer")
    handed = Drawer.objects.filter(stream__in=drawers).exclude(handed_at=None)
    return members | {each: each for each in handed.values_list("stream", flat=True)}


def _series_around(told: Any) -> str:
    """Return the series that a number was drawn from, empty for another kind of number."""
    series = told.get("series") or told.get("receipt") or ""
    return str(series.get("series", "") if isinstance(series, dict) else series)


def _read_code(number: str) -> tuple[str, date, str]:
    found = _CODE.fullmatch(number)
    if found is None:
        raise ValueError(number)
    unit, day, serial = found.groups()
    return unit, datetime.strptime(day, "%y%m%d").date(), serial  # noqa: DTZ007  a day alone


def _choice(places: Sequence[int]) -> Callable[[Cells], Row]:
    if len(places) == 1:
        only = places[0]
        return lambda cells: (cells[only],)
    return itemgetter(*places)


def _hex(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def _salt(old: str, copied: Copy) -> str:
    return blake2b(b"%d" % copied.which, digest_size=16, key=old.encode()).hexdigest()


def _secret(stream: str, pepper: bytes) -> str:
    return fingerprint(stream, secret_of(stream, pepper))


def _into(table: type[models.Model], names: Iterable[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table._meta.db_table)} ({', '.join(map(quote, names))})"
