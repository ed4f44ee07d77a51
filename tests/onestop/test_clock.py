"""The clock: rules D1 to D19 by example, worked out by hand over Tết and make-up days.

The days are those that come with the product: off are 1 and 2 January 2026 (the 2nd is made up
for on Saturday the 10th), Tết from Monday 16 to Friday 20 February, 31 August (made up for on
Saturday 22 August). An ordinary day is 7:30 to 11:30 and 13:30 to 17:00.
"""

from datetime import date, datetime, timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guol.kernel.clock import VIETNAM
from guol.kernel.worktime import ORDINARY_WEEK, DayKind, Session, WorkCalendar
from guol.onestop.rules.clock import (
    AGREED,
    APOLOGISED,
    APPRAISAL,
    ENTRY,
    RULES,
    Ask,
    Calendars,
    Entered,
    Excluded,
    Facts,
    Pace,
    Postponed,
    answer_due,
    answer_warned_at,
    clock_of,
    is_limited,
    minutes_used,
    step_due,
    step_due_after,
    told_of,
    transfer_due,
)
from guol.procedures.events import POSTMARK, Shortened, Step, Time, Timing, Version
from guol.procedures.gateways import days_brought, versions_brought
from guol.procedures.rules import MINUTES_A_DAY, in_force
from tests.onestop import clock_cases, clock_reference

BROUGHT = days_brought()
HOURS = WorkCalendar(
    days={each.day: DayKind(each.kind) for each in BROUGHT},
    names={each.day: each.name for each in BROUGHT},
)
OFFICES = Calendars(answering=HOURS)
MORNING = (Session(opens=450, closes=690),)
SIX_DAYS = WorkCalendar(week=(*ORDINARY_WEEK[:5], MORNING, ()), days=HOURS.days)
FLOOD = {date(2026, 3, day): DayKind.CLOSED for day in (9, 10)}
FLOODED = WorkCalendar(days=HOURS.days | FLOOD, names=HOURS.names | dict.fromkeys(FLOOD, "Lũ"))
SAME_DAY_SEEDS = (
    "1.001193",
    "1.000656",
    "1.000894",
    "2.000635",
    "2.000815",
    "2.000884",
    "2.000908",
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def seed(code):
    """Return the oldest version of a procedure that comes with the product."""
    return next(each for each in _versions() if each.code == code)


@cache
def _versions():
    return versions_brought()


def a_version(value=3, unit="wd", *, verify=None, steps=(), **timing):
    return Version(
        key="x@1",
        code="x",
        name="x",
        field="x",
        valid_from=date(2018, 6, 21),
        limit=Time(value=value, unit=unit) if unit else None,
        verify_limit=verify,
        steps=steps,
        timing=Timing(**timing),
    )


def clock(of, received, offices=OFFICES, **facts):
    return clock_of(of, Facts(received_at=at(received), **facts), offices)


def due(of, received, offices=OFFICES, **facts):
    return f"{clock(of, received, offices, **facts).due:%Y-%m-%dT%H:%M}"


def codes(found):
    return told_of(found.explanation)


@pytest.mark.parametrize("code", SAME_DAY_SEEDS)
@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-02-12T14:59", "2026-02-12T17:00"),
        ("2026-02-12T15:00", "2026-02-13T17:00"),
        ("2026-02-12T15:01", "2026-02-13T17:00"),
        ("2026-02-13T15:00", "2026-02-23T17:00"),  # all of Tết lies between
        ("2026-01-09T15:00", "2026-01-10T17:00"),  # a Saturday, worked
    ],
)
def test_d1_the_same_day_until_three_in_the_afternoon(code, received, expected):
    assert due(seed(code), received) == expected


def test_d1_the_slip_says_that_it_came_after_three():
    late, early = (
        clock(seed("1.001193"), "2026-02-13T15:00"),
        clock(seed("1.001193"), "2026-02-13T14:59"),
    )
    assert "after_cut_off" in codes(late)
    assert "after_cut_off" not in codes(early)


@pytest.mark.parametrize(
    ("value", "unit", "received", "expected"),
    [
        (3, "wd", "2026-02-12T09:00", "2026-02-24T17:00"),  # 13, 23, 24
        (8, "wh", "2026-02-13T15:30", "2026-02-23T16:00"),  # 1:30 + 4:00 + 2:30
        (23, "d", "2026-01-27T09:00", "2026-02-23T17:00"),  # the 19th is in Tết
        (1, "months", "2026-01-17T09:00", "2026-02-23T17:00"),  # 17 February is its first day
        (1, "months", "2026-01-31T08:00", "2026-03-02T17:00"),  # no 31st; the 28th a Saturday
        (12, "months", "2026-03-02T08:00", "2027-03-02T17:00"),
    ],
)
def test_d2_working_days_hours_calendar_days_and_months(value, unit, received, expected):
    assert due(a_version(value, unit), received) == expected


def test_d2_a_limit_may_mix_units_and_a_day_is_eight_hours():
    of = seed("1.004873")
    assert (of.limit, of.verify_limit) == (Time(value=3, unit="wd"), Time(value=23, unit="d"))
    assert MINUTES_A_DAY == 8 * 60


def test_d3_the_swap_of_2_january_2026_is_worked_on_saturday_the_10th():
    assert due(a_version(3), "2025-12-31T09:00") == "2026-01-07T17:00"  # 5, 6, 7
    assert due(a_version(1), "2026-01-09T09:00") == "2026-01-10T17:00"
    assert due(a_version(2), "2026-01-09T09:00") == "2026-01-12T17:00"


def test_d3_the_explanation_names_the_days_of_the_calendar():
    lines = {
        each.code: each.texts for each in clock(a_version(3), "2025-12-31T09:00").explanation
    }
    assert lines["days_off"] == (
        "01/01/2026 (Tết Dương lịch)",
        "02/01/2026 (Hoán đổi sang 10/01/2026)",
    )
    worked = {
        each.code: each.texts for each in clock(a_version(2), "2026-01-09T09:00").explanation
    }
    assert worked["days_worked"] == ("10/01/2026 (Làm bù cho 02/01/2026)",)


def test_d3_a_counter_works_on_saturday_morning_and_a_flood_closes_one_office():
    assert (
        due(a_version(1), "2026-03-06T09:00", Calendars(answering=SIX_DAYS))
        == "2026-03-07T11:30"
    )
    assert (
        due(a_version(2), "2026-03-06T09:00", Calendars(answering=FLOODED))
        == "2026-03-12T17:00"
    )
    assert due(a_version(2), "2026-03-06T09:00") == "2026-03-10T17:00"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-02-13T06:00", "2026-02-13T08:30"),  # before the office opens
        ("2026-02-13T12:00", "2026-02-13T14:30"),  # at noon
        ("2026-02-13T18:00", "2026-02-23T08:30"),  # after it closed
        ("2026-02-17T10:00", "2026-02-23T08:30"),  # on a day off
    ],
)
def test_d4_what_comes_while_the_office_is_closed_counts_when_it_opens(received, expected):
    assert due(a_version(1, "wh"), received) == expected


def test_d4_a_day_off_is_named():
    lines = {
        each.code: each.texts for each in clock(a_version(), "2026-02-17T10:00").explanation
    }
    assert lines["closed_day"] == ("17/02/2026 (Tết Nguyên đán (mồng 1))", "07:30 23/02/2026")


def test_d5_the_stages_of_several_agencies_lie_inside_one_total():
    of = seed("1.001731")  # 2 + 3 of 5 working days
    found = clock(of, "2026-02-10T09:00")
    assert found.due == at("2026-02-24T17:00")  # 11, 12, 13, 23, 24
    assert [each.due for each in found.stages] == [
        at("2026-02-12T17:00"),
        at("2026-02-24T17:00"),
    ]
    came = (Entered(stage="s2", at=at("2026-02-11T10:00")),)
    early = clock(of, "2026-02-10T09:00", entered=came)
    assert early.stages[1].due == at("2026-02-23T17:00")  # 12, 13, 23
    assert early.due == found.due


@pytest.mark.parametrize(
    ("code", "parts"),
    [("1.001776", [12, 7, 3]), ("1.001758", [3, 3]), ("TMP-BANTRU", [5, 5, 3])],
)
def test_d5_the_seeds_have_their_stages(code, parts):
    of = seed(code)
    counted = [each.limit.value for each in of.timing.stages if each.is_counted]
    assert counted == parts
    assert due(of, "2026-03-02T08:00") == due(a_version(sum(parts)), "2026-03-02T08:00")


def test_d5_the_familys_own_ten_days_are_no_part_of_the_limit():
    window, *_ = seed("TMP-BANTRU").timing.stages
    assert (window.limit.value, window.is_counted) == (10, False)


@pytest.mark.parametrize(
    ("code", "received", "usual", "verified"),
    [
        ("1.004873", "2026-01-27T09:00", "2026-01-30T17:00", "2026-02-23T17:00"),
        ("1.000689", "2026-02-10T09:00", "2026-02-13T17:00", "2026-02-27T17:00"),
        ("1.004859", "2026-02-10T09:00", "2026-02-13T17:00", "2026-02-25T17:00"),
        ("1.000656", "2026-02-10T09:00", "2026-02-10T17:00", "2026-02-13T17:00"),
        ("1.000894", "2026-02-10T09:00", "2026-02-10T17:00", "2026-02-24T17:00"),
    ],
)
def test_d6_asking_another_agency_replaces_the_limit(code, received, usual, verified):
    of = seed(code)
    assert due(of, received) == usual
    assert due(of, received, verified_at=at(received)) == verified


@pytest.mark.parametrize(
    ("stage", "effect", "expected"),
    [
        (APPRAISAL, "pause", "2026-02-25T15:00"),  # 10:30 were left; 5:00 on the 24th
        (APPRAISAL, "restart", "2026-02-27T17:00"),  # three days from the 24th
        (APPRAISAL, "none", "2026-02-23T17:00"),
        (ENTRY, "pause", "2026-02-23T17:00"),
        (ENTRY, "restart", "2026-02-23T17:00"),
        (ENTRY, "none", "2026-02-23T17:00"),
    ],
)
def test_d7_a_supplement_pauses_restarts_or_lets_run(stage, effect, expected):
    asked = Ask(
        stage=stage, effect=effect, at=at("2026-02-13T14:00"), given_at=at("2026-02-24T10:00")
    )
    assert due(a_version(3), "2026-02-11T09:00", asks=(asked,)) == expected


def test_d7_while_the_citizen_has_not_come_back_the_question_is_the_end():
    asked = Ask(stage=APPRAISAL, effect="pause", at=at("2026-02-13T14:00"))
    found = clock(a_version(3), "2026-02-11T09:00", asks=(asked,))
    assert found.waits_since == asked.at
    assert found.pace(at("2026-12-01T09:00")) is Pace.ON_TIME


def test_d7_two_questions_count_as_overdue():
    asks = tuple(
        Ask(
            stage=APPRAISAL,
            effect="pause",
            at=at(f"2026-02-{day}T14:00"),
            given_at=at(f"2026-02-{day}T15:00"),
        )
        for day in (11, 12)
    )
    found = clock(a_version(5), "2026-02-11T09:00", asks=asks)
    assert found.pace(at("2026-02-12T16:00")) is Pace.ASKED_TWICE
    assert "asked_twice" in codes(found)


def test_d7_a_promise_that_was_broken_before_the_question_stays_broken():
    for effect in ("pause", "restart"):
        asked = Ask(
            stage=APPRAISAL,
            effect=effect,
            at=at("2026-02-24T09:00"),
            given_at=at("2026-02-26T09:00"),
        )
        found = clock(a_version(3), "2026-02-11T09:00", asks=(asked,))
        assert found.due == at("2026-02-23T17:00")
        assert found.pace(at("2026-02-26T09:00")) is Pace.OVERDUE


def test_d8_the_post_of_a_letter_of_verification_is_left_out_online_only():
    of = seed("1.004873")
    letter = Excluded(kind="post", since=at("2026-02-02T08:00"), until=at("2026-02-09T08:00"))
    given = {"verified_at": at("2026-01-27T09:00"), "excluded": (letter,)}
    assert due(of, "2026-01-27T09:00", channel=2, **given) == "2026-02-26T17:00"
    assert due(of, "2026-01-27T09:00", channel=1, **given) == "2026-02-23T17:00"


def test_d9_publication_tax_and_expertise_are_left_out():
    of = seed("TMP-GCNQSDD")  # 20 working days
    assert due(of, "2026-03-02T09:00") == "2026-03-30T17:00"
    for kind in ("publication", "tax", "expertise"):
        period = Excluded(kind=kind, since=at("2026-03-09T07:30"), until=at("2026-03-24T07:30"))
        assert due(of, "2026-03-02T09:00", excluded=(period,)) == "2026-04-14T17:00"


def test_d9_a_publication_ends_by_itself_after_its_fifteen_days():
    of = seed("TMP-GCNQSDD")
    running = Excluded(kind="publication", since=at("2026-03-09T07:30"))
    found = clock(of, "2026-03-02T09:00", excluded=(running,))
    assert (found.due, found.waits_since) == (at("2026-04-14T17:00"), None)
    paying = clock(
        of, "2026-03-02T09:00", excluded=(Excluded(kind="tax", since=running.since),)
    )
    assert paying.waits_since == running.since


def test_d10_a_hard_place_adds_days():
    bundle, land = seed("LT-KS"), seed("TMP-GCNQSDD")
    assert due(bundle, "2026-02-10T09:00") == "2026-02-13T17:00"
    assert due(bundle, "2026-02-10T09:00", localities={"remote"}) == "2026-02-27T17:00"
    assert due(bundle, "2026-02-10T09:00", localities={"remote", "redo"}) == "2026-03-03T17:00"
    assert due(land, "2026-03-02T09:00", localities={"mountain"}) == "2026-04-09T17:00"


def test_d11_a_later_day_may_be_agreed_in_writing():
    of = seed("2.000815")
    agreed = Postponed(kind=AGREED, at=at("2026-02-13T11:00"), until=at("2026-02-24T17:00"))
    assert of.timing.agreement == Time(value=2, unit="wd")
    assert due(of, "2026-02-13T10:00", postponed=(agreed,)) == "2026-02-24T17:00"


def test_d12_one_apology_before_the_day_with_one_new_day():
    def sorry(told, until):
        return Postponed(kind=APOLOGISED, at=at(told), until=at(until))

    first = sorry("2026-02-23T09:00", "2026-02-25T17:00")
    second = sorry("2026-02-24T09:00", "2026-02-27T17:00")
    late = sorry("2026-02-23T17:00", "2026-02-25T17:00")
    assert due(a_version(3), "2026-02-11T09:00", postponed=(first,)) == "2026-02-25T17:00"
    assert (
        due(a_version(3), "2026-02-11T09:00", postponed=(first, second)) == "2026-02-25T17:00"
    )
    assert due(a_version(3), "2026-02-11T09:00", postponed=(late,)) == "2026-02-23T17:00"


def test_d13_online_counts_from_the_whole_file_and_the_post_from_arrival():
    accepted = "2026-02-13T09:00"
    whole = at("2026-02-12T16:30")
    online = clock(a_version(3), accepted, channel=2, counted_from=whole)
    assert online.due == at("2026-02-24T17:00")  # 13, 23, 24
    assert codes(online)[0] == "completed"
    assert codes(clock(a_version(3), accepted, channel=3))[0] == "arrived"
    posted = a_version(3, postal_start=POSTMARK)
    assert codes(clock(posted, accepted, channel=3, counted_from=whole))[0] == "posted"


def test_d14_a_province_shortens_the_national_limit():
    of = seed("1.003583")
    assert due(of, "2026-03-02T09:00") == "2026-03-09T17:00"
    assert due(of, "2026-03-02T09:00", areas={"Lạng Sơn"}) == "2026-03-05T17:00"
    assert due(seed("1.001653"), "2026-03-02T09:00", areas={"Lào Cai"}) == "2026-03-05T17:00"


def test_d14_a_shorter_limit_holds_from_its_day_to_its_day():
    short = Shortened(
        area="p",
        limit=Time(value=1, unit="wd"),
        valid_from=date(2026, 3, 2),
        valid_to=date(2026, 3, 4),
        source="QĐ",
    )
    of = a_version(3, shortened=(short,))
    assert due(of, "2026-02-27T09:00", areas={"p"}) == "2026-03-04T17:00"
    assert due(of, "2026-03-02T09:00", areas={"p"}) == "2026-03-03T17:00"
    assert due(of, "2026-03-04T09:00", areas={"p"}) == "2026-03-09T17:00"


def test_d15_the_version_of_the_day_of_reception_rules():
    old = a_version(5)
    new = Version(key="x@2", code="x", name="x", field="x", valid_from=date(2026, 2, 11))
    assert in_force([old, new], date(2026, 2, 10)) is old
    assert due(in_force([old, new], date(2026, 2, 10)), "2026-02-10T09:00") == due(
        old, "2026-02-10T09:00"
    )


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-02-13T14:59", "2026-02-13T17:00"),
        ("2026-02-13T15:00", "2026-02-23T08:30"),
        ("2026-02-17T09:00", "2026-02-23T17:00"),
    ],
)
def test_d16_the_counter_hands_on_the_same_day_or_first_thing_on_the_next(received, expected):
    assert transfer_due(at(received), HOURS) == at(expected)


def test_d17_shares_of_steps_never_move_the_day():
    steps = tuple(
        Step(step=f"B{n}", role="officer", what="", working_minutes=480) for n in (1, 2)
    )
    received = "2026-02-13T14:50"
    assert due(a_version(0, "same_day", steps=steps), received) == "2026-02-13T17:00"
    assert due(a_version(0, "same_day"), received) == "2026-02-13T17:00"
    assert step_due(at(received), 8, at("2026-02-13T17:00"), HOURS) == at("2026-02-13T17:00")


def test_d18_the_hour_written_on_paper_counts_however_late_it_is_typed():
    typed = clock(
        a_version(3), "2026-02-24T16:00", counted_from=at("2026-02-11T09:00"), is_written=True
    )
    assert typed.due == at("2026-02-23T17:00")
    assert codes(typed)[0] == "written"


def test_d19_what_was_lodged_online_is_answered_within_eight_hours():
    lodged = at("2026-02-13T16:00")
    assert answer_due(lodged, HOURS) == at("2026-02-23T16:30")  # 1:00 + 4:00 + 3:00
    assert answer_warned_at(lodged, HOURS) == at("2026-02-23T14:30")


def test_a_warning_comes_before_the_last_day_and_the_end_decides():
    found = clock(a_version(5), "2026-03-02T09:00")  # due Monday the 9th
    assert found.pace(at("2026-03-06T16:00")) is Pace.ON_TIME
    assert found.pace(at("2026-03-06T16:30")) is Pace.SOON  # eight office hours are left
    assert found.pace(at("2026-03-09T17:00")) is Pace.SOON
    assert found.pace(at("2026-03-09T17:01")) is Pace.OVERDUE
    done = clock(a_version(5), "2026-03-02T09:00", ended_at=at("2026-03-09T17:00"))
    assert done.pace(at("2026-05-01T09:00")) is Pace.ON_TIME


def test_without_a_limit_nothing_is_promised():
    nothing = a_version(unit="")
    assert not is_limited(nothing)
    with pytest.raises(ValueError, match="no limit"):
        clock(nothing, "2026-03-02T09:00")


def test_what_was_left_of_a_step_is_left_after_a_standstill():
    nine, ten = at("2026-03-02T09:00"), at("2026-03-03T10:00")
    assert step_due_after(at("2026-03-02T11:00"), nine, ten, HOURS) == at("2026-03-03T14:00")
    assert step_due_after(nine, nine, ten, HOURS) == nine
    assert step_due_after(None, nine, ten, HOURS) is None
    assert minutes_used(nine, ten, HOURS) == 6 * 60 + 2 * 60 + 30
    assert minutes_used(ten, nine, HOURS) == 0


INSTANTS = st.integers(0, 60 * 24 * 60).map(
    lambda n: at("2026-01-20T00:00") + timedelta(minutes=n)
)
LIMITS = st.sampled_from(["wd", "wh", "d", "months", "same_day"]).flatmap(
    lambda unit: st.builds(
        a_version, st.integers(1, 3 if unit == "months" else 30), st.just(unit)
    )
)


@given(LIMITS, INSTANTS)
def test_d3_every_due_moment_lies_within_office_hours(of, received):
    found = clock_of(of, Facts(received_at=received), OFFICES)
    assert HOURS.is_open(found.due - timedelta(minutes=1))


@given(LIMITS, INSTANTS, st.integers(0, 3_000))
def test_what_comes_later_is_not_due_earlier(of, received, minutes):
    later = received + timedelta(minutes=minutes)
    first, second = (
        clock_of(of, Facts(received_at=each), OFFICES) for each in (received, later)
    )
    assert first.due <= second.due


@given(LIMITS, INSTANTS)
def test_an_explanation_begins_with_the_reception_and_ends_with_the_day(of, received):
    lines = clock_of(of, Facts(received_at=received), OFFICES).explanation
    assert (lines[0].code, lines[-1].code) == ("received", "due")
    assert {each.code for each in lines} <= set(RULES)
    assert all(each.rule for each in lines[:-1])


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_d18_the_same_facts_in_any_order_give_the_same_day(rng):
    case = clock_cases.a_case(rng, _offices())
    first = clock_cases.worked_out(case)
    for told in ("asks", "excluded", "postponed"):
        rng.shuffle(case[told])
    assert clock_cases.worked_out(case) == first


def test_a_small_dose_of_random_cases_agrees_with_walking_minute_by_minute():
    rng = Random(20260124)
    for number in range(100):
        case = clock_cases.a_case(rng, _offices())
        assert clock_cases.worked_out(case) == clock_reference.work_out(case), number


@cache
def _offices():
    return clock_cases.calendars(Random(7), number=3)
