"""One visit of a household: the card read once, two requests, one receipt to go home with."""

import subprocess

import pytest

from bench.keystrokes import CARD
from tests.journeys.test_birth import NUMBER, a_scan

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
BIRTH, PARENT = "1.001193", "1.000689"
MOTHER, CHILD = "Bh'riu Thị Pơ Loong", "A Viết Bh'riu"
SAID = {"f-child_name": CHILD, "f-child_born_on": "12/06/2025", "competent": "u20698.1-ubnd"}
DAY, WORDS = "12/06/1990", "La Êê"


def called_up(clerk, code):
    """Look a procedure up and open its form."""
    page = clerk.page
    if "/mot-cua/tiep-nhan/" not in page.url:
        clerk.go("/mot-cua/tiep-nhan/")
    page.fill("[name=tim]", code)
    with page.expect_navigation():
        page.locator("[name=tim]").press("Enter")
    return page


def fill_in(page):
    """Answer what must be answered and is empty still."""
    for box in page.locator("main form [required]").all():
        name = box.get_attribute("name")
        if not box.is_visible() or box.get_attribute("type") in {"file", "radio", "checkbox"}:
            continue
        if box.input_value():
            continue
        if box.evaluate("each => each.tagName") == "SELECT":
            chosen = box.locator("option:not([value=''])").first.get_attribute("value")
            box.select_option(SAID.get(name, chosen))
        else:
            is_day = "born" in name and not name.endswith("_at")
            box.fill(SAID.get(name, DAY if is_day else WORDS))
    for group in page.locator("main form fieldset:has([type=radio])").all():
        if not group.locator(":checked").count():
            group.locator("[type=radio]").first.check()


def first_of_the_visit(clerk):
    """Scan the card, take the birth in with a photograph of the birth notice."""
    page = called_up(clerk, BIRTH)
    with page.expect_navigation():
        page.keyboard.type(CARD)  # where the keyboard is, as a reader does
    assert page.input_value("[name=applicant]") == MOTHER
    clerk.turn("button[value^='nhu-']")
    fill_in(page)
    page.locator("details:has(input[type=file]) summary").first.click()
    page.locator("input[type=file]").first.set_input_files(a_scan())
    clerk.see("household-first")
    clerk.turn("button[value=tiep]")
    clerk.see("household-more")


def test_a_household_goes_home_with_one_receipt(walker, tmp_path):
    clerk = walker().be("motcua.laee")
    first_of_the_visit(clerk)

    page = called_up(clerk, PARENT)  # nobody is asked who they are, nor for the notice again
    assert page.input_value("[name=applicant]") == MOTHER
    page.locator("[name=held]").first.check()
    fill_in(page)
    clerk.see("household-second")
    clerk.turn("button[value=nhan]:not(.unseen)")
    page.wait_for_url("**/mot-cua/luot/**")
    clerk.see("household")
    numbers = page.locator("tbody th").all_inner_texts()
    assert len(numbers) == 2

    receipt = clerk.fetch_pdf("Một giấy hẹn cho cả lượt (A5)")
    (tmp_path / "receipt.pdf").write_bytes(receipt)
    words = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "receipt.pdf"), "-"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert all(number in words for number in numbers)
    assert MOTHER in words.replace("\u2019", "'")

    clerk.turn(page.get_by_role("link", name=numbers[1]))
    clerk.see("household-held")
    assert clerk.read(NUMBER) == numbers[1]
    assert f"lấy từ hồ sơ {numbers[0]}" in clerk.text()
    assert clerk.fetch("giấy chứng sinh.jpg")
