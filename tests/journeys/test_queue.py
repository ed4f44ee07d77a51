"""A morning in the waiting room: a citizen takes a number, is called, and is taken in."""

import re

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
WINDOWS = {"desk": "1", "phone": "2"}


def sat_down(clerk):
    """Open the clerk's window, unless it stayed open; nobody is left waiting."""
    clerk.go("/mot-cua/goi-so/")
    if number := clerk.page.locator("main > form [name=number]").all():
        number[0].fill(WINDOWS[clerk.size])
        clerk.turn("main > form button")
    return clerk


def hall_of(clerk):
    """Return the addresses of kiosk and screen, as the clerk's page names them."""
    links = [each.get_attribute("href") for each in clerk.page.locator("main a").all()]
    screen = next(each for each in links if each.endswith("/man-hinh/"))
    return screen.removesuffix("man-hinh/"), screen


def number_taken(citizen, kiosk):
    """Take a number for the civil registry, as an elder; return it."""
    citizen.go(kiosk).see("kiosk")
    citizen.turn("a:text-is('Hộ tịch')")
    citizen.see("kiosk-priority")
    citizen.turn("button[value=elder]")
    citizen.see("ticket")
    name = citizen.page.locator("svg[role=img]").get_attribute("aria-label")
    slip = citizen.page.locator("a[href$='/pdf/']").get_attribute("href")
    content = citizen.context.request.get(citizen.address + slip).body()
    assert content.startswith(b"%PDF")
    return name


def test_a_number_is_taken_called_and_taken_in(walker):
    clerk = sat_down(walker().be("motcua.thanhmy"))
    kiosk, screen = hall_of(clerk)
    citizen, wall = walker(), walker()
    name = number_taken(citizen, kiosk)
    assert re.fullmatch(r"A\d{3}", name)
    wall.go(screen)
    assert name in wall.text()
    clerk.go("/mot-cua/goi-so/").see("window-waiting")
    clerk.turn("form[action$='/goi/'] button")
    clerk.see("window")
    assert name in clerk.text()
    wall.go(screen).see("screen")
    called = wall.page.locator(".panel svg").get_attribute("aria-label")
    assert called.startswith(f"{name}, cửa ")
    citizen.page.reload()
    assert "Đến lượt bà con" in citizen.text()
    clerk.turn("form[action$='/nhan/'] button")
    clerk.page.wait_for_url("**/mot-cua/tiep-nhan/?phieu=**")
    clerk.see("intake-of-number")
    assert f"Số thứ tự {name}" in clerk.text()
    clerk.turn("main .tasks a")
    assert clerk.page.locator("button[value=tam-goi]").count() == 1
    clerk.go("/mot-cua/goi-so/")
    clerk.turn("form[action$='/xong/'] button")
    assert name not in clerk.text()
