from importlib import import_module

import pytest

from guol.people.backends import SmallArgon2Hasher
from tests.acts import MONDAY
from tests.people.world import found_house

CLOCKS = ("middleware", "queries.viewers", "views.accounts", "views.persons", "views.places")


@pytest.fixture
def clock_at(monkeypatch):
    """Set the clock of pages to an instant."""

    def hold(at):
        for module in CLOCKS:
            monkeypatch.setattr(import_module(f"guol.people.{module}"), "utc_now", lambda: at)

    return hold


@pytest.fixture
def house(db, clock_at):
    """A house with its offices, on a Monday."""
    clock_at(MONDAY)
    found_house()


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    """Hash with little work: what it costs is tested where it matters."""
    monkeypatch.setattr(SmallArgon2Hasher, "memory_cost", 8)
    monkeypatch.setattr(SmallArgon2Hasher, "time_cost", 1)
