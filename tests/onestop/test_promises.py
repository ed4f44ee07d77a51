"""Promises that a day confirmed late moves: who sees them, who moves them, what it costs."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest

from guol.feed.api import history_of
from guol.kernel.clock import VIETNAM
from guol.kernel.errors import Refused
from guol.kernel.worktime import DayKind
from guol.onestop.actions import move_due
from guol.onestop.events.timing import DueMoved
from guol.onestop.queries import dossier
from guol.onestop.queries.promises import MOST_LOOKED, cause_in, hits_at
from guol.onestop.rules.reasons import NotYourStep
from guol.onestop.views.promises import told_of_calendar
from guol.people.api import create_account, create_post, register_person
from guol.people.events import Particulars
from guol.procedures.api import (
    close_agency,
    confirm_day,
    forget_kept,
)
from tests.onestop.given import a_dossier_to_appraise, a_returned_dossier, press
from tests.onestop.test_clock_acts import slow_birth
from tests.onestop.world import (
    COMMITTEE,
    COUNTER,
    LONG_AGO,
    MONDAY,
    PASSWORD,
    Staff,
    a_colleague,
    an_order,
    sign_in_as,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
PAGE = "/mot-cua/ngay-hen/"
FLOOD = {"first": date(2026, 4, 21), "last": date(2026, 4, 22), "name": "Lũ"}
SOURCE = "Công điện 12"
QUERIES = 8


@pytest.fixture
def administrator(house):
    """Who works at the authority, in the technician's post."""
    person = register_person(an_order(), Particulars(name="Quản trị"), is_sure=True)
    post = create_post(
        an_order(),
        role="administrator",
        agency_key=COMMITTEE,
        title="Quản trị",
        valid_from=LONG_AGO,
        person=person,
        desk="authority",
    )
    create_account(an_order(), "quantri", password=PASSWORD, person=person)
    return Staff(person, post, "authority", "quantri", frozenset({"administrator"}))


@pytest.fixture
def streams(house):
    """Three dossiers in the officer's hands, promised for Thursday the 23rd."""
    slow_birth()
    return [a_dossier_to_appraise(house) for _number in range(3)]


def flood():
    close_agency(an_order(), COMMITTEE, source=SOURCE, **FLOOD)
    forget_kept()


def due_of(stream):
    return f"{dossier(stream).due.astimezone(VIETNAM):%d/%m}"


def text_of(answer):
    return answer.content.decode()


def names(answer):
    return re.findall(r'name="hs" value="([^"]+)"', text_of(answer))


def test_nothing_is_hit_before_a_day_is_confirmed_late(house, streams):
    assert not hits_at([COMMITTEE], MONDAY).hits
    assert told_of_calendar(MONDAY) == ()


def test_what_is_hit_is_told_with_both_moments_and_the_cause(house, streams):
    flood()
    hits = hits_at([COMMITTEE], MONDAY).hits
    assert {each.card.stream for each in hits} == set(streams)
    assert {each.due.astimezone(VIETNAM).date() for each in hits} == {date(2026, 4, 27)}
    assert hits[0].cause == "Lũ (Công điện 12): 21/04/2026 - 22/04/2026"
    assert not hits_at(["u2-ubnd"], MONDAY).hits


def test_what_was_promised_after_the_day_was_known_is_not_hit(house):
    slow_birth()
    flood()
    a_dossier_to_appraise(house, at=MONDAY + timedelta(hours=2))
    assert not hits_at([COMMITTEE], MONDAY + timedelta(days=1)).hits


def test_an_ended_dossier_and_a_day_after_the_promise_hit_nothing(house):
    a_returned_dossier(house)
    slow_birth()
    a_dossier_to_appraise(house)
    far = {"kind": DayKind.OFF, "name": "Lễ", "source": "s", "certainty": "seen"}
    confirm_day(an_order(), date(2026, 4, 24), **far)
    forget_kept()
    assert not hits_at([COMMITTEE, COUNTER], MONDAY).hits


def test_a_day_that_was_taken_back_hits_too(house):
    slow_birth()
    said = {"name": "Lễ", "source": "s", "certainty": "seen"}
    confirm_day(an_order(), date(2026, 4, 22), kind=DayKind.OFF, **said)
    forget_kept()
    stream = a_dossier_to_appraise(house)
    assert due_of(stream) == "24/04"
    confirm_day(an_order(), date(2026, 4, 22), kind=DayKind.USUAL, **said)
    forget_kept()
    (hit,) = hits_at([COMMITTEE], MONDAY).hits
    assert hit.due.astimezone(VIETNAM).date() == date(2026, 4, 23)


def test_a_long_list_is_read_page_by_page(house, streams):
    flood()
    first = hits_at([COMMITTEE], MONDAY, most=2)
    second = hits_at([COMMITTEE], MONDAY, most=2, after=first.later)
    seen = [each.card.stream for each in (*first.hits, *second.hits)]
    assert sorted(seen) == sorted(streams)
    assert (len(first.hits), bool(first.later), second.later) == (2, True, "")
    for odd in ("x", "2026-04-23", "0001-01-01T00:00:00+14:00 dossier/1"):
        assert len(hits_at([COMMITTEE], MONDAY, after=odd).hits) == 3


def test_reading_costs_the_same_for_three_and_for_one(
    house, streams, django_assert_num_queries
):
    flood()
    hits_at([COMMITTEE], MONDAY)
    with django_assert_num_queries(3):  # days, dossiers, their events
        hits_at([COMMITTEE], MONDAY)
    assert MOST_LOOKED >= 1_000


def test_causes_without_a_name_or_several_are_told(house, streams):
    flood()
    (one, *_), days = hits_at([COMMITTEE], MONDAY).hits, []
    days += one.causes
    assert cause_in(days[:1]) == "Lũ (Công điện 12): 21/04/2026"
    assert cause_in(()) == ""


# ── pages ────────────────────────────────────────────────────────────────────────────────


def test_the_officer_moves_all_with_one_confirmation_and_once(client, house, streams):
    flood()
    sign_in_as(client, house.officer)
    page = client.get(PAGE)
    assert "Công điện 12" in text_of(page)
    assert "17:00 27/04/26" in text_of(page)
    assert len(names(page)) == 3
    asked = client.post(PAGE, {"hs": names(page)})
    assert asked.status_code == 200
    assert {due_of(stream) for stream in streams} == {"23/04"}
    hidden = re.findall(r'name="([^"]+)" value="([^"]*)"', text_of(asked).partition("<ol>")[2])
    data = {"key": re.search(r'name="key" value="([^"]+)"', text_of(asked))[1], "chac": "1"}
    data |= {name: value for name, value in hidden if name.startswith("s-")}
    data["hs"] = names(asked)
    for _time in range(2):
        done = client.post(PAGE, data)
        assert text_of(done).count("/ho-so/") == 3
        assert "Chưa làm được" not in text_of(done)
    for stream in streams:
        moved = [x.event for x in history_of(stream) if isinstance(x.event, DueMoved)]
        assert [each.cause for each in moved] == ["Lũ (Công điện 12): 21/04/2026 - 22/04/2026"]
        assert due_of(stream) == "27/04"
    assert "Không có ngày hẹn nào cần dời" in text_of(client.get(PAGE))


def test_somebody_was_quicker_and_that_is_said(client, house, streams):
    flood()
    sign_in_as(client, house.officer)
    asked = client.post(PAGE, {"hs": names(client.get(PAGE))[:1]})
    key = names(asked)[0]
    data = {"key": "k-1", "chac": "1", "hs": key, f"s-{key}": "1"}
    done = client.post(PAGE, data)
    assert "27/04" not in {due_of(stream) for stream in streams}
    assert key in text_of(done)
    assert client.post(PAGE, data | {f"s-{key}": "²"}).status_code == 200
    assert client.post(PAGE, {"chac": "1", "hs": ["none"]}).status_code == 200


def test_a_leader_moves_what_the_agency_holds_the_counter_only_reads(client, house, streams):
    flood()
    sign_in_as(client, house.leader)
    assert len(names(client.get(PAGE))) == 3
    sign_in_as(client, house.clerk)
    page = client.get(PAGE)
    assert text_of(page).count("/ho-so/") == 3  # what the counter received
    assert names(page) == []
    key = streams[0].rpartition("/")[2]
    asked = client.post(PAGE, {"hs": key, "chac": "1", "key": "k"})
    assert due_of(streams[0]) == "23/04"
    assert asked.status_code == 200
    with pytest.raises(Refused) as no:
        press(move_due, house.clerk, streams[0], cause="x")
    assert isinstance(no.value.reason, NotYourStep)
    press(move_due, house.leader, streams[0], cause="x")
    assert due_of(streams[0]) == "27/04"


def test_other_places_see_nothing_the_administrator_sees_numbers_and_no_ways_in(
    client, house, streams, administrator
):
    flood()
    sign_in_as(client, house.far_clerk)
    assert "Không có ngày hẹn nào cần dời" in text_of(client.get(PAGE))
    sign_in_as(client, administrator)
    page = text_of(client.get(PAGE))
    assert dossier(streams[0]).number in page
    assert "/ho-so/" not in page
    assert "A Lăng" not in page
    assert client.post(PAGE, {"hs": names(client.get(PAGE)), "chac": "1"}).status_code == 200
    calendar = text_of(client.get("/lich-lam-viec/2026/"))
    assert "3 hồ sơ đang giải quyết" in calendar
    assert f'href="{PAGE}"' in calendar


def test_citizens_strangers_and_technicians_of_a_commune_see_no_list(client, house):
    assert client.get(PAGE).status_code == 403
    sign_in_as(client, house.technician)
    assert client.get(PAGE).status_code == 403


def test_a_leader_above_sees_what_lies_below(client, house, streams):
    flood()
    chair = a_colleague("Chủ tịch", "chair", COMMITTEE, "chair", "Chủ tịch")
    sign_in_as(client, chair)
    assert text_of(client.get(PAGE)).count("/ho-so/") == 3


@pytest.mark.parametrize("after", ["", "x", "2026-04-23T10:00:00+00:00 dossier/zzz"])
def test_the_page_costs_few_queries_wherever_it_begins(
    client, house, streams, django_assert_max_num_queries, after
):
    flood()
    sign_in_as(client, house.leader)
    client.get(PAGE)
    with django_assert_max_num_queries(QUERIES):
        page = client.get(f"{PAGE}?sau={quote(after)}")
    assert page.status_code == 200
    assert len(page.content) < 14_000


def test_many_are_counted_up_to_a_limit(house, streams, monkeypatch):
    monkeypatch.setattr("guol.onestop.views.promises.MOST_COUNTED", 2)
    flood()
    (item,) = told_of_calendar(MONDAY)
    assert "Hơn 2" in item.title
    assert item.url == PAGE


def test_on_the_dossier_the_cause_is_filled_in(client, house, streams):
    flood()
    sign_in_as(client, house.officer)
    page = text_of(client.get(f"/ho-so/{streams[0].rpartition('/')[2]}/"))
    assert 'value="Lũ (Công điện 12): 21/04/2026 - 22/04/2026"' in page
