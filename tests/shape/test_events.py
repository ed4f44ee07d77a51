"""No fact is forgotten: every event is registered, said in words, and has rows or a reason."""

import inspect
import re
from dataclasses import fields

import pytest

from guol.kernel.errors import Reason
from guol.kernel.event import Event
from guol.kernel.tables import Rows
from tests.shape.house import ROOMS, below

EVENTS = below(Event)
WITHOUT_ROWS = {  # the feed keeps its own tables of these, in the same transaction
    event for event in EVENTS if event.__module__ == "guol.feed.events"
}
WORDS = {fact: str(sentence) for room in ROOMS for fact, sentence in room.words.items()}
PROJECTIONS = [
    pytest.param(event, projection, id=projection.__name__)
    for room in ROOMS
    for event, projection in room.projections.items()
]


def test_every_event_is_registered_once():
    registered = [event for room in ROOMS for event in room.events]
    assert sorted(registered, key=repr) == sorted(EVENTS, key=repr)


def test_every_event_has_a_projection_or_stands_in_the_list():
    projected = {event for room in ROOMS for event in room.projections}
    assert projected >= EVENTS - WITHOUT_ROWS


def test_projections_and_reactions_are_for_registered_events():
    heard = {event for room in ROOMS for event in room.projections}
    heard |= {reaction.to for room in ROOMS for reaction in room.reactions}
    assert heard <= EVENTS


@pytest.mark.parametrize(("event", "projection"), PROJECTIONS)
def test_a_projection_takes_its_event_and_the_rows(event, projection):
    signature = inspect.signature(projection, eval_str=True)
    assert [each.annotation for each in signature.parameters.values()] == [event, Rows]
    assert list(signature.parameters) == ["event", "rows"]


@pytest.mark.parametrize(("event", "projection"), PROJECTIONS)
def test_a_projection_is_named_for_its_event(event, projection):
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()
    assert projection.__name__ == snake


def test_nothing_is_said_that_nobody_can_say():
    assert set(WORDS) == EVENTS | below(Reason)


@pytest.mark.parametrize("fact", sorted(WORDS, key=repr), ids=lambda fact: fact.__name__)
def test_a_sentence_uses_only_what_its_fact_holds(fact):
    assert set(re.findall(r"%\((\w+)\)s", WORDS[fact])) <= {each.name for each in fields(fact)}
