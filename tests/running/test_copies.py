"""A node copied while people work, lost, and put back: `guol backup`, `restore`, `reopen`."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from threading import Event, Thread

import pytest

from bench.clerk import sign_in, take_in
from bench.house import GUOL
from bench.served import Browser, a_house, free_port, serving
from guol.feed.copies import CopyRefused, copies_on, forget_copies, make_copy, put_back
from guol.kernel.clock import machine_now

pytestmark = pytest.mark.heavy


def quiet(_said):
    """A copy tells how far it is; nobody listens here."""


@pytest.fixture(scope="module")
def house():
    with a_house(first=12) as made:
        yield made


@pytest.fixture
def medium(tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    return place


def elsewhere(house, tmp_path, name="anew"):
    return replace(house, data=tmp_path / name, port=free_port())


def call(house, *words):
    """Run a command; return its exit status and all it says."""
    done = subprocess.run(
        [*GUOL, *words], env=house.variables, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def applicants(house):
    return {about for (about,) in house.ask_all("SELECT about FROM onestop_dossier")}


def taken_in(house, name):
    browser = Browser(house.port)
    sign_in(browser)
    return take_in(browser, key=f"key-{name}", child=name)


def test_what_is_copied_while_people_work_is_put_back_whole(house, medium, tmp_path):
    stop, during = Event(), []

    def go_on_working():
        while not stop.is_set():
            during.append(f"Zơ Râm {len(during)}")
            taken_in(house, during[-1])

    with serving(house):
        taken_in(house, "Trước khi chép")
        worker = Thread(target=go_on_working)
        worker.start()
        try:
            status, said = call(house, "backup", str(medium))
        finally:
            stop.set()
            worker.join()
        taken_in(house, "Sau khi chép")
    assert status == 0, said
    assert during
    assert "keys" in said

    anew = elsewhere(house, tmp_path)
    status, said = call(anew, "restore", str(medium))
    assert status == 0, said
    status, said = call(anew, "verify")
    assert status == 0, said
    assert "Trước khi chép" in applicants(anew)
    assert "Sau khi chép" not in applicants(anew)
    assert anew.ask_all("SELECT incarnation, is_frozen FROM feed_identity") == [(2, 1)]

    with serving(anew):
        key = taken_in(anew, "Mới ở máy mới")
    number = "SELECT number FROM onestop_dossier WHERE stream = 'dossier/{}'"
    assert anew.ask_all(number.format(key))[0][0].rpartition("-")[2] == "1001"

    status, said = call(anew, "reopen")
    assert "--sure" in said
    assert anew.ask_all("SELECT is_frozen FROM feed_identity") == [(1,)]
    assert call(anew, "reopen", "--last", "nothing=3", "--sure")[0] != 0
    status, said = call(anew, "reopen", "--sure")
    assert status == 0, said
    assert anew.ask_all("SELECT is_frozen FROM feed_identity") == [(0,)]
    status, said = call(anew, "verify")
    assert status == 0, said


def test_two_nodes_from_one_copy_never_begin_alike(house, medium, tmp_path):
    made = make_copy(house.data, medium, machine_now(), quiet)
    known = migrations_of(made)
    first, _ = put_back(made, tmp_path / "one", known, quiet)
    second, _ = put_back(made, tmp_path / "two", known, quiet)
    assert (first, second) == (made.incarnation + 1, made.incarnation + 2)
    kept = json.loads((tmp_path / "two" / "keys" / "node.json").read_text())
    assert kept == {"node": made.node, "incarnation": second}


def test_a_house_that_stands_is_not_written_over(house, medium):
    make_copy(house.data, medium, machine_now(), quiet)
    before = (house.data / "guol.sqlite3").read_bytes()
    with pytest.raises(CopyRefused, match="Move it aside"):
        put_back(copies_on(medium)[0], house.data, frozenset(), quiet)
    assert (house.data / "guol.sqlite3").read_bytes() == before


def test_a_damaged_copy_is_refused_before_anything_is_written(house, medium, tmp_path):
    made = make_copy(house.data, medium, machine_now(), quiet)
    file = made.folder / "guol.sqlite3"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(CopyRefused, match="damaged"):
        put_back(made, tmp_path / "anew", migrations_of(made), quiet)
    assert not (tmp_path / "anew").exists()


def test_a_copy_of_a_newer_program_is_refused(house, medium, tmp_path):
    made = make_copy(house.data, medium, machine_now(), quiet)
    older = frozenset(each for each in migrations_of(made) if not each.startswith("onestop"))
    with pytest.raises(CopyRefused, match="newer program"):
        put_back(made, tmp_path / "anew", older, quiet)


def test_a_copy_that_was_cut_off_is_none(house, medium, tmp_path):
    made = make_copy(house.data, medium, machine_now(), quiet)
    (made.folder / "copy.json").unlink()
    status, said = call(elsewhere(house, tmp_path), "restore", str(medium))
    assert status != 0
    assert "No whole copy" in said


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"node": "x"}'])
def test_a_copy_that_cannot_say_what_it_is_is_none(house, medium, torn):
    made = make_copy(house.data, medium, machine_now(), quiet)
    assert copies_on(medium) == (made,)
    (made.folder / "copy.json").write_text(torn)
    assert copies_on(medium) == ()


def test_a_house_without_its_keys_is_not_copied(medium, tmp_path):
    (tmp_path / "guol.sqlite3").touch()
    with pytest.raises(CopyRefused, match="keys of its node"):
        make_copy(tmp_path, medium, machine_now(), quiet)


def test_an_attachment_that_is_not_whole_is_counted_and_the_rest_put_back(
    house, medium, tmp_path
):
    made = make_copy(house.data, medium, machine_now(), quiet)
    assert made.blobs
    first = next((medium / f"guol-{made.node}" / "blobs").glob("*/*"))
    first.write_bytes(b"torn")
    anew = elsewhere(house, tmp_path)
    _incarnation, lacking = put_back(made, anew.data, migrations_of(made), quiet)
    assert lacking == 1
    assert applicants(anew) == applicants(house)
    assert len(list((anew.data / "blobs").glob("*/*"))) == made.blobs - 1


def test_attachments_lie_on_the_medium_once_and_go_with_the_last_that_names_them(house, medium):
    made = make_copy(house.data, medium, machine_now(), quiet)
    blobs = medium / f"guol-{made.node}" / "blobs"
    there = sorted(blobs.glob("*/*"))
    assert len(there) == made.blobs
    (blobs / "00").mkdir(exist_ok=True)
    (blobs / "00" / "erased-since").write_bytes(b"somebody's paper")
    for each in range(3):
        shutil.copytree(made.folder, made.folder.with_name(f"2020010{each}-000000"))
    for folder in medium.glob("*/2020*/copy.json"):
        told = json.loads(folder.read_text())
        folder.write_text(json.dumps(told | {"at": "2020-01-01T00:00:00+00:00"}))
    assert forget_copies(medium, made.node, keep=1) == 3
    assert [each.folder for each in copies_on(medium)] == [made.folder]
    assert sorted(blobs.glob("*/*")) == there


def test_a_full_medium_leaves_no_copy_and_says_so(house, medium, monkeypatch):
    def full(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("guol.feed.copies.shutil.copyfile", full)
    with pytest.raises(CopyRefused, match="Make room"):
        make_copy(house.data, medium, machine_now(), quiet)
    assert copies_on(medium) == ()


def test_no_medium_and_no_house_are_sentences(house, tmp_path):
    with pytest.raises(CopyRefused, match="in its place"):
        make_copy(house.data, tmp_path / "nowhere", machine_now(), quiet)
    with pytest.raises(CopyRefused, match="GUOL_DATA"):
        make_copy(tmp_path, tmp_path, machine_now(), quiet)


def migrations_of(made):
    with closing(sqlite3.connect(made.folder / "guol.sqlite3")) as database:
        rows = database.execute("SELECT app || '.' || name FROM django_migrations")
        return frozenset(name for (name,) in rows)
