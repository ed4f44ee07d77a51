"""Papers of a dossier: what they bear, and that they keep it."""

from datetime import timedelta

import pytest

from guol.feed.api import history_of, number_of, open_blob
from guol.kernel.clock import local
from guol.kernel.errors import Refused
from guol.notices.api import mailbox
from guol.onestop import events
from guol.onestop.actions import (
    Apology,
    Stop,
    make_apology,
    make_document,
    make_register,
    make_reminder,
    make_slip,
    make_stop,
    make_visit_receipt,
    print_receipt_again,
    request_supplement,
)
from guol.onestop.actions.documents import told_of
from guol.onestop.jobs import follow_up
from guol.onestop.queries import documents_made, dossier
from guol.papers.gateways import press as press_of_the_house
from tests.onestop.given import (
    a_dossier_to_appraise,
    a_dossier_to_sign,
    a_dossier_waiting,
    a_lodged_dossier,
    a_returned_dossier,
    an_accepted_dossier,
    an_applicant,
    press,
)
from tests.onestop.world import COUNTER, MONDAY, sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.needs("pdftotext")]
NUMBER = "000.02.99.H47-260420-0001"


def kept(stream, kind):
    with open_blob(make_document(stream, kind, at=MONDAY).digest) as content:
        return content.read()


def test_a_dossier_keeps_the_forms_of_its_day_of_reception(house):
    """The version was written for 2018; in April 2026 the circular of 2025 is in force."""
    stream = an_accepted_dossier(house)
    told = told_of(stream)
    assert told.of.form_set == "2018"
    assert told.accepted.form_set == "2025"


def test_a_receipt_tells_the_promise_it_was_given_with(house, words_of):
    stream = a_dossier_waiting(house)
    first = told_of(stream).accepted.due
    words = words_of(kept(stream, "receipt"))
    assert f"ngày {local(first):%d}" in words
    assert NUMBER in words
    assert "Quét để kiểm tra" in words
    assert "UBND XÃ LA ÊÊ" in words
    assert "La Êê, ngày 20 tháng 4 năm 2026" in words


def test_a_lost_receipt_is_printed_again_with_its_count(house, words_of):
    stream = an_accepted_dossier(house)
    assert "In lại" not in words_of(kept(stream, "receipt"))
    for times in (1, 2):
        press(print_receipt_again, house.clerk, stream, checked="CCCD")
        words = words_of(kept(stream, "receipt"))
        assert f"In lại lần {times}" in words
        assert NUMBER in words


def test_a_supplement_request_before_acceptance_bears_the_reference(house, words_of):
    stream = a_lodged_dossier()
    wanted = (events.Wanted(name="Giấy chứng sinh", reason="Mờ"),)
    press(request_supplement, house.clerk, stream, wanted=wanted)
    words = words_of(kept(stream, "supplement"))
    assert dossier(stream).reference in words
    assert "chưa được tiếp nhận" in words


def test_the_control_slip_names_both_hands(house, words_of):
    words = words_of(make_slip(a_returned_dossier(house), at=MONDAY))
    assert "Mẫu số 06" in words
    assert words.count("Người giao") == words.count("Người nhận") >= 5
    assert "Pơ Loong Hạnh" in words


def test_the_register_bears_the_number_of_its_period(house, words_of):
    an_accepted_dossier(house)
    day = MONDAY.date()
    words = words_of(make_register(COUNTER, day, day, at=MONDAY))
    assert "Mẫu số 07" in words
    assert "Cộng: 1 hồ sơ" in words


def test_a_reminder_bears_code_promise_and_no_name(house, words_of):
    words = words_of(make_reminder(an_accepted_dossier(house), at=MONDAY))
    assert "PHIẾU NHẮC HẸN" in words
    assert NUMBER in words.replace(" ", "")
    assert an_applicant().name not in words


def test_one_receipt_lists_all_dossiers_of_a_visit(house, words_of):
    streams = [an_accepted_dossier(house) for _ in range(3)]
    words = words_of(make_visit_receipt(streams, at=MONDAY))
    assert "Gồm 3 hồ sơ" in words
    for stream in streams:
        assert dossier(stream).number in words
    with pytest.raises(LookupError):
        make_visit_receipt([*streams, "dossier/unknown"], at=MONDAY)


def test_an_apology_bears_reason_and_new_date_and_its_head(house, words_of):
    stream = a_dossier_to_appraise(house)
    letter = Apology(
        reason="Đường bị sạt lở",
        new_due=MONDAY + timedelta(days=3),
        signer="Pơ Loong Hạnh",
        paper_number="07",
    )
    words = words_of(make_apology(stream, letter, at=MONDAY))
    for told in ("Mẫu số 04", "07/PXL", "Đường bị sạt lở", "09 giờ 00 phút, ngày 23", NUMBER):
        assert told in words
    assert "THỦ TRƯỞNG CƠ QUAN" in words


def test_a_stop_notice_bears_reason_and_ground(house, words_of):
    letter = Stop(reason="Không bổ sung", stopped_at=MONDAY, ground="Điều 19", way_on="Nộp lại")
    words = words_of(make_stop(a_dossier_to_appraise(house), letter, at=MONDAY))
    for told in ("Mẫu số 05", "Không bổ sung", "Điều 19", "Nộp lại", NUMBER):
        assert told in words


@pytest.fixture
def a_broken_press(monkeypatch, tmp_path):
    """A typesetter that is not there; called, it mends it."""
    press_of_the_house.end()
    whole = press_of_the_house.PRESSMAN
    monkeypatch.setattr(press_of_the_house, "PRESSMAN", tmp_path / "nobody.py")
    yield lambda: monkeypatch.setattr(press_of_the_house, "PRESSMAN", whole)
    press_of_the_house.end()


def later(stream, kind):
    origin = next(each.origin for each in history_of(stream) if isinstance(each.event, kind))
    follow_up.func(origin.feed, origin.number)


def test_a_failing_press_undoes_no_acceptance_and_holds_no_message_back(house, a_broken_press):
    stream = an_accepted_dossier(house)
    with pytest.raises(Refused):
        later(stream, events.DossierAccepted)
    assert dossier(stream).number == NUMBER
    assert len(mailbox()) == 1
    assert not documents_made(stream)
    a_broken_press()
    later(stream, events.DossierAccepted)
    assert documents_made(stream)
    assert len(mailbox()) == 1


def test_a_paper_that_is_not_made_yet_is_shown_as_pending(house, client, a_broken_press):
    stream = an_accepted_dossier(house)
    browser = sign_in_as(client, house.clerk)
    address = f"/ho-so/{stream.partition('/')[2]}/"
    assert "đang lập" in browser.get(address).content.decode()
    failed = browser.get(f"{address}giay/receipt/")
    assert failed.status_code < 500
    assert "chưa lập được" in failed.content.decode()
    a_broken_press()
    later(stream, events.DossierAccepted)
    assert "đang lập" not in browser.get(address).content.decode()
    press(print_receipt_again, house.clerk, stream, checked="CCCD")
    assert "đang lập" in browser.get(address).content.decode()
    assert browser.get(f"{address}giay/reminder/")["Content-Type"] == "application/pdf"


def test_a_result_is_not_signed_without_its_paper_and_says_so(house, client, a_broken_press):
    stream = a_dossier_to_sign(house)
    browser = sign_in_as(client, house.leader)
    told = {"key": "k-1", "seen": number_of(stream), "desk": house.leader.desk}
    answer = browser.post(f"/ho-so/{stream.partition('/')[2]}/ky/", told)
    assert answer.status_code == 422
    assert "chưa lập được" in answer.content.decode()
