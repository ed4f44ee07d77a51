"""What an erased matter leaves behind on this node: digests in the chain, and nothing else."""

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction

from guol.feed.actions.judge import drop_rows
from guol.feed.blobs import drop_blob
from guol.feed.models import BlobName, Entry, State, Stream
from guol.feed.queries import blob_is_needed
from guol.feed.rooms import forget_plain, gone_along, is_waited_for


def forget_matter(stream: str, along: Iterable[str] = ()) -> None:
    """Drop a matter and what goes with it: ``along`` as told, and what else is here.

    A desk that took a fee for the matter may have told only this node of it.
    """
    for each in sorted({stream, *along, *gone_along(stream)}):
        _forget_stream(each)


def _forget_stream(stream: str) -> None:
    """Drop bodies, salt, rows and blobs of a stream, and the Plain rows that tell of it.

    Files go, and the database's own traces are wiped, once the transaction has ended.
    """
    Entry.objects.filter(stream=stream).update(body=b"")
    Stream.objects.filter(key=stream).update(salt=b"", state=State.ERASED)
    drop_rows([stream])
    named = forget_plain(stream)
    named += list(BlobName.objects.filter(stream=stream).values_list("digest", flat=True))
    BlobName.objects.filter(stream=stream).delete()
    transaction.on_commit(partial(_sweep, named))


def _sweep(digests: list[str]) -> None:
    for digest in digests:
        if not (blob_is_needed(digest) or is_waited_for(digest)):
            drop_blob(digest)
    if connection.vendor == "sqlite":
        # `secure_delete` has overwritten the pages; the write-ahead log still holds old ones.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
