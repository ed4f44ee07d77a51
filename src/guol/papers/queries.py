"""Named reads of papers, and forms as PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import segno

from guol.kernel.blob import Blob
from guol.kernel.clock import utc_now
from guol.papers.gateways import set_form
from guol.papers.models import Upload as UploadRow

FONTS = Path(__file__).parent / "fonts"
QR_BORDER = 0
_QR_ERROR = "m"  # a quarter of the code may be creased or stained


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was handed in: its key, its name as shown, and what it is."""

    key: str
    name: str
    blob: Blob


def upload(key: str, *, owner: str) -> Upload | None:
    """Return a file that waits for its form; only whoever handed it in finds it."""
    row = UploadRow.objects.filter(key=key, owner=owner).first()
    return _of(row) if row else None


def uploads(keys: list[str], *, owner: str) -> tuple[Upload, ...]:
    """Return several waiting files, in the order of ``keys``."""
    rows = {row.key: row for row in UploadRow.objects.filter(key__in=keys, owner=owner)}
    return tuple(_of(rows[key]) for key in keys if key in rows)


def typeset(form: str, values: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """Return a form as PDF/A-2b; ``form`` names its purpose, ``values`` what stands in it.

    A value ``link`` is printed as a QR code. ``at`` is the day the file bears.
    """
    told = dict(values)
    if told.get("link"):
        told["qr"] = qr_svg(str(told["link"]))
    return set_form(form, told, at=at or utc_now())


def font_file(name: str) -> Path:
    """Return where one of the fonts lies that forms are set in: "LiberationSerif-Regular"."""
    return FONTS / f"{name}.ttf"


def qr_svg(text: str) -> str:
    """Return ``text`` as a QR code (ISO/IEC 18004), drawn in SVG without a frame."""
    code = segno.make(text, error=_QR_ERROR, micro=False)
    return code.svg_inline(border=QR_BORDER, scale=4, dark="#000", light=None)


def _of(row: UploadRow) -> Upload:
    blob = Blob(digest=row.digest, size=row.size, media_type=row.media_type)
    return Upload(key=row.key, name=row.name, blob=blob)
