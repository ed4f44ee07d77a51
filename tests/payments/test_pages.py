"""The cashier's day and the receipt to print: who sees them, and how much they weigh."""

import gzip
import subprocess
from datetime import timedelta

import pytest

from guol.feed.api import history_of, number_of, open_blob
from guol.kernel.ids import new_key
from guol.papers.gateways.press import FormFailed
from guol.payments import jobs
from guol.payments.actions import forget_printouts
from guol.payments.api import (
    fee_receipt,
    fee_receipt_pdf,
    make_printout,
    open_drawer,
    refund_fee,
    take_cash,
    void_fee_receipt,
)
from guol.payments.models import Drawer, FeeReceipt, Printout
from guol.people.api import staff_of
from tests.onestop.conftest import _cheap_hashes, clock_at
from tests.onestop.world import COMMITTEE, found_house, sign_in_as
from tests.onestop.world import MONDAY as NOW
from tests.payments.till import SYMBOL

__all__ = ["_cheap_hashes", "clock_at"]
pytestmark = pytest.mark.django_db
PAGE = "/mot-cua/thu-phi/"
PAGE_BYTES, QUERIES = 14_000, 14
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


def send(client, path, **values):
    """Send a form of this page."""
    return client.post(f"{PAGE}{path}", {"key": new_key(), "seen": 1} | values)


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


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


def test_a_receipt_is_a_pdf_that_nobody_keeps_on_the_way(clerk, taken):
    answer = clerk.get(page_of(taken) + "pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF-")


def words_of(content, tmp_path):
    (tmp_path / "form.pdf").write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "form.pdf"), "-"],
        capture_output=True,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


@pytest.mark.needs("pdftotext")
def test_a_receipt_says_the_amount_in_words_and_a_voided_one_says_so(house, taken, tmp_path):
    def words():
        return words_of(fee_receipt_pdf(fee_receipt(taken)), tmp_path)

    assert "Mười nghìn đồng" in words()
    assert "0000001" in words()
    assert SYMBOL in words()
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
    assert answer.content.decode().count("<tr>") == 51


# ── what is made later ───────────────────────────────────────────────────────────────────


def later(key):
    for told in history_of(key):
        jobs.print_receipt.func(told.origin.feed, told.origin.number)


def test_the_file_of_a_receipt_is_made_later_once_and_shown_as_pending_until_then(
    clerk, house, taken
):
    assert "(đang lập)" in clerk.get(PAGE).content.decode()
    later(taken)
    later(taken)
    assert "(đang lập)" not in clerk.get(PAGE).content.decode()
    assert Printout.objects.count() == 1
    digest = Printout.objects.get().digest
    with open_blob(digest) as content:
        assert clerk.get(page_of(taken) + "pdf/").content == content.read()


def test_a_press_that_fails_undoes_no_receipt_and_is_tried_again(clerk, taken, monkeypatch):
    def broken(*args, **values):
        raise FormFailed("no paper")

    with monkeypatch.context() as at_night:
        at_night.setattr("guol.payments.queries.papers.typeset", broken)
        with pytest.raises(FormFailed):
            later(taken)
        assert fee_receipt(taken).number == 1
        assert "đang được tạo" in clerk.get(page_of(taken)).content.decode()
    later(taken)
    assert "đang được tạo" not in clerk.get(page_of(taken)).content.decode()


def test_a_receipt_whose_money_was_given_back_is_another_file(house, taken):
    later(taken)
    refund = refund_fee(
        house.clerk.act(), taken, amount_vnd=1_000, why="thu thừa", approver=a_leader(house)
    )
    later(refund)
    assert Printout.objects.filter(receipt=taken).count() == 2
    forget_printouts(taken)
    assert not Printout.objects.exists()


def test_nothing_is_made_of_a_receipt_that_nobody_knows(house):
    with pytest.raises(LookupError):
        make_printout("fee/none", at=NOW)


def a_leader(house):
    return next(each for each in staff_of(COMMITTEE, NOW.date()) if each.role == "leader")


# ── the presses ──────────────────────────────────────────────────────────────────────────


def test_a_morning_at_the_drawer(client, house):
    """Opened by the far clerk, whose counter has no book yet."""
    signed = sign_in_as(client, house.far_clerk)
    assert "Chưa mở quyển biên lai" in signed.get(PAGE).content.decode()
    book = {"medium": "paper", "form": "01", "symbol": "XX", "book": "7", "first": 1}
    assert send(signed, "quyen/", **book, last="").status_code == 303
    assert send(signed, "mo-quy/", opening_vnd="50.000").status_code == 303
    take_cash(house.far_clerk.act(), **FEE)
    refused = send(signed, "quy/1/nop/", counted_vnd="59.000", receiver="Thủ quỹ", why="")
    assert refused.status_code == 422
    assert 'value="59.000"' in refused.content.decode()
    assert "60000" in refused.content.decode()
    done = send(signed, "quy/1/nop/", counted_vnd="60.000 đ", receiver="Thủ quỹ", why="")
    assert (done.status_code, done.url) == (303, f"{PAGE}quy/1/")
    text = signed.get(done.url).content.decode()
    assert "Thủ quỹ" in text
    assert "60.000 đ" in text
    assert "20/04/2026" in signed.get(f"{PAGE}quy/").content.decode()


@pytest.mark.parametrize("path", ["quyen/", "tai-khoan/"])
def test_an_empty_form_is_said_and_does_nothing(clerk, path):
    answer = send(clerk, path)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()


@pytest.mark.parametrize("typed", ["mười", "-1", "9" * 30, "1\x00"])
def test_an_amount_that_cannot_be_is_said_beside_its_field(client, house, typed):
    answer = send(sign_in_as(client, house.far_clerk), "mo-quy/", opening_vnd=typed)
    assert answer.status_code in {400, 422}
    assert open_drawer(house.far_clerk.desk) is None


def test_the_drawer_of_another_day_is_pointed_out(client, house, clock_at):
    clock_at(NOW + timedelta(days=1))
    signed = sign_in_as(client, house.clerk, at=NOW + timedelta(days=1))
    assert "Quỹ đang mở từ ngày trước" in signed.get(PAGE).content.decode()


def test_a_receipt_is_voided_from_its_page(clerk, taken):
    answer = send(clerk, f"{fee_receipt(taken).id}/huy/", why="sai tên")
    assert (answer.status_code, answer.url) == (303, page_of(taken))
    assert "sai tên" in clerk.get(page_of(taken)).content.decode()
    again = send(clerk, f"{fee_receipt(taken).id}/huy/", why="lần nữa", seen=2)
    assert again.status_code == 422


def test_money_is_given_back_from_its_page(clerk, house, taken):
    path = f"{fee_receipt(taken).id}/hoan/"
    asked = {"amount_vnd": "4.000", "way": "cash", "why": "thu thừa"}
    assert send(clerk, path, **asked, approver="").status_code == 422
    answer = send(clerk, path, **asked, approver=house.leader.post)
    assert answer.status_code == 303
    text = clerk.get(page_of(taken)).content.decode()
    assert "Pơ Loong Hạnh" in text
    assert "4.000 đ" in text
    assert "Đã hoàn trả" in clerk.get(PAGE).content.decode()


def test_a_book_is_closed_from_its_page(clerk, taken):
    answer = send(clerk, "quyen/paper-1/dong/", why="hỏng")
    assert answer.status_code == 303
    assert "hỏng" in clerk.get(f"{PAGE}quyen/").content.decode()
    assert send(clerk, "quyen/paper-1/dong/", why="").status_code == 422
    assert send(clerk, "quyen/paper-9/dong/", why="x").status_code == 404


def test_an_account_is_named_and_shown(clerk):
    account = {"bank": "970405", "bank_name": "Agribank", "account": "4201 2050 01234"}
    wrong = send(clerk, "tai-khoan/", **account | {"bank": "97"}, owner="UBND xã La Êê")
    assert wrong.status_code == 422
    assert 'value="97"' in wrong.content.decode()
    assert send(clerk, "tai-khoan/", **account, owner="UBND xã La Êê").status_code == 303
    assert "4201205001234" in clerk.get(f"{PAGE}tai-khoan/").content.decode()


def test_the_list_of_a_period_has_its_sums_and_a_table(clerk, house, taken):
    take_cash(house.clerk.act(), **FEE | {"payer": "=1+1", "amount_vnd": 5_000})
    text = clerk.get(f"{PAGE}bang-ke/").content.decode()
    assert "15.000 đ" in text
    answer = clerk.get(f"{PAGE}bang-ke/csv/", {"tu": "01/04/2026", "den": "30/04/2026"})
    rows = answer.getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert "'=1+1" in rows[2]
    refund_fee(
        house.clerk.act(), taken, amount_vnd=1_000, why="thu thừa", approver=a_leader(house)
    )
    assert "thu thừa" in clerk.get(f"{PAGE}bang-ke/csv/").getvalue().decode()
    assert "14.000 đ" in clerk.get(f"{PAGE}bang-ke/").content.decode()


def test_the_table_goes_compressed_as_it_is_read(clerk, house, taken):
    answer = clerk.get(f"{PAGE}bang-ke/csv/", headers={"accept-encoding": "gzip"})
    assert answer.streaming
    assert answer.headers["Content-Encoding"] == "gzip"
    told = gzip.decompress(answer.getvalue()).decode("utf-8-sig").splitlines()
    assert (told[0].split(",")[0], len(told)) == ("Ngày", 2)


def test_drawers_and_receipts_are_shown_a_page_at_a_time(clerk, house, taken):
    drawer = Drawer.objects.values().get()
    receipt = FeeReceipt.objects.values().get(stream=taken)
    Drawer.objects.bulk_create(
        Drawer(**drawer | {"stream": f"{drawer['stream']}{place}", "handed_at": NOW})
        for place in range(24)
    )
    FeeReceipt.objects.bulk_create(
        FeeReceipt(**receipt | {"stream": f"{taken}-{place}", "number": place + 2})
        for place in range(59)
    )
    for path, lines in (("quy/", (20, 5)), ("", (50, 10)), ("bang-ke/", (50, 10))):
        pages = [clerk.get(PAGE + path, {"trang": each}).content.decode() for each in (1, 2)]
        assert tuple(page.count('<th scope="row"') for page in pages) == lines, path
        assert "trang=2" in pages[0]
        assert len(gzip.compress(pages[0].encode())) < PAGE_BYTES


@pytest.mark.parametrize(
    "asked", ["tu=31/02/2026", "tu=1/1/0001&den=31/12/9999", "tu=2/4/2026&den=1/4/2026"]
)
def test_any_period_is_answered(clerk, asked):
    assert clerk.get(f"{PAGE}bang-ke/?{asked}").status_code == 200


@pytest.mark.needs("pdftotext")
def test_a_cash_book_is_printed_open_and_closed(clerk, house, taken, tmp_path):
    path = f"{PAGE}quy/1/pdf/"
    assert "Quỹ đang mở" in words_of(clerk.get(path).content, tmp_path)
    send(clerk, "quy/1/nop/", counted_vnd="9.500", receiver="Thủ quỹ", why="trả nhầm")
    told = words_of(clerk.get(path).content, tmp_path)
    assert "Mười nghìn đồng" in told
    assert "trả nhầm" in told
    assert "-500 đồng" in told


@pytest.mark.parametrize("path", ["quy/9/", "quy/9/pdf/", "khong-co/", "khong-co/pdf/"])
def test_what_is_not_there_is_not_found(clerk, path):
    assert clerk.get(PAGE + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "quy/", "quy/1/", "quyen/", "tai-khoan/", "bang-ke/", "bang-ke/csv/"]
)
@pytest.mark.parametrize("who", ["officer", "technician", ""])
def test_pages_of_money_are_for_cashiers(client, house, path, who):
    signed = sign_in_as(client, getattr(house, who)) if who else client
    assert signed.get(PAGE + path).status_code == 403
