"""Work that changes hands: opinions, deputies, a leaver's work, many at once, a take-over."""

from datetime import date, timedelta

import pytest

from guol.feed.api import custody_of, history_of, number_of, rebuild
from guol.kernel.act import Official
from guol.kernel.errors import Refused
from guol.onestop.actions import (
    Wrong,
    ask_opinion,
    correct_entry,
    give_opinion,
    reassign_dossier,
    take_over,
)
from guol.onestop.models import Dossier, Opinion
from guol.onestop.queries import dossier
from guol.onestop.queries.handing import (
    opinion,
    opinions_asked_of,
    opinions_on,
    work_by_officer,
)
from guol.onestop.rules.reasons import (
    AlreadyGiven,
    AskYourself,
    LeadersReassign,
    NotAtThisStage,
    NotYourStep,
)
from guol.people.api import give_delegation
from tests.onestop.given import (
    a_dossier_taken_in,
    a_dossier_to_appraise,
    a_dossier_to_return,
    a_dossier_to_sign,
    a_lodged_dossier,
    a_returned_dossier,
    an_accepted_dossier,
    press,
)
from tests.onestop.world import (
    COMMITTEE,
    COUNTER,
    MONDAY,
    OTHER_COUNTER,
    a_colleague,
    an_act,
    sign_in_as,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
ASKED = {"to": OTHER_COUNTER, "question": "Có nhận hồ sơ này chưa?"}


def refusal(verb, *args, **kwargs):
    with pytest.raises(Refused) as no:
        verb(*args, **kwargs)
    return type(no.value.reason)


def ask(staff, stream, **changes):
    return ask_opinion(staff.act(), stream, roles=staff.roles, **ASKED | changes)


def key_of(stream):
    return stream.rpartition("/")[2]


def send(client, stream, deed, desk=COUNTER, **values):
    data = {"key": f"k-{deed}-{len(values)}", "seen": number_of(stream), "desk": desk}
    return client.post(f"/ho-so/{key_of(stream)}/{deed}/", data | values)


# ── opinions ─────────────────────────────────────────────────────────────────────────────


def test_an_opinion_is_a_matter_of_its_own_with_the_agency_that_is_asked(house):
    stream = an_accepted_dossier(house)
    asked = ask(house.clerk, stream)
    assert custody_of(asked).holder == OTHER_COUNTER
    assert custody_of(stream).holder == COUNTER
    assert [each.stream for each in opinions_asked_of([OTHER_COUNTER])] == [asked]
    assert opinions_on(stream)[0].due.date() == MONDAY.date() + timedelta(days=3)


def test_the_answer_is_read_on_the_dossier_and_given_once(house):
    stream = an_accepted_dossier(house)
    asked = ask(house.clerk, stream, last_day=date(2026, 4, 25))
    press(give_opinion, house.far_clerk, asked, answer="Chưa")
    assert opinions_on(stream)[0].answer == "Chưa"
    assert not opinions_asked_of([OTHER_COUNTER])
    assert refusal(press, give_opinion, house.far_clerk, asked, answer="x") is AlreadyGiven


def test_an_answer_that_does_not_come_is_overdue(house):
    found = opinion(ask(house.clerk, an_accepted_dossier(house)))
    assert not found.is_late(MONDAY)
    assert found.is_late(MONDAY + timedelta(days=9))


def test_who_asks_and_who_answers_is_watched(house):
    stream = an_accepted_dossier(house)
    assert refusal(ask, house.clerk, stream, to=COUNTER) is AskYourself
    assert refusal(ask, house.far_clerk, stream) is NotYourStep
    assert refusal(ask, house.clerk, a_returned_dossier(house)) is NotAtThisStage
    asked = ask(house.clerk, stream)
    assert refusal(press, give_opinion, house.clerk, asked, answer="x") is NotYourStep
    with pytest.raises(LookupError):
        press(give_opinion, house.clerk, "opinion/none", answer="x")


def test_asked_with_one_key_is_one_question(house):
    stream, act = an_accepted_dossier(house), house.clerk.act()
    for _time in range(2):
        ask_opinion(act, stream, roles=house.clerk.roles, **ASKED)
    assert Opinion.objects.count() == 1


def test_on_pages_it_is_asked_read_and_answered(client, house):
    stream = an_accepted_dossier(house)
    sign_in_as(client, house.clerk)
    named = {"to": "không có cơ quan này", "question": "Đã nhận chưa?"}
    assert send(client, stream, "xin-y-kien", **named).status_code == 422
    many = client.post  # two counters are called so: the page asks for more of the name
    assert many
    assert send(client, stream, "xin-y-kien", **named | {"to": "Bộ phận"}).status_code == 422
    named = {"to": "Chơ Chun Bộ phận", "question": "Đã nhận chưa?", "last_day": ""}
    assert send(client, stream, "xin-y-kien", **named).status_code == 303
    sign_in_as(client, house.far_clerk)
    assert client.get(f"/ho-so/{key_of(stream)}/").status_code == 200
    assert "Đã nhận chưa?" in client.get("/mot-cua/y-kien/").content.decode()
    asked = opinions_on(stream)[0]
    page = f"/mot-cua/y-kien/{asked.key}/"
    data = {"key": "a-1", "seen": number_of(asked.stream)}
    assert client.post(page, data | {"answer": ""}).status_code == 422
    assert client.post(page, data | {"answer": "Chưa nhận"}).status_code == 303
    assert client.post("/mot-cua/y-kien/none/", data).status_code == 404
    sign_in_as(client, house.clerk)
    assert "Chưa nhận" in client.get(f"/ho-so/{key_of(stream)}/").content.decode()


# ── a leaver's work, a take-over ─────────────────────────────────────────────────────────


def test_a_leavers_work_is_given_to_another_with_one_line_each(house):
    other = a_colleague("Kring Hùng", "hung.k", COMMITTEE, "justice_officer", "Công chức")
    stream = a_dossier_to_appraise(house)
    values = {"assigned": other.person, "reason": "Nghỉ việc"}
    press(reassign_dossier, house.head, stream, **values)
    assert dossier(stream).assigned == other.person
    assert work_by_officer([COMMITTEE]) == {other.person: 1}
    assert [each.kind for each in history_of(stream)].count("DossierReassigned") == 1
    assert refusal(press, reassign_dossier, house.head, stream, **values) is NotAtThisStage
    assert refusal(press, reassign_dossier, house.officer, stream, **values) is LeadersReassign


def test_the_page_gives_all_of_it_at_once(client, house):
    other = a_colleague("Kring Hùng", "hung.k", COMMITTEE, "justice_officer", "Công chức")
    streams = [a_dossier_to_appraise(house) for _ in range(2)]
    sign_in_as(client, house.head)
    assert house.officer.person in client.get("/mot-cua/giao-lai/").content.decode()
    page = f"/mot-cua/giao-lai/?tu={house.officer.person}"
    text = client.get(page).content.decode()
    assert all(key_of(stream) in text for stream in streams)
    data = {"key": "g-1", "assigned": other.person, "hs": [key_of(each) for each in streams]}
    assert client.post(page, data).status_code == 422
    answer = client.post(page, data | {"reason": "Chuyển công tác"})
    assert answer.status_code == 200
    assert {dossier(each).assigned for each in streams} == {other.person}
    sign_in_as(client, house.officer)
    assert client.get("/mot-cua/giao-lai/").status_code == 403


def test_the_superior_takes_a_dossier_and_gives_it_to_another(house):
    stream = an_accepted_dossier(house)
    superior = an_act(by=Official(person="p", post="p", desk="authority"))
    values = {"roles": frozenset({"leader"}), "to": OTHER_COUNTER, "reason": "Cháy trụ sở"}
    take_over(superior, stream, seen=number_of(stream), **values)
    card = dossier(stream)
    assert (card.holder, card.desk, custody_of(stream).holder) == (OTHER_COUNTER,) * 3
    taken = [each.event for each in history_of(stream) if each.kind == "DossierTakenOver"]
    assert (taken[0].was, taken[0].reason) == (COUNTER, "Cháy trụ sở")
    wrong = Wrong(name="applicant", now="x")
    no = refusal(press, correct_entry, house.clerk, stream, wrong=wrong, reason="x")
    assert no is NotYourStep
    no = refusal(press, take_over, house.leader, stream, to=COUNTER, reason="x")
    assert no is NotYourStep


def test_told_anew_the_rows_are_the_same(house):
    stream = a_dossier_to_appraise(house)
    ask(house.officer, stream)
    other = a_colleague("Kring Hùng", "hung.k", COMMITTEE, "justice_officer", "Công chức")
    press(reassign_dossier, house.head, stream, assigned=other.person, reason="x")
    tables = (Dossier, Opinion)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    rebuild()
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


# ── deputies ─────────────────────────────────────────────────────────────────────────────


def test_a_deputy_signs_on_behalf_of_the_leader(client, house):
    stream = a_dossier_to_sign(house)
    by = Official(person=house.leader.person, post=house.leader.post, desk=COMMITTEE)
    day = MONDAY.date()
    give_delegation(an_act(by=by), to=house.head.person, valid_from=day, last_day=day)
    sign_in_as(client, house.head)
    page = f"/ho-so/{key_of(stream)}/"
    assert "/ky/" in client.get(page).content.decode()
    assert send(client, stream, "ky", desk=COMMITTEE).status_code == 303
    told = {each.kind: each.event for each in history_of(stream)}
    decided = told["DossierDecided"]
    assert decided.act.by.on_behalf_of == house.leader.person
    assert decided.act.by.post == house.leader.post
    assert "thay mặt Pơ Loong Hạnh" in client.get(page).content.decode()


def test_who_can_do_a_step_in_an_own_post_does_it_in_their_own_name(client, house):
    stream = a_dossier_to_appraise(house)
    by = Official(person=house.leader.person, post=house.leader.post, desk=COMMITTEE)
    day = MONDAY.date()
    give_delegation(an_act(by=by), to=house.officer.person, valid_from=day, last_day=day)
    sign_in_as(client, house.officer)
    send(client, stream, "so-ngoai", desk=COMMITTEE, number="049226000321")
    act = history_of(stream)[-1].event.act
    assert (act.by.post, act.by.on_behalf_of) == (house.officer.post, "")


# ── many at once ─────────────────────────────────────────────────────────────────────────


def numbers(streams):
    return {f"s-{key_of(stream)}": number_of(stream) for stream in streams}


def test_many_are_passed_on_with_one_confirmation(client, house):
    streams = [an_accepted_dossier(house) for _ in range(3)]
    sign_in_as(client, house.clerk)
    text = client.get("/mot-cua/hang-loat/").content.decode()
    assert all(key_of(stream) in text for stream in streams)
    chosen = {"viec": "chuyen", "hs": [key_of(stream) for stream in streams[:2]]}
    confirm = client.post("/mot-cua/hang-loat/", chosen)
    assert 'name="chac"' in confirm.content.decode()
    assert {dossier(stream).holder for stream in streams} == {COUNTER}
    sure = chosen | {"chac": "1", "key": "b-1"} | numbers(streams)
    client.post("/mot-cua/hang-loat/", sure)
    assert [dossier(stream).holder for stream in streams] == [COMMITTEE, COMMITTEE, COUNTER]
    assert [each.kind for each in history_of(streams[0])].count("StepsTaken") == 1


def test_what_is_refused_is_told_by_dossier_and_the_rest_is_done(client, house):
    one, two = an_accepted_dossier(house), an_accepted_dossier(house)
    sign_in_as(client, house.clerk)
    sure = {"viec": "chuyen", "chac": "1", "key": "b-2", "hs": [key_of(one), key_of(two)]}
    sure |= numbers([one, two]) | {f"s-{key_of(two)}": 1}
    text = client.post("/mot-cua/hang-loat/", sure).content.decode()
    assert dossier(one).holder == COMMITTEE
    assert dossier(two).holder == COUNTER
    assert "Chưa làm được" in text
    assert dossier(two).number in text


def test_many_are_signed_and_returned(client, house):
    signed = a_dossier_to_sign(house)
    sign_in_as(client, house.leader)
    sure = {"viec": "ky", "chac": "1", "key": "b-3", "hs": [key_of(signed)]}
    client.post("/mot-cua/hang-loat/", sure | numbers([signed]))
    assert dossier(signed).business == "decided"
    sign_in_as(client, house.clerk)
    sure = {"viec": "tra", "chac": "1", "key": "b-4", "hs": [key_of(signed)]}
    client.post("/mot-cua/hang-loat/", sure | numbers([signed]))
    assert dossier(signed).receiver == "A Lăng Thị Bưới"


def test_whoever_assigns_does_it_one_by_one(client, house):
    a_dossier_taken_in(house.clerk)
    stream = an_accepted_dossier(house)
    sign_in_as(client, house.head)
    assert key_of(stream) not in client.get("/mot-cua/hang-loat/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"viec": "x"}, {"viec": "ky", "hs": ["none"]}])
def test_nothing_chosen_asks_again(client, house, sent):
    sign_in_as(client, house.clerk)
    assert client.post("/mot-cua/hang-loat/", sent).status_code == 200


@pytest.mark.parametrize(
    "page", ["/mot-cua/y-kien/", "/mot-cua/giao-lai/", "/mot-cua/hang-loat/", "/mot-cua/tui/"]
)
def test_a_stranger_is_asked_to_sign_in(client, house, page):
    assert house
    assert client.get(page).status_code == 403


def test_an_unused_name_of_given_is_no_dossier(house):
    assert dossier(a_lodged_dossier()).assigned == ""
    assert dossier(a_dossier_to_return(house)).assigned
