"""How a page travels: as what differs from a known dictionary, else brotli, else gzip.

Three ways of sending what differs are one idea. A browser whose service worker asks with
``X-Dict`` gets raw deflate with a preset dictionary, which every browser can inflate by itself,
also under a private certificate. A browser that knows compression dictionaries (RFC 9842) and
trusts the certificate gets ``dcz``. See ADR-0015.
"""

import gzip
import threading
from dataclasses import dataclass
from secrets import randbelow, token_urlsafe

import brotli
import zstandard
from django.http import HttpRequest

from guol.web.dictionary import Dictionary, dictionaries

QUALITY = 5  # brotli: 15 % below gzip-6 for a page, at about the same time
BEST = 11
LEVEL = 9  # zstd with a dictionary: 0.1 ms for a page
LEAST_BYTES = 200
PADDING_BYTES = 48
ASKED, NATIVE = "X-Dict", "Available-Dictionary"
_DCZ = bytes.fromhex("5e2a4d1820000000")  # RFC 9842, section 5
_own = threading.local()  # a zstd compressor serves one thread at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A body as it is sent: its coding, and the dictionary of the service worker's way."""

    body: bytes
    coding: str = ""
    dictionary: str = ""


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


def compress(body: bytes, coding: str, *, lasting: bool = False) -> bytes:
    """Return ``body`` in this coding; what lasts is worth the time to make it shorter."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=BEST if lasting else QUALITY))
    return gzip.compress(body, 9 if lasting else 6, mtime=0)


def pack_page(body: bytes, request: HttpRequest) -> Packed:
    """Return a page in the shortest way that the browser takes."""
    accepted = request.headers.get("Accept-Encoding", "")
    if _is_from_here(request):
        asked = dictionaries().get(request.headers.get(ASKED, ""))
        if asked:
            return Packed(body=asked.deflate(body), dictionary=asked.mark)
        native = request.headers.get(NATIVE, "")
        for known in dictionaries().values() if native and "dcz" in accepted else ():
            if native == known.native_name:
                return Packed(body=_dcz(body, known), coding="dcz")
    coding = coding_for(accepted) if len(body) >= LEAST_BYTES else ""
    return Packed(body=compress(body, coding) if coding else body, coding=coding)


def padding() -> bytes:
    """Return a comment of random length.

    A page that repeats what an address asks for, next to a secret, would tell the secret by
    its compressed length (BREACH); a length that varies by itself tells nothing.
    """
    return f"<!--{token_urlsafe(PADDING_BYTES)[: randbelow(PADDING_BYTES)]}-->".encode()


def _is_from_here(request: HttpRequest) -> bool:
    """Whether no foreign page caused this: those could measure how long the answer is."""
    return request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}


def _dcz(body: bytes, known: Dictionary) -> bytes:
    made: dict[str, zstandard.ZstdCompressor] = vars(_own).setdefault("made", {})
    if known.mark not in made:
        made[known.mark] = zstandard.ZstdCompressor(
            level=LEVEL,
            dict_data=zstandard.ZstdCompressionDict(
                known.text, dict_type=zstandard.DICT_TYPE_RAWCONTENT
            ),
            write_content_size=False,
            write_checksum=False,
            write_dict_id=False,
        )
    return _DCZ + known.sha256 + made[known.mark].compress(body)
