"""Paper that travels apart: packed with a list, ticked off, what is missing chased."""

from dataclasses import replace

import pytest

from guol.feed.api import custody_of, history_of, number_of, rebuild
from guol.kernel.errors import Refused
from guol.onestop.actions import Packing, find_paper, receive_bag, send_bag, take_steps
from guol.onestop.forms.handing import sheets_of
from guol.onestop.models import Bag, BagItem
from guol.onestop.queries import dossier
from guol.onestop.queries.handing import bag, bags_of, desks_gone_to, items_of, papers_missing
from guol.onestop.rules.reasons import BagEmpty, BagNotYours, NotYourStep, PaperNotHere
from guol.procedures.api import forget_kept, publish_version
from tests.onestop.given import a_dossier_to_assign, press
from tests.onestop.world import (
    COMMITTEE,
    COUNTER,
    MONDAY,
    OTHER_COUNTER,
    an_order,
    birth,
    sign_in_as,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def a_bag(house, streams, *, to=COMMITTEE, act=None):
    packing = Packing(
        to=to,
        carrier="Anh Nhứt, xe máy",
        left_at=MONDAY,
        sheets=tuple((stream, 3) for stream in streams),
    )
    return send_bag(act or house.clerk.act(), packing, roles=house.clerk.roles)


def tick(house, stream, arrived, **values):
    return press(receive_bag, house.head, stream, arrived=frozenset(arrived), **values)


def refusal(verb, *args, **kwargs):
    with pytest.raises(Refused) as no:
        verb(*args, **kwargs)
    return type(no.value.reason)


def test_a_bag_has_its_list_and_goes_to_who_receives_it(house):
    streams = [a_dossier_to_assign(house) for _ in range(2)]
    assert desks_gone_to([COUNTER]) == {COMMITTEE: 2}
    stream = a_bag(house, streams)
    assert custody_of(stream).holder == COMMITTEE
    assert [(each.sheets, each.state) for each in items_of(stream)] == [(3, "sent")] * 2
    assert [each.carrier for each in bags_of([COMMITTEE], is_coming=True)] == [
        "Anh Nhứt, xe máy"
    ]


def test_what_is_ticked_arrived_and_what_is_not_is_missing_since_it_left(house):
    one, two = a_dossier_to_assign(house), a_dossier_to_assign(house)
    stream = a_bag(house, [one, two])
    tick(house, stream, [one], surplus="Một phong bì không tên")
    assert dossier(one).paper_desk == COMMITTEE
    assert dossier(two).paper_desk == ""
    lost = papers_missing([COUNTER])
    assert [(each.dossier, each.left_at) for each in lost] == [(two, MONDAY)]
    assert bag(stream).surplus == "Một phong bì không tên"
    assert "PaperArrived" in {each.kind for each in history_of(one)}


def test_paper_that_turns_up_is_no_longer_chased(house):
    one = a_dossier_to_assign(house)
    stream = a_bag(house, [one])
    tick(house, stream, [])
    press(find_paper, house.head, stream, dossier_stream=one)
    assert papers_missing([COMMITTEE]) == ()
    assert (bag(stream).missing, dossier(one).paper_desk) == (0, COMMITTEE)
    no = refusal(press, find_paper, house.head, stream, dossier_stream=one)
    assert no is BagNotYours


def test_custody_does_not_wait_for_paper(house):
    stream = a_dossier_to_assign(house)
    a_bag(house, [stream])
    press(take_steps, house.head, stream, assigned=house.officer.person)
    assert dossier(stream).step == "B4"


def test_a_step_that_needs_the_original_waits_for_it(house):
    of = birth()
    steps = tuple(replace(each, needs_original=each.step == "B3") for each in of.steps)
    publish_version(
        an_order(),
        replace(of, key="1.001193@9", steps=steps, valid_from=MONDAY.date()),
    )
    forget_kept()
    stream = a_dossier_to_assign(house)
    values = {"assigned": house.officer.person}
    assert refusal(press, take_steps, house.head, stream, **values) is PaperNotHere
    tick(house, a_bag(house, [stream]), [stream])
    press(take_steps, house.head, stream, **values)
    assert dossier(stream).step == "B4"


def test_who_packs_and_who_ticks_is_watched(house):
    stream = a_dossier_to_assign(house)
    assert refusal(a_bag, house, []) is BagEmpty
    packing = Packing(to=COMMITTEE, carrier="x", left_at=MONDAY, sheets=((stream, 1),))
    keeper = house.technician
    assert refusal(send_bag, keeper.act(), packing, roles=keeper.roles) is NotYourStep
    sent = a_bag(house, [stream])
    no = refusal(press, receive_bag, house.clerk, sent, arrived=frozenset())
    assert no is BagNotYours
    tick(house, sent, [stream])
    assert refusal(tick, house, sent, [stream]) is BagNotYours
    for verb, values in (
        (receive_bag, {"arrived": frozenset()}),
        (find_paper, {"dossier_stream": stream}),
    ):
        with pytest.raises(LookupError):
            press(verb, house.head, "bag/none", **values)


def test_one_key_is_one_bag(house):
    stream, act = a_dossier_to_assign(house), house.clerk.act()
    assert a_bag(house, [stream], act=act) == a_bag(house, [stream], act=act)
    assert Bag.objects.count() == 1


def test_told_anew_the_rows_are_the_same(house):
    one, two = a_dossier_to_assign(house), a_dossier_to_assign(house)
    stream = a_bag(house, [one, two])
    tick(house, stream, [one])
    press(find_paper, house.head, stream, dossier_stream=two)
    before = [list(table.objects.order_by("pk").values()) for table in (Bag, BagItem)]
    rebuild()
    assert [list(table.objects.order_by("pk").values()) for table in (Bag, BagItem)] == before


@pytest.mark.parametrize(
    ("typed", "sheets"), [("4", 4), ("", 1), ("x", 1), ("-3", 1), ("99999", 1), ("٣", 1)]
)
def test_sheets_are_a_number_or_one(typed, sheets):
    assert sheets_of(typed) == sheets


def test_on_pages_a_bag_is_packed_printed_and_ticked_with_one_missing(client, house):
    one, two = a_dossier_to_assign(house), a_dossier_to_assign(house)
    sign_in_as(client, house.clerk)
    assert COMMITTEE in client.get("/mot-cua/tui/").content.decode()
    page = f"/mot-cua/tui/moi/?den={COMMITTEE}"
    keys = [each.rpartition("/")[2] for each in (one, two)]
    data = {"key": "t-1", "hs": keys, f"to-{keys[0]}": "4", "carrier": ""}
    assert client.post(page, data).status_code == 422
    assert client.post(page, data | {"hs": [], "carrier": "Bưu điện"}).status_code == 422
    sent = client.post(page, data | {"carrier": "Bưu điện"})
    assert sent.status_code == 303
    assert "Bưu điện" in client.get(sent.url).content.decode()
    sign_in_as(client, house.head)
    text = client.get(sent.url).content.decode()
    assert 'name="hs"' in text
    stream = f"bag/{sent.url.rstrip('/').rpartition('/')[2]}"
    ticked = {"key": "t-2", "seen": number_of(stream), "hs": keys[:1], "surplus": ""}
    assert client.post(f"{sent.url}nhan/", ticked).status_code == 303
    assert client.post(f"{sent.url}nhan/", ticked | {"key": "t-9"}).status_code == 422
    text = client.get("/mot-cua/tui/").content.decode()
    assert dossier(two).number in text
    found = {"key": "t-3", "seen": number_of(stream), "hs": keys[1]}
    assert client.post(f"{sent.url}thay/", found).status_code == 303
    assert client.post(f"{sent.url}thay/", found | {"key": "t-4"}).status_code == 422
    assert client.post(f"{sent.url}thay/", {}).status_code == 303
    sign_in_as(client, house.far_clerk)
    assert client.get(sent.url).status_code == 404
    assert client.get(f"/mot-cua/tui/moi/?den={OTHER_COUNTER}").status_code == 303
