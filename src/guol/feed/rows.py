"""How projections write: changes are gathered per row, then go out in few statements."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from guol.feed.statements import change_row
from guol.kernel.tables import Projected

Values = dict[str, Any]
Table = type[models.Model]
BATCH = 500  # rows a statement; SQLite takes 32,766 variables


class StreamRows:
    """The rows of one stream while its events are told.

    ``is_new`` says that no row of the stream is stored: then nothing is read, and ``flush``
    only inserts.
    """

    def __init__(self, stream: str, *, is_new: bool) -> None:
        self.stream = stream
        self.is_new = is_new
        self.added: dict[Table, dict[str, Values]] = defaultdict(dict)
        self.changed: dict[tuple[Table, str], Values] = {}
        self.dropped: list[tuple[Table, str]] = []

    def add(self, table: Table, key: str, **values: Any) -> None:
        """Make the row with this primary key."""
        self.added[table][key] = values

    def add_all(self, table: Table, rows: dict[str, Values]) -> None:
        """Make several rows of one table at once, by primary key."""
        self.added[table].update(rows)

    def change(self, table: Table, key: str, **values: Any) -> None:
        """Set these columns of the row with this primary key; none there, none set."""
        row = self.added[table].get(key)
        if row is not None:
            row.update(values)
        elif not self.is_new:
            self.changed.setdefault((table, key), {}).update(values)

    def drop(self, table: Table, key: str) -> None:
        """Take the row away."""
        was_here = self.added[table].pop(key, None) is not None
        self.changed.pop((table, key), None)
        if not (was_here or self.is_new):
            self.dropped.append((table, key))

    def get(self, table: Table, key: str) -> Values | None:
        """Return the row's columns, None if there is none."""
        row = self.added[table].get(key)
        if row is not None:
            return _columns(table) | {"stream": self.stream} | row
        if self.is_new or (table, key) in self.dropped:
            return None
        stored = table._default_manager.filter(pk=key, stream=self.stream).values().first()
        return stored and stored | self.changed.get((table, key), {})

    def flush(self) -> None:
        """Write what was gathered."""
        for table, key in self.dropped:
            table._default_manager.filter(pk=key).delete()
        insert([self])
        for (table, key), values in self.changed.items():
            change_row(table, key, values)
        self.changed, self.dropped = {}, []

    def instances(self) -> Iterable[models.Model]:
        """Yield the rows that are to be inserted."""
        for table, rows in self.added.items():
            name = table._meta.pk.attname
            for key, values in rows.items():
                yield table(**{"stream": self.stream, name: key} | values)


def _columns(table: Table) -> Values:
    """Return what a row holds of columns that nobody set, as the database would."""
    return {each.attname: each.get_default() for each in table._meta.concrete_fields}


def insert(many: Iterable[StreamRows]) -> None:
    """Insert the added rows of several streams, a statement per table and batch."""
    by_table: dict[Table, list[models.Model]] = defaultdict(list)
    for rows in many:
        for row in rows.instances():
            by_table[type(row)].append(row)
        rows.added = defaultdict(dict)
    for table in projected():
        if table in by_table:
            table._default_manager.bulk_create(by_table[table], batch_size=BATCH)


@cache
def projected() -> tuple[Table, ...]:
    """Every projected table of the house."""
    return tuple(each for each in apps.get_models() if issubclass(each, Projected))
