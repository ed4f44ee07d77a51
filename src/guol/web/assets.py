"""Style and pictures under addresses that change with their content, kept by browsers for ever.

No collecting step and no server in front is needed: the few small files are read once,
compressed once, and answered from memory.
"""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from mimetypes import guess_type
from pathlib import Path

import brotli
from django.apps import apps

ADDRESS = "/s"
FOLDER = "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it is sent: plain and, where that is shorter, compressed by coding."""

    name: str
    mark: str
    media_type: str
    bodies: Mapping[str, bytes]

    @property
    def address(self) -> str:
        """The address that names this content and no other."""
        return f"{ADDRESS}/{self.mark}/{self.name}"


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file below the `static` folder of every app, by its name."""
    return {asset.name: asset for asset in _read()}


def asset_address(name: str) -> str:
    """Return the address of the file ``name``. ``KeyError`` when there is none."""
    return assets()[name].address


def _read() -> Iterator[Asset]:
    for config in apps.get_app_configs():
        folder = Path(config.path) / FOLDER
        if not config.name.startswith("guol.") or not folder.is_dir():
            continue
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            yield _asset(path.relative_to(folder).as_posix(), path.read_bytes())


def _asset(name: str, plain: bytes) -> Asset:
    media_type = guess_type(name)[0] or "application/octet-stream"
    packed = {"gzip": gzip.compress(plain, 9, mtime=0), "br": brotli.compress(plain)}
    shorter = {coding: body for coding, body in packed.items() if len(body) < len(plain)}
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Asset(
        name=name,
        mark=blake2b(plain, digest_size=5).hexdigest(),
        media_type=media_type + charset,
        bodies={"": plain, **shorter},
    )
