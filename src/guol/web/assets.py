"""Style and pictures under addresses that change with their content, kept by browsers for ever.

No collecting step and no server in front is needed: the few small files are read once,
compressed once, and answered from memory.
"""

import gzip
import re
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
SCRIPT, STYLE, MANIFEST = ".js", ".css", ".webmanifest"
_QUOTED = re.compile(r"('[^'\n]*'|\"[^\"\n]*\"|`[^`]*`)")
_SPACED = re.compile(r"\s*([{}()\[\];,:<>=*?&|!+-])\s*")
_NAMED = re.compile(r"@([a-z0-9/-]+\.[a-z]+)@")


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
            yield _asset(path.relative_to(folder).as_posix(), folder)


def linked(text: str, folder: Path | None = None) -> str:
    """Replace ``@name@`` by the address of the file with this name, which its content makes.

    A script thus names the very version of another that it was released with.
    """

    def address(found: re.Match[str]) -> str:
        name = found.group(1)
        return _asset(name, folder).address if folder else asset_address(name)

    return _NAMED.sub(address, text)


def squeezed(script: str) -> str:
    r"""Return a script without what is for its readers: comments, indentation, spaces.

    For scripts of ours, which end each statement with a semicolon, write no quote into a
    regular expression and put no sign behind a plus or a minus. What stands in quotes stays.

    >>> squeezed("// why\nconst a = [1, 2];\n  b('x = y', a);")
    "const a=[1,2];b('x = y',a);"
    """
    lines = (line.strip() for line in script.splitlines())
    code = "\n".join(line for line in lines if line and not line.startswith("//"))
    pieces = _QUOTED.split(code)
    pieces[::2] = [_SPACED.sub(r"\1", piece) for piece in pieces[::2]]
    return "".join(pieces)


def _content(path: Path, folder: Path) -> bytes:
    if path.suffix not in {SCRIPT, STYLE, MANIFEST}:
        return path.read_bytes()
    text = linked(path.read_text(encoding="utf-8"), folder)
    if path.suffix == SCRIPT:
        text = squeezed(text)
    elif path.suffix == STYLE:
        text = text.replace("}\n", "}")
    return text.encode()


def _asset(name: str, folder: Path) -> Asset:
    plain = _content(folder / name, folder)
    is_manifest = name.endswith(MANIFEST)
    media_type = (
        "application/manifest+json" if is_manifest else guess_type(name)[0]
    ) or "application/octet-stream"
    packed = {"gzip": gzip.compress(plain, 9, mtime=0), "br": brotli.compress(plain)}
    shorter = {coding: body for coding, body in packed.items() if len(body) < len(plain)}
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Asset(
        name=name,
        mark=blake2b(plain, digest_size=5).hexdigest(),
        media_type=media_type + charset,
        bodies={"": plain, **shorter},
    )
