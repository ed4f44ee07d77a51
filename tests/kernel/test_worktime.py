"""Working time: days, hours, sums; and the same by counting minute for minute."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guol.kernel.clock import VIETNAM
from guol.kernel.worktime import ORDINARY_WEEK, DayKind, Session, WorkCalendar

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
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
    never = WorkCalendar(week=((),) * 7)
    with pytest.raises(ValueError, match="no working day"):
        never.next_opening(at("2026-01-05T08:00"))
    with pytest.raises(ValueError, match="no working day"):
        never.after(at("2026-01-05T08:00"), MINUTE)
    with pytest.raises(ValueError, match="no working day"):
        never.next_working_day(date(2026, 1, 5))


def test_a_counter_that_works_on_saturday_mornings_counts_them():
    morning = (Session(opens=450, closes=690),)
    six = WorkCalendar(week=(*ORDINARY_WEEK[:5], morning, ()))
    saturday = date(2026, 1, 10)
    assert six.counts(saturday)
    assert six.closing_of(saturday) == at("2026-01-10T11:30")
    assert six.after(at("2026-01-09T16:00"), 2 * HOUR) == at("2026-01-10T08:30")


def test_a_make_up_day_is_worked_like_the_longest_day_of_the_week():
    morning = (Session(opens=450, closes=690),)
    six = WorkCalendar(week=(*ORDINARY_WEEK[:5], morning, ()), days=SWAPS.days)
    assert six.closing_of(date(2026, 1, 10)) == at("2026-01-10T17:00")


def test_new_hours_hold_from_their_day_on():
    early = (Session(opens=420, closes=690), Session(opens=810, closes=990))
    summer = WorkCalendar(changes=((date(2026, 4, 15), (early,) * 5 + ((), ())),))
    assert summer.opening_of(date(2026, 4, 14)) == at("2026-04-14T07:30")
    assert summer.opening_of(date(2026, 4, 15)) == at("2026-04-15T07:00")


def test_a_day_that_was_told_wrong_is_as_the_week_says_again():
    taken_back = WorkCalendar(days={date(2026, 1, 5): DayKind.USUAL})
    assert taken_back.counts(date(2026, 1, 5))


def test_a_sum_goes_over_the_turns_of_years():
    start = at("2026-06-01T07:30")
    assert SWAPS.between(start, SWAPS.after(start, 9_000 * HOUR)) == 9_000 * HOUR
    assert SWAPS.working_day(SWAPS.add_working_days(date(2026, 6, 1), 1_500)).year == 2032


def test_the_days_told_of_are_found_between_two_days():
    found = SWAPS.special_days(date(2026, 1, 2), date(2026, 8, 30))
    assert found == [date(2026, 1, 2), date(2026, 1, 10), date(2026, 8, 22)]


def test_negative_work_and_days_are_refused():
    with pytest.raises(ValueError, match="negative"):
        SWAPS.after(at("2026-01-05T08:00"), -MINUTE)
    with pytest.raises(ValueError, match="negative"):
        SWAPS.add_working_days(date(2026, 1, 5), -1)
