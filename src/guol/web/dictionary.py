"""What browser and server both know by heart: the text that pages of a release repeat.

The files in `dictionaries/` are made by ``python -m make.dictionary`` before a release, from
templates, translations and the catalogue alone, never from anybody's data. The last three are
kept, so that a browser of the release before is still understood.
"""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "dictionaries"
MOST_BYTES = 32 * 1024  # the window of deflate
KEPT = 3
MARK_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """The text of one release, the mark that names it, and what is made from it once."""

    mark: str
    text: bytes
    sha256: bytes
    native_name: str
    primed: Any  # a deflate stream that has read the text: copied for each page

    def deflate(self, body: bytes) -> bytes:
        """Return what of ``body`` is not in the text, as a raw deflate stream."""
        stream = self.primed.copy()
        return bytes(stream.compress(body) + stream.flush())


@cache
def dictionaries() -> Mapping[str, Dictionary]:
    """Return the dictionaries by mark, the newest first."""
    newest = sorted(FOLDER.glob("*.txt"), reverse=True)[:KEPT]
    made = [dictionary_of(path.read_bytes()) for path in newest]
    return {each.mark: each for each in made}


def dictionary_of(text: bytes) -> Dictionary:
    """Return the dictionary with this text."""
    digest = sha256(text).digest()
    window = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, text)
    return Dictionary(
        mark=digest.hex()[:MARK_LENGTH],
        text=text,
        sha256=digest,
        native_name=f":{base64.b64encode(digest).decode()}:",
        primed=window,
    )


def newest_mark() -> str:
    """Return the mark of the newest dictionary, nothing where there is none."""
    return next(iter(dictionaries()), "")
