import subprocess
import sys
from importlib import import_module

import pytest

from guol.people.backends import SmallArgon2Hasher
from tests.onestop.world import MONDAY, found_house

FIRST_ASKED_LATE = ("guol.config.urls", "guol.demo.context", "guol.demo.middleware")
OURS = "guol."


@pytest.fixture
def clock_at(monkeypatch, settings):
    """Set the clock of pages to an instant."""

    # Whoever is first imported meanwhile would keep the held clock.
    layers = {path.rpartition(".")[0] for path in settings.MIDDLEWARE if path.startswith(OURS)}
    for name in (*FIRST_ASKED_LATE, *sorted(layers)):
        import_module(name)

    def hold(at):
        for name, module in sorted(sys.modules.items()):
            if name.startswith(OURS) and hasattr(module, "utc_now"):
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


@pytest.fixture
def words_of(tmp_path):
    """The words of a PDF."""

    def read(content):
        place = tmp_path / "paper.pdf"
        place.write_bytes(content)
        call = ["pdftotext", "-layout", str(place), "-"]
        done = subprocess.run(call, capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())

    return read
