"""The key that signs cookies and forms, made once where nobody set one."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe


def kept_secret(place: Path) -> str:
    """Return the secret kept at ``place``; the first who asks makes it, all others read it."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mine = place.with_name(f"{place.name}.{os.getpid()}")
        handle = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            place.hardlink_to(mine)  # refuses to replace: two processes end up with one key
        except FileExistsError:
            pass
        finally:
            mine.unlink()
        _outlive_a_power_cut(place)
    return place.read_text()


def _outlive_a_power_cut(place: Path) -> None:
    """Sync the entries that lead to the file: a lost key would make every secret unknown."""
    for folder in place.parents[:3]:  # keys, the data folder, and what that lies in
        with suppress(PermissionError):  # that one may belong to somebody else
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
