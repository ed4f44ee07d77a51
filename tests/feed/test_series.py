"""Numbers of a day: dealt out so that two incarnations of a node never give the same one."""

from hypothesis import given
from hypothesis import strategies as st

from guol.feed.actions.append import BLOCK, _in_block

PLACES = st.tuples(st.integers(1, 150_000), st.integers(1, 200))
MOST = 9_999_999  # seven digits, the longest that a code has


@given(PLACES, PLACES)
def test_two_places_have_two_numbers(one, other):
    assert (_in_block(*one) == _in_block(*other)) is (one == other)


@given(st.integers(1, BLOCK), st.integers(1, 9))
def test_an_ordinary_day_needs_four_digits(place, incarnation):
    assert 1 <= _in_block(place, incarnation) <= 9_999


@given(st.integers(1, 139_000))
def test_a_day_of_a_hundred_thousand_fits_seven_digits(place):
    assert _in_block(place, 1) <= MOST


def test_the_numbers_of_an_incarnation_rise_and_those_of_two_lie_apart():
    first = [_in_block(place, 1) for place in range(1, 30_000)]
    assert first == sorted(first)
    second = {_in_block(place, 2) for place in range(1, 30_000)}
    eleventh = {_in_block(place, 11) for place in range(1, 30_000)}
    assert not second & set(first)
    assert not eleventh & (second | set(first))
