"""The fee of a dossier: taken anywhere in its course, by cash or transfer, or forgone."""

import gzip
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guol.feed.api import history_of, number_of
from guol.kernel.errors import Refused
from guol.onestop.actions import Decisions, accept_dossier, pay_fee, return_result
from guol.onestop.events import FeeSettled
from guol.onestop.queries import dossier, secret_for, unpaid_fee
from guol.onestop.queries.paying import fees_due, is_paid
from guol.onestop.rules.reasons import (
    FeeOpen,
    GroundUnproven,
    NotAtThisStage,
    NotYourStep,
)
from guol.papers.gateways.press import FormFailed
from guol.payments.api import (
    hand_over_drawer,
    name_payee,
    open_drawer,
    open_receipt_book,
    receipts_of,
    refund_fee,
    transfer_order,
    void_fee_receipt,
)
from guol.payments.rules import BookUsedUp, DrawerClosed, ReasonMissing
from guol.people.api import staff_of
from tests.onestop.given import (
    a_dossier_to_assign,
    a_dossier_to_return,
    a_lodged_dossier,
    an_accepted_dossier,
    an_applicant,
    press,
    some_answers,
)
from tests.onestop.test_pages import follow, page_of, send
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY, sign_in_as

pytestmark = pytest.mark.django_db
LATE = some_answers(born="10/01/2026")  # more than sixty days before
FEE_VND = 10_000
BYTES, QUERIES = 14_000, 24


def late_at(stage, house):
    """A late registration at a stage: it owes its fee."""
    return stage(house, fields=LATE)


@pytest.fixture
def due(house):
    """Accepted at the counter and still there."""
    return late_at(an_accepted_dossier, house)


@pytest.fixture
def away(house):
    """Handed over to the committee."""
    return late_at(a_dossier_to_assign, house)


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


def no(reason, verb, *args, **values):
    with pytest.raises(Refused) as refused:
        press(verb, *args, **values)
    assert refused.value.reason == reason


def with_account(house):
    name_payee(
        house.clerk.act(),
        bank="970405",
        bank_name="Agribank",
        account="4201205001234",
        owner="UBND xã La Êê",
    )


def an_order(stream):
    number = dossier(stream).number
    return transfer_order(
        COUNTER, number=number, amount_vnd=FEE_VND, day=(MONDAY + timedelta(hours=7)).date()
    )


# ── what is due and when ─────────────────────────────────────────────────────────────────


def test_a_fee_taken_at_reception_is_told_to_the_dossier_with_its_receipt(house, due):
    press(pay_fee, house.clerk, due)
    settled = history_of(due)[-1].event
    (receipt,) = receipts_of(due)
    assert isinstance(settled, FeeSettled)
    assert settled.receipt == receipt.stream
    assert dossier(due).financial == "paid"


def test_a_fee_is_taken_while_the_dossier_lies_elsewhere(house, away):
    press(pay_fee, house.clerk, away)
    assert is_paid(dossier(away))
    assert unpaid_fee(away) == 0
    assert dossier(away).financial == "due"
    no(NotAtThisStage(number=dossier(away).name), pay_fee, house.clerk, away)


def test_the_same_press_again_takes_nothing_more(house, away):
    act = house.clerk.act()
    for _ in range(2):
        press(pay_fee, house.clerk, away, act=act)
    assert len(receipts_of(away)) == 1


def test_the_dossier_is_told_when_its_result_is_handed_over(house):
    stream = late_at(a_dossier_to_return, house)
    no(FeeOpen(amount_vnd=FEE_VND), return_result, house.clerk, stream, receiver="A")
    press(pay_fee, house.clerk, stream)
    press(return_result, house.clerk, stream, receiver=an_applicant().name)
    assert dossier(stream).financial == "paid"


def test_what_was_paid_on_the_way_is_told_at_the_end(house, away):
    from_elsewhere = late_at(a_dossier_to_assign, house)
    assert set(fees_due(COUNTER)) == {away, from_elsewhere}
    press(pay_fee, house.clerk, away)
    assert set(fees_due(COUNTER)) == {from_elsewhere}


def test_a_voided_receipt_leaves_the_fee_due(house, away):
    press(pay_fee, house.clerk, away)
    (receipt,) = receipts_of(away)
    void_fee_receipt(house.clerk.act(), receipt.key, why="sai", seen=1)
    assert unpaid_fee(away) == FEE_VND


def test_the_officer_and_the_far_clerk_take_no_fee(house, away):
    card = dossier(away)
    others = NotYourStep(step=card.step, role=card.role)
    for who in (house.officer, house.far_clerk):
        no(others, pay_fee, who, away)


# ── forgone ──────────────────────────────────────────────────────────────────────────────


def test_an_exemption_names_its_ground_and_the_paper_seen(house, due):
    no(GroundUnproven(), pay_fee, house.clerk, due, ground="poor")
    press(pay_fee, house.clerk, due, ground="poor", paper="Giấy hộ nghèo số 12")
    settled = history_of(due)[-1].event
    assert (settled.ground, settled.paper) == ("poor", "Giấy hộ nghèo số 12")
    assert dossier(due).financial == "waived"
    assert receipts_of(due) == ()


def test_only_who_holds_the_dossier_forgoes_its_fee(house, away):
    card = dossier(away)
    others = NotYourStep(step=card.step, role=card.role)
    no(others, pay_fee, house.clerk, away, ground="poor", paper="Giấy hộ nghèo số 12")


def test_an_exemption_at_reception_names_its_paper_too(house):
    stream = a_lodged_dossier(fields=LATE)
    wanting = Decisions(fee_ground="poor")
    no(GroundUnproven(), accept_dossier, house.clerk, stream, decisions=wanting)
    proven = Decisions(fee_ground="poor", fee_paper="Giấy hộ nghèo số 12")
    press(accept_dossier, house.clerk, stream, decisions=proven)
    assert history_of(stream)[-1].event.fee_paper == "Giấy hộ nghèo số 12"


# ── what fails undoes nothing ────────────────────────────────────────────────────────────


def test_a_payment_that_fails_undoes_no_acceptance(client, house, due):
    book = {"symbol": "E", "book": "1", "medium": "electronic", "first": 1, "last": 1}
    open_receipt_book(house.clerk.act(), **book)
    press(pay_fee, house.clerk, late_at(an_accepted_dossier, house), medium="electronic")
    used_up = BookUsedUp(book="1", last=1)
    no(used_up, pay_fee, house.clerk, due, medium="electronic")
    far = sign_in_as(client, house.clerk)
    answer = send(far, due, "le-phi", medium="electronic", ground="", paper="")
    assert answer.status_code == 422
    assert "đã hết" in answer.content.decode()
    assert dossier(due).number
    assert unpaid_fee(due) == FEE_VND


def test_cash_without_a_drawer_is_said_and_a_transfer_goes_on(house, due):
    drawer = open_drawer(COUNTER).stream
    hand_over_drawer(house.clerk.act(), drawer, counted_vnd=0, receiver="Kế toán", seen=1)
    no(DrawerClosed(), pay_fee, house.clerk, due)
    press(pay_fee, house.clerk, due, bank_line="FT26001")
    assert dossier(due).financial == "paid"


def test_a_receipt_that_cannot_be_printed_is_still_a_receipt(clerk, due, monkeypatch):
    def broken(*args, **values):
        raise FormFailed("no paper")

    with monkeypatch.context() as at_night:
        at_night.setattr("guol.payments.queries.papers.typeset", broken)
        assert send(clerk, due, "le-phi", ground="").status_code == 303
    (receipt,) = receipts_of(due)
    answer = clerk.get(f"{page_of(due)}bien-lai/{receipt.id}/")
    assert answer.content.startswith(b"%PDF-")


# ── pages ────────────────────────────────────────────────────────────────────────────────


def test_the_clerk_takes_cash_from_the_page_and_finds_the_receipt_there(clerk, due):
    text = clerk.get(page_of(due)).content.decode()
    assert "Phí, lệ phí phải nộp" in text
    assert send(clerk, due, "le-phi", ground="", paper="", medium="").status_code == 303
    (receipt,) = receipts_of(due)
    text = clerk.get(page_of(due)).content.decode()
    assert f"{page_of(due)}bien-lai/{receipt.id}/" in text
    assert "Phí, lệ phí phải nộp" not in text


def test_an_exemption_without_a_paper_keeps_what_was_typed(clerk, due):
    answer = send(clerk, due, "le-phi", ground="poor", paper="")
    assert answer.status_code == 422
    assert "giấy tờ chứng minh đã xem" in answer.content.decode()


def test_a_transfer_names_its_line(clerk, due):
    answer = send(clerk, due, "le-phi", ground="transfer", paper="")
    assert answer.status_code == 422
    assert send(clerk, due, "le-phi", ground="transfer", paper="FT26001").status_code == 303
    (receipt,) = receipts_of(due)
    assert (receipt.way, receipt.bank_line) == ("transfer", "FT26001")


def test_which_line_it_was_is_demanded_by_the_rule(house, due):
    no(ReasonMissing(), pay_fee, house.clerk, due, bank_line=" ")


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("far_clerk", 404), ("", 403)])
def test_who_reads_the_dossier_reads_its_receipt(client, house, due, who, status):
    press(pay_fee, house.clerk, due)
    (receipt,) = receipts_of(due)
    signed = sign_in_as(client, getattr(house, who)) if who else client
    assert signed.get(f"{page_of(due)}bien-lai/{receipt.id}/").status_code == status
    assert signed.get(f"{page_of(due)}ma-qr/").status_code == status


def test_a_receipt_of_another_dossier_is_not_found(clerk, house, due):
    other = late_at(an_accepted_dossier, house)
    press(pay_fee, house.clerk, other)
    (receipt,) = receipts_of(other)
    assert clerk.get(f"{page_of(due)}bien-lai/{receipt.id}/").status_code == 404


def test_the_code_is_shown_where_there_is_an_account(clerk, house, due):
    assert "<svg" not in clerk.get(f"{page_of(due)}ma-qr/").content.decode()
    assert clerk.get(f"{page_of(due)}ma-qr/pdf/").status_code == 404
    with_account(house)
    text = clerk.get(f"{page_of(due)}ma-qr/").content.decode()
    assert "<svg" in text
    assert an_order(due).purpose in text
    assert clerk.get(f"{page_of(due)}ma-qr/pdf/").content.startswith(b"%PDF-")
    press(pay_fee, house.clerk, due)
    assert "<svg" not in clerk.get(f"{page_of(due)}ma-qr/").content.decode()


def test_the_applicant_pays_from_home_and_finds_the_receipt(
    client, house, away, django_assert_max_num_queries
):
    with_account(house)
    page = follow(client, dossier(away).number, secret_for(away)).url
    assert "/tra-cuu/le-phi/" in client.get(page).content.decode()
    with django_assert_max_num_queries(QUERIES):
        answer = client.get("/tra-cuu/le-phi/")
    assert an_order(away).purpose in answer.content.decode()
    assert len(gzip.compress(answer.content, 6)) < BYTES
    assert client.get("/tra-cuu/le-phi/pdf/").content.startswith(b"%PDF-")
    press(pay_fee, house.clerk, away, bank_line="FT26001")
    (receipt,) = receipts_of(away)
    address = f"/tra-cuu/bien-lai/{receipt.id}/"
    assert address in client.get("/tra-cuu/le-phi/").content.decode()
    assert client.get(address).content.startswith(b"%PDF-")
    assert "/tra-cuu/le-phi/" not in client.get(page).content.decode()


@pytest.mark.parametrize("path", ["le-phi/", "le-phi/pdf/", "bien-lai/x/"])
def test_a_stranger_learns_nothing_of_a_fee(client, house, path):
    assert client.get(f"/tra-cuu/{path}").status_code == 404


# ── the statement of the bank ────────────────────────────────────────────────────────────


def lines(*streams, amount="10.000"):
    return "\n".join(
        f"20/04/2026;FT{place};+{amount};MBVCB {an_order(stream).purpose.lower()} CT"
        for place, stream in enumerate(streams)
    )


def paste(client, text, deed="", **more):
    data = {"key": f"k-{deed}", "text": text} | ({"deed": deed} if deed else {})
    return client.post("/mot-cua/sao-ke/", data | more)


def test_a_pasted_statement_finds_who_paid_and_books_it_once(clerk, house, due, away):
    with_account(house)
    text = f"Ngày;Số;Tiền;Nội dung\n{lines(due, away)}"
    found = paste(clerk, text).content.decode()
    assert dossier(due).number in found
    assert dossier(away).number in found
    assert receipts_of(due) == ()
    paste(clerk, text, "ghi")
    assert dossier(due).financial == "paid"
    assert is_paid(dossier(away))
    again = paste(clerk, text, "ghi", key="another")
    assert "Không thấy dòng nào" in again.content.decode()
    assert len(receipts_of(due)) == 1


def test_another_amount_is_shown_and_not_booked(clerk, house, due):
    with_account(house)
    text = lines(due, amount="9.000")
    assert "số tiền khác" in paste(clerk, text).content.decode()
    assert "chưa ghi" in paste(clerk, text, "ghi").content.decode()
    assert receipts_of(due) == ()


def test_the_file_of_the_bank_is_read_too(clerk, house, due):
    with_account(house)
    sent = SimpleUploadedFile("sao-ke.csv", b"\xef\xbb\xbf" + lines(due).encode(), "text/csv")
    answer = paste(clerk, "", file=sent)
    assert dossier(due).number in answer.content.decode()


@pytest.mark.parametrize("text", ["", "không có gì", "\x00", ";;;\n\t", "10.000"])
def test_a_statement_that_says_nothing_is_answered(clerk, house, due, text):
    assert paste(clerk, text).status_code in {200, 400, 422}


@pytest.mark.parametrize("who", ["officer", "technician", ""])
def test_the_statement_is_for_cashiers(client, house, who):
    signed = sign_in_as(client, getattr(house, who)) if who else client
    assert signed.get("/mot-cua/sao-ke/").status_code in {403, 404}


def test_a_refund_leaves_the_fee_due_again_until_the_result_is_out(house, away):
    press(pay_fee, house.clerk, away)
    (receipt,) = receipts_of(away)
    leader = next(each for each in staff_of(COMMITTEE, MONDAY.date()) if each.role == "leader")
    refund_fee(
        house.clerk.act(), receipt.key, amount_vnd=10_000, why="thu nhầm", approver=leader
    )
    assert unpaid_fee(away) == FEE_VND
    assert number_of(away)
