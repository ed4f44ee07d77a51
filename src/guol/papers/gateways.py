"""What looks into files and sets forms; the faults of others become our reasons."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pikepdf
import puremagic
from PIL import Image, UnidentifiedImageError

from guol.kernel.errors import Reason
from guol.papers.rules import (
    MEDIA_TYPES,
    MOST_PIXELS,
    FileActive,
    FileCutOff,
    FileLocked,
    FileOfOtherKind,
    PictureTooWide,
)

HERE = Path(__file__).parent
ARCHIVAL = ["a-2b"]  # PDF/A-2b, ISO 19005-2: readable in thirty years, all fonts inside
PATIENCE_S = 60
HEAD_BYTES = 4_096
TAIL_BYTES = 2_048
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA")

# The typesetter runs in a process of its own: what it takes of memory (fonts, caches) goes
# back to the machine when the form is done, and a form that hangs can be ended.
_PRESS = """
import datetime, json, sys, typst
told = json.load(sys.stdin)
at = datetime.datetime.fromtimestamp(told["at"], datetime.timezone.utc)
sys.stdout.buffer.write(typst.compile(
    told["form"], root=told["root"], font_paths=[told["fonts"]], ignore_system_fonts=True,
    format="pdf", pdf_standards=told["standards"], timestamp=at,
    sys_inputs={"values": json.dumps(told["values"], ensure_ascii=False)},
))
"""


class FormFailed(Exception):
    """The typesetter could not make a form: a fault of ours, with its own words."""


def set_form(form: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set a form in PDF/A; the same values at the same instant give the same bytes.

    Raises ``FormFailed`` with what the typesetter said.
    """
    told = {
        "form": str(HERE / "forms" / f"{form}.typ"),
        "root": str(HERE / "forms"),
        "fonts": str(HERE / "fonts"),
        "standards": ARCHIVAL,
        "at": int(at.timestamp()),
        "values": dict(values),
    }
    done = subprocess.run(  # noqa: S603  our own interpreter, our own text
        [sys.executable, "-I", "-c", _PRESS],
        input=json.dumps(told, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode:
        raise FormFailed(f"{form}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def look_into(file: IO[bytes], name: str) -> str | Reason:
    """Return the media type of a file by its content, or why it cannot be taken."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.lstrip(b"\0\t\n\r ")[:5] == b"%PDF-":
        return _look_into_pdf(file, name)
    try:
        guessed = puremagic.from_string(head, mime=True)
    except puremagic.PureError:
        guessed = ""
    if guessed in MEDIA_TYPES or _begins_like_a_picture(head):
        return _look_into_picture(file, name)
    return FileOfOtherKind(name=name)


def _begins_like_a_picture(head: bytes) -> bool:
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF"))


def _look_into_picture(file: IO[bytes], name: str) -> str | Reason:
    file.seek(0)
    try:
        with Image.open(file, formats=tuple(_FORMATS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return PictureTooWide(name=name)
            kind = _FORMATS[picture.format or ""]
            picture.load()  # to its last line: a picture that was cut off fails here
    except Image.DecompressionBombError:
        return PictureTooWide(name=name)
    except UnidentifiedImageError:
        return FileOfOtherKind(name=name)
    except (OSError, ValueError, SyntaxError):
        return FileCutOff(name=name)
    return kind


def _look_into_pdf(file: IO[bytes], name: str) -> str | Reason:
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - TAIL_BYTES))
    if b"%%EOF" not in file.read():
        return FileCutOff(name=name)
    file.seek(0)
    content = BytesIO(file.read())
    try:
        with pikepdf.open(content, attempt_recovery=False) as pdf:
            if not len(pdf.pages):
                return FileCutOff(name=name)
            if _is_active(pdf):
                return FileActive(name=name)
    except pikepdf.PasswordError:
        return FileLocked(name=name)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return FileCutOff(name=name)
    return "application/pdf"


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Whether any object of the file runs a program, opens one, or brings another file."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            keys = set(each.keys())
            kinds = {
                str(each.get("/S", "")),
                str(each.get("/Type", "")),
                str(each.get("/Subtype", "")),
            }
            if keys & {"/JS", "/XFA"} or kinds & set(_ACTIVE):
                return True
    return False
