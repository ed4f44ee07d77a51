"""A house of one's own for a measurement: filled, served on a free port, ended in order."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from bench.house import GUOL, ROOT

PATIENCE_S = 30.0


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(kw_only=True)
class House:
    """A data folder, and the variables with which its commands are called."""

    data: Path
    port: int = field(default_factory=free_port)
    more: Mapping[str, str] = field(default_factory=dict)
    prelude: str = ""  # what Python does before the program begins

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its commands."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GUOL_")}
        return inherited | {
            "GUOL_DATA": str(self.data),
            "GUOL_PORT": str(self.port),
            "GUOL_DEMO": "yes",
            "GUOL_LOG_LEVEL": "ERROR",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            **self.more,
        }

    def call(self, *words: str) -> str:
        """Run ``guol`` with these words and return what it says. Raises when it fails."""
        done = subprocess.run(
            [*GUOL, *words],
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"guol {' '.join(words)} ended with {done.returncode}: {done.stdout}"
            )
        return done.stdout

    def ask_all(self, statement: str) -> list[Any]:
        """Return the rows that the SQLite database answers."""
        with closing(sqlite3.connect(self.data / "guol.sqlite3", timeout=30)) as database:
            return database.execute(statement).fetchall()

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin ``guol serve`` (or other words) in a process group of its own."""
        with (self.data.parent / "server.log").open("ab") as told:
            return subprocess.Popen(
                [*GUOL[:-1], self.prelude + GUOL[-1], *(words or ("serve",))],
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
            )


def wait_until_ready(port: int, patience_s: float = PATIENCE_S) -> None:
    """Wait until the pages are served. Raises ``TimeoutError``."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            if Browser(port).get("/readyz").status == 200:  # noqa: PLR2004
                return
        time.sleep(0.01)
    raise TimeoutError(f"nothing is served on port {port}")


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> int:
    """End a server and all that it began; return its exit status."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    try:
        return process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


@contextmanager
def serving(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the house while the block runs."""
    process = house.start()
    try:
        wait_until_ready(house.port)
        yield process
    finally:
        end(process)


@contextmanager
def a_house(
    *, dossiers: int = 0, seed: int = 7, first: int | None = None, **more: str
) -> Iterator[House]:
    """Make a demonstration district in a folder of its own, with further dossiers.

    ``first`` says how many it begins with; without, as many as everybody's.
    """
    with TemporaryDirectory(prefix="guol-bench-") as place:
        house = House(data=Path(place) / "var", more=more)
        words = (
            ["traffic", "--dossiers", str(dossiers), "--seed", str(seed)] if dossiers else []
        )
        words += [] if first is None else ["--first", str(first)]
        house.call("demo", *words)
        yield house


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the server answered."""

    status: int
    text: str
    headers: Mapping[str, str]


class Browser:
    """One person's browser: keeps cookies, sends forms with what the page hid in them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.kept: dict[str, str] = {}  # what a page offered, for who fills it in again

    def get(self, path: str) -> Page:
        """Read a page."""
        return self._send("GET", path, None)

    def post(self, path: str, values: Mapping[str, str]) -> Page:
        """Send a form."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **values})
        return self._send("POST", path, body)

    def _send(self, method: str, path: str, body: str | None) -> Page:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            content = answer.read()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Page(
                status=answer.status,
                text=content.decode(errors="replace"),
                headers={name.title(): value for name, value in answer.headers.items()},
            )
        finally:
            line.close()
