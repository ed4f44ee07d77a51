"""The published list of units and agencies, founded by acts."""

from dataclasses import replace
from datetime import date

import pytest

from guol.feed.api import desk_home, found_node, this_node
from guol.people import gateways
from guol.people.api import agencies, agency, area, areas, found_units
from tests.acts import MONDAY
from tests.people.world import an_order

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def act_of_key(key):
    return replace(an_order(), key=key)


FEW = {"u20695.1", "u20698.1", "u20699.1", "u20701.1"}


@pytest.fixture
def few(monkeypatch):
    """A list of few places, since all of them take seconds to found."""
    whole = gateways._list()
    places = [row for row in whole["units_before"] if row["id"] in FEW]
    some = whole | {"units_before": places, "agencies": whole["agencies"][:5]}
    monkeypatch.setattr(gateways, "_list", lambda: some)


@pytest.fixture
def founded(db, few):
    found_node(MONDAY, with_authority=True)
    return found_units(act_of_key, day=BEFORE)


def test_the_list_before_the_mergers_has_twelve_units_under_one():
    below = [row for row in gateways.units_on(BEFORE) if row.get("parent") == "d510.1"]
    assert len(below) == 12


def test_the_list_after_the_mergers_has_six_units():
    below = [row for row in gateways.units_on(AFTER) if row.get("parent") == "p48.2"]
    assert len(below) == 6


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_every_listed_unit_has_its_parent_on_the_list_of_that_day(day):
    rows = gateways.units_on(day)
    keys = [row["id"] for row in rows]
    for row in rows:
        if row.get("parent"):
            assert keys.index(row["parent"]) < keys.index(row["id"])


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_every_listed_agency_stands_in_a_unit_and_is_of_a_kind_of_that_day(day):
    units = {row["id"] for row in gateways.units_on(day)}
    kinds = {row["id"] for row in gateways.kinds_on(day)}
    for row in gateways.agencies_on(day):
        assert row["kind"] in kinds
        assert row["unit"] in units or row["valid_to"] is None


def test_every_row_says_how_sure_it_is():
    rows = [
        *gateways.units_on(BEFORE),
        *gateways.agencies_on(BEFORE),
        *gateways.kinds_on(AFTER),
    ]
    assert {row["certainty"] for row in rows} == {"seen", "unverified", "assumed"}


def test_numbers_that_were_invented_say_so():
    rows = [*gateways.units_on(BEFORE), *gateways.units_on(AFTER)]
    numbers = [row["unit_id"] for row in rows if "unit_id" in row]
    assert numbers
    assert all(number["fictional"] for number in numbers)


@pytest.mark.django_db
def test_each_unit_gets_its_usual_offices(founded):
    offices = agencies(area="u20698.1", day=BEFORE)
    assert len(offices) == 12
    assert {each.certainty for each in offices} == {"assumed"}
    assert agency("u20698.1-motcua").name == "Bộ phận Tiếp nhận và Trả kết quả xã La Êê"
    assert agency("u20695.1-ubnd").name == "UBND thị trấn Thạnh Mỹ"


@pytest.mark.django_db
def test_each_agency_has_its_desk_here(founded):
    assert desk_home("u20698.1-congan") == desk_home("ng-tuphap") == this_node()


@pytest.mark.django_db
def test_ends_are_left_out_as_nobody_had_decided_them(founded):
    assert area("d510.1").valid_to is None
    assert len(areas(day=AFTER, parent="d510.1")) == len(FEW)


@pytest.mark.django_db
def test_ends_are_kept_when_they_are_asked_for(db, few):
    found_node(MONDAY, with_authority=True)
    found_units(act_of_key, day=BEFORE, with_ends=True)
    assert areas(day=AFTER, parent="d510.1") == ()


@pytest.mark.django_db
def test_a_second_founding_founds_nothing(founded):
    assert founded > 50
    assert found_units(act_of_key, day=BEFORE) == 0


@pytest.mark.heavy
@pytest.mark.django_db
def test_the_whole_list_can_be_founded(db):
    found_node(MONDAY, with_authority=True)
    found_units(act_of_key, day=BEFORE)
    assert len(agencies(day=BEFORE)) == 12 * 12 + 20


@pytest.mark.django_db
def test_a_spelling_of_another_source_finds_the_unit(founded):
    for text in ("Laêê", "zuoich", "ZUOIH", "chơ chun"):
        assert len(areas(day=BEFORE, text=text)) == 1


@pytest.mark.django_db
def test_what_a_place_is_connected_by_is_known(founded):
    assert area("u20699.1").link == "3g_very_weak"
