"""Joins what somebody brought and what we set into one file, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

JOINER = Path(__file__).with_name("joiner.py")
MOST_MEMORY_BYTES = 900 * 1024 * 1024  # of addresses: a large scan is unpacked in it
MOST_CPU_S = 30
PATIENCE_S = 60


class JoinFailed(Exception):
    """The files could not be joined; in the words of the program that tried."""


def join_pdf(brought: bytes, made: bytes) -> bytes:
    """Return one PDF: what was brought, a PDF or a picture, and behind it what was made.

    Raises ``JoinFailed`` when that takes more than any paper does.
    """
    with TemporaryDirectory() as folder:
        files = []
        for name, content in (("brought", brought), ("made", made)):
            path = Path(folder) / name
            path.write_bytes(content)
            files.append(str(path))
        told = {"files": files, "memory": MOST_MEMORY_BYTES, "cpu": MOST_CPU_S}
        try:
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
