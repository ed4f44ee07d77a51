import pytest

from tests.feed.notes import bring_notes, take_notes_away


@pytest.fixture
def notes(monkeypatch):
    """Let the house know the notes."""
    bring_notes(monkeypatch)
    yield
    monkeypatch.undo()
    take_notes_away()
