"""Sets forms by Typst, in a process that stays warm while forms are asked for.

Fonts and caches take about 60 MB and a tenth of a second to load. So the process is started by
the first form and goes on with the next ones; when nobody asks for ten seconds it ends, and
the machine has its memory back. A form that hangs ends the process, not the house.
"""

import atexit
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

HERE = Path(__file__).parent.parent
PRESSMAN = Path(__file__).with_name("pressman.py")
ARCHIVAL = ["a-2b"]  # PDF/A-2b, ISO 19005-2: readable in thirty years, all fonts inside
PATIENCE_S = 60
IDLE_S = 10
MOST_FORMS = 500  # then a fresh process, whatever the caches have grown to
_PIECE = 65_536


class FormFailed(Exception):
    """The typesetter could not make a form: a fault of ours, with its own words."""


class _Gone(Exception):
    """The process ended before it answered: by idleness, by its limits, by somebody."""


def set_form(form: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set a form in PDF/A; the same values at the same instant give the same bytes.

    Raises ``FormFailed`` with what the typesetter said.
    """
    told = {
        "form": str(HERE / "forms" / f"{form}.typ"),
        "standards": ARCHIVAL,
        "at": int(at.timestamp()),
        "values": dict(values),
    }
    line = json.dumps(told, ensure_ascii=False).encode() + b"\n"
    letter, content = _press.answer_to(line, form)
    if letter != b"y":
        raise FormFailed(f"{form}: {content.decode(errors='replace')[-2000:]}")
    return content


class _Press:
    """The one process of this process, and who may talk to it: one form at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def answer_to(self, line: bytes, form: str) -> tuple[bytes, bytes]:
        """Ask the process that runs; one that is gone is asked for once more, anew."""
        with self._lock:
            if self._process is not None:
                try:
                    return self._ask(self._process, line, form)
                except _Gone:
                    self.close()
            try:
                return self._ask(self._start(), line, form)
            except _Gone as gone:
                self.close()
                raise FormFailed(f"{form}: the typesetter ended without an answer") from gone

    def close(self) -> None:
        """Let the process go, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        told = {
            "root": str(HERE / "forms"),
            "fonts": str(HERE / "fonts"),
            "idle_s": IDLE_S,
            "most_forms": MOST_FORMS,
        }
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter, our own text
            [sys.executable, "-I", str(PRESSMAN), json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        return self._process

    def _ask(
        self, process: subprocess.Popen[bytes], line: bytes, form: str
    ) -> tuple[bytes, bytes]:
        if process.stdin is None or process.stdout is None:
            raise _Gone
        until = time.monotonic() + PATIENCE_S
        try:
            _write(process.stdin.fileno(), line)
            answer = _Answer(process.stdout.fileno(), until)
            letter, _, size = answer.take_line().partition(b" ")
            return letter, answer.take(int(size))
        except BrokenPipeError as gone:
            raise _Gone from gone
        except TimeoutError as late:
            self.close()
            raise FormFailed(f"{form}: not set within {PATIENCE_S} s") from late


class _Answer:
    """What comes out of a pipe, as far as it has come."""

    def __init__(self, pipe: int, until: float) -> None:
        self._pipe, self._until, self._there = pipe, until, bytearray()

    def take_line(self) -> bytes:
        """Return the next line without its end."""
        while b"\n" not in self._there:
            self._wait()
        line, _, rest = bytes(self._there).partition(b"\n")
        self._there = bytearray(rest)
        return line

    def take(self, size: int) -> bytes:
        """Return so many bytes."""
        while len(self._there) < size:
            self._wait()
        return bytes(self._there[:size])

    def _wait(self) -> None:
        left = self._until - time.monotonic()
        is_there, _, _ = select.select([self._pipe], [], [], max(0.0, left))
        if not is_there:
            raise TimeoutError
        piece = os.read(self._pipe, _PIECE)
        if not piece:
            raise _Gone
        self._there += piece


def _write(pipe: int, line: bytes) -> None:
    """Write it all; the pressman reads the whole line before it says a word."""
    while line:
        line = line[os.write(pipe, line) :]


_press = _Press()


def end() -> None:
    """Let the warm process go; the next form begins another."""
    _press.close()


atexit.register(end)
