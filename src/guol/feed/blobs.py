"""Attachments on disk, by their digest. What is answered here is on the platter."""

import os
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from django.conf import settings

from guol.kernel.blob import Blob

PIECE_BYTES = 65_536


def store_blob(content: IO[bytes] | bytes, media_type: str) -> Blob:
    """Keep ``content`` for ever and return its name; the same content twice is one file.

    File and directory entry are synced before this returns, so an event may name the blob.
    """
    source = BytesIO(content) if isinstance(content, bytes) else content
    root = _root()
    digest, size = sha256(), 0
    with NamedTemporaryFile(dir=root, prefix="arriving-", delete=False) as arriving:
        here = Path(arriving.name)
        try:
            for piece in _pieces(source):
                digest.update(piece)
                size += len(piece)
                arriving.write(piece)
            arriving.flush()
            os.fsync(arriving.fileno())
        except BaseException:
            here.unlink()
            raise
    place = _path(digest.hexdigest())
    place.parent.mkdir(exist_ok=True)
    _sync_folder(root)  # also when the folder is there: who made it may not have come so far
    here.chmod(0o600)
    here.replace(place)
    _sync_folder(place.parent)
    return Blob(digest=digest.hexdigest(), size=size, media_type=media_type)


def open_blob(digest: str) -> BinaryIO:
    """Open the file with this digest. Raises ``FileNotFoundError`` where it is not kept."""
    return _path(digest).open("rb")


def has_blob(digest: str) -> bool:
    """Whether the file with this digest is here, whole or not."""
    return _path(digest).is_file()


def is_whole(digest: str) -> bool:
    """Read the file with this digest and tell whether it is what its name says."""
    if not has_blob(digest):
        return False
    found = sha256()
    with open_blob(digest) as content:
        for piece in _pieces(content):
            found.update(piece)
    return found.hexdigest() == digest


def drop_blob(digest: str) -> None:
    """Take the file away; that it is not there is no fault."""
    place = _path(digest)
    place.unlink(missing_ok=True)
    if place.parent.is_dir():
        _sync_folder(place.parent)


def _root() -> Path:
    root = Path(settings.GUOL_DATA) / "blobs"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sync_folder(root.parent)
    return root


def _path(digest: str) -> Path:
    if len(digest) != sha256().digest_size * 2 or not set(digest) <= set("0123456789abcdef"):
        raise FileNotFoundError(digest)
    return Path(settings.GUOL_DATA) / "blobs" / digest[:2] / digest[2:]


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE_BYTES):
        yield piece


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
