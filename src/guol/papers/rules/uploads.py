"""What a file handed in must be. Each no says what is wrong with the file itself."""

from dataclasses import dataclass
from pathlib import PurePath
from unicodedata import category, normalize

from guol.kernel.errors import Reason

MEDIA_TYPES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
"""What an office takes, and the endings under which it comes."""
LONGEST_NAME = 100
MOST_PIXELS = 80_000_000  # a double page at 600 dpi; more is a trap, not a scan


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEmpty(Reason):
    """The file has no content."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTooLarge(Reason):
    """The file is larger than the office takes; sizes in whole megabytes (MiB)."""

    name: str
    megabytes: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOfOtherKind(Reason):
    """The content is none of the kinds that the office takes."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCutOff(Reason):
    """The file begins rightly but does not end so: it came in part."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLocked(Reason):
    """The file is protected by a password."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileActive(Reason):
    """The file would run something when it is opened."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTooWide(Reason):
    """The picture has more points than any scan of a paper."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTooHeavy(Reason):
    """Opening the file takes more memory or time than any paper does."""

    name: str


def shown_name(given: str, media_type: str) -> str:
    """Return a file's name as it may be shown and kept: no path, no control character, NFC.

    The ending becomes one that fits the content, whatever the name said.

    >>> shown_name("scan/giấy chứng sinh.JPG", "image/png")
    'giấy chứng sinh.png'
    """
    path = PurePath(clean_name(given))
    endings = MEDIA_TYPES[media_type]
    ending = path.suffix.lower() if path.suffix.lower() in endings else endings[0]
    stem = path.stem.strip(" .") or "file"
    return stem[: LONGEST_NAME - len(ending)] + ending


def clean_name(given: str) -> str:
    r"""Return a file's name without path and control characters, in NFC; never empty.

    >>> clean_name("C:\\anh\\giấy\0.png"), clean_name(" . ")
    ('giấy.png', 'file')
    """
    base = given.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(each for each in normalize("NFC", base) if category(each)[0] != "C")
    return clean.strip(" .") or "file"


def megabytes(size: int) -> int:
    """Return a size in bytes as whole megabytes (MiB), rounded up.

    >>> megabytes(1), megabytes(10 * 1024 * 1024), megabytes(10 * 1024 * 1024 + 1)
    (1, 10, 11)
    """
    return -(-size // (1024 * 1024))
