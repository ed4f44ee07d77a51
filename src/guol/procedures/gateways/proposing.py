"""What the library `holidays` proposes for a year: never more than a proposal."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

ALMANAC = Path(__file__).with_name("almanac.py")
PATIENCE_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A day that a library believes to be off, or worked to make up for another."""

    day: date
    kind: str
    name: str
    source: str


def proposals_for(year: int) -> tuple[Proposal, ...] | None:
    """Return what is proposed for a year, by day; None where the library does not answer."""
    try:
        return _asked(year)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


@cache
def _asked(year: int) -> tuple[Proposal, ...]:
    done = subprocess.run(  # noqa: S603  our own interpreter, our own file
        [sys.executable, "-I", str(ALMANAC), str(year)],
        capture_output=True,
        timeout=PATIENCE_S,
        check=True,
    )
    told = json.loads(done.stdout)
    source = f"thư viện holidays {told['version']}; chưa đọc văn bản"
    return tuple(
        Proposal(day=date.fromisoformat(day), kind=kind, name=name, source=source)
        for day, kind, name in told["days"]
    )
