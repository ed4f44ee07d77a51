"""A morning at the counter by keyboard alone: numbers called, one put aside, all taken in."""

import pytest

from bench.keystrokes import Hands
from tests.journeys.test_birth import TYPED, answer, tab_to
from tests.journeys.test_queue import WINDOWS, hall_of

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
CLERK = "motcua.thanhmy"
NUMBER = r"(000\.01\.99\.H47-\d{6}-\d{4})"
FIRST = "Pơ Loong Thị Nhin"


def key(page, pressed):
    """Press keys that lead to another page."""
    letter = pressed.removeprefix("Alt+")
    with page.expect_navigation():
        if letter == pressed:
            page.keyboard.press(pressed)
        else:
            Hands(page).shortcut(letter)


def take_a_number(citizen, kiosk):
    citizen.go(kiosk)
    citizen.turn("a:text-is('Hộ tịch')")
    citizen.turn("main form button")


def called_to_form(page):
    """Take in whoever was called, and open the form of a birth."""
    key(page, "Alt+n")
    tab_to(page, "[name=tim]")
    page.keyboard.type("1.001193")
    key(page, "Enter")
    assert page.evaluate("document.activeElement.name") == "applicant"


def accept(clerk):
    """Fill in all that is asked, and accept; return the number."""
    page = clerk.page
    tab_to(page, "main button[accesskey=s]", on_the_way=answer)
    key(page, "Enter")
    return clerk.read(NUMBER)


def test_a_morning_without_a_mouse(walker):
    clerk = walker().be(CLERK)
    page = clerk.go("/mot-cua/").page
    key(page, "Alt+g")
    if page.locator("main > form [name=number]").count():
        tab_to(page, "main > form [name=number]")
        page.keyboard.press("Control+a")
        page.keyboard.type(WINDOWS[clerk.size])
        key(page, "Alt+g")
    kiosk, _screen = hall_of(clerk)
    for _citizen in range(2):
        take_a_number(walker(), kiosk)

    key(page, "Alt+g")  # the first is called; a paper is missing, so it is put aside
    called_to_form(page)
    page.keyboard.type(FIRST)
    tab_to(page, "main button[value=tam-goi]")
    key(page, "Enter")
    called_to_form(page)  # the second, all the way
    second = accept(clerk)
    clerk.see("morning-second")

    tab_to(page, "a[href='/mot-cua/']")
    key(page, "Enter")
    key(page, "Alt+t")
    clerk.see("morning-aside")
    key(page, "Alt+u")
    assert page.input_value("[name=applicant]") == FIRST
    first = accept_rest(clerk)
    assert first != second


def accept_rest(clerk):
    """Fill in what is still empty, and accept."""
    page = clerk.page

    def rest(page):
        name = page.evaluate("document.activeElement.name")
        if name and page.evaluate("document.activeElement.value") and name in TYPED:
            return
        answer(page)

    tab_to(page, "main button[accesskey=s]", on_the_way=rest)
    key(page, "Enter")
    return clerk.read(NUMBER)
