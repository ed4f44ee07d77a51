"""An erased matter leaves no byte of what it told, and the chain still holds everywhere."""

from unicodedata import normalize

import pytest

from guol.feed.api import blobs_of, custody_of, erase_stream, history_of, number_of, store_blob
from guol.onestop.actions import make_document, return_result
from guol.onestop.events import PaperGiven
from guol.procedures.api import forget_kept
from tests.acts import MONDAY
from tests.feed.world import Machine, World
from tests.onestop import given as dossiers
from tests.onestop.world import found_house

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
