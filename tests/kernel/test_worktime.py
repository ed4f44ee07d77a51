"""Working time: days, hours, sums; and the same by counting minute for minute."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guol.kernel.clock import VIETNAM
from guol.kernel.worktime import DayKind, Session, WorkCalendar

MINUTE = timedelta(minutes=1)
SWAPS = WorkCalendar(
    days={
        date(2026, 1, 1): DayKind.OFF,
        date(2026, 1, 2): DayKind.OFF,
        date(2026, 1, 10): DayKind.MAKE_UP,
        date(2026, 8, 22): DayKind.MAKE_UP,
        date(2026, 8, 31): DayKind.OFF,
    }
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


instants = st.integers(0, 30 * 24 * 60).map(
    lambda minutes: datetime(2025, 12, 29, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)
spans = st.integers(0, 30 * 60).map(lambda minutes: timedelta(minutes=minutes))


def slowly_after(start, work, hours):
    """Walk minute by minute until the work is done."""
    here = start
    while not hours.is_open(here):
        here += MINUTE
    while work:
        if hours.is_open(here):
            work -= MINUTE
        here += MINUTE
    return here


@settings(max_examples=40, deadline=None)
@given(instants, spans)
def test_a_sum_is_what_walking_minute_by_minute_gives(start, work):
    assert SWAPS.after(start, work) == slowly_after(start, work, SWAPS)


@given(instants, spans)
def test_what_was_added_is_found_again_between(start, work):
    assert SWAPS.between(start, SWAPS.after(start, work)) == work


@given(instants, spans, spans)
def test_more_work_ends_later(start, work, more):
    assert SWAPS.after(start, work) <= SWAPS.after(start, work + more)


@given(instants)
def test_the_next_opening_is_open_and_nothing_before_it_is(start):
    opening = SWAPS.next_opening(start)
    assert SWAPS.is_open(opening)
    assert SWAPS.between(start, opening) == timedelta()


@given(st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(0, 30))
def test_a_day_some_working_days_later_is_a_working_day(day, number):
    later = SWAPS.add_working_days(day, number)
    assert number == 0 or SWAPS.counts(later)


def test_the_swap_of_2_january_2026_is_worked_on_the_10th():
    assert not SWAPS.counts(date(2026, 1, 2))
    assert SWAPS.counts(date(2026, 1, 10))
    assert SWAPS.next_working_day(date(2026, 1, 9)) == date(2026, 1, 10)


def test_the_swap_of_31_august_2026_is_worked_on_the_22nd():
    assert SWAPS.counts(date(2026, 8, 22))
    assert SWAPS.next_working_day(date(2026, 8, 30)) == date(2026, 9, 1)


def test_noon_is_closed_and_half_past_one_is_open():
    assert not SWAPS.is_open(at("2026-01-05T11:30"))
    assert SWAPS.is_open(at("2026-01-05T13:30"))
    assert SWAPS.next_opening(at("2026-01-05T12:10")) == at("2026-01-05T13:30")


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (700, 600), (-1, 5), (0, 1441)])
def test_a_session_that_cannot_be_is_refused(opens, closes):
    with pytest.raises(ValueError, match="no session"):
        Session(opens=opens, closes=closes)


def test_a_calendar_without_a_working_day_says_so():
    never = WorkCalendar(weekdays=frozenset())
    with pytest.raises(ValueError, match="no working day"):
        never.next_opening(at("2026-01-05T08:00"))


def test_negative_work_and_days_are_refused():
    with pytest.raises(ValueError, match="negative"):
        SWAPS.after(at("2026-01-05T08:00"), -MINUTE)
    with pytest.raises(ValueError, match="negative"):
        SWAPS.add_working_days(date(2026, 1, 5), -1)
