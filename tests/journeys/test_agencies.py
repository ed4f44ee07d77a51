"""One request through three agencies, as those who work on it walk."""

from itertools import count

import pytest

from tests.journeys.test_birth import NUMBER, fill_in

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
_numbers = count(49_226_500_001)


def press_on(official, name, deed):
    """Open a dossier and press its button."""
    official.go(f"/ho-so/{name}/")
    official.turn(f"form[action$='/{deed}/'] button")
    return official


def part(official, whole, place):
    """Return the number of the part in that line of the whole request."""
    official.go(f"/ho-so/{whole}/")
    return official.page.locator("table.stack tbody tr").nth(place).locator("i").inner_text()


def take_in(clerk):
    """Take a linked request in at the counter, and return its number."""
    page = clerk.go("/mot-cua/tiep-nhan/LT-KS/").page
    fill_in(page, child="Bh'riu Thị Hoa")
    page.select_option("[name=competent]", "u20698.1-ubnd")
    page.fill("[name=f-address]", "Thôn Vinh, xã La Êê")
    page.select_option("[name=f-housing]", "own")
    page.fill("[name=f-first_care]", "Trạm y tế xã La Êê")
    page.check("[name=is_handed_over]")
    clerk.see("bundle-intake")
    page.locator("main form button[accesskey=s]").click()
    page.wait_for_url("**/ho-so/**")
    return clerk.read(NUMBER)


def test_a_birth_is_registered_with_residence_and_health_card(walker):
    clerk = walker().be("motcua.laee")
    whole = take_in(clerk)
    clerk.see("bundle")
    birth, residence, card = (part(clerk, whole, place) for place in range(3))
    press_on(walker().be("phutrach.laee"), birth, "chuyen")
    officer = walker().be("tuphap.laee")
    officer.go(f"/ho-so/{birth}/").page.fill("[name=number]", f"{next(_numbers):012}")
    officer.turn("form[action$='/so-ngoai/'] button")
    press_on(officer, birth, "chuyen")
    press_on(walker().be("phutrach.laee"), birth, "chuyen")
    press_on(walker().be("lanhdao.laee"), birth, "ky")
    police, insurer = walker().be("canbo.congan"), walker().be("baohiem.huyen")
    police.go(f"/ho-so/{residence}/").see("bundle-part")
    assert "Kết quả của các phần việc trước" in police.text()
    clerk.go(f"/ho-so/{whole}/").see("bundle-side-by-side")
    assert "Công an xã La Êê" in clerk.text()
    press_on(insurer, card, "chuyen")
    press_on(walker().be("giamdoc.bhxh"), card, "ky")
    press_on(police, residence, "chuyen")
    press_on(walker().be("truong.congan"), residence, "ky")
    press_on(clerk, whole, "tra-het").see("bundle-end")
    assert "Hồ sơ liên thông đã kết thúc" in clerk.text()


def test_a_chair_sees_everything_below_and_opens_what_is_late(walker):
    chair = walker().be("chutich.huyen")
    chair.go("/mot-cua/toan-canh/").see("overview")
    assert "UBND xã La Êê" in chair.text()
    chair.turn(chair.page.get_by_role("link", name="UBND xã La Êê", exact=True))
    chair.see("overview-agency")
    chair.turn("a[href^='/ho-so/']")
    assert "Phiếu kiểm soát" in chair.text()
