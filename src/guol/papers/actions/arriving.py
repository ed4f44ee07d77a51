"""Files that come in pieces over a line that breaks: each byte travels once.

What has come is on the disk and written down before the sender is told of it. Announced again,
a file whose SHA-256 was told goes on where it stopped; whole, it is looked into like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import new
from typing import BinaryIO

from django.conf import settings

from guol.kernel.errors import Reason, Refused
from guol.kernel.ids import new_key
from guol.papers.actions.keeping import SWEPT_AT_ONCE, keep, sweep_uploads
from guol.papers.gateways import drop_pieces, keys_of_pieces, open_pieces, write_at
from guol.papers.models import Arrival as ArrivalRow
from guol.papers.queries import Arrival, arrival, arrival_of
from guol.papers.rules import (
    BEGINNING_BYTES,
    WAITED_FOR,
    Announced,
    FileChanged,
    FileOfOtherKind,
    clean_name,
    key_for,
    may_be_ours,
    may_begin,
)

LONGEST_NAME, READ_AT_ONCE = 120, 65_536


class ArrivalUnknown(Exception):
    """There is no file under way under this key: never begun, gone, or refused."""


class OutOfPlace(Exception):
    """The piece does not begin where the last one ended; ``received`` bytes are here."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class PieceChanged(Exception):
    """The piece is not what its own checksum says; nothing of it was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """The digest of one piece, by an algorithm that hashlib knows."""

    algorithm: str
    digest: bytes


def begin_arrival(file: Announced, *, at: datetime) -> Arrival:
    """Make ready for a file, or find how far the same one came. Raises ``Refused``."""
    key = key_for(file) if file.digest else new_key()
    if known := arrival(key):
        return known
    under_way = ArrivalRow.objects.filter(owner=file.owner).count()
    no = may_begin(file, under_way=under_way, most_bytes=settings.GUOL_UPLOAD_MAX_BYTES)
    if no:
        raise Refused(no)
    row, _is_new = ArrivalRow.objects.get_or_create(
        key=key,
        defaults={
            "owner": file.owner,
            "name": clean_name(file.name)[:LONGEST_NAME],
            "digest": file.digest,
            "size": file.size,
            "moved_at": at,
        },
    )
    sweep_arrivals(at=at, most=SWEPT_AT_ONCE)
    return arrival_of(row)


def take_piece(
    key: str,
    pieces: Iterable[bytes],
    *,
    offset: int,
    at: datetime,
    checksum: Checksum | None = None,
) -> Arrival:
    """Write the next piece down, as far as it comes; with the last byte the file is whole.

    Raises ``ArrivalUnknown``, ``OutOfPlace`` and ``PieceChanged``, and ``Refused`` where the
    file cannot be taken: then nothing of it stays.
    """
    row = _row(key)
    if offset != row.received:
        raise OutOfPlace(row.received)
    came = write_at(key, offset, pieces, most=row.size - offset)
    if checksum and _digest_of(key, offset, came, checksum.algorithm) != checksum.digest:
        raise PieceChanged
    now = offset + came
    same = ArrivalRow.objects.filter(key=key, received=offset)
    if not same.update(received=now, moved_at=at):
        raise OutOfPlace(_row(key).received)
    row.received = now
    if offset < BEGINNING_BYTES and now >= min(row.size, BEGINNING_BYTES):
        _judge_beginning(row)
    if now == row.size:
        return _finish(row, at=at)
    return arrival_of(row)


def drop_arrival(key: str) -> None:
    """Let go of a file that is under way. Raises ``ArrivalUnknown``."""
    _drop(_row(key))


def sweep(*, at: datetime) -> int:
    """Let go of files that nobody came back for, whole or in part; returns how many."""
    return sweep_uploads(at=at) + sweep_arrivals(at=at)


def sweep_arrivals(*, at: datetime, most: int | None = None) -> int:
    """Let go of files whose rest never came, the oldest first; returns how many."""
    waiting = ArrivalRow.objects.filter(moved_at__lt=at - WAITED_FOR).order_by(
        "moved_at", "key"
    )
    old = list(waiting[:most])
    for row in old:
        _drop(row)
    return len(old)


def sweep_pieces() -> int:
    """Take away what lies on the disk though nobody knows of it: a power cut came between."""
    lying = keys_of_pieces()
    known = set(ArrivalRow.objects.filter(key__in=lying).values_list("key", flat=True))
    stray = [key for key in lying if key not in known]
    for key in stray:
        drop_pieces(key)
    return len(stray)


def _row(key: str) -> ArrivalRow:
    row = ArrivalRow.objects.filter(key=key).first()
    if row is None:
        raise ArrivalUnknown(key)
    return row


def _digest_of(key: str, offset: int, size: int, algorithm: str) -> bytes:
    with open_pieces(key) as file:
        file.seek(offset)
        return new(algorithm, file.read(size), usedforsecurity=False).digest()


def _sha256(file: BinaryIO) -> str:
    found = new("sha256")
    while piece := file.read(READ_AT_ONCE):
        found.update(piece)
    return found.hexdigest()


def _judge_beginning(row: ArrivalRow) -> None:
    with open_pieces(row.key) as file:
        if not may_be_ours(file.read(BEGINNING_BYTES)):
            _refuse(row, FileOfOtherKind(name=row.name))


def _finish(row: ArrivalRow, *, at: datetime) -> Arrival:
    with open_pieces(row.key) as file:
        if row.digest and _sha256(file) != row.digest:
            _refuse(row, FileChanged(name=row.name))
        file.seek(0)
        try:
            keep(file, key=row.key, owner=row.owner, name=row.name, at=at)
        except Refused as no:
            _refuse(row, no.reason)
    _drop(row)
    return Arrival(key=row.key, size=row.size, received=row.size, goes_at=None)


def _refuse(row: ArrivalRow, why: Reason) -> None:
    _drop(row)
    raise Refused(why)


def _drop(row: ArrivalRow) -> None:
    drop_pieces(row.key)
    row.delete()
