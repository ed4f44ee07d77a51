"""Which coding a browser takes, and the padding that hides the length of a page."""

import gzip
from secrets import randbelow, token_urlsafe

import brotli

QUALITY = 5  # brotli: 15 % below gzip-6 for a page, at about the same time
LEAST_BYTES = 200
PADDING_BYTES = 48


def coding_for(accepted: str) -> str:
    """Return ``br``, ``gzip`` or nothing for a header Accept-Encoding.

    >>> coding_for("gzip, deflate, br"), coding_for("gzip;q=1.0"), coding_for("br;q=0")
    ('br', 'gzip', '')
    """
    offered = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.strip().partition(";")
        offered[name.strip()] = rest.replace(" ", "")
    for coding in ("br", "gzip"):
        if offered.get(coding, "q=0").rstrip("0.") != "q=" and coding in offered:
            return coding
    return ""


def compress(body: bytes, coding: str) -> bytes:
    """Return ``body`` in this coding."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=QUALITY))
    return gzip.compress(body, 6, mtime=0)


def padding() -> bytes:
    """Return a comment of random length.

    A page that repeats what an address asks for, next to a secret, would tell the secret by
    its compressed length (BREACH); a length that varies by itself tells nothing.
    """
    return f"<!--{token_urlsafe(PADDING_BYTES)[: randbelow(PADDING_BYTES)]}-->".encode()
