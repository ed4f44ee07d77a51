"""A small dose of what `make soak` does for hours: kills and power cuts under traffic."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from bench.kill import killed
from bench.powercut import cut, cut_power, forgetful
from bench.served import a_house
from guol.config.secret import kept_secret
from guol.feed.blobs import is_whole, store_blob

pytestmark = pytest.mark.heavy
DOSE = 3
can_mount = os.geteuid() == 0 and Path("/dev/fuse").exists()
needs_mount = pytest.mark.skipif(
    not can_mount, reason="mounting the forgetful disk needs root and /dev/fuse"
)


def test_after_each_kill_every_answer_given_is_in_the_log():
    with a_house() as house:
        lost, answers = killed(house, DOSE, seed=1, say_so=print)
    assert answers
    assert lost == []


@needs_mount
def test_after_each_power_cut_every_answer_given_is_in_the_log():
    with a_house() as house:
        lost, answers = cut(house, DOSE, seed=1)
    assert answers
    assert lost == 0


@needs_mount
def test_the_disk_forgets_what_a_lazier_database_does_not_sync():
    with a_house() as house:
        lost, answers = cut(house, DOSE, seed=3, synchronous="NORMAL")
    assert answers
    assert lost > 0


@needs_mount
def test_the_key_by_which_secrets_are_known_again_outlives_a_power_cut(tmp_path):
    """Receipts bear secrets made with it: with another key, none of them would be known."""
    source, at, left = (tmp_path / name for name in ("from", "at", "left"))
    for each in (source, at, left):
        each.mkdir()
    with forgetful(source, at, left):
        key = kept_secret(at / "var" / "keys" / "secret_key")
        cut_power(at)
    assert (left / "var" / "keys" / "secret_key").read_text() == key


@needs_mount
def test_an_attachment_that_was_kept_outlives_a_power_cut(tmp_path, settings):
    source, at, left = (tmp_path / name for name in ("from", "at", "left"))
    for each in (source, at, left):
        each.mkdir()
    settings.GUOL_DATA = at
    with forgetful(source, at, left):
        blob = store_blob(b"a birth notice", "image/png")
        cut_power(at)
    settings.GUOL_DATA = left
    assert is_whole(blob.digest)


@needs_mount
def test_an_attachment_outlives_a_cut_though_another_just_made_its_folder(tmp_path, settings):
    source, at, left = (tmp_path / name for name in ("from", "at", "left"))
    for each in (source, at, left):
        each.mkdir()
    content = b"a birth notice"
    settings.GUOL_DATA = at
    with forgetful(source, at, left):
        (at / "blobs" / sha256(content).hexdigest()[:2]).mkdir(parents=True)
        blob = store_blob(content, "image/png")
        cut_power(at)
    settings.GUOL_DATA = left
    assert is_whole(blob.digest)
