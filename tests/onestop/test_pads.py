"""Blank receipts for a power cut: numbered, written by hand, typed in with their hour."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import history_of, number_of
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.onestop.actions import Decisions, make_pad, print_pad, spoil_number
from guol.onestop.events import DossierAccepted
from guol.onestop.events.pads import PadNumberSpoilt
from guol.onestop.models import Dossier, PadNumber
from guol.onestop.queries import dossiers_found
from guol.onestop.queries.pads import pads_of
from guol.onestop.rules.pads import (
    PadLine,
    pad_number_of,
    read_pad_number,
    read_written,
    why_not_typed_in,
)
from guol.onestop.rules.reasons import (
    PadOfAnother,
    PadSpoilt,
    PadUnknown,
    PadUsed,
    WrittenBeforePad,
    WrittenLater,
)
from guol.onestop.rules.receiving import PAD, Coming
from tests.onestop.given import a_dossier_taken_in
from tests.onestop.test_parking import PAGE, typed
from tests.onestop.test_queue import at_once, shared_with_threads
from tests.onestop.world import COUNTER, MONDAY, OTHER_COUNTER, sign_in_as

pytestmark = pytest.mark.django_db
UNIT = "000.02.99.H47"
EARLIER = MONDAY - timedelta(hours=2)
HOUR = timedelta(hours=1)
FIRST = f"{UNIT}-P260420-0001"


def a_pad(staff, count=3, at=EARLIER):
    return print_pad(staff.act(at=at), roles=staff.roles, count=count)


def written(number=FIRST, at=MONDAY - HOUR):
    return Decisions(coming=Coming(at=at, how=PAD, pad=number))


def no(verb, *args, **values):
    with pytest.raises(Refused) as refused:
        verb(*args, **values)
    return type(refused.value.reason)


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


# rules


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 9_999_999))
def test_a_number_is_read_as_it_is_printed_and_without_its_unit(day, number):
    whole = pad_number_of(UNIT, day, number)
    assert read_pad_number(whole.lower(), UNIT) == whole
    assert read_pad_number(f"P{day:%y%m%d}-{number}", UNIT) == whole


@given(st.text(max_size=30))
def test_no_text_is_too_odd_to_be_read(text):
    read_written(text, date(2026, 4, 20))
    read_pad_number(text, UNIT)


@pytest.mark.parametrize(
    "text", ["7:40", "7h40", "07:40 20/4/2026", "7 giờ 40 phút, ngày 20/04/2026", "7g40 20-4"]
)
def test_an_hour_is_read_as_people_write_it(text):
    at = read_written(text, date(2026, 4, 20))
    assert at.isoformat() == "2026-04-20T07:40:00+07:00"


def test_each_no_has_its_own_name():
    line = PadLine(number=FIRST, desk=COUNTER, printed_at=EARLIER)

    def why(found=line, at=MONDAY, desk=COUNTER):
        return type(why_not_typed_in(FIRST, found, desk=desk, written_at=at, now=MONDAY))

    assert why() is type(None)
    assert why(found=None) is PadUnknown
    assert why(desk=OTHER_COUNTER) is PadOfAnother
    used = PadLine(number=FIRST, desk=COUNTER, printed_at=EARLIER, used_by="x")
    assert why(found=used) is PadUsed
    spoilt = PadLine(number=FIRST, desk=COUNTER, printed_at=EARLIER, spoilt_why="x")
    assert why(found=spoilt) is PadSpoilt
    assert why(at=MONDAY + HOUR) is WrittenLater
    assert why(at=EARLIER - HOUR) is WrittenBeforePad


# acts


def test_numbers_of_two_pads_follow_each_other(house):
    a_pad(house.clerk)
    a_pad(house.clerk)
    a_pad(house.far_clerk)
    numbers = list(PadNumber.objects.order_by("number").values_list("number", flat=True))
    assert numbers[:6] == [f"{UNIT}-P260420-{number:04d}" for number in range(1, 7)]
    assert numbers[6].startswith("000.03.99.H47")


def test_the_limit_counts_from_the_hour_on_the_paper(house):
    a_pad(house.clerk, at=MONDAY - timedelta(days=4))
    number = PadNumber.objects.order_by("number").first().number
    friday = MONDAY - timedelta(days=3)
    stream = a_dossier_taken_in(house.clerk, decisions=written(number, friday))
    (accepted,) = [
        each.event for each in history_of(stream) if isinstance(each.event, DossierAccepted)
    ]
    assert accepted.received_at == friday
    assert accepted.reception == PAD
    assert accepted.pad_number == number
    assert "260417" in accepted.number  # numbered on the day of coming
    assert accepted.explanation[0].code == "written"
    at_once = a_dossier_taken_in(house.clerk)
    assert accepted.due < Dossier.objects.get(stream=at_once).due


def test_a_number_is_typed_in_once_and_at_its_own_counter(house):
    a_pad(house.clerk)
    take = a_dossier_taken_in
    take(house.clerk, decisions=written())
    assert no(take, house.clerk, decisions=written()) is PadUsed
    second = FIRST.replace("0001", "0002")
    assert no(take, house.far_clerk, decisions=written(second)) is PadOfAnother
    assert no(take, house.clerk, decisions=written("P260420-99")) is PadUnknown
    assert no(take, house.clerk, decisions=written(second, MONDAY + HOUR)) is WrittenLater
    assert Dossier.objects.count() == 1


def test_what_will_never_be_typed_in_is_accounted_for(house):
    stream = a_pad(house.clerk)
    told = {"number": FIRST, "reason": "Mưa ướt, rách"}
    seen, roles = number_of(stream), house.clerk.roles
    act = house.clerk.act()
    for _ in range(2):  # the same press again
        spoil_number(act, stream, seen=seen, roles=roles, **told)
    events = [each.event for each in history_of(stream)]
    assert len([each for each in events if isinstance(each, PadNumberSpoilt)]) == 1
    (pad,) = pads_of(COUNTER)
    assert pad.spoilt == ((FIRST, "Mưa ướt, rách"),)
    assert len(pad.out) == 2
    assert no(a_dossier_taken_in, house.clerk, decisions=written()) is PadSpoilt


def test_the_number_on_the_paper_finds_the_dossier(house):
    a_pad(house.clerk)
    stream = a_dossier_taken_in(house.clerk, decisions=written())
    assert [each.stream for each in dossiers_found(FIRST, [COUNTER])] == [stream]


def test_a_pad_is_set_with_two_receipts_a_sheet(house):
    assert make_pad(a_pad(house.clerk, count=3), at=MONDAY).startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
@pytest.mark.db
def test_a_paper_typed_in_at_once_for_two_days_is_one_dossier(house, tmp_path):
    a_pad(house.clerk, count=4, at=MONDAY - timedelta(days=4))
    papers = list(PadNumber.objects.order_by("number").values_list("number", flat=True))
    days = (MONDAY - timedelta(days=3), MONDAY - HOUR)

    def take(paper, day):
        return a_dossier_taken_in(house.clerk, decisions=written(paper, day))

    with shared_with_threads(tmp_path):
        for paper in papers:
            came = at_once(*(partial(take, paper, day) for day in days))
            (no_more,) = [each for each in came if isinstance(each, Refused)]
            assert isinstance(no_more.reason, PadUsed)
            assert sum(isinstance(each, str) for each in came) == 1


# pages


def test_a_pad_is_printed_from_its_page_once(clerk):
    sent = {"key": new_key(), "count": "4"}
    for _ in range(2):
        assert clerk.post("/mot-cua/tap-giay/", sent).status_code == 303
    assert PadNumber.objects.count() == 4
    text = clerk.get("/mot-cua/tap-giay/").content.decode()
    assert text.count("?giay=") == 4
    (pad,) = pads_of(COUNTER)
    answer = clerk.get(f"/mot-cua/tap-giay/{pad.key}/pdf/")
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("count", ["", "0", "101", "nhiều"])
def test_a_pad_of_no_size_is_not_printed(clerk, count):
    answer = clerk.post("/mot-cua/tap-giay/", {"key": new_key(), "count": count})
    assert answer.status_code == 422
    assert PadNumber.objects.count() == 0


def test_a_written_receipt_is_typed_in(clerk, house):
    a_pad(house.clerk)
    form = clerk.get(f"{PAGE}?giay={FIRST}").content.decode()
    assert f'value="{FIRST}"' in form
    sent = typed(giay=FIRST, pad_number="P260420-1", written_at="8:10")
    for _ in range(2):
        assert clerk.post(PAGE, sent).status_code == 303
    row = Dossier.objects.get()
    assert row.pad_number == FIRST
    assert row.received_at.isoformat() == "2026-04-20T01:10:00+00:00"
    text = clerk.get("/mot-cua/tap-giay/").content.decode()
    assert row.number in text
    assert text.count("?giay=") == 2


@pytest.mark.parametrize(
    ("number", "at", "said"),
    [
        (FIRST, "23:00", "chưa tới"),
        (FIRST, "sáng nay", "Ghi giờ và ngày"),
        (FIRST, "6:00", "trước khi in"),
        ("P260420-77", "8:10", "Không tập giấy nào"),
        ("000.03.99.H47-P260420-0001", "8:10", "của quầy khác"),
    ],
)
def test_what_cannot_be_is_said_beside_its_box_and_what_was_typed_stays(
    clerk, house, number, at, said
):
    a_pad(house.clerk)
    a_pad(house.far_clerk)
    answer = clerk.post(PAGE, typed(giay=FIRST, pad_number=number, written_at=at))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert f'value="{number}"' in text
    assert f'value="{at}"' in text
    assert 'value="A Lăng Thị Bưới"' in text
    assert Dossier.objects.count() == 0


def test_without_a_pad_nothing_is_asked_of_it(clerk):
    assert "written_at" not in clerk.get(PAGE).content.decode()


def test_a_number_is_given_up_from_the_page(clerk, house):
    a_pad(house.clerk)
    (pad,) = pads_of(COUNTER)
    address = f"/mot-cua/tap-giay/{pad.key}/bo/"
    sent = {"key": new_key(), "seen": number_of(pad.stream), "number": FIRST}
    bad = clerk.post(address, sent | {"reason": ""})
    assert bad.status_code == 422
    for _ in range(2):
        assert clerk.post(address, sent | {"reason": "Rách"}).status_code == 303
    assert "Rách" in clerk.get("/mot-cua/tap-giay/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("far_clerk", 404)])
def test_a_pad_is_for_its_counter(client, house, who, status):
    a_pad(house.clerk)
    (pad,) = pads_of(COUNTER)
    sign_in_as(client, getattr(house, who))
    assert client.get(f"/mot-cua/tap-giay/{pad.key}/pdf/").status_code == status
    client.cookies.clear()
    assert client.get("/mot-cua/tap-giay/").status_code == 403


def test_the_list_of_pads_is_short_in_reads(clerk, house, django_assert_max_num_queries):
    for _ in range(4):
        a_pad(house.clerk, count=10)
    with django_assert_max_num_queries(6):
        answer = clerk.get("/mot-cua/tap-giay/")
    assert len(answer.content) < 24_000
