"""Joins files into one, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

JOINER = Path(__file__).with_name("joiner.py")
MOST_MEMORY_BYTES = 900 * 1024 * 1024  # of addresses: a large scan is unpacked in it
MOST_CPU_S = 30
PATIENCE_S = 60
_places = BoundedSemaphore(2)  # as for those who look into files


class JoinFailed(Exception):
    """The files could not be joined; in the words of the program that tried."""


def join_pdf(*parts: bytes) -> bytes:
    """Return one PDF of several files, in their order, each a PDF or a picture.

    Raises ``JoinFailed`` when that takes more than any paper does.
    """
    with TemporaryDirectory() as folder:
        files = []
        for number, content in enumerate(parts):
            path = Path(folder) / str(number)
            path.write_bytes(content)
            files.append(str(path))
        told = {"files": files, "memory": MOST_MEMORY_BYTES, "cpu": MOST_CPU_S}
        try:
            with _places:
                done = subprocess.run(  # noqa: S603  our own interpreter, our own files
                    [sys.executable, "-I", str(JOINER), json.dumps(told)],
                    capture_output=True,
                    timeout=PATIENCE_S,
                    check=False,
                )
        except subprocess.TimeoutExpired as late:
            raise JoinFailed("it took too long") from late
    if done.returncode:
        raise JoinFailed(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout
