"""The days that come with the product: sourced, possible, and the swaps that were ordered."""

from calendar import SATURDAY
from collections import Counter
from datetime import date

import pytest
import yaml

from guol.kernel.worktime import DayKind, WorkCalendar
from guol.procedures.gateways import DATA

DAYS = yaml.safe_load((DATA / "calendar.yaml").read_text(encoding="utf-8"))["days"]
HOURS = WorkCalendar(days={row["day"]: DayKind(row["kind"]) for row in DAYS})


@pytest.mark.parametrize("row", DAYS, ids=lambda row: row["day"].isoformat())
def test_a_day_names_its_source_and_how_sure_it_is(row):
    assert row["name"]
    assert row["source"]
    assert row["certainty"] in {"seen", "unverified"}


@pytest.mark.parametrize("row", DAYS, ids=lambda row: row["day"].isoformat())
def test_a_day_says_something_that_the_week_does_not(row):
    is_weekend = row["day"].weekday() >= SATURDAY
    assert is_weekend == (row["kind"] == DayKind.MAKE_UP)


def test_no_day_is_told_twice_and_three_years_are_there():
    assert set(Counter(row["day"] for row in DAYS).values()) == {1}
    assert {row["day"].year for row in DAYS} == {2025, 2026, 2027}


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_day_that_was_swapped_is_off_and_its_saturday_is_worked(off, worked):
    assert (HOURS.counts(off), HOURS.counts(worked)) == (False, True)


def test_what_no_announcement_orders_is_marked_so():
    seen = {row["day"] for row in DAYS if row["certainty"] == "seen"}
    swaps = [(1, 2), (1, 10), (8, 22), (8, 31)]
    assert seen == {date(2026, month, day) for month, day in swaps}


def test_three_working_days_over_the_turn_of_2026_know_the_swap():
    assert HOURS.add_working_days(date(2025, 12, 31), 3) == date(2026, 1, 7)
    assert HOURS.add_working_days(date(2026, 1, 9), 1) == date(2026, 1, 10)
