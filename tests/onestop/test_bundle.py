"""A linked request through several agencies: parallel parts, what feeds what, the one end."""

import pytest

from guol.feed.api import custody_of, history_of, number_of
from guol.kernel.errors import Refused
from guol.onestop.actions import (
    Decisions,
    accept_dossier,
    accept_supplement,
    open_leg,
    pay_fee,
    refuse_dossier,
    request_supplement,
    return_bundle,
    return_result,
    take_in_dossier,
    withdraw_dossier,
)
from guol.onestop.events import DossierAccepted, Given, Wanted
from guol.onestop.jobs import follow_up
from guol.onestop.queries import documents_made, dossier, secret_for
from guol.onestop.queries.bundle import legs_of
from guol.onestop.queries.versions import lodged_of
from guol.onestop.rules.reasons import (
    EarlierLegOpen,
    FeeOpen,
    LegsOpen,
    NotAtThisStage,
)
from guol.procedures.api import version
from tests.onestop.given import NUMBER, a_lodging, press, some_answers
from tests.onestop.linked import (
    INSURANCE,
    POLICE,
    a_linked_request,
    a_linked_request_lodged,
    decide_birth,
    decide_leg,
    everything_decided,
    found_partners,
    leg,
)
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY, sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("partners")]
WANTED = (Wanted(name="Sổ hộ khẩu", reason="Chưa có"),)
SCANNED = Decisions(is_handed_over=True)


@pytest.fixture
def partners(house):
    return found_partners()


def refusal(verb, *args, **kwargs):
    with pytest.raises(Refused) as no:
        verb(*args, **kwargs)
    return type(no.value.reason)


def test_one_request_is_a_dossier_and_a_dossier_for_each_part(house):
    parent = a_linked_request(house)
    assert [each.leg for each in legs_of(parent)] == ["birth", "residence", "health_card"]
    assert [each.number[-4:] for each in legs_of(parent)] == ["0002", "0003", "0004"]
    assert dossier(parent).number.endswith("0001")


def test_each_part_holds_its_own_answers_and_papers_and_no_other(house):
    number = Given(name="mother_number", label="Số định danh của mẹ", value=NUMBER)
    parent = a_linked_request(house, fields=(*some_answers(), number))
    held = {each.leg: lodged_of(each.stream) for each in legs_of(parent)}
    answers = {key: {each.name: each.value for each in of.fields} for key, of in held.items()}
    sent = {each.name: each.value for each in (*some_answers(), number)}
    asked = {each.name for each in version("1.001193@1").fields}
    assert answers["birth"] == {name: sent[name] for name in sent if name in asked}
    assert answers["residence"]["subject_name"] == sent["child_name"]
    assert answers["residence"]["mother_number"] == NUMBER
    assert set(answers["health_card"]) == {"child_name", "child_born_on"}
    assert [len(held[key].papers) for key in ("birth", "residence", "health_card")] == [1, 0, 0]


def test_each_part_is_at_its_agency_under_its_own_limit(house):
    parent = a_linked_request(house)
    birth, residence = leg(parent, "birth"), leg(parent, "residence")
    assert (birth.competent, residence.competent) == (COMMITTEE, POLICE)
    assert version(residence.version).limit.value == 2
    assert version(birth.version).steps == version("1.001193@1").steps


def test_parts_that_wait_lie_with_the_agency_they_wait_for(house):
    parent = a_linked_request(house)
    for key in ("residence", "health_card"):
        part = leg(parent, key)
        assert (part.business, custody_of(part.stream).holder) == ("queued", COMMITTEE)


def test_the_end_of_one_part_begins_two_side_by_side(house):
    parent = a_linked_request(house)
    decide_birth(house, parent)
    residence, card = leg(parent, "residence"), leg(parent, "health_card")
    assert (residence.holder, card.holder) == (POLICE, INSURANCE)
    assert residence.due == card.due > MONDAY


def test_a_result_feeds_the_parts_that_waited_for_it(house):
    parent = a_linked_request(house)
    decide_birth(house, parent)
    told = [each.event for each in history_of(leg(parent, "health_card").stream)]
    begun = next(each for each in told if isinstance(each, DossierAccepted))
    assert NUMBER in {each.value for each in begun.fed}


def test_lodged_online_it_falls_into_parts_when_it_is_accepted(house):
    parent = a_linked_request_lodged()
    assert legs_of(parent) == ()
    press(accept_dossier, house.clerk, parent)
    assert len(legs_of(parent)) == 3
    assert leg(parent, "birth").holder == COUNTER


def test_the_same_key_again_makes_no_second_request(house):
    act, lodging = house.clerk.act(), a_lodging(procedure="LT-KS")
    first = take_in_dossier(act, lodging, roles=house.clerk.roles, decisions=SCANNED)
    again = take_in_dossier(act, lodging, roles=house.clerk.roles, decisions=SCANNED)
    assert first == again
    assert len(legs_of(first)) == 3


def test_the_whole_ends_when_every_result_is_handed_out(house, partners):
    parent = everything_decided(house, partners)
    press(return_bundle, house.clerk, parent, receiver="A Lăng Thị Bưới")
    card = dossier(parent)
    assert (card.business, card.receiver) == ("returned", "A Lăng Thị Bưới")
    assert {each.business for each in legs_of(parent)} == {"returned"}


def test_results_handed_out_one_by_one_end_the_whole_with_the_last(house, partners):
    parent = everything_decided(house, partners)
    for part in legs_of(parent):
        assert dossier(parent).business == "accepted"
        press(return_result, house.clerk, part.stream, receiver="A Lăng Thị Bưới")
    assert dossier(parent).business == "returned"


def test_the_whole_is_not_ended_while_a_part_is_open(house):
    parent = a_linked_request(house)
    assert refusal(press, return_bundle, house.clerk, parent) is LegsOpen
    assert refusal(press, withdraw_dossier, house.clerk, parent, reason="x") is LegsOpen
    assert refusal(press, refuse_dossier, house.clerk, parent, reason="x") is LegsOpen
    asked = refusal(press, request_supplement, house.clerk, parent, wanted=WANTED)
    assert asked is LegsOpen


def test_a_refused_part_stops_those_that_hang_on_it(house):
    parent = a_linked_request(house)
    press(refuse_dossier, house.head, leg(parent, "birth").stream, reason="Đã đăng ký")
    assert {each.business for each in legs_of(parent)} == {"stopped"}
    press(return_bundle, house.clerk, parent)
    assert (dossier(parent).business, dossier(parent).receiver) == ("stopped", "")


def test_one_part_waits_for_the_citizen_while_the_other_goes_on(house, partners):
    parent = a_linked_request(house)
    decide_birth(house, parent)
    residence = leg(parent, "residence").stream
    press(request_supplement, partners.police, residence, wanted=WANTED)
    decide_leg(partners.insurer, partners.insurance_head, parent, "health_card")
    assert leg(parent, "residence").business == "waiting"
    assert leg(parent, "health_card").business == "decided"
    press(accept_supplement, partners.police, residence)
    assert leg(parent, "residence").business == "processing"


def test_a_part_begins_by_hand_only_when_the_earlier_ones_are_done(house):
    parent = a_linked_request(house)
    part = leg(parent, "residence").stream
    assert refusal(press, open_leg, house.head, part) is EarlierLegOpen
    birth = leg(parent, "birth").stream
    assert refusal(press, open_leg, house.head, birth) is NotAtThisStage


def test_a_fee_of_the_whole_holds_back_the_results_of_its_parts(house):
    parent = a_linked_request(house, fields=some_answers(born="10/04/2025"))
    decide_birth(house, parent)
    birth = leg(parent, "birth").stream
    assert dossier(parent).fee_vnd == 10_000
    no = refusal(press, return_result, house.clerk, birth, receiver="A Lăng Thị Bưới")
    assert no is FeeOpen
    press(pay_fee, house.clerk, parent)
    press(return_result, house.clerk, birth, receiver="A Lăng Thị Bưới")


def test_a_stale_page_of_the_whole_meets_what_happened(house, partners):
    parent = everything_decided(house, partners)
    seen = number_of(parent)
    act = house.clerk.act()
    press(return_bundle, house.clerk, parent, act=act, seen=seen)
    assert press(return_bundle, house.clerk, parent, act=act, seen=seen) == parent


# ── pages ────────────────────────────────────────────────────────────────────────────────


def page(client, staff, stream):
    sign_in_as(client, staff)
    return client.get(f"/ho-so/{stream.rpartition('/')[2]}/")


def test_the_page_of_the_whole_shows_every_part_and_who_has_it(client, house):
    parent = a_linked_request(house)
    text = page(client, house.clerk, parent).content.decode()
    for word in ("Công an xã La Êê", "Bảo hiểm xã hội", "UBND xã La Êê"):
        assert word in text
    assert 'action="/ho-so/' not in text.split("<h2")[0]


def test_whoever_does_a_part_reads_the_whole_and_is_offered_nothing(client, house, partners):
    parent = a_linked_request(house)
    answer = page(client, partners.police, parent)
    assert answer.status_code == 200
    assert "tra-het/" not in answer.content.decode()
    client.cookies.clear()
    assert page(client, house.far_clerk, parent).status_code == 404


def test_a_later_part_shows_what_the_earlier_gave(client, house, partners):
    parent = a_linked_request(house)
    decide_birth(house, parent)
    text = page(client, partners.police, leg(parent, "residence").stream).content.decode()
    assert NUMBER in text


def test_everything_is_handed_over_with_one_press(client, house, partners):
    parent = everything_decided(house, partners)
    assert "tra-het/" in page(client, house.clerk, parent).content.decode()
    data = {"key": "k-1", "seen": number_of(parent), "desk": COUNTER}
    data |= {"receiver": "A Lăng Thị Bưới", "how": "counter"}
    answer = client.post(f"/ho-so/{parent.rpartition('/')[2]}/tra-het/", data)
    assert answer.status_code == 303
    assert dossier(parent).business == "returned"


def test_the_citizen_follows_the_whole_and_answers_for_a_part(client, house, partners):
    parent = a_linked_request(house)
    decide_birth(house, parent)
    residence = leg(parent, "residence").stream
    press(request_supplement, partners.police, residence, wanted=WANTED)
    client.post("/tra-cuu/", {"name": dossier(parent).number, "secret": secret_for(parent)})
    whole = client.get("/tra-cuu/ho-so/").content.decode()
    assert "Công an xã La Êê" in whole
    key = residence.rpartition("/")[2]
    assert client.post(f"/tra-cuu/phan/{key}/").status_code == 303
    assert "Chưa có" in client.get("/tra-cuu/ho-so/").content.decode()
    back = client.post(f"/tra-cuu/phan/{parent.rpartition('/')[2]}/")
    assert back.status_code == 303


def test_nobody_gets_to_another_request_by_a_part(client, house):
    parent, other = a_linked_request(house), a_linked_request(house)
    client.post("/tra-cuu/", {"name": dossier(parent).number, "secret": secret_for(parent)})
    key = leg(other, "birth").stream.rpartition("/")[2]
    assert client.post(f"/tra-cuu/phan/{key}/").status_code == 404
    client.cookies.clear()
    assert client.post(f"/tra-cuu/phan/{key}/").url == "/tra-cuu/"


def test_a_bundle_is_lodged_online_on_one_form(client, house):
    assert house
    text = client.get("/thu-tuc/LT-KS/nop/").content.decode()
    assert "f-child_name" in text
    assert "UBND xã La Êê" in text


def test_a_linked_request_has_one_receipt_and_one_message(house):
    parent = a_linked_request(house)
    for each in history_of(leg(parent, "birth").stream):
        if each.event and getattr(each.event, "parent", ""):
            follow_up.call(each.origin.feed, each.origin.number)
    assert not documents_made(leg(parent, "birth").stream)
