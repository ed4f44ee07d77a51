"""No sequence of acts, hand-overs, take-overs and restores lets two desks act in one matter."""

import os

import pytest

from tests.laws.schedule import Schedule

FIRST, NUMBER = (
    int(os.environ.get(name, few)) for name, few in (("SEED", 0), ("HISTORIES", 4))
)
SEEDS = range(FIRST, FIRST + NUMBER)
pytestmark = [pytest.mark.django_db, pytest.mark.heavy, pytest.mark.usefixtures("notes")]


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_agrees_and_only_holders_wrote(tmp_path, settings, seed):
    schedule = Schedule(tmp_path, settings, seed)
    schedule.run(steps=150)
    schedule.calm()
    first, *others = [machine.opinion() for machine in schedule.machines]
    assert all(other == first for other in others)
    assert schedule.wrong_writers() == []
    assert schedule.alarms() == []
    assert schedule.doubled_numbers() == []
    assert all(machine.broken() == [] for machine in schedule.machines)
