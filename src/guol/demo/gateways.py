"""Files of the demonstration: its clock, which every process follows; that it is filled."""

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from guol.kernel.clock import shift_by

_seen: dict[str, int] = {"at": -1}


def follow_clock() -> None:
    """Move this process's clock to where the demonstration has set it. Costs one look."""
    try:
        changed = _place().stat().st_mtime_ns
    except FileNotFoundError:
        return
    if changed != _seen["at"]:
        _seen["at"] = changed
        shift_by(timedelta(seconds=json.loads(_place().read_text())["seconds"]))


def set_clock(difference: timedelta) -> None:
    """Set the demonstration's clock, for every process that follows it."""
    arriving = _place().with_suffix(".new")
    arriving.write_text(json.dumps({"seconds": difference.total_seconds()}))
    arriving.replace(_place())
    _seen["at"] = -1
    follow_clock()


def is_filled() -> bool:
    """Return whether the demonstration was once filled to the end."""
    return _note().exists()


def note_filled() -> None:
    """Note that nothing is left to fill."""
    _note().touch()


def _note() -> Path:
    return Path(settings.GUOL_DATA) / "demo-filled"


def _place() -> Path:
    return Path(settings.GUOL_DATA) / "demo-clock.json"
