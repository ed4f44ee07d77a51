"""A disk that forgets what was not synced, as the cruellest one may when the power fails.

``Disk`` is the pure half. Each file holds its bytes as programs see them, and as they stand on
the platter since its last fsync; each folder likewise its entries. ``after_power_cut`` returns
what is left: synced bytes of files, reached by synced entries. Not even the order of writes,
nor the entry of a new file that was itself synced, is taken for granted. What was not synced is
lost whole, or, as chance will have it, in part: sector by sector, entry by entry, in no order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from time import time_ns

BLOCK = 4_096
SECTOR = 512  # what a disk writes whole, or not at all
Chance = Callable[[], bool]


def never() -> bool:
    """Let nothing stay that was not synced."""
    return False


@dataclass(eq=False)
class File:
    """A file: its bytes now, its bytes on the platter, and which blocks differ."""

    mode: int = 0o600
    now: bytearray = field(default_factory=bytearray)
    safe: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)
    changed_ns: int = field(default_factory=time_ns)

    def read(self, size: int, offset: int) -> bytes:
        """Return what stands there now."""
        return bytes(self.now[offset : offset + size])

    def write(self, data: bytes, offset: int) -> int:
        """Write; the platter knows nothing of it."""
        end = offset + len(data)
        if len(self.now) < offset:
            self.truncate(offset)
        self.now[offset:end] = data
        self._touch(offset, end)
        return len(data)

    def truncate(self, length: int) -> None:
        """Shorten, or lengthen with zeros."""
        before = len(self.now)
        if length < before:
            del self.now[length:]
        else:
            self.now.extend(bytes(length - before))
        self._touch(min(before, length), max(before, length))

    def sync(self) -> None:
        """Bring the bytes to the platter."""
        length = len(self.now)
        if len(self.safe) > length:
            del self.safe[length:]
        else:
            self.safe.extend(bytes(length - len(self.safe)))
        for block in self.dirty:
            first = block * BLOCK
            self.safe[first : min(first + BLOCK, length)] = self.now[first : first + BLOCK]
        self.dirty.clear()

    def left(self, stays: Chance) -> bytes:
        """Return what is on the platter if of the rest each sector stays by chance."""
        length = len(self.now) if stays() else len(self.safe)
        content = self.safe[:length].ljust(length, b"\0")
        sectors = (
            first
            for block in sorted(self.dirty)
            for first in range(block * BLOCK, (block + 1) * BLOCK, SECTOR)
        )
        for first in sectors:
            piece = self.now[first : min(first + SECTOR, length)]
            if stays():
                content[first : first + len(piece)] = piece
        return bytes(content)

    def _touch(self, first: int, end: int) -> None:
        self.changed_ns = time_ns()
        self.dirty.update(range(first // BLOCK, (end + BLOCK - 1) // BLOCK))


@dataclass(eq=False)
class Folder:
    """A folder: its entries now, and those on the platter."""

    mode: int = 0o700
    now: dict[str, "File | Folder"] = field(default_factory=dict)
    safe: dict[str, "File | Folder"] = field(default_factory=dict)
    changed_ns: int = field(default_factory=time_ns)

    def sync(self) -> None:
        """Bring the entries to the platter."""
        self.safe = dict(self.now)

    def left(self, stays: Chance) -> Iterator[tuple[str, "File | Folder"]]:
        """Yield the entries on the platter if of the rest each change stays by chance."""
        for name in sorted({*self.safe, *self.now}):
            before, after = self.safe.get(name), self.now.get(name)
            what = after if before is not after and stays() else before
            if what is not None:
                yield name, what


class Disk:
    """A tree of folders and files that remembers what was synced."""

    def __init__(self) -> None:
        self.root = Folder()

    def at(self, path: str) -> File | Folder:
        """Return what is at ``path``. Raises ``FileNotFoundError``."""
        here: File | Folder = self.root
        for name in PurePosixPath(path).parts[1:]:
            if not isinstance(here, Folder) or name not in here.now:
                raise FileNotFoundError(path)
            here = here.now[name]
        return here

    def folder_of(self, path: str) -> tuple[Folder, str]:
        """Return the folder in which ``path`` stands or would stand, and its name there."""
        whole = PurePosixPath(path)
        folder = self.at(str(whole.parent))
        if not isinstance(folder, Folder):
            raise NotADirectoryError(path)
        return folder, whole.name

    def put(self, path: str, what: File | Folder) -> None:
        """Make an entry; the platter knows nothing of it."""
        folder, name = self.folder_of(path)
        folder.now[name] = what
        folder.changed_ns = time_ns()

    def take(self, path: str) -> None:
        """Remove an entry; on the platter it stays."""
        folder, name = self.folder_of(path)
        if name not in folder.now:
            raise FileNotFoundError(path)
        del folder.now[name]
        folder.changed_ns = time_ns()

    def move(self, old: str, new: str) -> None:
        """Rename, over whatever was there."""
        what = self.at(old)
        self.take(old)
        self.put(new, what)

    def after_power_cut(self, stays: Chance = never) -> Iterator[tuple[str, int, bytes | None]]:
        """Yield path, mode and bytes (None: a folder) of all that is left, folders first."""
        waiting: list[tuple[str, Folder]] = [("", self.root)]
        while waiting:
            place, folder = waiting.pop()
            for name, what in folder.left(stays):
                path = f"{place}/{name}"
                if isinstance(what, Folder):
                    yield path, what.mode, None
                    waiting.append((path, what))
                else:
                    yield path, what.mode, what.left(stays)


def read_in(place: Path) -> Disk:
    """Return a disk that holds, safely, what is in a real folder."""
    disk = Disk()
    for real in sorted(place.rglob("*")):
        path, mode = f"/{real.relative_to(place)}", real.stat().st_mode & 0o7777
        if real.is_dir():
            disk.put(path, Folder(mode=mode))
        elif real.is_file():
            content = real.read_bytes()
            disk.put(path, File(mode=mode, now=bytearray(content), safe=bytearray(content)))
    _sync_all(disk.root)
    return disk


def write_out(disk: Disk, place: Path, stays: Chance = never) -> None:
    """Write what a power cut leaves into a real, empty folder."""
    for path, mode, content in disk.after_power_cut(stays):
        real = place / path.lstrip("/")
        if content is None:
            real.mkdir(mode=mode)
        else:
            real.write_bytes(content)
            real.chmod(mode)


def _sync_all(folder: Folder) -> None:
    folder.sync()
    for each in folder.now.values():
        if isinstance(each, Folder):
            _sync_all(each)
