"""The leader's overview: what lies below, with whom, what is late and why."""

from datetime import UTC, datetime, timedelta
from gzip import compress

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from guol.onestop.actions import return_step
from guol.onestop.models import Dossier
from guol.onestop.queries.overview import loads_of, lying_with
from guol.onestop.rules.overview import SOON, Load, Urgent, total, why
from guol.onestop.views.overview import bars_of
from guol.people.actions.agencies import AgencyFacts, AreaFacts, define_area, found_agency
from guol.people.api import agencies_below
from tests.onestop.given import (
    HOUR,
    a_dossier_taken_in,
    a_dossier_to_appraise,
    a_dossier_waiting,
    a_lodged_dossier,
    a_returned_dossier,
    press,
)
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY, a_colleague, an_order, sign_in_as

PAGE = "/mot-cua/toan-canh/"
QUERIES, BYTES = 6, 14_000
LATER = MONDAY + timedelta(days=3)
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
AT = datetime(2026, 4, 20, 2, tzinfo=UTC)
numbers = st.integers(0, 500)


def an_urgent(**changes):
    given = {
        "stream": "dossier/1",
        "number": "",
        "reference": "NOP-1",
        "procedure": "p",
        "applicant": "A",
        "about": "",
        "business": "processing",
        "due": AT,
        "answer_due": None,
        "step": "B4",
        "role": "officer",
        "what": "",
        "step_since": AT,
        "step_due": None,
        "holder": COMMITTEE,
        "assigned": "",
        "supplements": 0,
        "returns": 0,
        "reopened": 0,
        "is_awaiting_number": False,
    }
    return Urgent(**given | changes)


# ── rules ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ("in_work",)),
        ({"business": "lodged"}, ("unanswered",)),
        ({"returns": 1, "supplements": 2}, ("returned", "asked")),
        ({"step_due": AT - HOUR}, ("step_late",)),
        (
            {"is_awaiting_number": True, "reopened": 1, "returns": 1, "supplements": 1},
            ("awaiting_number", "reopened", "returned"),
        ),
    ],
)
def test_why_something_is_late_is_said_with_the_heaviest_first(changes, codes):
    assert why(an_urgent(**changes), AT) == codes


@for_all(st.lists(st.tuples(numbers, numbers, numbers), max_size=6))
def test_bars_are_as_long_as_their_share_and_the_whole_is_the_sum(told):
    loads = tuple(
        Load(desk=str(place), open=late + soon + calm, late=late, soon=soon)
        for place, (late, soon, calm) in enumerate(told)
    )
    assert total(loads).open == sum(sum(each) for each in told)
    for bar in bars_of(loads, {each.desk: each.desk for each in loads}):
        assert bar.late + bar.soon + bar.calm <= 100.3


# ── who is below ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def above(house):
    """A chair above three places, one of them within another's area."""
    define_area(an_order(), "d1", name="Huyện Nam Giang", level="district", facts=AreaFacts())
    for key, kind, parent in (("d1-ubnd", "district_pc", ""), ("d1-tp", "justice", "d1-ubnd")):
        found_agency(
            an_order(),
            key,
            name=key,
            kind=kind,
            area_key="d1",
            facts=AgencyFacts(parent=parent),
        )
    define_area(
        an_order(), "u5", name="Xã Tà Pơơ", level="commune", facts=AreaFacts(parent="d1")
    )
    found_agency(an_order(), "u5-ubnd", name="UBND xã", kind="commune_pc", area_key="u5")
    return a_colleague("Hốih Minh", "minh.h", "d1-ubnd", "chair", "Chủ tịch UBND huyện")


@pytest.mark.django_db
@pytest.mark.db
def test_below_a_committee_is_its_area_and_what_lies_within(above):
    assert above
    day = MONDAY.date()
    whole = {each.key for each in agencies_below("d1-ubnd", day, is_whole_area=True)}
    assert whole == {"d1-ubnd", "d1-tp", "u5-ubnd"}
    own = {each.key for each in agencies_below("d1-ubnd", day, is_whole_area=False)}
    assert own == {"d1-ubnd", "d1-tp"}
    office = {each.key for each in agencies_below("d1-tp", day, is_whole_area=True)}
    assert office == {"d1-tp"}
    assert agencies_below("nobody", day, is_whole_area=True) == ()


# ── reads ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.db
def test_loads_count_what_is_open_by_desk(house):
    a_dossier_to_appraise(house)
    a_dossier_waiting(house)
    a_returned_dossier(house)
    a_lodged_dossier()
    loads = {each.desk: each for each in loads_of([COUNTER, COMMITTEE], LATER, LATER + SOON)}
    assert (loads[COMMITTEE].open, loads[COMMITTEE].late, loads[COMMITTEE].waiting) == (2, 1, 1)
    assert (loads[COUNTER].open, loads[COUNTER].to_accept, loads[COUNTER].late) == (1, 1, 1)


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.parametrize(
    ("which", "count"),
    [
        ("urgent", 2),
        ("late", 0),
        ("soon", 2),
        ("waiting", 1),
        ("to_accept", 1),
        ("ready", 0),
        ("open", 3),
    ],
)
def test_each_list_is_what_it_says(house, which, count):
    a_dossier_to_appraise(house)
    a_dossier_waiting(house)
    a_lodged_dossier()
    at = MONDAY + HOUR
    desks = [COUNTER, COMMITTEE]
    found = lying_with(desks, at, at + timedelta(days=2), which=which, limit=9)
    assert len(found) == count


# ── the page ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_a_leader_sees_who_has_what_since_when_and_why(client, house, clock_at):
    stream = a_dossier_to_appraise(house)
    press(return_step, house.officer, stream, reason="Sai lĩnh vực")
    clock_at(LATER)
    text = sign_in_as(client, house.leader, at=LATER).get(PAGE).content.decode()
    for word in ("UBND xã La Êê", "Lãnh đạo", "đã bị trả lại", 'fill="var(--bad)"'):
        assert word in text


@pytest.mark.django_db
def test_the_list_of_one_agency_opens(client, house):
    a_dossier_taken_in(house.clerk)
    a_dossier_to_appraise(house)
    leader = sign_in_as(client, house.leader)
    for asked, count in ((f"?noi={COUNTER}", 1), ("?ds=open", 2), ("?noi=khong-co", 2)):
        text = leader.get(PAGE + asked).content.decode()
        assert text.count("/ho-so/") == count or asked == "?noi=khong-co"


@pytest.mark.django_db
def test_a_chair_above_sees_and_reads_what_lies_in_the_places_below(client, house, above):
    define_area(an_order(), "u1x", name="x", level="commune", facts=AreaFacts(parent="d1"))
    stream = a_dossier_to_appraise(house)
    Dossier.objects.filter(stream=stream).update(holder="u5-ubnd")
    text = sign_in_as(client, above).get(f"{PAGE}?ds=open").content.decode()
    assert f"/ho-so/{stream.rpartition('/')[2]}/" in text
    assert client.get(f"/ho-so/{stream.rpartition('/')[2]}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("leader", 200), ("head", 200), ("officer", 403), ("clerk", 403)]
)
def test_who_leads_nothing_has_no_overview(client, house, who, status):
    assert sign_in_as(client, getattr(house, who)).get(PAGE).status_code == status


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client, house):
    assert house
    assert client.get(PAGE).status_code == 403


@pytest.mark.django_db
def test_the_page_is_few_reads_and_small(client, house, django_assert_max_num_queries):
    for place in range(12):
        a_dossier_taken_in(house.clerk, about=f"Trẻ {place}")
    leader = sign_in_as(client, house.leader)
    leader.get(PAGE)
    with django_assert_max_num_queries(50) as captured:
        answer = leader.get(f"{PAGE}?ds=open")
    told = [each["sql"] for each in captured.captured_queries]
    assert len([sql for sql in told if not sql.startswith(TRANSACTION)]) <= QUERIES
    assert len(compress(answer.content, mtime=0)) <= BYTES


@pytest.mark.django_db
def test_the_counter_leads_a_leader_there(client, house):
    assert PAGE in sign_in_as(client, house.leader).get("/mot-cua/").content.decode()
    assert PAGE not in sign_in_as(client, house.clerk).get("/mot-cua/").content.decode()
