"""Mistakes put right: given back, reopened, corrected, linked. Both truths stay to be read."""

import pytest

from guol.feed.api import custody_of, history_of, number_of, rebuild
from guol.kernel.errors import Conflict, Refused
from guol.onestop.actions import (
    Decisions,
    Wrong,
    correct_entry,
    decide_dossier,
    link_duplicate,
    pay_fee,
    refuse_dossier,
    reopen_dossier,
    return_step,
    take_steps,
    withdraw_dossier,
)
from guol.onestop.actions.documents import make_document
from guol.onestop.models import Dossier
from guol.onestop.queries import dossier, dossiers_found, duplicates_of, secret_for
from guol.onestop.queries.bundle import legs_of
from guol.onestop.rules.correcting import corrected, entries_of, given_by, stood_at
from guol.onestop.rules.reasons import (
    NobodyBefore,
    NoSuchEntry,
    NotAtThisStage,
    NothingChanged,
    NotReopenedHere,
    NotYourStep,
    OriginalIsDuplicate,
    OriginalUnknown,
    PaidAlready,
)
from guol.onestop.rules.slip import slip_of
from tests.onestop.given import (
    HOUR,
    a_dossier_taken_in,
    a_dossier_to_appraise,
    a_dossier_to_return,
    a_lodged_dossier,
    a_returned_dossier,
    an_accepted_dossier,
    press,
    some_answers,
)
from tests.onestop.linked import a_linked_request, found_partners, leg
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY, sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WHY = "Gõ nhầm"
NAME = Wrong(name="applicant", now="A Lăng Thị Bười")


def refusal(verb, *args, **kwargs):
    with pytest.raises(Refused) as no:
        verb(*args, **kwargs)
    return type(no.value.reason)


def told(stream):
    return [each.event for each in history_of(stream) if each.standing.counts]


def page(client, staff, stream):
    return sign_in_as(client, staff).get(f"/ho-so/{stream.rpartition('/')[2]}/")


# ── given back ───────────────────────────────────────────────────────────────────────────


def test_a_dossier_is_given_back_to_whoever_passed_it_on(house):
    stream = press(take_steps, house.clerk, an_accepted_dossier(house))
    press(return_step, house.head, stream, reason="Thiếu chữ ký")
    card = dossier(stream)
    assert (card.step, card.returns, custody_of(stream).holder) == ("B2", 1, COUNTER)
    press(take_steps, house.clerk, stream)
    assert custody_of(stream).holder == COMMITTEE


def test_within_one_agency_the_desk_stays_and_the_step_goes_back(house):
    stream = a_dossier_to_appraise(house)
    press(return_step, house.officer, stream, reason="Không thuộc lĩnh vực")
    card = dossier(stream)
    assert (card.step, card.role, card.holder) == ("B3", "section_head", COMMITTEE)


def test_given_back_twice_it_goes_two_steps_back(house):
    stream = a_dossier_to_appraise(house)
    press(return_step, house.officer, stream, reason="Sai")
    press(return_step, house.head, stream, reason="Thiếu bản quét")
    assert (dossier(stream).step, dossier(stream).holder) == ("B2", COUNTER)


def test_the_first_step_can_be_done_again(house):
    stream = an_accepted_dossier(house)
    press(return_step, house.clerk, stream, reason="Nhập lại")
    assert dossier(stream).step == "B1"
    press(take_steps, house.clerk, stream)
    assert dossier(stream).holder == COMMITTEE


def test_nobody_gives_back_what_nobody_passed_on(house):
    stream = an_accepted_dossier(house)
    press(return_step, house.clerk, stream, reason="x")
    assert refusal(press, return_step, house.clerk, stream, reason="x") is NobodyBefore
    lodged = a_lodged_dossier()
    assert refusal(press, return_step, house.clerk, lodged, reason="x") is NotAtThisStage
    other = a_dossier_to_appraise(house)
    assert refusal(press, return_step, house.leader, other, reason="x") is NotYourStep


def test_given_back_stands_on_the_slip_with_its_reason(house):
    stream = a_dossier_to_appraise(house)
    press(return_step, house.officer, stream, reason="Sai lĩnh vực")
    row = slip_of(told(stream))[-1]
    assert (row.kind, row.step, row.note) == ("StepReturned", "B4", "Sai lĩnh vực")


# ── reopened ─────────────────────────────────────────────────────────────────────────────


def test_a_decided_dossier_goes_back_to_its_signature(house):
    stream = a_dossier_to_return(house)
    press(reopen_dossier, house.clerk, stream, reason="Sai tên trên giấy")
    card = dossier(stream)
    assert (card.business, card.step, card.holder) == ("processing", "B6", COMMITTEE)
    press(decide_dossier, house.leader, stream)
    assert dossier(stream).business == "decided"


def test_a_returned_one_too_and_who_had_it_is_not_forgotten(house):
    stream = a_returned_dossier(house)
    press(reopen_dossier, house.clerk, stream, reason="Sai ngày sinh")
    assert (dossier(stream).receiver, dossier(stream).reopened) == ("", 1)
    assert any(type(each).__name__ == "ResultReturned" for each in told(stream))


def test_time_while_it_was_closed_is_not_counted(house):
    stream = a_dossier_to_appraise(house)
    due = dossier(stream).due
    press(refuse_dossier, house.officer, stream, reason="Không đủ điều kiện")
    press(reopen_dossier, house.head, stream, at=MONDAY + 2 * HOUR, reason="Đủ điều kiện")
    card = dossier(stream)
    assert card.due > due
    assert (card.business, card.step, card.ended_at) == ("processing", "B4", None)


def test_a_refused_lodging_is_answered_anew(house):
    stream = a_lodged_dossier()
    press(refuse_dossier, house.clerk, stream, reason="Sai nơi")
    press(reopen_dossier, house.clerk, stream, at=MONDAY + HOUR, reason="Đúng nơi")
    card = dossier(stream)
    assert (card.business, card.step) == ("lodged", "B1")
    assert card.answer_due > MONDAY + HOUR


def test_who_refused_does_not_reopen_alone(house):
    stream = a_dossier_to_appraise(house)
    press(refuse_dossier, house.officer, stream, reason="x")
    assert refusal(press, reopen_dossier, house.officer, stream, reason="x") is NotReopenedHere
    open_one = an_accepted_dossier(house)
    assert refusal(press, reopen_dossier, house.clerk, open_one, reason="x") is NotAtThisStage


def test_a_reopened_part_wakes_those_that_were_stopped_with_it(house):
    found_partners()
    parent = a_linked_request(house)
    birth = leg(parent, "birth").stream
    press(refuse_dossier, house.head, birth, reason="Nhầm")
    press(reopen_dossier, house.head, birth, reason="Đúng là được")
    states = {each.leg: each.business.value for each in legs_of(parent)}
    assert states == {"birth": "processing", "residence": "queued", "health_card": "queued"}


# ── corrected ────────────────────────────────────────────────────────────────────────────


def test_a_wrong_name_is_corrected_and_both_are_read(house):
    stream = an_accepted_dossier(house)
    press(correct_entry, house.clerk, stream, wrong=NAME, reason=WHY)
    assert (dossier(stream).applicant, dossier(stream).corrections) == (NAME.now, 1)
    lodged = told(stream)[0]
    entry = entries_of(lodged, told(stream))["applicant"]
    assert (entry.value, entry.before) == (NAME.now, ("A Lăng Thị Bưới",))
    for name in ("buoi", "bười"):  # what stood there finds it too
        assert dossiers_found(name, [COUNTER])
    wrong = Wrong(name="applicant", now="Hốih Minh")
    press(correct_entry, house.clerk, stream, wrong=wrong, reason=WHY)
    assert dossiers_found("hoih", [COUNTER])


def test_a_wrong_day_moves_the_day_from_which_the_citizens_time_counts(house):
    stream = an_accepted_dossier(house)
    before = dossier(stream).happened_on
    wrong = Wrong(name="f-child_born_on", now="11/04/2026")
    press(correct_entry, house.clerk, stream, wrong=wrong, reason=WHY)
    assert dossier(stream).happened_on != before


def test_a_corrected_subject_is_what_the_dossier_is_about(house):
    stream = an_accepted_dossier(house)
    wrong = Wrong(name="f-child_name", now="A Lăng Nhứt")
    press(correct_entry, house.clerk, stream, wrong=wrong, reason=WHY)
    assert dossier(stream).about == "A Lăng Nhứt"


def test_a_paper_and_a_fee_are_corrected(house):
    stream = a_dossier_taken_in(house.clerk, fields=some_answers(born="10/04/2025"))
    paper = Wrong(name="paper-0", now="Giấy cam đoan về việc sinh")
    press(correct_entry, house.clerk, stream, wrong=paper, reason=WHY)
    events = told(stream)
    assert corrected(events[0], events).papers[0].name == paper.now
    press(
        correct_entry, house.clerk, stream, wrong=Wrong(name="fee", now="0"), reason="Hộ nghèo"
    )
    assert (dossier(stream).fee_vnd, dossier(stream).financial) == (0, "waived")


def test_what_cannot_be_corrected_is_said(house):
    stream = a_dossier_taken_in(house.clerk, fields=some_answers(born="10/04/2025"))
    same = Wrong(name="applicant", now="A Lăng Thị Bưới")
    none = Wrong(name="f-nothing", now="x")
    press(pay_fee, house.clerk, stream)
    for wrong, why in (
        (same, NothingChanged),
        (none, NoSuchEntry),
        (Wrong(name="fee", now="1"), PaidAlready),
    ):
        no = refusal(press, correct_entry, house.clerk, stream, wrong=wrong, reason="x")
        assert no is why
    no = refusal(press, correct_entry, house.far_clerk, stream, wrong=NAME, reason="x")
    assert no is NotYourStep


def test_the_same_key_again_corrects_once_and_a_stale_page_is_told(house):
    stream = an_accepted_dossier(house)
    act, seen = house.clerk.act(), number_of(stream)
    for _time in range(2):
        press(correct_entry, house.clerk, stream, act=act, seen=seen, wrong=NAME, reason=WHY)
    assert dossier(stream).corrections == 1
    other = Wrong(name="phone", now="0905")
    with pytest.raises(Conflict):
        press(correct_entry, house.clerk, stream, seen=seen, wrong=other, reason=WHY)


def test_the_receipt_is_made_anew_with_what_is_right(house):
    stream = an_accepted_dossier(house)
    first = make_document(stream, "receipt", at=MONDAY)
    press(correct_entry, house.clerk, stream, wrong=NAME, reason=WHY)
    assert make_document(stream, "receipt", at=MONDAY).digest != first.digest


def test_a_correction_before_acceptance_makes_no_receipt(house):
    stream = a_lodged_dossier()
    press(correct_entry, house.clerk, stream, wrong=NAME, reason=WHY)
    assert make_document(stream, "receipt", at=MONDAY) is None


# ── lodged twice ─────────────────────────────────────────────────────────────────────────


def test_a_duplicate_ends_and_names_the_one_that_goes_on(house):
    original, second = an_accepted_dossier(house), a_lodged_dossier()
    name = dossier(original).number
    press(link_duplicate, house.clerk, second, original=name, reason="Nộp hai lần")
    assert (dossier(second).business, dossier(second).original) == ("stopped", original)
    assert [key for key, _ in duplicates_of(original)] == [second.rpartition("/")[2]]
    press(reopen_dossier, house.clerk, second, reason="Không trùng")
    assert dossier(second).original == ""


def test_a_duplicate_of_nothing_or_of_a_duplicate_is_refused(house):
    one, two, three = a_lodged_dossier(), a_lodged_dossier(), a_lodged_dossier()
    for name in ("NOP-0000-0000-0000", dossier(one).name):
        no = refusal(press, link_duplicate, house.clerk, one, original=name, reason="x")
        assert no is OriginalUnknown
    press(link_duplicate, house.clerk, two, original=dossier(one).name, reason="x")
    no = refusal(
        press, link_duplicate, house.clerk, three, original=dossier(two).name, reason="x"
    )
    assert no is OriginalIsDuplicate


# ── rules ────────────────────────────────────────────────────────────────────────────────


def test_nothing_told_stood_nowhere():
    assert given_by(()) is None
    assert stood_at(()).step == ""


# ── rebuilt, and on the page ─────────────────────────────────────────────────────────────


def test_told_anew_the_rows_are_the_same(house):
    stream = a_dossier_to_appraise(house)
    press(correct_entry, house.officer, stream, wrong=NAME, reason=WHY)
    press(return_step, house.officer, stream, reason="x")
    press(withdraw_dossier, house.head, stream, reason="x")
    press(reopen_dossier, house.head, stream, reason="x")
    before = list(Dossier.objects.order_by("pk").values())
    rebuild()
    assert list(Dossier.objects.order_by("pk").values()) == before


def post(client, stream, deed, desk=COUNTER, **values):
    data = {"key": f"k-{deed}-{len(values)}", "seen": number_of(stream), "desk": desk}
    return client.post(f"/ho-so/{stream.rpartition('/')[2]}/{deed}/", data | values)


def test_the_page_corrects_and_shows_both(client, house):
    stream = an_accepted_dossier(house)
    sign_in_as(client, house.clerk)
    bad = post(
        client, stream, "dinh-chinh", name="f-child_born_on", now="32/13/2026", reason="x"
    )
    assert bad.status_code == 422
    assert "32/13/2026" in bad.content.decode()
    sent = {"name": "f-child_born_on", "now": "9/4/2026", "reason": "Gõ nhầm ngày"}
    assert post(client, stream, "dinh-chinh", **sent).status_code == 303
    text = page(client, house.clerk, stream).content.decode()
    for word in ("09/04/2026", "10/04/2026", "Gõ nhầm ngày"):
        assert word in text


def test_a_fee_is_typed_in_digits(client, house):
    stream = an_accepted_dossier(house)
    sign_in_as(client, house.clerk)
    bad = post(client, stream, "dinh-chinh", name="fee", now="mười nghìn", reason="x")
    assert bad.status_code == 422
    sent = {"name": "fee", "now": "8.000 đ", "reason": "Tính sai"}
    assert post(client, stream, "dinh-chinh", **sent).status_code == 303
    assert dossier(stream).fee_vnd == 8_000


def test_the_citizen_sees_what_was_corrected(client, house):
    stream = an_accepted_dossier(house)
    press(correct_entry, house.clerk, stream, wrong=NAME, reason=WHY)
    client.post("/tra-cuu/", {"name": dossier(stream).number, "secret": secret_for(stream)})
    assert NAME.now in client.get("/tra-cuu/ho-so/").content.decode()


def test_each_sees_the_doors_that_are_theirs(client, house):
    stream = a_dossier_to_return(house)
    assert "mo-lai/" in page(client, house.clerk, stream).content.decode()
    text = page(client, house.officer, stream).content.decode()
    assert "mo-lai/" not in text
    assert "dinh-chinh/" not in text
    assert page(client, house.far_clerk, stream).status_code == 404


def test_a_page_gives_back_and_links(client, house):
    stream, second = an_accepted_dossier(house), a_lodged_dossier()
    sign_in_as(client, house.clerk)
    assert post(client, stream, "tra-lai", reason="Nhập lại").status_code == 303
    sent = {"original": dossier(stream).number, "reason": "Nộp hai lần"}
    assert post(client, second, "trung", **sent).status_code == 303
    text = page(client, house.clerk, second).content.decode()
    assert dossier(stream).number in text
    assert dossier(second).name in page(client, house.clerk, stream).content.decode()


def test_a_press_on_a_dossier_that_is_not_there_is_not_found(client, house):
    sign_in_as(client, house.clerk)
    sent = {"key": "k", "seen": 1, "desk": COUNTER, "name": "fee", "now": "1", "reason": "x"}
    assert client.post("/ho-so/khong-co/dinh-chinh/", sent).status_code == 404


def test_scanned_and_handed_over_in_one_press_goes_back_to_the_scan(house):
    decisions = Decisions(is_handed_over=True)
    stream = a_dossier_taken_in(house.clerk, decisions=decisions)
    press(return_step, house.head, stream, reason="Thiếu trang")
    assert (dossier(stream).step, dossier(stream).holder) == ("B2", COUNTER)
