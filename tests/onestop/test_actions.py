"""A dossier's whole way, act by act: rows, events, the same key again, refusals."""

from datetime import timedelta

import pytest

from guol.feed.api import custody_of, history_of, number_of
from guol.kernel.errors import Conflict, Refused
from guol.onestop.actions import (
    Decisions,
    accept_dossier,
    accept_supplement,
    await_number,
    decide_dossier,
    give_supplement,
    lodge_dossier,
    pay_fee,
    print_receipt_again,
    receive_number,
    refuse_dossier,
    request_supplement,
    return_result,
    take_in_dossier,
    take_steps,
    withdraw_dossier,
)
from guol.onestop.events import PaperGiven, Wanted
from guol.onestop.models import Dossier
from guol.onestop.queries import dossier, supplement_brought
from guol.onestop.rules.reasons import (
    AlreadyAnswered,
    AuthorisationMissing,
    FeeOpen,
    NotAtThisStage,
    NotInForce,
    NotYourStep,
    NumberMissing,
    NumberNotWhole,
    NumberTaken,
    OfficerMissing,
    StandInNotNamed,
    WaitsForSupplement,
)
from guol.onestop.rules.slip import slip_of
from tests.onestop.given import (
    HOUR,
    NUMBER,
    a_dossier_taken_in,
    a_dossier_to_appraise,
    a_dossier_to_assign,
    a_dossier_to_return,
    a_dossier_to_sign,
    a_dossier_waiting,
    a_lodged_dossier,
    a_lodging,
    a_returned_dossier,
    an_accepted_dossier,
    press,
)
from tests.onestop.world import (
    COMMITTEE,
    COUNTER,
    MONDAY,
    OTHER_COMMITTEE,
    OTHER_COUNTER,
    an_act,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = timedelta(days=1)


def events_of(stream):
    return [each.kind for each in history_of(stream)]


def refusal(verb, *args, **kwargs):
    with pytest.raises(Refused) as no:
        verb(*args, **kwargs)
    return type(no.value.reason)


def test_a_citizen_lodges_and_the_counter_has_it_at_once(house):
    stream = a_lodged_dossier()
    assert custody_of(stream).holder == COUNTER
    assert dossier(stream).business == "lodged"


def test_lodging_online_promises_an_answer(house):
    assert dossier(a_lodged_dossier()).answer_due > MONDAY


def test_the_same_form_sent_again_is_one_dossier(house):
    act = an_act(key="once")
    first = lodge_dossier(act, a_lodging())
    assert lodge_dossier(act, a_lodging()) == first
    assert Dossier.objects.count() == 1


def test_an_unknown_procedure_is_refused_and_leaves_no_trace(house):
    assert refusal(lodge_dossier, an_act(), a_lodging(procedure="9.999999")) is NotInForce
    assert not Dossier.objects.exists()


def test_accepting_numbers_the_dossier_by_unit_and_day(house):
    card = dossier(an_accepted_dossier(house))
    assert card.number == "000.02.99.H47-260420-0001"
    assert card.business == "accepted"


def test_two_dossiers_of_a_day_have_two_numbers(house):
    numbers = {dossier(an_accepted_dossier(house)).number for _ in range(3)}
    assert len(numbers) == 3


def test_each_day_begins_anew(house):
    an_accepted_dossier(house)
    later = dossier(an_accepted_dossier(house, at=MONDAY + DAY))
    assert later.number == "000.02.99.H47-260421-0001"


def test_accepting_twice_with_one_key_is_one_acceptance(house):
    stream, act = a_lodged_dossier(), house.clerk.act()
    press(accept_dossier, house.clerk, stream, act=act)
    press(accept_dossier, house.clerk, stream, act=act)
    assert events_of(stream).count("DossierAccepted") == 1


def test_two_clerks_at_once_one_wins(house):
    stream = a_lodged_dossier()
    seen = number_of(stream)
    press(accept_dossier, house.clerk, stream, seen=seen)
    with pytest.raises((Conflict, Refused)):
        press(accept_dossier, house.clerk, stream, seen=seen)
    assert events_of(stream).count("DossierAccepted") == 1


def test_a_stale_page_meets_what_happened(house):
    stream = an_accepted_dossier(house)
    with pytest.raises(Conflict):
        press(take_steps, house.clerk, stream, seen=number_of(stream) - 1)


def test_another_counter_does_not_accept(house):
    stream = a_lodged_dossier()
    assert refusal(press, accept_dossier, house.far_clerk, stream) is NotYourStep
    assert dossier(stream).number == ""


def test_any_counter_takes_a_dossier_for_any_agency(house):
    card = dossier(a_dossier_taken_in(house.far_clerk))
    assert (card.receiving, card.competent) == (OTHER_COUNTER, COMMITTEE)
    assert card.number.startswith("000.03.99.H47-")


def test_lodging_and_accepting_is_one_act_at_the_counter(house):
    stream = a_dossier_taken_in(house.clerk)
    assert events_of(stream) == ["DossierLodged", "DossierAccepted"]


def test_scanned_papers_are_handed_over_in_the_same_press(house):
    stream = a_dossier_taken_in(house.clerk, decisions=Decisions(is_handed_over=True))
    assert custody_of(stream).holder == COMMITTEE
    assert dossier(stream).step == "B3"


def test_who_is_no_clerk_takes_nothing_in(house):
    assert (
        refusal(
            take_in_dossier,
            house.officer.act(),
            a_lodging(),
            roles=house.officer.roles,
            decisions=Decisions(),
        )
        is NotYourStep
    )


def test_the_committee_is_the_one_asked_for(house):
    stream = a_dossier_taken_in(
        house.clerk, competent=OTHER_COMMITTEE, decisions=Decisions(is_handed_over=True)
    )
    assert custody_of(stream).holder == OTHER_COMMITTEE


def test_a_birth_told_in_time_is_free(house):
    card = dossier(an_accepted_dossier(house))
    assert (card.fee_vnd, card.financial) == (0, "waived")


def test_a_birth_told_late_costs_its_fee(house):
    card = dossier(late(house))
    assert (card.fee_vnd, card.financial) == (10_000, "due")


def late(house):
    return an_accepted_dossier(house, at=MONDAY + 90 * DAY)


def test_handing_over_gives_the_write_right_away(house):
    stream = a_dossier_to_assign(house)
    assert custody_of(stream).holder == COMMITTEE
    assert refusal(press, take_steps, house.clerk, stream) is NotYourStep


def test_whoever_assigns_names_the_officer(house):
    stream = a_dossier_to_assign(house)
    assert refusal(press, take_steps, house.head, stream) is OfficerMissing


def test_the_officer_is_noted(house):
    assert dossier(a_dossier_to_appraise(house)).assigned == house.officer.person


def test_appraisal_waits_for_the_outside_number(house):
    stream = a_dossier_to_appraise(house)
    assert refusal(press, take_steps, house.officer, stream) is NumberMissing


def test_waiting_for_the_number_is_noted(house):
    stream = a_dossier_to_appraise(house)
    press(await_number, house.officer, stream)
    assert dossier(stream).is_awaiting_number


def test_a_number_of_eleven_digits_is_refused(house):
    stream = a_dossier_to_appraise(house)
    assert (
        refusal(press, receive_number, house.officer, stream, number="04922600012")
        is NumberNotWhole
    )


def test_a_number_stands_on_one_dossier_only(house):
    a_dossier_to_sign(house)
    stream = a_dossier_to_appraise(house)
    assert refusal(press, receive_number, house.officer, stream, number=NUMBER) is NumberTaken


def test_the_signature_sends_it_back_to_the_counter(house):
    stream = a_dossier_to_return(house)
    card = dossier(stream)
    assert (card.business, card.delivery, card.holder) == ("decided", "ready", COUNTER)


def test_an_officer_does_not_sign(house):
    stream = a_dossier_to_sign(house)
    assert refusal(press, decide_dossier, house.officer, stream) is NotYourStep


def test_the_whole_way_stands_on_the_slip(house):
    stream = a_returned_dossier(house)
    rows = slip_of(each.event for each in history_of(stream))
    assert [row.step for row in rows] == ["B1", "B2", "B3", "B4", "B5", "B6", "B7"]


def test_several_posts_do_their_steps_in_one_press_and_the_slip_shows_each(house):
    stream = a_dossier_to_appraise(house)
    press(receive_number, house.officer, stream, number=NUMBER)
    both = house.officer.roles | house.head.roles
    take_steps(house.officer.act(), stream, seen=number_of(stream), roles=both)
    rows = slip_of(each.event for each in history_of(stream))
    assert [row.step for row in rows][-2:] == ["B4", "B5"]
    assert dossier(stream).step == "B6"


def test_who_collects_for_another_is_named(house):
    stream = a_dossier_to_return(house)
    assert (
        refusal(press, return_result, house.clerk, stream, receiver="Zơ Râm Ba")
        is StandInNotNamed
    )
    known = {"receiver": "Zơ Râm Ba", "relation": "Ông nội", "paper": "049150000001"}
    assert refusal(press, return_result, house.clerk, stream, **known) is AuthorisationMissing
    press(return_result, house.clerk, stream, **known, authorisation="Giấy số 12, 18/04/2026")
    assert dossier(stream).receiver == "Zơ Râm Ba"


def test_an_apostrophe_makes_nobody_another_person(house):
    stream = a_dossier_to_return(house)
    press(return_result, house.clerk, stream, receiver="a lăng thị bưới")
    assert dossier(stream).business == "returned"


def test_no_result_leaves_with_an_open_fee(house):
    stream = a_dossier_to_return(house, at=MONDAY + 90 * DAY)
    assert (
        refusal(press, return_result, house.clerk, stream, receiver="A Lăng Thị Bưới")
        is FeeOpen
    )


def test_cash_settles_the_fee(house):
    stream = late(house)
    press(pay_fee, house.clerk, stream)
    assert dossier(stream).financial == "paid"


def test_a_named_ground_forgoes_the_fee(house):
    stream = late(house)
    press(pay_fee, house.clerk, stream, ground="poor", paper="Giấy hộ nghèo số 12")
    assert dossier(stream).financial == "waived"


def test_a_question_at_entry_starts_no_clock(house):
    stream = a_lodged_dossier()
    wanted = (Wanted(name="Giấy chứng sinh", reason="Thiếu"),)
    press(request_supplement, house.clerk, stream, wanted=wanted)
    card = dossier(stream)
    assert (card.business, card.due, card.answer_due) == ("waiting_entry", None, None)


def test_nothing_is_done_while_the_applicant_is_to_bring_something(house):
    stream = a_dossier_waiting(house)
    assert refusal(press, take_steps, house.officer, stream) is WaitsForSupplement


def test_what_the_citizen_brings_goes_to_the_holder(house):
    stream = a_dossier_waiting(house)
    brought = give_supplement(an_act(), stream, papers=(PaperGiven(name="Giấy chứng sinh"),))
    assert custody_of(brought).holder == COMMITTEE
    assert supplement_brought(dossier(stream)).stream == brought


def test_a_supplement_moves_the_promise_by_the_wait(house):
    stream = a_dossier_waiting(house)
    before = dossier(stream).due
    later = MONDAY + HOUR
    brought = give_supplement(an_act(at=later), stream, papers=())
    press(accept_supplement, house.officer, stream, at=later, supplement=brought)
    card = dossier(stream)
    assert card.business == "processing"
    assert card.due > before


def test_a_question_is_answered_once(house):
    stream = a_dossier_waiting(house)
    give_supplement(an_act(), stream, papers=())
    assert refusal(give_supplement, an_act(), stream, papers=()) is AlreadyAnswered


def test_a_refusal_before_acceptance_is_no_acceptance(house):
    stream = a_lodged_dossier()
    press(refuse_dossier, house.clerk, stream, reason="Không thuộc thẩm quyền")
    assert dossier(stream).national == 3


def test_a_refusal_after_acceptance_stops_the_dossier(house):
    stream = a_dossier_to_appraise(house)
    press(refuse_dossier, house.officer, stream, reason="Đã đăng ký tại xã khác")
    assert dossier(stream).national == 8


def test_a_refused_dossier_stays_refused(house):
    stream = a_lodged_dossier()
    press(refuse_dossier, house.clerk, stream, reason="Sai")
    assert refusal(press, accept_dossier, house.clerk, stream) is NotAtThisStage


def test_a_lost_receipt_is_counted_when_printed_again(house):
    stream = an_accepted_dossier(house)
    press(print_receipt_again, house.clerk, stream, checked="CCCD 049180000001")
    press(print_receipt_again, house.clerk, stream, checked="CCCD 049180000001")
    assert dossier(stream).reprints == 2


def test_an_applicant_takes_the_dossier_back(house):
    stream = a_lodged_dossier()
    press(withdraw_dossier, house.clerk, stream, reason="Nộp nhầm nơi")
    assert dossier(stream).national == 7
