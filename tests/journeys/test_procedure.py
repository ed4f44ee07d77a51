"""An administrator writes a procedure, and the same day a citizen uses it."""

from itertools import count

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
_codes = count(1)
STEPS = (
    ("B1", "Tiếp nhận hồ sơ", "one_stop", "60"),
    ("B2", "Kiểm tra thực địa", "justice_officer", "480"),
    ("B3", "Ký xác nhận", "leader", "60"),
    ("B4", "Trả kết quả", "one_stop", "30"),
)
NAME = "Xác nhận có đường vào nương rẫy"


def write(admin, url, slug, **typed):
    """Fill in a page of the draft and save it."""
    page = admin.go(f"{url}{slug}/").page
    for name, value in typed.items():
        box = page.locator(f"main form [name='{name.replace('__', '.')}']")
        if box.first.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    admin.turn("button[value=luu]")


def test_a_procedure_is_written_tried_published_and_used(walker):
    admin, code = walker().be("quantri.huyen"), f"9.{next(_codes):06}"
    admin.go("/danh-muc/").page.fill("[name=code]", code)
    admin.turn(admin.page.get_by_role("button", name="Bắt đầu dự thảo"))
    url = admin.page.url.removeprefix(admin.address).split("?")[0]
    admin.see("draft-empty")
    assert "Chưa công bố được" in admin.text()
    general = {"name": NAME, "field": "Nông nghiệp", "competence__0": "commune_pc"}
    write(admin, url, "chung", **general, result="Giấy xác nhận", result_template="result")
    write(admin, url, "cau-hoi/moi", label="Nương ở đâu", name="where", section="Nương rẫy")
    write(admin, url, "cau-hoi/moi", label="Rộng bao nhiêu m²", name="area", kind="number")
    write(admin, url, "thoi-han", limit__value="2", limit__unit="wd")
    write(admin, url, "phi", amount_vnd="10.000", formula="5000 + 5 * area")
    for step, what, role, minutes in STEPS:
        write(admin, url, "buoc/moi", step=step, what=what, role=role, working_minutes=minutes)
    admin.go(url).see("draft-whole")
    assert "Không có chỗ nào mâu thuẫn" in admin.text()
    admin.turn(admin.page.get_by_role("link", name="Xem và thử"))
    admin.page.fill("[name=f-area]", "400")
    admin.turn("button[value=thu]")
    admin.see("draft-tried")
    assert "7.000 đ" in admin.text()
    page = admin.go(f"{url}chung/").page
    since = page.input_value("[name=valid_from]")
    day, month, year = map(int, since.split("/"))
    write(admin, url, "chung", valid_from=f"{day:02}/{month:02}/{year - 1}")
    admin.go(f"{url}cong-bo/").see("draft-publish")
    admin.turn(admin.page.get_by_role("button", name="Công bố"))
    admin.see("draft-published")

    citizen = walker()
    page = citizen.go(f"/thu-tuc/{code}/").page
    citizen.see("new-procedure")
    assert "UBND cấp xã" in citizen.text()
    citizen.turn(page.get_by_role("link", name="Nộp hồ sơ trực tuyến"))
    page.select_option("[name=competent]", label="UBND xã La Êê")
    page.fill("[name=applicant]", "A Viết Nhăng")
    page.fill("[name=f-where]", "Suối Tà Vinh")
    page.fill("[name=f-area]", "400")
    citizen.turn("button[value=xem]")
    citizen.turn("button[value=gui]")
    reference = citizen.read(r"(NOP-[0-9A-F-]+)")
    clerk = walker().be("motcua.laee")
    clerk.go(f"/mot-cua/?tim={reference}")
    clerk.turn("a[href^='/ho-so/']")
    clerk.turn("form[action$='/tiep-nhan/'] button")
    clerk.see("new-procedure-accepted")
    assert "7.000 đ" in clerk.text()
