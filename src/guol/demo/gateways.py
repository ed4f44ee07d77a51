"""Files of the demonstration: its clock, that it is filled, photos of papers."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from guol.demo.rules import Case
from guol.kernel.clock import shift_by
from guol.papers.api import font_file

PHOTO = (900, 1270)  # points: A5 at about 150 to the inch, as a phone sends it
PAPER, INK, TABLE = (244, 241, 230), (45, 48, 60), (176, 160, 138)

_seen: dict[str, int] = {"at": -1}


def follow_clock() -> None:
    """Move this process's clock to where the demonstration has set it. Costs one look."""
    try:
        changed = _place().stat().st_mtime_ns
    except FileNotFoundError:
        return
    if changed != _seen["at"]:
        _seen["at"] = changed
        shift_by(timedelta(seconds=json.loads(_place().read_text())["seconds"]))


def set_clock(difference: timedelta) -> None:
    """Set the demonstration's clock, for every process that follows it."""
    arriving = _place().with_suffix(".new")
    arriving.write_text(json.dumps({"seconds": difference.total_seconds()}))
    arriving.replace(_place())
    _seen["at"] = -1
    follow_clock()


def is_filled() -> bool:
    """Return whether the demonstration was once filled to the end."""
    return _note().exists()


def note_filled() -> None:
    """Note that nothing is left to fill."""
    _note().touch()


def _note() -> Path:
    return Path(settings.GUOL_DATA) / "demo-filled"


def _place() -> Path:
    return Path(settings.GUOL_DATA) / "demo-clock.json"


def birth_notice(case: Case, born: date) -> BytesIO:
    """Draw the photo of a hospital's notice of a birth (giấy chứng sinh), invented, as JPEG."""
    page = Image.new("RGB", PHOTO, PAPER)
    pen = ImageDraw.Draw(page)
    parent = "mẹ" if case.parent.sex == "female" else "cha"
    sex = "nữ" if case.child.sex == "female" else "nam"
    lines = (
        ("Bold", 28, "TRUNG TÂM Y TẾ HUYỆN NAM GIANG"),
        ("Regular", 24, "(bản trình diễn, không có giá trị)"),
        ("Bold", 46, "GIẤY CHỨNG SINH"),
        ("Regular", 28, f"Họ và tên {parent}: {case.parent.name}"),
        ("Regular", 28, f"Nơi cư trú: thôn {case.village}, huyện Nam Giang"),
        ("Regular", 28, f"Trẻ sinh ngày {born:%d/%m/%Y}"),
        ("Regular", 28, "Tại: Trung tâm Y tế huyện Nam Giang"),
        ("Regular", 28, f"Giới tính: {sex}"),
        ("Regular", 28, f"Dự định đặt tên con: {case.child.name}"),
        ("Italic", 26, f"Nam Giang, ngày {born:%d/%m/%Y}"),
    )
    top = 90
    for style, size, text in lines:
        font = ImageFont.truetype(font_file(f"LiberationSerif-{style}"), size)
        is_middle = style == "Bold"
        at = ((PHOTO[0] - pen.textlength(text, font)) / 2 if is_middle else 90, top)
        pen.text(at, text, INK, font)
        top += size * 2 + 22
    pen.ellipse((560, 960, 760, 1160), outline=(178, 60, 58), width=6)
    lying = page.rotate(1.4, expand=True, fillcolor=TABLE)
    photo = BytesIO()
    lying.save(photo, "JPEG", quality=60)
    photo.seek(0)
    return photo
