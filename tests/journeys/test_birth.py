"""One birth registration all the way, and its side roads, as people walk them."""

from functools import cache
from io import BytesIO
from itertools import count

import pytest
from PIL import Image

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
PLACE = "UBND xã La Êê"
MOTHER, CHILD = "Bh'riu Thị Pơ Loong", "A Viết"
REFERENCE = r"(NOP-[0-9A-F-]+)"
NUMBER = r"(000\.02\.99\.H47-\d{6}-\d{4})"
MOST_STOPS = 60  # of the Tab key, from the first box to the button
TYPED = {
    "applicant": MOTHER,
    "f-child_name": "Bh'riu Nhứt",
    "f-child_born_on": "12/06/2025",
    "f-child_born_at": "Trạm y tế",
    "f-child_origin": "La Êê",
}
CHOSEN = {
    "f-relation": "mother",
    "f-child_sex": "male",
    "f-child_ethnic": "co_tu",
    "competent": "u20698.1-ubnd",
}
_numbers = count(49_225_000_001)


@cache
def a_scan():
    content = BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(content, "JPEG")
    return {
        "name": "giấy chứng sinh.jpg",
        "mimeType": "image/jpeg",
        "buffer": content.getvalue(),
    }


def fill_in(page, *, child=CHILD):
    """Fill in the questions that must be answered."""
    page.fill("[name=applicant]", MOTHER)
    page.fill("[name=phone]", "0905 123 456")
    page.select_option("[name=f-relation]", "mother")
    page.fill("[name=f-child_name]", child)
    page.fill("[name=f-child_born_on]", "12/06/2025")
    page.select_option("[name=f-child_sex]", "male")
    page.select_option("[name=f-child_ethnic]", "co_tu")
    page.fill("[name=f-child_born_at]", "Trạm y tế xã La Êê")
    page.fill("[name=f-child_origin]", "La Êê, Nam Giang")


def lodge(citizen, *, child=CHILD):
    """Lodge online, and return reference and secret."""
    page = citizen.go("/thu-tuc/1.001193/").page
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
    page.select_option("[name=competent]", label=PLACE)
    fill_in(page, child=child)
    page.locator("input[type=file]").first.set_input_files(a_scan())
    citizen.see("lodge")
    citizen.turn("button[value=xem]")
    citizen.see("review")
    page.locator("button[value=gui]").click()
    page.wait_for_url("**/tra-cuu/da-nop/")
    citizen.see("lodged")
    secret = page.locator(".panel b").nth(1).inner_text()
    return citizen.read(REFERENCE), secret


def open_dossier(official, reference):
    official.go(f"/mot-cua/?tim={reference}")
    official.turn("a[href^='/ho-so/']")
    return official


def accept(clerk, reference):
    """Accept a lodged dossier, and return its number."""
    open_dossier(clerk, reference)
    clerk.see("to-accept")
    clerk.turn("form[action$='/tiep-nhan/'] button")
    clerk.see("accepted")
    return clerk.read(NUMBER)


def step(official, name):
    """Do the step that waits and pass the dossier on."""
    official.go(f"/ho-so/{name}/")
    official.turn("form[action$='/chuyen/'] button")


def follow(citizen, name, secret):
    citizen.go("/tra-cuu/").page.fill("[name=name]", name)
    citizen.page.fill("[name=secret]", secret)
    citizen.turn("main form button")


def to_officer(walker, name):
    """Lead an accepted dossier to the officer who appraises it."""
    step(walker().be("motcua.laee"), name)
    step(walker().be("phutrach.laee"), name)
    return walker().be("tuphap.laee")


def test_from_the_citizens_form_to_the_signed_for_result(walker):
    citizen = walker()
    reference, secret = lodge(citizen)
    number = accept(walker().be("motcua.laee"), reference)
    officer = to_officer(walker, number)
    officer.go(f"/ho-so/{number}/").see("appraise")
    assert officer.fetch("giấy chứng sinh.jpg") == a_scan()["buffer"]
    officer.page.fill("[name=number]", f"{next(_numbers):012}")
    officer.turn("form[action$='/so-ngoai/'] button")
    step(officer, number)
    step(walker().be("phutrach.laee"), number)
    leader = walker().be("lanhdao.laee")
    leader.go(f"/ho-so/{number}/").see("sign")
    leader.turn("form[action$='/ky/'] button")
    clerk = walker().be("motcua.laee")
    clerk.go(f"/ho-so/{number}/").see("return")
    clerk.page.fill("[name=receiver]", MOTHER)
    clerk.turn("form[action$='/tra/'] button")
    clerk.see("returned")
    assert "Đã trả kết quả" in clerk.text()
    assert "B7" in clerk.text()
    elsewhere = walker()  # nothing is remembered here: number and secret are enough
    follow(elsewhere, number, secret)
    elsewhere.see("followed")
    assert "Đã trả kết quả" in elsewhere.text()


def tab_to(page, wanted, *, on_the_way=None):
    """Press Tab until what is wanted has the keyboard."""
    for _ in range(MOST_STOPS):
        if page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return
        if on_the_way:
            on_the_way(page)
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached with {MOST_STOPS} presses of Tab")


def answer(page):
    """Type, choose or tick what has the keyboard, if there is something to say."""
    name = page.evaluate("document.activeElement.name")
    if name in TYPED:
        page.keyboard.type(TYPED[name])
    if name == "laid":
        page.keyboard.press("Space")
    if name in CHOSEN:
        for _ in range(MOST_STOPS):
            if page.evaluate("document.activeElement.value") == CHOSEN[name]:
                return
            page.keyboard.press("ArrowDown")


def test_a_clerk_takes_one_in_at_the_counter_by_keyboard_alone(walker):
    clerk = walker().be("motcua.laee")
    page = clerk.go("/mot-cua/").page
    clerk.see("counter")
    tab_to(page, "main a[href$='/tiep-nhan/']")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    if page.url.endswith("/tiep-nhan/"):  # more than one procedure is ready: choose
        tab_to(page, "main a[href$='/1.001193/']")
        page.keyboard.press("Enter")
    page.wait_for_url("**/mot-cua/tiep-nhan/")
    assert page.evaluate("document.activeElement.name") == "tim"
    page.keyboard.type("1.001193")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mot-cua/tiep-nhan/1.001193/")
    assert page.evaluate("document.activeElement.name") == "applicant"
    tab_to(page, "main button[accesskey=s]", on_the_way=answer)
    assert page.locator("[name=laid]:checked").count() == page.locator("[name=laid]").count()
    clerk.see("intake")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ho-so/**")
    clerk.see("taken-in")
    assert TYPED["f-child_name"] in clerk.text()
    assert "Tờ khai đăng ký khai sinh theo mẫu" in clerk.text()
    assert clerk.read(NUMBER)


def test_something_is_missing_and_comes_later(walker):
    citizen = walker()
    reference, secret = lodge(citizen, child="Zơ Râm Sơn")
    number = accept(walker().be("motcua.laee"), reference)
    officer = to_officer(walker, number)
    page = officer.go(f"/ho-so/{number}/").page
    if not page.locator("form[action$='/bo-sung/'] [name=reason]").is_visible():
        page.locator("summary", has=page.locator("text=bổ sung")).first.click()
    page.fill("form[action$='/bo-sung/'] [name=reason]", "Ảnh mờ, không đọc được ngày sinh.")
    officer.turn("form[action$='/bo-sung/'] button")
    officer.see("waiting")
    follow(citizen, number, secret)
    citizen.see("asked")
    assert "Ảnh mờ" in citizen.text()
    citizen.page.fill("[name=words]", "Tôi gửi lại ảnh rõ hơn.")
    citizen.page.locator("input[type=file]").set_input_files([a_scan()])
    citizen.turn("form[action$='/bo-sung/'] button")
    citizen.see("answered")
    page = officer.go(f"/ho-so/{number}/").page
    assert "Tôi gửi lại ảnh rõ hơn." in officer.text()
    officer.turn("form[action$='/nhan-bo-sung/'] button")
    officer.see("goes-on")
    assert "Chờ" not in page.locator("main .tag").first.inner_text()


def test_a_refusal_says_why_and_what_to_do(walker):
    citizen = walker()
    reference, secret = lodge(citizen, child="Pơ Loong Minh")
    clerk = open_dossier(walker().be("motcua.laee"), reference)
    page = clerk.page
    if not page.locator("form[action$='/tu-choi/'] [name=reason]").is_visible():
        page.locator("summary", has=page.locator("text=ừ chối")).first.click()
    page.fill("form[action$='/tu-choi/'] [name=reason]", "Đã đăng ký tại xã Chơ Chun.")
    page.fill("form[action$='/tu-choi/'] [name=way_on]", "Xin cấp trích lục tại đây.")
    clerk.turn("form[action$='/tu-choi/'] button")
    clerk.see("refused")
    follow(citizen, reference, secret)
    citizen.see("refused-followed")
    assert "Đã đăng ký tại xã Chơ Chun." in citizen.text()
    assert "Xin cấp trích lục tại đây." in citizen.text()


def test_a_number_alone_tells_nothing(walker):
    citizen = walker()
    reference, _ = lodge(citizen, child="Cơ Lâu Hùng")
    stranger = walker()
    follow(stranger, reference, "không-biết")
    stranger.see("stranger")
    assert "Cơ Lâu" not in stranger.text()
    assert "Bh'riu" not in stranger.text()


def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(walker):
    page = walker().go("/thu-tuc/1.001193/nop/").page
    page.select_option("[name=competent]", label=PLACE)
    fill_in(page)
    page.fill("[name=f-child_born_on]", "31/02/2025")
    page.fill("[name=f-mother_number]", "04922500123")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "đơn.pdf", "mimeType": "application/pdf", "buffer": b"MZ no paper at all"}
    )
    with page.expect_navigation():
        page.locator("button[value=xem]").click()
    told = page.locator("main").inner_text()
    assert "đơn.pdf" in told
    assert page.input_value("[name=f-child_born_on]") == "31/02/2025"
    assert page.input_value("[name=f-child_name]") == CHILD
    assert page.locator("[aria-invalid=true]").count() >= 2
