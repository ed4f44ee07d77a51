"""The verdict is a function of the set of events: examples, and every order of arrival."""

from hypothesis import given
from hypothesis import strategies as st

from guol.feed.custody import Deed, Standing, judge
from guol.kernel.event import Origin

TOWN, HILL, ABOVE = "n1/town/1", "n2/hill/1", "n1/authority/1"


def at(feed, number):
    return Origin(feed=feed, number=number)


def deed(feed, number, place, **more):
    return Deed(origin=at(feed, number), number=place, **more)


BEGUN = deed(TOWN, 1, 1)
GIVEN = deed(TOWN, 2, 2, gives="hill")
UP = deed(HILL, 1, 3, grant=str(GIVEN.origin))
LATE = deed(HILL, 2, 4, grant=str(GIVEN.origin))
TAKEN = deed(ABOVE, 1, 4, gives="town", epoch=(1, 1, 1), cut={TOWN: 2, HILL: 1})
AFTER = deed(TOWN, 3, 5, grant=str(TAKEN.origin))
ADOPTED = deed(TOWN, 4, 6, grant=str(TAKEN.origin), settles=str(LATE.origin), adopts=True)
STORY = [BEGUN, GIVEN, UP, LATE, TAKEN, AFTER, ADOPTED]


def outside(verdict):
    return {o for o, how in verdict.standing.items() if not how.counts}


@given(st.permutations(STORY))
def test_any_order_of_arrival_gives_the_same_verdict(order):
    assert judge(order) == judge(STORY)


def test_the_order_is_by_custody_not_by_arrival():
    verdict = judge(STORY)
    order = [BEGUN, GIVEN, UP, TAKEN, AFTER, ADOPTED, LATE]
    assert verdict.order == tuple(each.origin for each in order)
    assert verdict.standing[LATE.origin] is Standing.ADOPTED
    assert (verdict.holder, verdict.grant) == ("town", str(TAKEN.origin))


def test_what_the_cut_does_not_name_is_outside():
    assert outside(judge(STORY[:-1])) == {LATE.origin}


def test_who_gave_it_away_acts_no_more():
    late = deed(TOWN, 3, 3)
    assert outside(judge([BEGUN, GIVEN, late])) == {late.origin}


def test_who_was_not_given_it_does_not_act():
    stranger = deed("n3/river/1", 1, 2)
    assert outside(judge([BEGUN, stranger])) == {stranger.origin}


def test_two_hand_overs_of_one_grant_count_neither_and_are_an_alarm():
    other = deed("n1/town/2", 1, 2, gives="river")
    verdict = judge([BEGUN, GIVEN, other, UP])
    assert outside(verdict) == {GIVEN.origin, other.origin, UP.origin}
    assert verdict.holder == ""
    assert verdict.alarms


def test_a_take_over_settles_what_was_disputed():
    other = deed("n1/town/2", 1, 2, gives="river")
    verdict = judge([BEGUN, GIVEN, other, TAKEN, AFTER])
    assert verdict.holder == "town"
    assert AFTER.origin in verdict.order


def test_two_take_overs_of_one_epoch_count_neither():
    other = deed("n9/authority/1", 1, 4, gives="river", epoch=(1, 1, 1), cut={TOWN: 2})
    verdict = judge([BEGUN, GIVEN, TAKEN, other])
    assert {TAKEN.origin, other.origin} <= outside(verdict)
    assert verdict.holder == ""


def test_the_higher_epoch_wins_and_its_cut_judges_the_lower_take_over():
    higher = deed(
        "n9/authority/1", 1, 4, gives="river", epoch=(2, 1, 1), cut={TOWN: 2, HILL: 2}
    )
    verdict = judge([*STORY, higher])
    assert verdict.holder == "river"
    assert TAKEN.origin in outside(verdict)
    assert LATE.origin in verdict.order


def test_a_hand_over_outside_cannot_be_adopted():
    late = deed(HILL, 2, 4, grant=str(GIVEN.origin), gives="river")
    wish = deed(TOWN, 4, 6, grant=str(TAKEN.origin), settles=str(late.origin), adopts=True)
    verdict = judge([BEGUN, GIVEN, UP, late, TAKEN, AFTER, wish])
    assert outside(verdict) == {late.origin}


def test_a_rejected_act_is_marked_so():
    no = deed(TOWN, 4, 6, grant=str(TAKEN.origin), settles=str(LATE.origin))
    verdict = judge([BEGUN, GIVEN, UP, LATE, TAKEN, AFTER, no])
    assert verdict.standing[LATE.origin] is Standing.REJECTED


def test_what_was_written_away_from_home_or_without_the_right_kind_of_desk_does_not_count():
    away = deed(TOWN, 3, 2, is_away=True)
    barred = deed(TOWN, 4, 3, is_barred=True)
    verdict = judge([BEGUN, away, barred])
    assert verdict.standing[away.origin] is Standing.OUTSIDE
    assert verdict.standing[barred.origin] is Standing.BARRED


def test_nothing_is_nothing():
    assert judge([]).order == ()
