"""Keeping whole files until their form is sent, and letting go of those that none came for."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from django.conf import settings

from guol.feed.api import blob_is_needed, drop_blob, open_blob, store_blob
from guol.kernel.errors import Reason, Refused
from guol.kernel.ids import new_key
from guol.papers.gateways import JoinFailed, join_pdf, look_into
from guol.papers.models import Upload as UploadRow
from guol.papers.queries import Upload, is_waiting
from guol.papers.rules import (
    FileEmpty,
    FileTooHeavy,
    FileTooLarge,
    megabytes,
    shown_name,
)

PDF = "application/pdf"
KEPT_FOR = timedelta(days=7)
IN_MEMORY_BYTES = 256 * 1024
SWEPT_AT_ONCE = 20


class Arriving(Protocol):
    """A file as the web server hands it over."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterator[bytes]:
        """Yield its content."""


def take_upload(file: Arriving, *, owner: str, at: datetime) -> Upload:
    """Keep a file until its form is sent; it is on the disk when this returns.

    Raises ``Refused`` with what is wrong with the file, and then nothing of it stays. Whoever
    brings a file also sweeps out a few that nobody came back for, so that no clock has to.
    """
    name = file.name or "file"
    with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as arriving:
        size = _copy(file, arriving, name)
        if not size:
            raise Refused(FileEmpty(name=name))
        arriving.rollover()
        kept = keep(arriving, key=new_key(), owner=owner, name=name, at=at)
    sweep_uploads(at=at, most=SWEPT_AT_ONCE)
    return kept


def keep(file: IO[bytes], *, key: str, owner: str, name: str, at: datetime) -> Upload:
    """Look into a whole file on the disk and keep it under ``key``. Raises ``Refused``."""
    found = look_into(file, name)
    if isinstance(found, Reason):
        raise Refused(found)
    file.seek(0)
    blob = store_blob(file, found)
    told = {
        "owner": owner,
        "digest": blob.digest,
        "size": blob.size,
        "media_type": blob.media_type,
        "name": shown_name(name, found),
        "kept_at": at,
    }
    row, _is_new = UploadRow.objects.update_or_create(key=key, defaults=told)
    return Upload(key=row.key, name=row.name, blob=blob)


def bind_uploads(pages: Sequence[Upload], *, owner: str, at: datetime) -> Upload:
    """Put the pages of one paper together as one PDF; the single pages are let go.

    One page alone stays the file that it is. Raises ``Refused`` when together they take more
    than any paper does.
    """
    first = pages[0]
    if len(pages) == 1:
        return first
    contents = []
    for each in pages:
        with open_blob(each.blob.digest) as content:
            contents.append(content.read())
    try:
        whole = join_pdf(*contents)
    except JoinFailed as failed:
        raise Refused(FileTooHeavy(name=first.name)) from failed
    blob = store_blob(whole, PDF)
    row = UploadRow.objects.create(
        key=new_key(),
        owner=owner,
        digest=blob.digest,
        size=blob.size,
        media_type=PDF,
        name=shown_name(first.name.rpartition(".")[0], PDF),
        kept_at=at,
    )
    for each in pages:
        drop_upload(each.key, owner=owner)
    return Upload(key=row.key, name=row.name, blob=blob)


def drop_upload(key: str, *, owner: str) -> None:
    """Let go of a waiting file."""
    for row in UploadRow.objects.filter(key=key, owner=owner):
        _drop(row)


def sweep_uploads(*, at: datetime, most: int | None = None) -> int:
    """Let go of files whose form never came, the oldest first; returns how many."""
    waiting = UploadRow.objects.filter(kept_at__lt=at - KEPT_FOR).order_by("kept_at", "key")
    old = list(waiting[:most])
    for row in old:
        _drop(row)
    return len(old)


def _copy(file: Arriving, to: IO[bytes], name: str) -> int:
    """Copy the content, and stop as soon as it is too large."""
    size, most = 0, settings.GUOL_UPLOAD_MAX_BYTES
    for piece in file.chunks():
        size += len(piece)
        if size > most:
            told = max(size, file.size or 0)
            raise Refused(
                FileTooLarge(name=name, megabytes=megabytes(told), most=most // (1024 * 1024))
            )
        to.write(piece)
    return size


def _drop(row: UploadRow) -> None:
    row.delete()
    if not (is_waiting(row.digest) or blob_is_needed(row.digest)):
        drop_blob(row.digest)
