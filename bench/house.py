"""A node to measure: its own data folder, a real SQLite file, the demonstration's district."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
GUOL = [
    sys.executable,
    "-c",
    "import sys; from guol.config.command import main; sys.exit(main())",
]


@contextmanager
def folder() -> Iterator[Path]:
    """Make a data folder, and take it away at the end."""
    place = Path(mkdtemp(prefix="guol-bench-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def surroundings(data: Path, port: int = 8000) -> dict[str, str]:
    """Return the environment of a node that keeps its data in ``data``."""
    return os.environ | {
        "GUOL_DATA": str(data),
        "GUOL_DEMO": "yes",
        "GUOL_PORT": str(port),
        "GUOL_ADDRESS": f"http://localhost:{port}",
        "GUOL_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "guol.config.settings",
    }


def guol(data: Path, *words: str, port: int = 8000) -> None:
    """Run a command of the program to its end."""
    subprocess.run(
        [*GUOL, *words], env=surroundings(data, port), stdout=subprocess.DEVNULL, check=True
    )


def serve(data: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server; it is the caller's to end."""
    return subprocess.Popen(
        [*GUOL, "serve"],
        env=surroundings(data, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(address: str, *, seconds: float) -> float:
    """Wait until a page answers; return how many seconds that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            with urlopen(address, timeout=5) as page:  # noqa: S310  our own server on loopback
                page.read()
                return time.monotonic() - began
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    raise TimeoutError(address)
