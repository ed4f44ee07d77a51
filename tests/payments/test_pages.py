"""The cashier's day and the receipt to print: who sees them, and how much they weigh."""

import gzip
import subprocess

import pytest

from guol.feed.api import number_of
from guol.payments.api import fee_receipt, fee_receipt_pdf, take_cash, void_fee_receipt
from tests.onestop.conftest import _cheap_hashes, clock_at
from tests.onestop.world import MONDAY as NOW
from tests.onestop.world import found_house, sign_in_as

__all__ = ["_cheap_hashes", "clock_at"]
pytestmark = pytest.mark.django_db
PAGE = "/mot-cua/thu-phi/"
PAGE_BYTES, QUERIES = 14_000, 5
FEE = {
    "matter": "dossier/1",
    "matter_number": "000.02.99.H47-260420-0001",
    "payer": "Bh'riu Thị Pơ Loong",
    "amount_vnd": 10_000,
}


@pytest.fixture
def house(db, clock_at):
    clock_at(NOW)
    return found_house()


@pytest.fixture
def taken(house):
    """The key of a receipt that the clerk wrote today."""
    return take_cash(house.clerk.act(), **FEE)


def page_of(key):
    return f"{PAGE}{key.partition('/')[2]}/"


def test_the_cashier_sees_the_receipts_of_the_day_and_what_the_drawer_holds(
    client, house, taken
):
    void_fee_receipt(
        house.clerk.act(),
        take_cash(house.clerk.act(), **FEE | {"amount_vnd": 7_000}),
        why="sai tên",
        seen=1,
    )
    text = sign_in_as(client, house.clerk).get(PAGE).content.decode()
    assert "000.02.99.H47-260420-0001" in text
    assert page_of(taken) in text
    assert "đã hủy" in text
    assert text.partition('id="drawer">')[2].startswith("10.000")


def test_another_day_is_shown_when_it_is_asked_for(client, house, taken):
    answer = sign_in_as(client, house.clerk).get(PAGE, {"ngay": "19/04/2026"})
    assert "Trong ngày này chưa thu khoản nào." in answer.content.decode()


@pytest.mark.parametrize("day", ["31/02/2026", "x", "0", "\x00", "9" * 50])
def test_a_day_that_cannot_be_is_said_and_today_is_shown(client, house, taken, day):
    answer = sign_in_as(client, house.clerk).get(PAGE, {"ngay": day})
    assert answer.status_code in {200, 400}
    assert answer.status_code == 400 or FEE["matter_number"] in answer.content.decode()


def test_a_clerk_of_another_counter_sees_nothing_of_it(client, house, taken):
    signed = sign_in_as(client, house.far_clerk)
    assert FEE["matter_number"] not in signed.get(PAGE).content.decode()
    assert signed.get(page_of(taken)).status_code == 404


@pytest.mark.parametrize("who", ["officer", "technician"])
def test_a_colleague_who_takes_no_money_is_refused(client, house, taken, who):
    signed = sign_in_as(client, getattr(house, who))
    assert signed.get(PAGE).status_code == 403
    assert signed.get(page_of(taken)).status_code in {403, 404}


def test_a_stranger_is_refused(client, house, taken):
    assert client.get(PAGE).status_code == 403
    assert client.get(page_of(taken)).status_code in {403, 404}


def test_a_receipt_is_a_pdf_that_nobody_keeps_on_the_way(client, house, taken):
    answer = sign_in_as(client, house.clerk).get(page_of(taken))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.needs("pdftotext")
def test_a_receipt_says_the_amount_in_words_and_a_voided_one_says_so(house, taken, tmp_path):
    def words():
        (tmp_path / "form.pdf").write_bytes(fee_receipt_pdf(fee_receipt(taken)))
        done = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "form.pdf"), "-"],
            capture_output=True,
            check=True,
        )
        return " ".join(done.stdout.decode().split())

    assert "Mười nghìn đồng" in words()
    assert "0000001" in words()
    assert house.clerk.person not in words()
    assert "ĐÃ HỦY" not in words()
    void_fee_receipt(house.clerk.act(), taken, why="sai tên", seen=number_of(taken))
    assert "ĐÃ HỦY" in words()
    assert "sai tên" in words()


def test_the_same_receipt_is_the_same_bytes(house, taken):
    receipt = fee_receipt(taken)
    assert fee_receipt_pdf(receipt) == fee_receipt_pdf(receipt)


def test_a_day_of_a_hundred_receipts_is_light_and_few_reads(
    client, house, django_assert_max_num_queries
):
    for _ in range(100):
        take_cash(house.clerk.act(), **FEE)
    signed = sign_in_as(client, house.clerk)
    with django_assert_max_num_queries(QUERIES):
        answer = signed.get(PAGE)
    assert len(gzip.compress(answer.content, 6)) < PAGE_BYTES
    assert answer.content.decode().count("<tr>") == 101
