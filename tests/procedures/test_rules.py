"""When a result is due, and why: the rules of the deadline engine that the slice needs."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.clock import VIETNAM
from guol.kernel.worktime import DayKind, WorkCalendar
from guol.procedures.events import Time, Version
from guol.procedures.rules import (
    BeginsTooEarly,
    EndsBeforeItBegins,
    VersionKnown,
    in_force,
    why_not_published,
)

HOURS = WorkCalendar(days={date(2026, 4, 30): DayKind.OFF, date(2026, 5, 1): DayKind.OFF})
SAME_DAY = Time()
instants = st.integers(0, 30 * 24 * 60).map(
    lambda minutes: datetime(2026, 4, 20, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)
limits = st.builds(Time, value=st.integers(1, 40), unit=st.sampled_from(["wd", "wh", "d"]))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def a_version(key, first, last=None):
    return Version(key=key, code="1", name="n", field="f", valid_from=first, valid_to=last)


def test_d15_of_two_versions_the_one_of_the_day_rules():
    old = a_version("1@1", date(2020, 1, 1), date(2025, 7, 1))
    new = a_version("1@2", date(2025, 7, 1))
    assert in_force([old, new], date(2025, 6, 30)) is old
    assert in_force([old, new], date(2025, 7, 1)) is new
    assert in_force([old, new], date(2019, 1, 1)) is None


OLD = a_version("1@1", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (a_version("1@1", date(2025, 7, 1)), VersionKnown(key="1@1")),
        (
            a_version("1@2", date(2020, 1, 1)),
            BeginsTooEarly(key="1@2", before=date(2020, 1, 1)),
        ),
        (
            a_version("1@2", date(2019, 1, 1)),
            BeginsTooEarly(key="1@2", before=date(2020, 1, 1)),
        ),
        (
            a_version("1@2", date(2025, 7, 1), date(2025, 7, 1)),
            EndsBeforeItBegins(key="1@2"),
        ),
        (a_version("1@2", date(2020, 1, 2)), None),
        (a_version("1@2", date(2025, 7, 1), date(2025, 7, 2)), None),
    ],
)
def test_a_version_follows_the_one_before_it_or_is_not_published(new, reason):
    assert why_not_published(new, [OLD]) == reason


@given(st.lists(st.integers(0, 400), max_size=8), st.integers(0, 500))
def test_d15_what_is_published_later_never_changes_whose_day_it_was(begins, day):
    known = []
    for number, each in enumerate(begins):
        new = a_version(f"1@{number}", OLD.valid_from + timedelta(days=each))
        asked = OLD.valid_from + timedelta(days=day)
        before = in_force(known, asked)
        if not why_not_published(new, known):
            known.append(new)
        if asked < new.valid_from:
            assert in_force(known, asked) == before
