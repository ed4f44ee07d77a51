"""Whom the demonstration invents."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from guol.demo.rules import (
    ETHNIC,
    GIVEN_WOMEN,
    KINH_WOMEN,
    PASSWORD,
    POSTS,
    SHARES,
    Fate,
    account_name,
    born_on,
    cases,
)

SHARE_OF_EACH = (7, 1, 1)
SPAN = 22 * 8 * 60
SEEDS = st.integers(0, 10_000)


def some(number=300, *, seed=2021):
    return cases(number, seed=seed, shares=SHARE_OF_EACH, span_minutes=SPAN)


@given(SEEDS)
def test_the_same_seed_gives_the_same_dossiers(seed):
    assert some(20, seed=seed) == some(20, seed=seed)


def test_another_seed_gives_others():
    assert some(seed=1) != some(seed=2)


def test_three_hundred_show_every_state_a_dossier_can_be_in():
    assert {case.fate for case in some()} == set(Fate) == set(SHARES)


@given(SEEDS)
def test_none_begins_outside_the_month_before_the_first_moment(seed):
    assert all(0 < case.minutes_in <= SPAN for case in some(50, seed=seed))


@given(SEEDS)
def test_dossiers_come_in_the_order_of_their_beginning(seed):
    begun = [case.minutes_in for case in some(50, seed=seed)]
    assert begun == sorted(begun)


@given(SEEDS)
def test_a_name_fits_the_people_and_the_sex_of_who_bears_it(seed):
    for case in some(30, seed=seed):
        for person in (case.parent, case.child):
            assert person.name.startswith(ETHNIC[person.ethnic])
            is_womans = person.name.endswith(GIVEN_WOMEN + KINH_WOMEN)
            assert is_womans == (person.sex == "female")


@given(SEEDS)
def test_a_child_is_of_its_parents_people(seed):
    assert all(case.child.ethnic == case.parent.ethnic for case in some(30, seed=seed))


def test_a_child_is_born_before_it_is_registered():
    today = date(2025, 6, 30)
    assert all(born_on(case, today) < today for case in some())


def test_two_posts_of_one_place_never_share_a_login():
    logins = [account_name("Xã Chơ Chun", post) for post in POSTS]
    assert len(set(logins)) == len(POSTS)


def test_the_password_is_one_that_the_house_would_take():
    assert len(PASSWORD) >= 10
