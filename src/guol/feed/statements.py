"""The statements that Django's query builder has no words for, one text for both databases.

Each locks what it returns until the transaction ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

_COUNT_IN = (
    "UPDATE feed_stream SET number = number + %s WHERE key = %s "
    "RETURNING number, holder, granted_by, salt, state, known_in, "
    "(SELECT home FROM feed_desk WHERE feed_desk.key = %s AND feed_desk.node = %s)"
)
_BEGIN = (
    "INSERT INTO feed_stream (key, salt, number, holder, granted_by, state, known_in) "
    "VALUES (%s, %s, %s, %s, '', '', %s) ON CONFLICT (key) DO NOTHING RETURNING "
    "(SELECT home FROM feed_desk WHERE feed_desk.key = %s AND feed_desk.node = %s)"
)
_ADVANCE = "UPDATE feed_feedhead SET number = number + %s WHERE key = %s RETURNING number, head"
_OPEN_FEED = (
    "INSERT INTO feed_feedhead (key, number, head) VALUES (%s, 0, %s) "
    "ON CONFLICT (key) DO NOTHING"
)
_ADD_ENTRY = (
    "INSERT INTO feed_entry (feed, number, machine, stream, kind, act, part, body, digest,"
    " head, place, standing, has_reacted) VALUES "
)
_ENTRY = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, %s)"
_SET_HEAD = "UPDATE feed_feedhead SET head = %s WHERE key = %s"
_NUMBERS = "SELECT key, number FROM feed_stream WHERE key IN "
_FIRST = (
    "SELECT body FROM feed_entry WHERE stream = %s AND kind = %s AND place IS NOT NULL "
    "ORDER BY place LIMIT 1"
)
_DRAW = (
    "INSERT INTO feed_series (key, number, incarnation) VALUES (%s, %s, %s) "
    "ON CONFLICT (key) DO UPDATE SET number = feed_series.number + 1, "
    "incarnation = excluded.incarnation RETURNING number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A stream after its number was raised; ``home`` is None when the desk is elsewhere."""

    number: int
    holder: str
    granted_by: str
    salt: bytes
    state: str
    known_in: int
    home: str | None


def count_in(stream: str, count: int, *, desk: str, node: str) -> Counted | None:
    """Raise the stream's number by ``count``; None where there is no such stream."""
    row = _one(_COUNT_IN, count, stream, desk, node)
    if row is None:
        return None
    number, holder, granted_by, salt, state, known_in, home = row
    return Counted(
        number=number,
        holder=holder,
        granted_by=granted_by,
        salt=bytes(salt),
        state=state,
        known_in=known_in,
        home=home,
    )


def begin(
    stream: str, *, salt: bytes, count: int, desk: str, node: str, incarnation: int
) -> tuple[bool, str | None]:
    """Make the stream, held by ``desk``; tell whether it is new, and the desk's home."""
    row = _one(_BEGIN, stream, salt, count, desk, incarnation, desk, node)
    return (row is not None, row[0] if row else None)


def advance(feed: str, count: int, *, start: bytes) -> tuple[int, bytes]:
    """Lock the feed and raise its number; return the number before, and the head."""
    row = _one(_ADVANCE, count, feed)
    if row is None:
        with connection.cursor() as cursor:
            cursor.execute(_OPEN_FEED, (feed, start))
        row = _one(_ADVANCE, count, feed)
    if row is None:
        raise LookupError(feed)
    return row[0] - count, bytes(row[1])


def add_entries(rows: Sequence[tuple[Any, ...]]) -> None:
    """Add entries: feed, number, machine, stream, kind, act, part, body, digest, head, place.

    They count (standing 0), and what they lead to has been asked for.
    """
    values = [value for row in rows for value in (*row, True)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_ENTRY + ", ".join([_ENTRY] * len(rows)), values)


def change_row(table: type[models.Model], key: str, values: Mapping[str, Any]) -> None:
    """Set columns of one row to plain values: the query builder takes ten times as long."""
    meta, quote = table._meta, connection.ops.quote_name
    known = {each.attname: each for each in meta.concrete_fields}
    fields = [known[name] for name in values]
    columns = ", ".join(f"{quote(str(each.column))} = %s" for each in fields)
    where = f"{quote(str(meta.pk.column))} = %s"
    stored = [
        each.get_db_prep_save(value, connection=connection)
        for each, value in zip(fields, values.values(), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {where}",  # noqa: S608  our own names
            [*stored, key],
        )


def set_head(feed: str, head: bytes) -> None:
    """Write the head of a feed that this transaction has locked."""
    with connection.cursor() as cursor:
        cursor.execute(_SET_HEAD, (head, feed))


def numbers(streams: Sequence[str]) -> dict[str, int]:
    """Read the numbers of these streams."""
    if not streams:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS + "(" + ", ".join(["%s"] * len(streams)) + ")", streams)
        return dict(cursor.fetchall())


def first_body(stream: str, kind: str) -> bytes | None:
    """Read the first event of this kind that counts in the stream.

    A press at the counter reads one: to put the question together would cost more than to ask.
    """
    row = _one(_FIRST, stream, kind)
    return bytes(row[0]) if row else None


def draw(series: str, *, first: int, incarnation: int) -> int:
    """Return the next number of the series, ``first`` when none was drawn yet."""
    row = _one(_DRAW, series, first, incarnation)
    if row is None:
        raise LookupError(series)
    return int(row[0])


def _one(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
