"""Rows anew from the log, stream by stream, while the node works."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.db import transaction

from guol.feed.actions.judge import drop_rows, make_rows
from guol.feed.custody import Standing
from guol.feed.models import Entry, State, Stream
from guol.feed.rooms import kinds
from guol.feed.rows import StreamRows, insert, projected
from guol.feed.wire import event_of
from guol.kernel.event import Event

STREAMS_A_BATCH = 400


def replay(stream: str) -> None:
    """Make the rows of one stream anew from its events."""
    with transaction.atomic():
        _rebuild([stream])


def rebuild(progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Make every projected row anew; reactions are not asked again. Returns how many events.

    Each batch of streams is replaced in one transaction, so a page sees old rows or new ones,
    never none. ``progress`` is told how many streams of how many are done.
    """
    total, done, events = Stream.objects.count(), 0, 0
    for keys in _batches():
        with transaction.atomic():
            events += _rebuild(keys)
        done += len(keys)
        progress(done, total)
    with transaction.atomic():
        for table in reversed(projected()):
            table._default_manager.exclude(stream__in=Stream.objects.values("key")).delete()
    return events


def rows_from_log(keys: Iterable[str]) -> tuple[list[StreamRows], int]:
    """Make the rows of these streams in memory, and tell of how many events."""
    made, events = [], 0
    for stream, facts in _events_of(list(keys)):
        events += len(facts)
        made.append(make_rows(stream, facts))
    return made, events


def _rebuild(keys: list[str]) -> int:
    list(Stream.objects.select_for_update().filter(key__in=keys).order_by("key"))
    made, events = rows_from_log(keys)
    drop_rows(keys)
    insert(made)
    return events


def _batches() -> Iterator[list[str]]:
    last = ""
    while True:
        after = Stream.objects.filter(key__gt=last) if last else Stream.objects.all()
        keys = list(after.order_by("key").values_list("key", flat=True)[:STREAMS_A_BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


def _events_of(keys: list[str]) -> Iterator[tuple[str, list[Event]]]:
    """Read what counts of each stream, in order, up to the first kind not known here."""
    rows = (
        Entry.objects.filter(stream__in=keys, standing__lte=Standing.ADOPTED)
        .exclude(stream__in=Stream.objects.filter(state=State.ERASED).values("key"))
        .order_by("stream", "place", "standing")
        .values_list("stream", "kind", "body")
    )
    known = kinds()
    for stream, entries in groupby(rows, key=lambda row: row[0]):
        events = []
        for _, kind, body in entries:
            if kind not in known:
                break
            events.append(event_of(known[kind], bytes(body)))
        yield stream, events
