"""The same facts give the same rows: told anew, and in every order in which they may arrive."""

from random import Random

import pytest

from guol.feed.actions import receive
from guol.feed.api import rebuild
from guol.feed.rows import projected
from guol.procedures.api import forget_kept
from tests.acts import MONDAY
from tests.feed.world import Machine, World
from tests.onestop import given as dossiers
from tests.onestop.world import found_house

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
MOST_AT_ONCE = 7


def rows():
    """Every row of every projected table, as values that two machines can compare."""
    return {
        table._meta.label: list(table._default_manager.order_by("pk").values())
        for table in projected()
    }


@pytest.fixture
def world(tmp_path, settings):
    forget_kept()
    world = World(tmp_path, settings)
    with world.hub:
        house = found_house()
        dossiers.a_returned_dossier(house)
        dossiers.a_dossier_waiting(house)
        dossiers.a_dossier_taken_in(house.clerk)
        dossiers.a_lodged_dossier()
    yield world
    forget_kept()


def in_some_order(copies, seed):
    """Draw an order that keeps each feed's own, and hand it over in pieces of any size."""
    draw = Random(seed)
    feeds = {}
    for copy in copies:
        feeds.setdefault(copy.origin.feed, []).append(copy)
    while feeds:
        feed = draw.choice(sorted(feeds))
        count = draw.randint(1, MOST_AT_ONCE)
        yield feeds[feed][:count]
        feeds[feed] = feeds[feed][count:]
        if not feeds[feed]:
            del feeds[feed]


@pytest.mark.parametrize("seed", range(3))
def test_rows_are_the_same_in_whatever_order_facts_arrive(world, seed):
    with world.hub:
        expected = rows()
    mirror = Machine(world, f"mirror-{seed}")
    waiting = []
    with mirror:
        for piece in in_some_order(world.hub.copies(), seed):
            waiting = [*waiting, *piece]
            left = set(receive(waiting, at=MONDAY).waiting)
            waiting = [copy for copy in waiting if copy.origin in left]
    assert mirror.take_in(waiting) == []
    with mirror:
        assert rows() == expected
    assert mirror.opinion() == world.hub.opinion()
    assert mirror.broken() == []


def test_told_anew_the_rows_are_the_same_and_nothing_is_asked_again(world):
    with world.hub:
        before = rows()
        assert all(before[label] for label in ("onestop.Dossier", "people.Agency"))
        rebuild()
        assert rows() == before
    assert world.hub.broken() == []
