"""Files that come in pieces: what may begin, and what its first bytes tell."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from guol.kernel.errors import Reason
from guol.papers.rules.uploads import FileEmpty, FileTooLarge, megabytes

WAITED_FOR = timedelta(days=3)
"""How long the rest of a file may stay away: a village may be without a line for days."""
MOST_AT_ONCE = 20  # files that one form may have under way
BEGINNING_BYTES = 1024
_BEGINNINGS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_WEBP = b"RIFF", b"WEBP"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanged(Reason):
    """What came is not what was announced: its SHA-256 is another."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesTooMany(Reason):
    """The form has more files under way than any of ours takes."""

    name: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What is said of a file before it comes: ``size`` in bytes, ``digest`` (SHA-256) in hex.

    ``owner`` is the key of the form that it is for; ``digest`` may be empty.
    """

    owner: str
    name: str
    size: int
    digest: str = ""


def may_begin(file: Announced, *, under_way: int, most_bytes: int) -> Reason | None:
    """Return why a file need not be sent at all, None if it may come."""
    if not file.size:
        return FileEmpty(name=file.name)
    if file.size > most_bytes:
        return FileTooLarge(
            name=file.name, megabytes=megabytes(file.size), most=most_bytes // (1024 * 1024)
        )
    if under_way >= MOST_AT_ONCE:
        return FilesTooMany(name=file.name, most=MOST_AT_ONCE)
    return None


def key_for(file: Announced) -> str:
    """Return the key of a file whose content is known: announced again, it is the same.

    So whoever lost the answer, or begins anew after a restart, goes on where it stopped. It is
    as unguessable as the key of the form.
    """
    return sha256(f"{file.owner}/{file.digest}/{file.name}".encode()).hexdigest()[:32]


def may_be_ours(beginning: bytes) -> bool:
    r"""Tell whether a file with this beginning can be of a kind that the office takes.

    It spares a weak line the rest; what the file really is, is judged when it is whole.

    >>> may_be_ours(b"%PDF-1.7"), may_be_ours(b"MZ\x90\x00"), may_be_ours(b"RIFF\0\0\0\0WEBP")
    (True, False, True)
    """
    riff, webp = _WEBP
    return beginning.lstrip(b"\0\t\n\r ").startswith(_BEGINNINGS) or (
        beginning.startswith(riff) and beginning[8:12] == webp
    )
