"""The beginnings of files on the disk, until the rest has come."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

FOLDER = "arriving"


def write_at(key: str, offset: int, pieces: Iterable[bytes], *, most: int) -> int:
    """Write what comes behind ``offset``; it is on the platter when this returns.

    Returns how many bytes came, never more than ``most``.
    """
    came = 0
    handle = os.open(_place(key), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(offset)
        for piece in pieces:
            file.write(piece[: most - came])
            came = min(most, came + len(piece))
        file.flush()
        os.fsync(file.fileno())
    return came


def open_pieces(key: str) -> BinaryIO:
    """Open what has come so far."""
    return _place(key).open("rb")


def drop_pieces(key: str) -> None:
    """Take away what has come; that there is nothing is no fault."""
    _place(key).unlink(missing_ok=True)


def keys_of_pieces() -> list[str]:
    """Return the keys of all files of which something has come, in their order."""
    return sorted(each.name for each in _folder().iterdir())


def _place(key: str) -> Path:
    if not key.isalnum():
        raise FileNotFoundError(key)
    return _folder() / key


def _folder() -> Path:
    folder = Path(settings.GUOL_DATA) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
