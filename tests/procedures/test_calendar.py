"""The working calendar in the browser: the administrator, an official elsewhere, a stranger."""

import re
from datetime import date

import pytest
from django.test import Client

from guol.feed.api import history_of
from guol.kernel.errors import Refused
from guol.kernel.worktime import DayKind
from guol.procedures.actions import confirm_day, reopen_agency
from guol.procedures.api import calendar, calendar_of, close_agency, forget_kept, set_hours
from guol.procedures.gateways.proposing import Proposal, proposals_for
from guol.procedures.models import CalendarDay
from guol.procedures.queries.days import days_of_agency, weekdays_worked
from guol.procedures.rules import NotClosed, SuperiorOnly, still_to_confirm
from tests.acts import MONDAY
from tests.people.world import (
    an_act_at,
    an_order,
    found_house,
)
from tests.procedures.signing import text_of

YEAR, AGENCY = "/lich-lam-viec/2026/", "/lich-lam-viec/co-quan/u1-ubnd/"
FLOOD = {"first": date(2026, 5, 4), "last": date(2026, 5, 6), "name": "Lũ", "source": "CĐ 12"}
SWAP = {
    "viec": "them",
    "key": "k-1",
    "day": "02/01/2026",
    "kind": "off",
    "name": "Hoán đổi sang 10/01/2026",
    "source": "công văn 12729/VPCP-KGVX",
    "certainty": "seen",
}
WEEK = {f"d{number}": "7:30-11:30, 13:30-17:00" for number in range(1, 6)}
MORNINGS = (((450, 690),),) * 6 + ((),)


@pytest.fixture
def house(db, monkeypatch):
    monkeypatch.setattr("guol.procedures.views.days.utc_now", lambda: MONDAY)
    found_house()
    forget_kept()
    yield
    forget_kept()


def stands(day):
    forget_kept()
    return CalendarDay.objects.filter(key=day).values_list("kind", "name", "source").first()


# ── what is proposed ─────────────────────────────────────────────────────────────────────


def test_the_library_knows_tet_and_one_swap_and_misses_the_other():
    told = {each.day: each.kind for each in proposals_for(2026)}
    assert told[date(2026, 2, 17)] == "off"
    assert (told[date(2026, 8, 31)], told[date(2026, 8, 22)]) == ("off", "make_up")
    assert date(2026, 1, 2) not in told
    assert date(2026, 1, 10) not in told


def test_what_changes_nothing_or_was_decided_is_not_proposed():
    days = [date(2026, 4, 26), date(2026, 4, 30), date(2026, 5, 1)]  # a Sunday, two others
    proposed = [Proposal(day=day, kind="off", name="", source="") for day in days]
    weekdays = frozenset(range(5))
    assert [x.day for x in still_to_confirm(proposed, {days[1]}, weekdays)] == days[2:]
    assert [x.day for x in still_to_confirm(proposed, (), range(7))] == days


def test_a_library_that_does_not_answer_hinders_nobody(administrator, monkeypatch, tmp_path):
    name = "guol.procedures.gateways.proposing.ALMANAC"
    monkeypatch.setattr(name, tmp_path / "none.py")
    page = text_of(administrator.get("/lich-lam-viec/2031/"))
    assert "không trả lời" in page
    assert 'name="day"' in page


def test_ticked_days_are_confirmed_each_by_an_act_of_its_own(administrator):
    page = text_of(administrator.get(YEAR))
    assert 'value="2026-02-17"' in page
    data = {
        "viec": "chon",
        "key": "k-7",
        "days": ["2026-02-16", "2026-02-17"],
        "source": "Thông báo 9441/TB-BNV",
        "certainty": "seen",
    }
    for _time in range(2):
        assert administrator.post(YEAR, data).status_code == 302
    assert len(history_of("calendar/2026")) == 2
    assert stands("2026-02-17")[2] == "Thông báo 9441/TB-BNV"
    assert not calendar().counts(date(2026, 2, 17))
    page = text_of(administrator.get(YEAR))
    assert 'value="2026-02-17"' not in page
    assert 'value="2026-02-18"' in page


def test_without_a_text_the_library_stays_the_source_and_nothing_is_certain(administrator):
    data = {"viec": "chon", "key": "k", "days": "2026-04-30", "source": ""}
    answer = administrator.post(YEAR, data | {"certainty": "seen"})
    assert answer.status_code == 422
    assert "Hãy ghi văn bản bạn đã đọc" in text_of(answer)
    assert 'value="2026-04-30" checked' in text_of(answer)
    assert administrator.post(YEAR, data | {"certainty": "unverified"}).status_code == 302
    assert "holidays" in stands("2026-04-30")[2]


@pytest.mark.parametrize("days", [[], ["2026-13-45"], ["2026-06-15"]])
def test_what_was_not_proposed_is_not_ticked(administrator, days):
    data = {"viec": "chon", "key": "k", "days": days, "source": "x", "certainty": "seen"}
    answer = administrator.post(YEAR, data)
    assert answer.status_code == 422
    assert "Các ngày cần xác nhận" in text_of(answer)
    assert not history_of("calendar/2026")


# ── by hand ──────────────────────────────────────────────────────────────────────────────


def test_the_swap_that_the_library_misses_is_added_by_hand_once(administrator):
    for _time in range(2):
        assert administrator.post(YEAR, SWAP).status_code == 302
    worked = {"key": "k-2", "day": "10012026", "kind": "make_up", "name": "Làm bù"}
    assert administrator.post(YEAR, SWAP | worked).status_code == 302
    assert len(history_of("calendar/2026")) == 2
    forget_kept()
    assert not calendar().counts(date(2026, 1, 2))
    assert calendar().counts(date(2026, 1, 10))
    assert "12729/VPCP-KGVX" in text_of(Client().get(YEAR))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "31/2/2026"}, "không có ngày này"),
        ({"day": "02/01/1926"}, "từ năm 2000"),
        ({"source": ""}, "Văn bản quy định"),
        ({"kind": "closed"}, "Ngày này là"),
        ({"name": "x" * 201}, "dài"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_what_was_typed_stays(
    administrator, typed, said
):
    answer = administrator.post(YEAR, SWAP | typed)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'class="field wrong' in text_of(answer).replace("field short wrong", "field wrong")
    kept = SWAP["name"] if "name" not in typed else SWAP["source"]
    assert kept in text_of(answer)
    assert not history_of("calendar/2026")


# ── one day: corrected, refused, taken back ──────────────────────────────────────────────


def test_a_confirmation_is_taken_back_by_an_act_and_the_log_keeps_both(administrator):
    administrator.post(YEAR, SWAP)
    day = f"{YEAR}1/2/"
    assert SWAP["source"] in text_of(administrator.get(day))
    assert administrator.post(day, {"viec": "bo", "key": "k-8", "note": ""}).status_code == 422
    data = {"viec": "bo", "key": "k-9", "note": "Nhập nhầm năm"}
    for _time in range(2):
        assert administrator.post(day, data).status_code == 302
    assert stands("2026-01-02") == ("usual", SWAP["name"], "Nhập nhầm năm")
    assert calendar().counts(date(2026, 1, 2))
    assert date(2026, 1, 2) not in calendar().names
    assert len(history_of("calendar/2026")) == 2
    page = text_of(Client().get(YEAR))
    assert "Vẫn theo lịch tuần thường" in page
    assert "Nhập nhầm năm" in page


def test_a_proposal_is_refused_with_a_note_or_confirmed_with_words_of_ones_own(administrator):
    day = f"{YEAR}11/24/"
    page = text_of(administrator.get(day))
    assert "Ngày Văn hóa Việt Nam" in page
    note = {"viec": "bo", "key": "k-1", "note": "Chưa có văn bản"}
    assert administrator.post(day, note).status_code == 302
    assert 'value="2026-11-24"' not in text_of(administrator.get(YEAR))
    said = {"key": "k-2", "kind": "off", "name": "Ngày Văn hóa", "source": "Luật"}
    assert administrator.post(day, said | {"certainty": "seen"}).status_code == 302
    assert stands("2026-11-24") == ("off", "Ngày Văn hóa", "Luật")


@pytest.mark.parametrize("url", [f"{YEAR}2/31/", "/lich-lam-viec/1999/1/1/", f"{YEAR}13/1/"])
def test_a_day_of_no_calendar_has_no_page(administrator, url):
    assert administrator.get(url).status_code == 404


# ── one agency ───────────────────────────────────────────────────────────────────────────


def test_an_agency_is_closed_for_a_flood_and_opened_again_sooner(administrator):
    data = {"viec": "dong", "key": "k-1", "first": "4/5/2026", "last": "06-05-2026"}
    data |= {"name": "Lũ", "source": "CĐ 12"}
    for _time in range(2):
        assert administrator.post(AGENCY, data).status_code == 302
    forget_kept()
    assert not calendar_of("u1-ubnd").counts(date(2026, 5, 6))
    assert calendar_of("u1-motcua").counts(date(2026, 5, 6))
    page = text_of(administrator.get(AGENCY))
    assert "04/05/2026 \u2013 06/05/2026" in page
    again = {"viec": "mo", "key": "k-2", "first": "6/5/2026", "last": "6/5/2026"}
    assert administrator.post(AGENCY, again | {"source": "Nước rút"}).status_code == 302
    forget_kept()
    assert calendar_of("u1-ubnd").counts(date(2026, 5, 6))
    assert not calendar_of("u1-ubnd").counts(date(2026, 5, 5))
    assert "Nước rút" in text_of(administrator.get(AGENCY))
    assert len(history_of("calendar/of/u1-ubnd")) == 2


def test_an_agency_that_is_open_again_still_keeps_the_days_of_all(house):
    day = FLOOD["first"]
    confirm_day(an_order(), day, kind=DayKind.OFF, name="Lễ", source="s", certainty="seen")
    close_agency(an_order(), "u1-ubnd", **FLOOD)
    reopen_agency(an_order(), "u1-ubnd", first=day, last=day, source="Nước rút")
    forget_kept()
    assert not calendar_of("u1-ubnd").counts(day)
    assert calendar_of("u1-ubnd").names[day] == "Lễ"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": "31/2/2026"}, "không có ngày này"),
        ({"first": "9/5/2026"}, "kết thúc"),
        ({"last": "9/5/2027"}, "ba tháng"),
        ({"viec": "mo"}, "không nghỉ"),
    ],
)
def test_a_closure_that_cannot_be_is_said_beside_its_box(administrator, typed, said):
    data = {"viec": "dong", "key": "k", "first": "4/5/2026", "last": "6/5/2026"}
    data |= {"name": "Lũ", "source": "Công điện mười hai"}
    answer = administrator.post(AGENCY, data | typed)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Công điện mười hai" in text_of(answer)
    assert not history_of("calendar/of/u1-ubnd")


def test_an_agency_has_hours_of_its_own_from_a_day_on(administrator):
    data = {"viec": "gio", "key": "k-1", "valid_from": "04/05/2026", "source": "QĐ 5"}
    data |= WEEK | {"d6": "7h30 - 11h30"}
    for _time in range(2):
        assert administrator.post(AGENCY, data).status_code == 302
    forget_kept()
    assert calendar_of("u1-ubnd").counts(date(2026, 5, 9))  # a Saturday
    assert not calendar_of("u1-ubnd").counts(date(2026, 5, 2))
    assert "7:30-11:30" in text_of(administrator.get(AGENCY))
    assert len(history_of("calendar/of/u1-ubnd")) == 1
    assert 5 in weekdays_worked()
    assert "có ngày, giờ riêng" in text_of(administrator.get("/lich-lam-viec/co-quan/"))


@pytest.mark.parametrize(
    ("day", "typed", "said"),
    [
        ("d2", "11:30-7:30", "Giờ làm việc chưa đúng"),
        ("d3", "7:30-11:30, 11:00-17:00", "Giờ làm việc chưa đúng"),
        ("d4", "sáng", "Ghi giờ như"),
        ("d5", "7:75-9:00", "Ghi giờ như"),
        ("d6", "7:30-25:00", "Giờ làm việc chưa đúng"),
    ],
)
def test_hours_that_cannot_be_are_said_beside_their_day(administrator, day, typed, said):
    data = {"viec": "gio", "key": "k", "valid_from": "04/05/2026", "source": "QĐ 5"}
    answer = administrator.post(AGENCY, data | WEEK | {day: typed})
    assert answer.status_code == 422
    wrong = re.search(rf'id="gio_{day}_error">.*?</span>([^<]*)', text_of(answer))
    assert said in wrong[1]
    assert typed in text_of(answer)
    assert not history_of("calendar/of/u1-ubnd")


def test_an_agency_that_nobody_founded_has_no_page(administrator):
    assert administrator.get("/lich-lam-viec/co-quan/x9/").status_code == 404
    assert administrator.post("/lich-lam-viec/co-quan/x9/", {"viec": "dong"}).status_code == 404
    assert administrator.post(AGENCY, {"viec": "pha", "key": "k"}).status_code == 404


def test_old_closures_are_not_shown_for_ever(house):
    close_agency(an_order(), "u1-ubnd", **FLOOD)
    set_hours(an_order(), "u1-ubnd", valid_from=date(2025, 1, 6), week=MORNINGS, source="QĐ 5")
    told = days_of_agency("u1-ubnd", date(2026, 5, 5))
    assert [each.kind for each in told] == ["hours", "closed", "closed"]


def test_who_may_open_an_agency_again_and_when(house):
    given = {"first": FLOOD["first"], "last": FLOOD["last"], "source": "s"}
    with pytest.raises(Refused) as other:
        reopen_agency(an_act_at("u1-motcua"), "u1-ubnd", **given)
    assert other.value.reason == SuperiorOnly()
    with pytest.raises(Refused) as no:
        reopen_agency(an_order(), "u1-ubnd", **given)
    assert no.value.reason == NotClosed(first=FLOOD["first"], last=FLOOD["last"])


# ── who ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["official", "citizen", "stranger"])
def test_the_calendar_is_read_by_all_and_written_by_the_administrator(request, who):
    client = request.getfixturevalue(who)
    page = client.get(YEAR)
    assert page.status_code == 200
    assert "<button>" not in text_of(page).partition("<main")[2]
    assert client.post(YEAR, SWAP).status_code == 403
    for url in (f"{YEAR}1/2/", "/lich-lam-viec/co-quan/", AGENCY):
        assert (url, client.get(url).status_code) == (url, 403)
        assert client.post(url, {"viec": "dong", "key": "k"}).status_code in {403, 405}
    assert not history_of("calendar/2026")


@pytest.mark.parametrize(
    ("url", "most"),
    [
        (YEAR, 8),  # three of them ask which dossiers are hit
        (f"{YEAR}1/2/", 3),
        ("/lich-lam-viec/co-quan/", 5),
        (AGENCY, 8),
    ],
)
def test_pages_of_the_administrator_cost_few_queries(
    administrator, django_assert_max_num_queries, url, most
):
    close_agency(an_order(), "u1-ubnd", **FLOOD)
    administrator.get(url)
    with django_assert_max_num_queries(most):
        page = administrator.get(url)
    assert len(page.content) < 30_000
