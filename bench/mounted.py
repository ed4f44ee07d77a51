"""The forgetful disk as a real folder, by FUSE, as root: ``bench.mounted FROM AT TO [SEED]``.

Holds what is in FROM and shows it at AT. Making the folder ``AT/.power-cut`` cuts the power:
what is left is written to TO, and whatever is asked afterwards fails. With SEED a part of what
was not synced stays, without it nothing.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable
from functools import wraps
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from mfusepy import FUSE, FuseOSError, Operations

from bench.disk import Chance, Disk, File, Folder, never, read_in, write_out

SWITCH = ".power-cut"
SHARES = (0.1, 0.5, 0.9)  # of what was not synced and stays, one of them a cut
KINDS: tuple[tuple[type[OSError], int], ...] = (
    (FileNotFoundError, errno.ENOENT),
    (NotADirectoryError, errno.ENOTDIR),
)


def _answered(call: Callable[..., Any]) -> Callable[..., Any]:
    """Answer faults as a disk does; after the cut, nothing but faults."""

    @wraps(call)
    def answer(self: "Mounted", *told: Any) -> Any:
        if self.is_cut:
            raise FuseOSError(errno.EIO)
        try:
            return call(self, *told)
        except (FileNotFoundError, NotADirectoryError) as no:
            raise FuseOSError(
                next(code for kind, code in KINDS if isinstance(no, kind))
            ) from no

    return answer


class Mounted(Operations):  # type: ignore[misc]
    """What the kernel asks of a disk."""

    use_ns = True

    def __init__(self, disk: Disk, left: Path, stays: Chance = never) -> None:
        self.disk, self.left, self.stays, self.is_cut = disk, left, stays, False
        self.handles: dict[int, File] = {}
        self.numbers = count(1)

    @_answered
    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        """Return size, mode and times."""
        what = self.handles[fh] if fh in self.handles else self.disk.at(path)
        is_folder = isinstance(what, Folder)
        return {
            "st_mode": what.mode | (stat.S_IFDIR if is_folder else stat.S_IFREG),
            "st_nlink": 2 if is_folder else 1,
            "st_size": 0 if isinstance(what, Folder) else len(what.now),
            "st_uid": os.getuid(),
            "st_gid": os.getgid(),
            "st_mtime": what.changed_ns,
            "st_ctime": what.changed_ns,
            "st_atime": what.changed_ns,
        }

    @_answered
    def readdir(self, path: str, _fh: int) -> list[str]:
        """Return the names in a folder."""
        folder = self.disk.at(path)
        return [".", "..", *(folder.now if isinstance(folder, Folder) else ())]

    @_answered
    def mkdir(self, path: str, mode: int) -> int:
        """Make a folder, or cut the power."""
        if path == f"/{SWITCH}":
            self.is_cut = True
            write_out(self.disk, self.left, self.stays)
            return 0
        self.disk.put(path, Folder(mode=mode & 0o7777))
        return 0

    @_answered
    def create(self, path: str, mode: int, _fi: Any = None) -> int:
        """Make a file and open it."""
        self.disk.put(path, File(mode=mode & 0o7777))
        return self._opened(path)

    @_answered
    def open(self, path: str, _flags: int) -> int:
        """Open a file."""
        return self._opened(path)

    def _opened(self, path: str) -> int:
        what = self.disk.at(path)
        if not isinstance(what, File):
            raise FuseOSError(errno.EISDIR)
        number = next(self.numbers)
        self.handles[number] = what
        return number

    @_answered
    def read(self, _path: str, size: int, offset: int, fh: int) -> bytes:
        """Read."""
        return self.handles[fh].read(size, offset)

    @_answered
    def write(self, _path: str, data: bytes, offset: int, fh: int) -> int:
        """Write."""
        return self.handles[fh].write(data, offset)

    @_answered
    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        """Set the length."""
        what = self.handles[fh] if fh in self.handles else self.disk.at(path)
        if isinstance(what, File):
            what.truncate(length)
        return 0

    @_answered
    def fsync(self, _path: str, _datasync: int, fh: int) -> int:
        """Bring a file to the platter."""
        self.handles[fh].sync()
        return 0

    @_answered
    def fsyncdir(self, path: str, _datasync: int, _fh: int) -> int:
        """Bring a folder's entries to the platter."""
        self.disk.at(path).sync()
        return 0

    @_answered
    def release(self, _path: str, fh: int) -> int:
        """Close."""
        self.handles.pop(fh, None)
        return 0

    @_answered
    def unlink(self, path: str) -> int:
        """Remove a file."""
        self.disk.take(path)
        return 0

    @_answered
    def rmdir(self, path: str) -> int:
        """Remove a folder."""
        self.disk.take(path)
        return 0

    @_answered
    def link(self, new: str, old: str) -> int:
        """Give a file a second entry."""
        self.disk.put(new, self.disk.at(old))
        return 0

    @_answered
    def rename(self, old: str, new: str, _flags: int = 0) -> int:
        """Rename."""
        self.disk.move(old, new)
        return 0

    @_answered
    def chmod(self, path: str, mode: int) -> int:
        """Set the mode."""
        self.disk.at(path).mode = mode & 0o7777
        return 0

    def chown(self, _path: str, _uid: int, _gid: int) -> int:
        """Leave the owner as it is."""
        return 0

    def utimens(self, _path: str, _times: Any = None) -> int:
        """Leave the times as they are."""
        return 0


def by_chance(seed: int) -> Chance:
    """Return the chance of what was not synced, the same for the same seed."""
    draw = Random(seed)  # noqa: S311  reproducible on purpose
    share = draw.choice(SHARES)
    return lambda: draw.random() < share


def main(source: str, place: str, left: str, seed: str = "") -> None:
    """Serve the disk until it is unmounted."""
    disk = read_in(Path(source))
    stays = by_chance(int(seed)) if seed else never
    FUSE(
        Mounted(disk, Path(left), stays),
        place,
        foreground=True,
        nothreads=True,
        fsname="forgetful",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
