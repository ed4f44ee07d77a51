from datetime import timedelta

import pytest

from guol.kernel.clock import shift_by
from guol.people.backends import SmallArgon2Hasher


@pytest.fixture(autouse=True)
def _own_clock():
    """Give the process its own clock back: the next test does not live in the demonstration."""
    yield
    shift_by(timedelta())


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    """Hash with little work: what it costs is tested where it matters."""
    monkeypatch.setattr(SmallArgon2Hasher, "memory_cost", 8)
    monkeypatch.setattr(SmallArgon2Hasher, "time_cost", 1)
