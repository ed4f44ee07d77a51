"""Years of finished dossiers, put into a district at once with their events: copies.

Each copy has its own stream, number, act keys and origins, lies whole weeks earlier than its
original, and stands in chains that hold: ``guol verify`` finds nothing. What is under way stays
what the demonstration made: an office has more history each year, not more on its table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from guol.feed.chain import digest, link
from guol.feed.models import Entry, FeedHead, Stream
from guol.kernel.tables import Projected
from guol.onestop.models import Dossier

WEEKS = 520  # ten years
A_BATCH = 2_000  # dossiers written at once
FINISHED = ("returned", "refused")
_DAY = re.compile(rb"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"^(.*-)(\d{6})-(\d+)$")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Original:
    """A finished dossier: its row, its events in the order of the log, its projected rows."""

    row: Row
    stream: Row
    entries: tuple[Row, ...]
    rows: tuple[tuple[type[models.Model], Row], ...]


class Growth:
    """The copies of one database; ``to`` may be called again to go on."""

    def __init__(self) -> None:
        self.originals = list(_originals())
        self.heads = {row.key: (row.number, bytes(row.head)) for row in FeedHead.objects.all()}
        self.numbers = count(1)
        self.kinds = self._kinds()
        self.total = Dossier.objects.count()

    def to(self, wanted: int, say: Callable[[str], None]) -> None:
        """Copy until there are so many dossiers."""
        while self.total < wanted:
            self._write(min(A_BATCH, wanted - self.total))
            if self.total % 100_000 < A_BATCH:
                say(f"    {self.total} dossiers")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _kinds(self) -> Iterator[tuple[Original, int, int]]:
        for turn in count():
            for weeks in range(1, WEEKS + 1):
                for each in self.originals:
                    yield each, weeks, turn

    def _write(self, number: int) -> None:
        gathered: dict[type[models.Model], list[Row]] = {Stream: [], Entry: []}
        for _ in range(number):
            self._copy(*next(self.kinds), gathered)
        with transaction.atomic():
            for table, rows in gathered.items():
                _insert(table, rows)
            for key, (last, head) in self.heads.items():
                FeedHead.objects.filter(key=key).update(number=last, head=head)
        self.total += number

    def _copy(self, of: Original, weeks: int, turn: int, into: dict[Any, list[Row]]) -> None:
        which = next(self.numbers)
        texts = _renamed(of, weeks, turn, which)
        in_bytes = [(old.encode(), new.encode()) for old, new in texts.items()]
        for row in of.entries:
            last, head = self.heads[row["feed"]]
            in_bytes.append(
                (_origin(row["feed"], row["number"]), _origin(row["feed"], last + 1))
            )
            body = _moved(bytes(row["body"]), weeks)
            for old, new in in_bytes:
                body = body.replace(old, new)
            told = digest(body, bytes(of.stream["salt"]))
            head = link(head, told)
            self.heads[row["feed"]] = (last + 1, head)
            act = row["act"]
            into[Entry].append(
                row
                | {
                    "number": last + 1,
                    "stream": texts[of.row["stream"]],
                    "act": texts.get(act, act),
                    "body": body,
                    "digest": told,
                    "head": head,
                }
            )
        granted = of.stream["granted_by"].encode()
        for old, new in in_bytes:
            if old.strip(b'"') == granted:
                granted = new.strip(b'"')
        into[Stream].append(
            of.stream | {"key": texts[of.row["stream"]], "granted_by": granted.decode()}
        )
        for table, row in of.rows:
            into.setdefault(table, []).append(_like(row, texts, weeks))


def _originals() -> Iterator[Original]:
    tables = [
        each
        for each in apps.get_models()
        if issubclass(each, Projected) and each.__module__.startswith("guol.onestop")
    ]
    for row in Dossier.objects.filter(business__in=FINISHED).order_by("stream").values():
        stream = row["stream"]
        entries = Entry.objects.filter(stream=stream).order_by("place")
        yield Original(
            row=row,
            stream=Stream.objects.values().get(key=stream),
            entries=tuple(_without_id(each) for each in entries.values()),
            rows=tuple(
                (table, found)
                for table in tables
                for found in table._default_manager.filter(stream=stream).values()
            ),
        )


def _renamed(of: Original, weeks: int, turn: int, which: int) -> dict[str, str]:
    """Return what every text of the original is called in its copy."""
    row = of.row
    texts = {
        row["stream"]: f"dossier/{which:032x}",
        row["reference"]: f"{row['reference'][:-7]}{which:07d}",
    }
    if found := _CODE.match(row["number"]):
        unit, day, number = found.groups()
        was = datetime.strptime(day, "%y%m%d")  # noqa: DTZ007  a day alone
        moved = was - timedelta(weeks=weeks)
        texts[row["number"]] = f"{unit}{moved:%y%m%d}-{int(number) + 1000 * turn:04d}"
    if row["outside_number"]:
        texts[row["outside_number"]] = f"{10**11 + which}"
    for entry in of.entries:
        texts[entry["act"]] = f"{which:08d}/{entry['act']}"
    return {old: new for old, new in texts.items() if old}


def _like(row: Row, texts: dict[str, str], weeks: int) -> Row:
    stream = next(old for old in texts if old.startswith("dossier/"))
    return {
        name: _value(value, texts, stream, timedelta(weeks=weeks))
        for name, value in row.items()
    }


def _value(value: Any, texts: dict[str, str], stream: str, back: timedelta) -> Any:
    if isinstance(value, str):
        return texts.get(value) or value.replace(stream, texts[stream])
    return value - back if isinstance(value, date) else value


def _moved(body: bytes, weeks: int) -> bytes:
    return _DAY.sub(lambda found: _earlier(found[0], weeks), body)


@cache
def _earlier(day: bytes, weeks: int) -> bytes:
    try:
        was = date.fromisoformat(day.decode())
    except ValueError:
        return day
    return (was - timedelta(weeks=weeks)).isoformat().encode()


def _origin(feed: str, number: int) -> bytes:
    return f'"{feed}/{number}"'.encode()


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _insert(table: type[models.Model], rows: Sequence[Row]) -> None:
    """Write rows by one prepared statement, or on PostgreSQL by COPY."""
    if not rows:
        return
    columns = {each.attname: each for each in table._meta.concrete_fields}
    names = [name for name in columns if name in rows[0]]
    prepared = [
        [columns[name].get_db_prep_save(row[name], connection) for name in names]
        for row in rows
    ]
    quoted = ", ".join(connection.ops.quote_name(str(columns[name].column)) for name in names)
    into = f"{connection.ops.quote_name(table._meta.db_table)} ({quoted})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {into} FROM STDIN") as out:
                for each in prepared:
                    out.write_row([_plain(value) for value in each])
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", prepared)  # noqa: S608


def _plain(value: Any) -> Any:
    return bytes(getattr(value, "obj", value)) if type(value).__name__ == "Binary" else value
