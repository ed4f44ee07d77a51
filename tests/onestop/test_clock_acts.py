"""Acts that move a promise: events, rows, the same key again, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from guol.feed.api import number_of
from guol.kernel.clock import VIETNAM
from guol.kernel.errors import Refused
from guol.onestop.actions import (
    accept_supplement,
    agree_extension,
    apologise,
    ask_verification,
    begin_excluded_period,
    end_excluded_period,
    give_supplement,
    move_due,
    move_to_version,
    request_supplement,
    stop_dossier,
)
from guol.onestop.actions.matter import matter_of
from guol.onestop.events import PaperGiven, Wanted
from guol.onestop.queries import dossier, history
from guol.onestop.rules.reasons import (
    AlreadyApologised,
    ClockRuns,
    ClockStands,
    DayNotLater,
    NoExtension,
    NoNewerVersion,
    NotAtThisStage,
    NothingLeftOut,
    NothingToMove,
    NotYourStep,
    NoVerification,
    PromisePast,
    WayDiffers,
)
from guol.onestop.rules.states import Business
from guol.procedures.api import close_agency, publish_version
from guol.procedures.events import Exclusion, Time, Timing
from tests.onestop.given import a_dossier_to_appraise, an_act_here, press
from tests.onestop.world import COMMITTEE, MONDAY, an_order, birth

HOUR = timedelta(hours=1)
WANTED = (Wanted(name="Giấy chứng sinh", reason="Ảnh mờ"),)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def due_of(stream):
    return f"{dossier(stream).due.astimezone(VIETNAM):%Y-%m-%dT%H:%M}"


def worked_out(stream):
    """The promise once more, from the events alone."""
    matter = matter_of(stream)
    return matter.clock(matter.facts()).due


def last(stream):
    return history(stream)[-1].event


def slow_birth(effect="pause"):
    """Publish a version of three days that knows every branch of the clock."""
    timing = Timing(
        exclusions=(Exclusion(kind="post"), Exclusion(kind="publication", most_days=2)),
        appraisal_effect=effect,
        agreement=Time(value=2, unit="wd"),
    )
    version = replace(
        birth(),
        key="1.001193@9",
        valid_from=date(2026, 1, 1),
        limit=Time(value=3, unit="wd"),
        verify_limit=Time(value=8, unit="wd"),
        timing=timing,
    )
    publish_version(an_order(), version)


@pytest.fixture
def stream(house):
    """A dossier in the officer's hands, accepted on Monday 20 April, due on Thursday."""
    slow_birth()
    return a_dossier_to_appraise(house)


def test_verification_replaces_the_limit_once(house, stream):
    act = house.officer.act()
    seen = number_of(stream)
    told = {"agency": "Công an xã", "reason": "Nơi cư trú"}
    assert due_of(stream) == "2026-04-23T17:00"
    press(ask_verification, house.officer, stream, act=act, **told)
    assert (
        due_of(stream) == "2026-04-30T17:00"
    )  # 21 to 24, 27 to 30: this house knows no holiday
    assert press(ask_verification, house.officer, stream, act=act, seen=seen, **told) == stream
    assert worked_out(stream) == dossier(stream).due
    assert [each.code for each in last(stream).explanation].count("verified") == 1
    with pytest.raises(Refused) as no:
        press(ask_verification, house.officer, stream, **told)
    assert isinstance(no.value.reason, NoVerification)


def test_one_apology_with_a_later_day_before_the_day(house, stream):
    new = {"reason": "Sạt lở đường", "until": date(2026, 4, 25)}
    with pytest.raises(Refused) as early:
        press(apologise, house.officer, stream, reason="x", until=date(2026, 4, 22))
    assert isinstance(early.value.reason, DayNotLater)
    press(apologise, house.officer, stream, **new)
    assert due_of(stream) == "2026-04-27T17:00"  # the 25th is a Saturday
    assert worked_out(stream) == dossier(stream).due
    with pytest.raises(Refused) as again:
        press(apologise, house.officer, stream, reason="x", until=date(2026, 5, 8))
    assert isinstance(again.value.reason, AlreadyApologised)


def test_after_the_day_nothing_is_told_in_time(house, stream):
    late = at("2026-04-24T09:00")
    with pytest.raises(Refused) as no:
        press(apologise, house.officer, stream, at=late, reason="x", until=date(2026, 5, 8))
    assert isinstance(no.value.reason, PromisePast)
    with pytest.raises(Refused) as other:
        press(apologise, house.clerk, stream, reason="x", until=date(2026, 5, 8))
    assert isinstance(other.value.reason, NotYourStep)


def test_a_later_day_is_agreed_where_the_text_knows_it(house, stream):
    press(agree_extension, house.officer, stream, reason="Nhiều bản", until=date(2026, 5, 4))
    assert due_of(stream) == "2026-05-04T17:00"
    assert worked_out(stream) == dossier(stream).due


def test_where_the_text_knows_none_nothing_is_agreed_or_left_out(house):
    stream = a_dossier_to_appraise(house)
    with pytest.raises(Refused) as agreed:
        press(agree_extension, house.officer, stream, reason="x", until=date(2026, 5, 4))
    with pytest.raises(Refused) as left_out:
        press(begin_excluded_period, house.officer, stream, kind="tax")
    assert isinstance(agreed.value.reason, NoExtension)
    assert isinstance(left_out.value.reason, NothingLeftOut)


def test_time_left_out_stops_the_clock_and_gives_it_back(house, stream):
    press(begin_excluded_period, house.officer, stream, at=at("2026-04-21T07:30"), kind="post")
    card = dossier(stream)
    assert card.paused_at == at("2026-04-21T07:30")
    assert not card.is_overdue(at("2026-06-01T09:00"))
    with pytest.raises(Refused) as twice:
        press(request_supplement, house.officer, stream, wanted=WANTED)
    assert isinstance(twice.value.reason, ClockStands)
    press(end_excluded_period, house.officer, stream, at=at("2026-04-23T07:30"))
    assert due_of(stream) == "2026-04-27T17:00"  # three days were left: 23, 24, 27
    assert dossier(stream).paused_at is None
    assert worked_out(stream) == dossier(stream).due
    with pytest.raises(Refused) as over:
        press(end_excluded_period, house.officer, stream)
    assert isinstance(over.value.reason, ClockRuns)


def test_a_publication_moves_the_day_at_once_because_its_end_is_known(house, stream):
    begun = at("2026-04-21T07:30")
    press(begin_excluded_period, house.officer, stream, at=begun, kind="publication")
    assert (due_of(stream), dossier(stream).paused_at) == ("2026-04-27T17:00", None)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("pause", "2026-04-28T16:00"),  # 21:00 were left: 7:00 on Friday, 7:30 on Monday
        ("restart", "2026-04-29T17:00"),
        ("none", "2026-04-23T17:00"),
    ],
)
def test_a_supplement_counts_from_when_it_was_brought(house, effect, expected):
    slow_birth(effect)
    stream = a_dossier_to_appraise(house)
    press(request_supplement, house.officer, stream, at=at("2026-04-21T09:00"), wanted=WANTED)
    brought = give_supplement(
        an_act_here(at=at("2026-04-24T08:00")),
        stream,
        papers=(PaperGiven(name="Giấy chứng sinh", kind=2),),
    )
    looked = at("2026-04-24T16:00")
    press(accept_supplement, house.officer, stream, at=looked, supplement=brought)
    assert last(stream).given_at == at("2026-04-24T08:00")
    assert worked_out(stream) == dossier(stream).due
    assert (effect, due_of(stream)) == (effect, expected)


def test_online_the_limit_counts_from_the_whole_file_not_from_the_press(house):
    slow_birth()
    stream = a_dossier_to_appraise(house, at=at("2026-04-20T16:30"))
    assert dossier(stream).due == worked_out(stream)
    accepted = [each.event for each in history(stream)][2]
    assert accepted.counted_from == at("2026-04-20T16:30")
    assert accepted.explanation[0].code == "completed"


def test_a_stop_ends_the_dossier_with_its_reason(house, stream):
    press(stop_dossier, house.officer, stream, reason="Người nộp qua đời", way_on="Nộp lại")
    card = dossier(stream)
    assert (card.business, card.step, card.ended_at) == (Business.STOPPED, "", MONDAY)
    with pytest.raises(Refused) as no:
        press(stop_dossier, house.officer, stream, reason="x")
    assert isinstance(no.value.reason, NotAtThisStage)


def test_a_flood_moves_nothing_until_somebody_acts(house, stream):
    with pytest.raises(Refused) as nothing:
        press(move_due, house.officer, stream, cause="x")
    assert isinstance(nothing.value.reason, NothingToMove)
    flood = {"first": date(2026, 4, 21), "last": date(2026, 4, 22), "name": "Lũ"}
    close_agency(an_order(), COMMITTEE, source="Công điện 12", **flood)
    assert due_of(stream) == "2026-04-23T17:00"
    press(move_due, house.officer, stream, cause="Lũ, công điện 12")
    assert due_of(stream) == "2026-04-27T17:00"  # 23, 24, 27
    assert worked_out(stream) == dossier(stream).due


def test_a_new_version_never_moves_an_open_dossier(house, stream):
    before = dossier(stream).due
    newer = replace(
        birth(), key="1.001193@10", valid_from=date(2026, 4, 20), limit=Time(value=9, unit="wd")
    )
    publish_version(an_order(), newer)
    assert (dossier(stream).due, worked_out(stream)) == (before, before)


def the_next(**changes):
    return replace(birth(), key="1.001193@10", valid_from=date(2026, 4, 20), **changes)


def test_somebody_moves_an_open_dossier_to_the_new_version_and_says_why(house, stream):
    with pytest.raises(Refused) as none:
        press(move_to_version, house.officer, stream, source="x")
    assert isinstance(none.value.reason, NoNewerVersion)
    before = dossier(stream)
    publish_version(an_order(), the_next(limit=Time(value=9, unit="wd")))
    press(move_to_version, house.officer, stream, source="Nghị định 1, Điều 9")
    after = dossier(stream)
    assert (before.version, after.version) == ("1.001193@9", "1.001193@10")
    assert after.due == worked_out(stream) > before.due
    assert (after.step, after.desk, after.fee_vnd) == (before.step, before.desk, before.fee_vnd)
    told = [each.event for each in history(stream)][-1]
    assert (told.replaces, told.source) == ("1.001193@9", "Nghị định 1, Điều 9")
    with pytest.raises(Refused):
        press(move_to_version, house.officer, stream, source="x")


def test_it_cannot_go_on_where_another_post_would_do_the_step(house, stream):
    here = dossier(stream).step
    steps = tuple(
        replace(each, role="social_officer") if each.step == here else each
        for each in birth().steps
    )
    publish_version(an_order(), the_next(steps=steps))
    with pytest.raises(Refused) as no:
        press(move_to_version, house.officer, stream, source="x")
    assert no.value.reason == WayDiffers(step=here, version="1.001193@10")
    assert dossier(stream).version == "1.001193@9"
