"""An erased matter leaves no byte of what it told, and the chain still holds everywhere."""

from unicodedata import normalize

import pytest

from guol.feed.api import (
    blobs_of,
    custody_of,
    erase_stream,
    has_blob,
    history_of,
    number_of,
    store_blob,
)
from guol.kernel.errors import Refused
from guol.onestop.actions import (
    ask_opinion,
    give_supplement,
    make_document,
    request_supplement,
    return_result,
)
from guol.onestop.events import PaperGiven, Wanted
from guol.payments.api import (
    hand_over_drawer,
    make_printout,
    open_drawer,
    refund_fee,
    take_cash,
)
from guol.payments.queries import cash_book_pdf, cash_lines, drawer
from guol.payments.rules import CashNotHandedOver
from guol.people.api import staff_of
from guol.procedures.api import forget_kept
from tests.acts import MONDAY
from tests.feed.world import Machine, World
from tests.onestop import given as dossiers
from tests.onestop.world import COMMITTEE, COUNTER, OTHER_COUNTER, an_act, found_house

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
NAME, PHONE = "Zơ Râm Không Ai Tìm Thấy", "0900 111 222 333"
SCAN = b"a scan that names nobody else " * 40


@pytest.fixture
def world(tmp_path, settings):
    forget_kept()
    yield World(tmp_path, settings)
    forget_kept()


def bytes_left(folder, wanted):
    """Every file of the data folder that still holds these bytes."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and wanted in path.read_bytes()
    ]


def test_no_byte_is_left_and_everything_still_agrees(world):
    hub = world.hub
    wanted = [normalize("NFC", NAME).encode(), PHONE.encode(), SCAN]
    with hub:
        house = found_house()
        blob = store_blob(SCAN, "image/png")
        stream = dossiers.a_dossier_to_return(
            house,
            applicant=dossiers.an_applicant(name=NAME, phone=PHONE),
            papers=(PaperGiven(name="Giấy chứng sinh", blob=blob),),
            about=NAME,
        )
        dossiers.press(return_result, house.clerk, stream, receiver=NAME)
        make_document(stream, "receipt", at=MONDAY)
        other = dossiers.a_returned_dossier(house, number="049226000777")
        assert blob in blobs_of(stream)
    mirror = Machine(world, "mirror")
    assert mirror.take_in(hub.copies()) == []
    assert all(bytes_left(hub.folder, each) for each in wanted)
    assert all(bytes_left(mirror.folder, each) for each in wanted[:2])
    with hub:
        holder = house.clerk.act()
        erase_stream(holder, stream, why="hết thời hạn lưu giữ", seen=number_of(stream))
    mirror.take_in(hub.copies())
    for machine in (hub, mirror):
        assert [bytes_left(machine.folder, each) for each in wanted] == [[], [], []]
        assert machine.broken() == []
        with machine:
            assert custody_of(stream).state == "erased"
            assert history_of(stream) == ()
            assert history_of(other)


def test_what_was_paid_for_it_is_erased_with_it_and_the_cash_book_still_balances(world):
    hub, wanted = world.hub, normalize("NFC", NAME).encode()
    with hub:
        house = found_house()
        stream = dossiers.a_returned_dossier(house)
        fee = {"matter": stream, "matter_number": "1", "payer": NAME, "amount_vnd": 9_000}
        paid = take_cash(house.clerk.act(), **fee)
        printed = make_printout(paid, at=MONDAY)
        leader = next(x for x in staff_of(COMMITTEE, MONDAY.date()) if x.role == "leader")
        back = {"amount_vnd": 2_000, "why": f"thu thừa của {NAME}", "approver": leader}
        refund = refund_fee(house.clerk.act(), paid, **back)
        other = take_cash(house.clerk.act(), **fee | {"matter": "dossier/2", "payer": "A Viết"})
        box = open_drawer(COUNTER)
        why = {"why": "hết thời hạn lưu giữ", "seen": number_of(stream)}
        with pytest.raises(Refused) as refused:
            erase_stream(house.clerk.act(), stream, **why)
        assert refused.value.reason == CashNotHandedOver()
        held = box.opening_vnd + 16_000
        told = {"counted_vnd": held, "receiver": "Thủ quỹ", "seen": number_of(box.stream)}
        hand_over_drawer(house.clerk.act(), box.stream, **told)
    mirror = Machine(world, "mirror")
    assert mirror.take_in(hub.copies()) == []
    assert all(bytes_left(each.folder, wanted) for each in (hub, mirror))
    with hub:
        erase_stream(house.clerk.act(), stream, **why)
        assert not has_blob(printed)
        lines = cash_lines(drawer(box.stream))
        assert (lines[-1].what, lines[-1].in_vnd, lines[-1].out_vnd) == ("erased", 9_000, 2_000)
        assert lines[-1].held_vnd == held
        assert cash_book_pdf(drawer(box.stream), at=MONDAY).startswith(b"%PDF-")
    mirror.take_in(hub.copies())
    for machine in (hub, mirror):
        assert bytes_left(machine.folder, wanted) == []
        assert machine.broken() == []
        with machine:
            assert [custody_of(each).state for each in (paid, refund)] == ["erased"] * 2
            assert history_of(other)


def test_what_the_applicant_brought_and_others_said_of_it_is_erased_with_it(world):
    hub, wanted = world.hub, [normalize("NFC", NAME).encode(), SCAN]
    with hub:
        house = found_house()
        blob = store_blob(SCAN, "image/png")
        stream = dossiers.a_dossier_to_appraise(house)
        officer = house.officer
        told = {
            "to": OTHER_COUNTER,
            "question": f"Có quản lý ông {NAME} không?",
            "last_day": None,
        }
        asked = ask_opinion(officer.act(), stream, roles=officer.roles, **told)
        wanting = (Wanted(name="Giấy chứng sinh", reason="Mờ"),)
        dossiers.press(request_supplement, officer, stream, wanted=wanting)
        papers = (PaperGiven(name=f"Giấy của {NAME}", blob=blob),)
        given = give_supplement(an_act(), stream, papers=papers)
    assert all(bytes_left(hub.folder, each) for each in wanted)
    with hub:
        why = {"why": "hết thời hạn lưu giữ", "seen": number_of(stream)}
        erase_stream(officer.act(), stream, **why)
        assert [custody_of(each).state for each in (asked, given)] == ["erased"] * 2
    assert [bytes_left(hub.folder, each) for each in wanted] == [[], []]
    assert hub.broken() == []
