"""Intakes that are put aside: nothing typed is lost, the hour of coming counts."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import history_of
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.onestop.actions import Decisions
from guol.onestop.actions.parking import drop_intake, end_intake, park_intake, take_up_intake
from guol.onestop.events import DossierAccepted
from guol.onestop.models import Dossier, ParkedIntake
from guol.onestop.queries import dossier
from guol.onestop.queries.parking import parked, parked_at, typed_in
from guol.onestop.rules.receiving import PARKED, Coming, came_at, hour_of
from tests.onestop.given import BIRTH, a_dossier_taken_in
from tests.onestop.pictures import a_picture
from tests.onestop.test_identity import LINE
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY, a_colleague, sign_in_as

pytestmark = pytest.mark.django_db
PAGE = f"/mot-cua/tiep-nhan/{BIRTH}/"
LATER = timedelta(hours=1)
MINUTES = st.integers(-2000, 2000).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


def typed(**changes):
    return {
        "key": new_key(),
        "applicant": "A Lăng Thị Bưới",
        "f-relation": "mother",
        "f-child_name": "A Lăng Bh\u2019riu",
        "f-child_born_on": "10/04/2026",
        "f-child_sex": "male",
        "f-child_ethnic": "co_tu",
        "f-child_nationality": "Việt Nam",
        "f-child_born_at": "La Êê",
        "f-child_origin": "La Êê",
        "competent": COMMITTEE,
        "channel": "1",
        "laid": "1",
    } | changes


def put_aside(key="k-1", at=MONDAY, **changes):
    given = {
        "desk": COUNTER,
        "procedure": BIRTH,
        "name": "A Viết",
        "came_at": at,
        "by": "p-1",
        "at": at,
    }
    park_intake(key, (("applicant", "A Viết"), ("laid", "0"), ("laid", "1")), **given | changes)


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


# ── the hour ─────────────────────────────────────────────────────────────────────────────


@given(st.none() | MINUTES, MINUTES)
def test_nobody_came_after_the_form_was_put_aside(opened_at, parked_at_):
    came = came_at(opened_at, parked_at_)
    assert parked_at_ - timedelta(hours=12) <= came <= parked_at_
    assert came in {opened_at, parked_at_}


@given(MINUTES, MINUTES)
def test_the_hour_of_reception_is_never_after_the_press(came, pressed):
    assert hour_of(Coming(at=came, how=PARKED), pressed) <= pressed
    assert hour_of(None, pressed) == pressed


# ── the rows ─────────────────────────────────────────────────────────────────────────────


def test_what_was_typed_comes_back_as_it_was(db):
    put_aside()
    assert typed_in("k-1") == (("applicant", "A Viết"), ("laid", "0"), ("laid", "1"))


def test_put_aside_twice_it_is_one_and_keeps_its_first_hour(db):
    put_aside()
    put_aside(at=MONDAY + LATER, came_at=MONDAY + LATER, name="A Viết Sơn")
    (line,) = parked_at([COUNTER])
    assert (line.came_at, line.parked_at, line.name) == (MONDAY, MONDAY + LATER, "A Viết Sơn")


def test_the_longest_waiting_comes_first(db):
    put_aside("late", came_at=MONDAY + LATER)
    put_aside("early")
    assert [each.key for each in parked_at([COUNTER])] == ["early", "late"]


def test_another_counter_does_not_see_it(db):
    put_aside()
    assert parked("k-1", ["u2-motcua"]) is None


def test_a_colleague_sees_who_goes_on_with_it(db):
    put_aside()
    take_up_intake("k-1", by="p-2", at=MONDAY + LATER)
    assert parked("k-1", [COUNTER]).taken_by == "p-2"


def test_ended_by_its_dossier_it_keeps_no_copy_of_what_was_typed(db):
    put_aside()
    end_intake("k-1", stream="dossier/1", by="p-1", at=MONDAY)
    end_intake("k-1", stream="dossier/2", by="p-2", at=MONDAY)
    row = ParkedIntake.objects.get(key="k-1")
    assert (row.became, row.body, parked_at([COUNTER])) == ("dossier/1", [], ())


def test_dropped_by_hand_the_reason_stays(db):
    put_aside()
    drop_intake("k-1", why="Về lấy giấy chứng sinh, mai quay lại", by="p-1", at=MONDAY)
    row = ParkedIntake.objects.get(key="k-1")
    assert row.dropped.startswith("Về lấy")
    with pytest.raises(Refused):
        put_aside()


# ── reception ────────────────────────────────────────────────────────────────────────────


def test_the_hour_of_coming_is_the_hour_of_reception(house):
    came = MONDAY - timedelta(minutes=50)
    decisions = Decisions(coming=Coming(at=came, how=PARKED))
    card = dossier(a_dossier_taken_in(house.clerk, decisions=decisions))
    assert card.received_at == came
    told = [each.event for each in history_of(card.stream)]
    accepted = next(each for each in told if isinstance(each, DossierAccepted))
    assert (accepted.reception, accepted.act.at) == ("parked", MONDAY)


def test_who_came_before_the_hour_of_closing_is_due_that_day(house):
    closing = MONDAY.replace(hour=8)  # 15:00 in Vietnam
    late = closing + timedelta(minutes=20)
    at_once = dossier(a_dossier_taken_in(house.clerk, at=late))
    decisions = Decisions(coming=Coming(at=closing - timedelta(minutes=10), how=PARKED))
    kept = dossier(a_dossier_taken_in(house.clerk, at=late, decisions=decisions))
    assert kept.due < at_once.due


def test_taken_up_the_next_day_it_is_numbered_on_the_day_of_coming(house):
    decisions = Decisions(coming=Coming(at=MONDAY, how=PARKED))
    stream = a_dossier_taken_in(house.clerk, at=MONDAY + timedelta(days=1), decisions=decisions)
    assert "-260420-" in dossier(stream).number


# ── the pages ────────────────────────────────────────────────────────────────────────────


def test_put_aside_and_taken_up_by_a_colleague(clerk, client, house, clock_at):
    form = clerk.get(PAGE)
    opened = form.context["sitting"].opened
    sent = typed(di="tam", mo=opened, **{"f-child_born_on": "31/02/2026", "laid": ["0", "1"]})
    clock_at(MONDAY + LATER)
    assert clerk.post(PAGE, sent).url == "/mot-cua/tam/"
    colleague = a_colleague("Hiên Thị Lan", "lan", COUNTER, "one_stop", "Công chức một cửa")
    sign_in_as(client, colleague, at=MONDAY + LATER)
    text = client.get("/mot-cua/tam/").content.decode()
    assert "A Lăng Thị Bưới" in text
    answer = client.post(f"/mot-cua/tam/{sent['key']}/")
    page = client.get(answer.url)
    text = page.content.decode()
    assert 'value="31/02/2026"' in text
    assert "aria-invalid" not in text
    again = typed(key=sent["key"], tam=sent["key"])
    answer = client.post(PAGE, again)
    card = dossier(f"dossier/{answer.url.split('/')[2]}")
    assert card.received_at == MONDAY
    assert parked_at([COUNTER]) == ()


def test_what_was_complete_only_now_counts_from_now(clerk, house, clock_at):
    key = new_key()
    clerk.post(PAGE, typed(key=key, di="tam"))
    clock_at(MONDAY + LATER)
    answer = clerk.post(PAGE, typed(key=key, tam=key, bay_gio="1"))
    assert dossier(f"dossier/{answer.url.split('/')[2]}").received_at == MONDAY + LATER


def test_a_file_that_came_stays_with_what_was_put_aside(clerk, house):
    key = new_key()
    clerk.post(PAGE, typed(key=key, di="tam") | {"g-1": a_picture()})
    clerk.post(f"/mot-cua/tam/{key}/")
    text = clerk.get(f"{PAGE}?tam={key}").content.decode()
    assert "giay-chung-sinh.png" in text
    kept = dict(typed_in(key))["kept-g-1"]
    answer = clerk.post(PAGE, typed(key=key, tam=key) | {"kept-g-1": kept})
    told = history_of(f"dossier/{answer.url.split('/')[2]}")
    assert told[0].event.papers[0].file_name == "giay-chung-sinh.png"


def test_dropping_asks_for_a_reason(clerk, house):
    put_aside()
    assert clerk.post("/mot-cua/tam/k-1/bo/", {"key": "x", "why": ""}).status_code == 422
    answer = clerk.post("/mot-cua/tam/k-1/bo/", {"key": "x", "why": "Không quay lại"})
    assert (answer.status_code, parked_at([COUNTER])) == (303, ())


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("technician", 403)])
def test_who_does_not_take_in_sees_nothing_put_aside(client, house, who, status):
    put_aside()
    sign_in_as(client, getattr(house, who))
    assert client.get("/mot-cua/tam/").status_code == status
    assert client.post("/mot-cua/tam/k-1/").status_code == status


def test_for_another_counter_it_does_not_exist(client, house):
    put_aside()
    sign_in_as(client, house.far_clerk)
    assert client.post("/mot-cua/tam/k-1/").status_code == 404
    assert client.get(f"{PAGE}?tam=k-1").status_code == 404


def test_the_list_is_short_in_reads(clerk, house, django_assert_max_num_queries):
    for place in range(12):
        put_aside(f"k-{place}")
    clerk.get("/mot-cua/tam/")
    with django_assert_max_num_queries(4):
        clerk.get("/mot-cua/tam/")


# ── the card ─────────────────────────────────────────────────────────────────────────────


def test_a_card_fills_in_the_person_and_nothing_is_lost(clerk, house):
    sent = typed(applicant=LINE, address="", **{"f-child_born_on": "sai"})
    page = clerk.post(PAGE, sent)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="Bh&#x27;riu Thị Pơ Loong"' in text
    assert 'value="049190000123"' in text
    assert 'value="sai"' in text
    assert not Dossier.objects.exists()


def test_the_applicant_is_the_mother_by_one_press(clerk, house):
    scanned = clerk.post(PAGE, typed(applicant=LINE) | {"f-relation": ""})
    line = scanned.context["card_line"]
    sent = typed(the=line, applicant="Bh'riu Thị Pơ Loong", di="nhu-0") | {"f-relation": ""}
    form = clerk.post(PAGE, sent).context["form"]
    assert form["f-mother_number"].value() == "049190000123"
    assert form["f-mother_born"].value() == "12/06/1990"
    assert form["f-relation"].value() == "mother"


def test_without_a_card_what_was_typed_is_taken_over(clerk, house):
    sent = typed(paper="049190000123", address="La Êê", di="nhu-0")
    form = clerk.post(PAGE, sent).context["form"]
    assert form["f-mother_name"].value() == "A Lăng Thị Bưới"
    assert form["f-mother_home"].value() == "La Êê"


def test_a_line_that_is_no_card_is_said_beside_its_box(clerk, house):
    page = clerk.post(PAGE, typed(applicant="1|2|3|4|5|6|7"))
    assert page.status_code == 422
    assert "1|2|3|4|5|6|7" in page.content.decode()
    assert "applicant" in page.context["form"].errors


def test_the_keyboard_goes_on_where_the_card_left_off(clerk, house):
    form = clerk.post(PAGE, typed(applicant=LINE, phone="")).context["form"]
    assert "autofocus" in form.fields["phone"].widget.attrs
    assert "autofocus" not in form.fields["applicant"].widget.attrs
