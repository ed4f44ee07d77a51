"""Looks into files that people bring, in a process of its own that may take only so much.

Files come from anybody, and those who read them (PDF, JPEG, WebP) are large programs in C. So
they run beside the server, hold none of its keys, and are ended when a file takes more memory
or time than any paper does. What they took goes back to the machine.
"""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from guol.kernel.errors import Reason
from guol.papers.rules import (
    MOST_PIXELS,
    FileActive,
    FileCutOff,
    FileLocked,
    FileOfOtherKind,
    FileTooHeavy,
    PictureTooWide,
)

LOOKER = Path(__file__).with_name("looker.py")
MOST_MEMORY_BYTES = 640 * 1024 * 1024  # of addresses; a photograph takes a tenth of it
MOST_CPU_S = 10
PATIENCE_S = 30
FAULTS = {
    "active": FileActive,
    "cut off": FileCutOff,
    "locked": FileLocked,
    "other kind": FileOfOtherKind,
    "too heavy": FileTooHeavy,
    "too wide": PictureTooWide,
}
_places = BoundedSemaphore(2)  # so that a small box is never full of other people's files


def look_into(file: IO[bytes], name: str) -> str | Reason:
    """Return the media type of a file by its content, or why it cannot be taken.

    The other process reads it by its handle, so it has to lie on the disk.
    """
    file.seek(0)
    limits = {"pixels": MOST_PIXELS, "memory": MOST_MEMORY_BYTES, "cpu": MOST_CPU_S}
    with _places:
        try:
            done = subprocess.run(  # noqa: S603  our own interpreter, our own file
                [sys.executable, "-I", str(LOOKER), json.dumps(limits)],
                stdin=file,
                capture_output=True,
                timeout=PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return FileTooHeavy(name=name)
    if done.returncode:
        return FileTooHeavy(name=name)
    told = json.loads(done.stdout)
    return str(told["kind"]) if "kind" in told else FAULTS[told["fault"]](name=name)
