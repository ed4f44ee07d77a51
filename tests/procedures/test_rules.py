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
    due_of,
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


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-04-27T08:00", "2026-04-27T17:00"),
        ("2026-04-27T14:59", "2026-04-27T17:00"),
        ("2026-04-27T15:00", "2026-04-28T17:00"),
        ("2026-04-27T15:01", "2026-04-28T17:00"),
        ("2026-04-27T12:00", "2026-04-27T17:00"),
        ("2026-04-27T20:00", "2026-04-28T17:00"),
        ("2026-04-29T15:00", "2026-05-04T17:00"),
        ("2026-05-02T09:00", "2026-05-04T17:00"),
    ],
)
def test_d1_the_same_day_until_three_in_the_afternoon(received, due):
    assert due_of(SAME_DAY, at(received), HOURS).at == at(due)


@pytest.mark.parametrize(
    ("limit", "received", "due"),
    [
        (Time(value=3, unit="wd"), "2026-04-27T16:30", "2026-05-04T17:00"),
        (Time(value=1, unit="wd"), "2026-04-29T08:00", "2026-05-04T17:00"),
        (Time(value=8, unit="wh"), "2026-04-27T08:00", "2026-04-28T08:30"),
        (Time(value=23, unit="d"), "2026-04-27T08:00", "2026-05-20T17:00"),
        (Time(value=3, unit="d"), "2026-04-27T08:00", "2026-05-04T17:00"),
    ],
)
def test_d2_working_days_hours_and_calendar_days(limit, received, due):
    assert due_of(limit, at(received), HOURS).at == at(due)


def test_d4_what_comes_while_the_office_is_closed_counts_when_it_opens():
    night, morning = at("2026-04-27T22:00"), at("2026-04-28T07:30")
    for limit in (SAME_DAY, Time(value=3, unit="wd"), Time(value=8, unit="wh")):
        assert due_of(limit, night, HOURS).at == due_of(limit, morning, HOURS).at


@given(limits | st.just(SAME_DAY), instants)
def test_d3_a_due_moment_lies_on_a_working_day_within_office_hours(limit, received):
    due = due_of(limit, received, HOURS).at
    assert HOURS.is_open(due - timedelta(minutes=1))


@given(limits | st.just(SAME_DAY), instants, st.integers(0, 3000))
def test_what_comes_later_is_not_due_earlier(limit, received, minutes):
    later = received + timedelta(minutes=minutes)
    assert due_of(limit, received, HOURS).at <= due_of(limit, later, HOURS).at


@given(limits | st.just(SAME_DAY), instants)
def test_an_explanation_begins_with_the_reception_and_ends_with_the_day(limit, received):
    lines = due_of(limit, received, HOURS).explanation
    assert (lines[0].code, lines[-1].code) == ("received", "due")


def test_the_explanation_names_the_rule_of_three_in_the_afternoon():
    codes = [line.code for line in due_of(SAME_DAY, at("2026-04-27T15:00"), HOURS).explanation]
    assert codes == ["received", "limit_same_day", "after_cut_off", "due"]


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
