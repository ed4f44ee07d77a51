"""A telephone photographs a paper page after page; they arrive as one paper."""

import re
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from tests.journeys.test_birth import PLACE, fill_in, open_dossier

pytestmark = [pytest.mark.journey, pytest.mark.heavy]


def a_photograph(shade):
    """A large photograph, turned by the hand that held the telephone."""
    picture = Image.effect_noise((2400, 1800), 40).convert("RGB")
    exif = picture.getexif()
    exif[0x0112] = 6
    content = BytesIO()
    picture.save(content, "JPEG", exif=exif, quality=92, comment=str(shade))
    return {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def shoot(page, button, shade):
    with page.expect_file_chooser() as asked:
        button.click()
    asked.value.set_files(a_photograph(shade))


def test_page_after_page_is_photographed_as_one_paper(walker, chromium):
    citizen = walker()
    citizen.context.close()
    citizen.context = chromium.new_context(
        viewport={"width": 360, "height": 640}, locale="vi-VN", has_touch=True, is_mobile=True
    )
    page = citizen.page = citizen.context.new_page()
    citizen.go("/thu-tuc/1.001193/nop/")
    page.select_option("[name=competent]", label=PLACE)
    fill_in(page, child="Zơ Râm Hai Trang")
    row = page.locator(".field", has=page.locator("[name=g-1]"))
    shoot(page, row.get_by_role("button", name=re.compile("^Chụp ảnh")), 1)
    row.get_by_text("Số trang đã có: 1").wait_for()
    for shade, pages in ((2, 2), (3, 3)):
        shoot(page, row.get_by_role("button", name=re.compile("^Chụp trang tiếp")), shade)
        row.get_by_text(f"Số trang đã có: {pages}").wait_for()
    row.get_by_role("button", name=re.compile("^Bỏ trang cuối")).click()
    row.get_by_text("Số trang đã có: 2").wait_for()
    citizen.see("photographed")
    citizen.turn("button[value=xem]")
    assert "image.pdf" in citizen.text()
    citizen.turn("button[value=gui]")
    reference = citizen.read(r"(NOP-[0-9A-F-]+)")
    clerk = open_dossier(walker().be("motcua.laee"), reference)
    with pikepdf.open(BytesIO(clerk.fetch("image.pdf"))) as pdf:
        sizes = [[float(side) for side in each.mediabox[2:]] for each in pdf.pages]
    assert [width < height for width, height in sizes] == [True, True]
