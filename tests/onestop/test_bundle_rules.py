"""Parts of a linked request: what waits for what, and where; who serves a place."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from guol.kernel.errors import Refused
from guol.onestop.queries.bundle import agency_near
from guol.onestop.rules.bundle import depending_on, is_all_there, missing, waits_at
from guol.onestop.rules.reasons import (
    NobodyReceives,
)
from guol.people.actions.agencies import AreaFacts, define_area, found_agency
from guol.procedures.api import publish_version, version, version_to_lodge
from guol.procedures.events import Leg
from tests.onestop.linked import (
    a_linked_request,
    bundle,
)
from tests.onestop.world import MONDAY, an_order

pages = pytest.mark.django_db
ONE = Leg(key="one", what="một", agency="a")
TWO = Leg(key="two", what="hai", agency="b", after=("one",))
THREE = Leg(key="three", what="ba", agency="c", after=("two",))
BOTH = Leg(key="both", what="cả hai", agency="d", after=("one", "two"))
PARTS = (ONE, TWO, THREE, BOTH)
DESKS = {"one": "A", "two": "B", "three": "C", "both": "D"}


# ── rules ────────────────────────────────────────────────────────────────────────────────


def test_a_part_waits_for_what_is_not_done():
    assert missing(BOTH, {"one"}) == ("two",)
    assert missing(ONE, ()) == ()


@pytest.mark.parametrize(
    ("key", "done", "desk"),
    [
        ("one", (), "A"),
        ("two", (), "A"),
        ("three", (), "A"),
        ("three", ("one",), "B"),
        ("both", ("one",), "B"),
        ("both", ("one", "two"), "D"),
    ],
)
def test_a_part_lies_where_the_work_is_that_it_waits_for(key, done, desk):
    assert waits_at(key, PARTS, done, DESKS) == desk


@for_all(st.sets(st.sampled_from(sorted(DESKS))), st.sampled_from(sorted(DESKS)))
def test_whatever_is_done_a_part_lies_with_one_that_can_act(done, key):
    desk = waits_at(key, PARTS, done, DESKS)
    here = next(part for part in PARTS if DESKS[part.key] == desk)
    assert not missing(here, done)


def test_parts_in_a_ring_end_somewhere():
    ring = (Leg(key="x", what="", agency="", after=("y",)), Leg(key="y", what="", agency=""))
    ring = (ring[0], Leg(key="y", what="", agency="", after=("x",)))
    assert waits_at("x", ring, (), {"x": "X", "y": "Y"}) in {"X", "Y"}


def test_what_hangs_on_a_refused_part_is_found_however_far():
    assert depending_on("one", PARTS) == {"two", "three", "both"}
    assert depending_on("three", PARTS) == frozenset()


def test_nothing_is_all_there_without_parts():
    assert not is_all_there(())


# ── who is near ──────────────────────────────────────────────────────────────────────────


@pages
def test_no_agency_of_the_kind_near_is_said_and_leaves_no_trace(house):
    publish_version(an_order(), bundle())
    with pytest.raises(Refused) as no:
        a_linked_request(house)
    assert isinstance(no.value.reason, NobodyReceives)


@pages
def test_an_agency_above_serves_the_places_below(house):
    define_area(an_order(), "d9", name="Huyện Nam Giang", level="district", facts=AreaFacts())
    define_area(
        an_order(),
        "u9",
        name="Xã Đắc Pring",
        level="commune",
        facts=AreaFacts(parent="d9", unit_id="000.09.99.H47"),
    )
    found_agency(an_order(), "d9-bhxh", name="BHXH", kind="social_insurance", area_key="d9")
    day = MONDAY.date()
    assert agency_near("social_insurance", "u9", day).key == "d9-bhxh"
    assert agency_near("commune_police", "u9", day) is None
    assert agency_near("commune_police", "nowhere", day) is None


@pages
def test_as_one_form_a_bundle_asks_what_its_first_part_asks_and_what_is_its_own(house):
    publish_version(an_order(), bundle())
    of = version_to_lodge("LT-KS", MONDAY.date())
    assert {each.name for each in of.fields} == {
        *(each.name for each in version("1.001193@1").fields),
        "first_care",
    }
    assert of.competence == ("commune_pc",)
