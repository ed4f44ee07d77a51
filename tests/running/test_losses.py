"""A small dose of what `make soak` does for hours: kills and power cuts under traffic."""

import os
from pathlib import Path

import pytest

from bench.kill import killed
from bench.powercut import cut
from bench.served import a_house

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
