"""Days of which only a part is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.dates import PartialDate

days = st.dates()
partial = st.builds(
    lambda day, parts: PartialDate(
        year=day.year if parts else None,
        month=day.month if parts > 1 else None,
        day=day.day if parts > 2 else None,
    ),
    days,
    st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1948", "1948"),
        ("3/1948", "03/1948"),
        ("03/1948", "03/1948"),
        ("12/03/1948", "12/03/1948"),
        ("12.3.1948", "12/03/1948"),
        ("12-3-1948", "12/03/1948"),
        ("29/02/2024", "29/02/2024"),
        ("", ""),
    ],
)
def test_a_day_is_read_as_people_write_it(written, printed):
    assert str(PartialDate.parse(written)) == printed


@pytest.mark.parametrize(
    "written",
    [
        "31/02/1948",
        "13/1948",
        "0/1948",
        "48",
        "năm 1948",
        "1/2/3/1948",
        "29/02/2023",
        "0000",
        "١٩٤٨",
    ],
)
def test_a_day_that_cannot_be_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011  the date's own sentence differs by Python
        PartialDate.parse(written)


@pytest.mark.parametrize(
    "parts", [{"month": 3}, {"day": 3}, {"year": 1948, "day": 3}, {"year": 0}]
)
def test_a_part_needs_the_greater_part(parts):
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate(**parts)


def test_an_unknown_day_can_be_any_day():
    unknown = PartialDate()
    assert not unknown.is_known
    assert unknown.may_be(date(1948, 3, 12))


def test_a_year_lasts_from_its_first_day_to_its_last():
    year = PartialDate(year=2024)
    assert (year.first_day, year.last_day) == (date(2024, 1, 1), date(2024, 12, 31))


def test_february_ends_with_the_leap_day():
    assert PartialDate(year=2024, month=2).last_day == date(2024, 2, 29)


@given(partial)
def test_what_is_printed_is_read_back(given_date):
    assert PartialDate.parse(str(given_date)) == given_date


@given(days)
def test_a_whole_day_is_that_day_alone(day):
    whole = PartialDate.of(day)
    assert whole.is_whole
    assert whole.first_day == whole.last_day == day


@given(partial, partial)
def test_of_two_at_most_one_is_earlier(one, other):
    assert not (one.precedes(other) and other.precedes(one))


@given(partial, partial, partial)
def test_earlier_than_the_earlier_is_earlier(one, other, third):
    if one.precedes(other) and other.precedes(third):
        assert one.precedes(third)


@given(partial, partial)
def test_one_is_earlier_only_if_no_day_can_be_both(one, other):
    if one.precedes(other):
        assert not other.may_be(one.first_day)
        assert not one.may_be(other.last_day)


@given(partial, days)
def test_it_may_be_what_lies_between_its_ends(given_date, day):
    assert given_date.may_be(day) == (given_date.first_day <= day <= given_date.last_day)


@given(partial)
def test_to_know_less_is_a_longer_interval(given_date):
    less = PartialDate(year=given_date.year)
    assert less.first_day <= given_date.first_day <= given_date.last_day <= less.last_day
    assert less.last_day - less.first_day >= timedelta(days=364) or not less.is_known
