"""What the clerk ticks at intake because the law counts it: hard places, the post's hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import history_of
from guol.kernel.errors import Refused
from guol.onestop.actions import Decisions
from guol.onestop.events import DossierAccepted
from guol.onestop.forms import ArrivedField, IntakeForm, locality_box
from guol.onestop.queries import dossier
from guol.onestop.rules.clock import COUNTER, ONLINE, POST
from guol.onestop.rules.reasons import ArrivedLater, NotByLetter
from guol.onestop.rules.receiving import LONGEST_LYING, why_not_arrived
from guol.procedures.events import POSTMARK
from tests.onestop.given import a_dossier_taken_in, a_lodged_dossier, some_answers
from tests.onestop.linked import BUNDLE, a_linked_request, bundle, found_partners
from tests.onestop.test_parking import PAGE, typed
from tests.onestop.world import MONDAY, birth, sign_in_as

FRIDAY = datetime(2026, 4, 17, 0, 40, tzinfo=UTC)  # 07:40 in Vietnam
HOURS = st.integers(-3000, 3000).map(lambda hours: MONDAY + timedelta(hours=hours))
TODAY = MONDAY.date()


@given(st.none() | HOURS, st.sampled_from([COUNTER, ONLINE, POST]))
def test_an_hour_of_the_post_is_taken_for_post_alone_and_never_ahead(at, channel):
    no = why_not_arrived(at, channel=channel, now=MONDAY)
    if at is None:
        assert no is None
    elif channel != POST:
        assert no == NotByLetter()
    elif at > MONDAY:
        assert no == ArrivedLater(at=at)
    else:
        assert (no is None) == (at >= MONDAY - LONGEST_LYING)


def test_the_day_of_a_stamp_is_enough():
    field = ArrivedField(required=False)
    assert field.clean("7:40 17/4/2026") == FRIDAY
    assert field.clean("17/4/2026") == datetime(2026, 4, 16, 17, tzinfo=UTC)
    assert field.clean("") is None


def a_form(version):
    return IntakeForm(version=version, agencies=(), today=TODAY)


@pytest.mark.django_db
def test_boxes_are_there_where_the_version_has_them():
    plain, linked = a_form(birth()), a_form(bundle())
    assert "arrived_at" in plain.fields
    assert "localities" not in plain.fields
    assert "localities" in linked.fields
    assert "arrived_at" not in a_form(replace(birth(), ways=("counter",))).fields
    stamped = replace(birth(), timing=replace(birth().timing, postal_start=POSTMARK))
    told = [str(a_form(each).fields["arrived_at"].label) for each in (birth(), stamped)]
    assert told[0] != told[1]


def test_a_choice_says_how_much_and_whether_it_was_held_against_the_law():
    redo, remote = (str(label) for _flag, label in locality_box(bundle()).choices)
    assert "+ 2 ngày làm việc" in redo
    assert "+ 5 ngày làm việc" in remote
    doubtful = tuple(replace(e, certainty="unverified") for e in bundle().timing.localities)
    box = locality_box(replace(bundle(), timing=replace(bundle().timing, localities=doubtful)))
    assert all(str(label).endswith(")") for _flag, label in box.choices)
    assert locality_box(birth()) is None


def accepted_in(stream):
    return next(each for each in history_of(stream) if isinstance(each.event, DossierAccepted))


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


@pytest.mark.django_db
def test_what_the_post_brought_counts_from_when_it_came(clerk):
    """A letter of Friday morning is due on Friday, though it is opened on Monday."""
    answer = clerk.post(PAGE, typed(channel="3", arrived_at="7:40 17/4/2026"))
    page = clerk.get(answer.url).content.decode()
    card = dossier(f"dossier/{answer.url.rstrip('/').rpartition('/')[2]}")
    assert card.due == datetime(2026, 4, 17, 10, tzinfo=UTC)
    assert card.received_at == MONDAY
    assert "Bưu chính chuyển hồ sơ đến lúc 07:40 17/04/2026" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "hour", "said"),
    [
        ("1", "7:40", "không gửi qua bưu chính"),
        ("3", "23:59 24/4/2026", "chưa tới"),
        ("3", "7:40 17/4/2020", "quá 60 ngày"),
        ("3", "hôm qua", "7:40 24/11/2026"),
    ],
)
def test_a_wrong_hour_of_the_post_is_said_beside_its_box(clerk, channel, hour, said):
    answer = clerk.post(PAGE, typed(channel=channel, arrived_at=hour))
    page = answer.content.decode()
    assert answer.status_code == 422
    box = page[page.index('id="id_arrived_at"') - 900 : page.index('id="id_arrived_at"') + 400]
    assert said in box
    assert hour in box


@pytest.mark.django_db
def test_a_hard_place_adds_its_days_and_says_so(client, house):
    found_partners()
    plain = a_linked_request(house)
    clerk = sign_in_as(client, house.clerk)
    page = clerk.get(f"/mot-cua/tiep-nhan/{BUNDLE}/").content.decode()
    assert 'name="localities" value="remote"' in page
    remote = a_linked_request(house, decisions=Decisions(localities=("remote",)))
    assert dossier(remote).due > dossier(plain).due
    told = [each.code for each in accepted_in(remote).event.explanation]
    assert "more_wd" in told
    assert accepted_in(remote).event.localities == ("remote",)


@pytest.mark.django_db
def test_a_hard_place_is_ticked_for_what_came_online_too(client, house):
    found_partners()
    stream = a_lodged_dossier(procedure=BUNDLE, fields=some_answers())
    clerk = sign_in_as(client, house.clerk)
    address = f"/ho-so/{stream.rpartition('/')[2]}/"
    page = clerk.get(address).content.decode()
    assert 'name="localities" value="remote"' in page
    seen = 2
    answer = clerk.post(
        f"{address}tiep-nhan/",
        {"key": "k", "seen": seen, "desk": house.clerk.desk, "localities": ["remote", "redo"]},
    )
    assert answer.status_code == 303, answer.content.decode()
    assert accepted_in(stream).event.localities == ("redo", "remote")


@pytest.mark.django_db
def test_the_verb_takes_no_hour_of_the_post_for_what_was_brought(house):
    with pytest.raises(Refused) as no:
        a_dossier_taken_in(house.clerk, decisions=Decisions(arrived_at=FRIDAY))
    assert no.value.reason == NotByLetter()
