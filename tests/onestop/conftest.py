import sys

import pytest

from guol.people.backends import SmallArgon2Hasher
from tests.onestop.world import MONDAY, found_house


@pytest.fixture
def clock_at(monkeypatch):
    """Set the clock of pages to an instant."""

    def hold(at):
        for name, module in sorted(sys.modules.items()):
            if name.startswith("guol.") and hasattr(module, "utc_now"):
                monkeypatch.setattr(module, "utc_now", lambda: at)

    return hold


@pytest.fixture
def house(db, clock_at):
    """Two communes with their counters, on a Monday morning."""
    clock_at(MONDAY)
    return found_house()


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    """Hash with little work: what it costs is tested where it matters."""
    monkeypatch.setattr(SmallArgon2Hasher, "memory_cost", 8)
    monkeypatch.setattr(SmallArgon2Hasher, "time_cost", 1)
