"""Custody between machines: who may act, what counts after force, one answer everywhere."""

import pytest

from guol.feed.actions import adopt_act, append, note_restore, reopen_after_restore
from guol.feed.api import give_home, history_of, number_of, open_desk, take_custody, take_home
from guol.feed.custody import Standing
from guol.feed.events import CustodyGiven
from guol.feed.models import Alarm, Stream
from guol.feed.reasons import Disputed, Frozen, Moved, NotAtHome, NotHolder
from guol.kernel.errors import Conflict, Refused
from tests.feed.notes import NoteAdded, NoteBegun
from tests.feed.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("notes")]


@pytest.fixture
def world(tmp_path, settings):
    world = World(tmp_path, settings)
    with world.hub:
        for desk in ("town", "hill"):
            open_desk(world.hub.act("authority"), desk)
    world.share()
    return world


@pytest.fixture
def hub(world):
    return world.hub


@pytest.fixture
def box(world, hub):
    """A box on the hill, where the desk `hill` has moved."""
    box = world.box("box")
    with hub:
        give_home(hub.act("hill"), to=box.node, seen=number_of("home/hill"))
    world.share()
    return box


def begin(machine, desk, key, to=None):
    with machine:
        act = machine.act(desk)
        handed = [CustodyGiven(act=act, stream=key, to=to)] if to else []
        append(NoteBegun(act=act, stream=key, text="begun"), *handed, seen=0)


def add(machine, desk, key, text="more"):
    with machine:
        append(NoteAdded(act=machine.act(desk), stream=key, text=text), seen=number_of(key))


def give(machine, desk, key, to):
    with machine:
        append(CustodyGiven(act=machine.act(desk), stream=key, to=to), seen=number_of(key))


def standing(machine, key):
    with machine:
        return [
            (each.kind, getattr(each.event, "text", ""), each.standing)
            for each in history_of(key)
        ]


def refusal(call, *args):
    with pytest.raises(Refused) as no:
        call(*args)
    return type(no.value.reason)


def test_only_the_holder_acts(hub):
    begin(hub, "town", "n")
    assert refusal(add, hub, "hill", "n") is NotHolder
    give(hub, "town", "n", "hill")
    assert refusal(add, hub, "town", "n") is NotHolder
    add(hub, "hill", "n")


def test_a_desk_acts_only_where_it_is_at_home(hub, box):
    begin(hub, "town", "n", to="hill")
    assert refusal(add, hub, "hill", "n") is NotAtHome
    box.world.share()
    add(box, "hill", "n")
    assert refusal(begin, hub, "hill", "other") is NotAtHome


def test_of_two_who_saw_the_same_the_second_is_told(hub):
    begin(hub, "town", "n")
    with hub:
        append(NoteAdded(act=hub.act("town"), stream="n"), seen=1)
        with pytest.raises(Conflict) as two:
            append(NoteAdded(act=hub.act("town"), stream="n"), seen=1)
    assert two.value.reason == Moved(stream="n", seen=1, now=2)


def test_a_matter_goes_up_the_hill_and_comes_back(world, hub, box):
    begin(hub, "town", "n", to="hill")
    world.share()
    add(box, "hill", "n", "on the hill")
    give(box, "hill", "n", "town")
    world.share()
    add(hub, "town", "n", "back")
    world.share()
    assert hub.opinion() == box.opinion()
    assert [text for _, text, _ in standing(box, "n") if text] == [
        "begun",
        "on the hill",
        "back",
    ]
    assert not hub.broken()
    assert not box.broken()


def test_after_a_take_over_late_acts_are_outside_and_the_holder_adopts_one(world, hub, box):
    begin(hub, "town", "n", to="hill")
    world.share()
    add(box, "hill", "n", "known")
    world.share()
    add(box, "hill", "n", "late")  # the box is silent from here on
    with hub:
        take_custody(hub.act("authority"), "n", to="town", seen=number_of("n"))
    add(hub, "town", "n", "after")
    world.share()
    assert refusal(add, box, "hill", "n") is NotHolder
    late = [("NoteAdded", "late", Standing.OUTSIDE)]
    assert [each for each in standing(box, "n") if each[2] is not Standing.INSIDE] == late
    assert hub.opinion() == box.opinion()
    with hub:
        outside = next(e.origin for e in history_of("n") if e.standing is Standing.OUTSIDE)
        adopt_act(hub.act("town"), "n", outside, seen=number_of("n"))
    world.share()
    assert standing(box, "n")[-1] == ("NoteAdded", "late", Standing.ADOPTED)
    assert hub.opinion() == box.opinion()
    assert not hub.broken()
    assert not box.broken()


def test_a_burnt_box_loses_its_desk_and_what_it_wrote_late_is_outside(world, hub, box):
    begin(hub, "town", "n", to="hill")
    world.share()
    add(box, "hill", "n", "late")
    with hub:
        take_home(hub.act("authority"), "hill", to=hub.node, seen=number_of("home/hill"))
    add(hub, "hill", "n", "on the hub")
    world.share()
    assert hub.opinion() == box.opinion()
    assert ("NoteAdded", "late", Standing.OUTSIDE) in standing(hub, "n")
    assert refusal(add, box, "hill", "n") is NotAtHome


def test_a_desk_moves_home_and_back(world, hub, box):
    begin(hub, "town", "n", to="hill")
    world.share()
    add(box, "hill", "n", "one")
    with box:
        give_home(box.act("hill"), to=hub.node, seen=number_of("home/hill"))
    world.share()
    add(hub, "hill", "n", "two")
    with hub:
        give_home(hub.act("hill"), to=box.node, seen=number_of("home/hill"))
    world.share()
    add(box, "hill", "n", "three")
    world.share()
    assert [t for _, t, _ in standing(hub, "n") if t] == ["begun", "one", "two", "three"]
    assert hub.opinion() == box.opinion()


def test_a_restored_box_takes_new_matters_but_waits_with_old_ones(world, hub, box):
    begin(hub, "town", "old", to="hill")
    world.share()
    saved = box.copy_aside()
    add(box, "hill", "old", "after the copy")
    give(box, "hill", "old", "town")
    world.share()
    box.put_back(saved)
    with box:
        assert note_restore() == 2
    begin(box, "hill", "new")
    assert refusal(add, box, "hill", "old") is Frozen
    box.take_in(hub.copies())
    with box:
        reopen_after_restore(box.act(f"{box.node}.front"))
    assert refusal(add, box, "hill", "old") is NotHolder
    world.share()
    add(hub, "town", "old", "town goes on")
    world.share()
    assert hub.opinion() == box.opinion()
    assert not hub.broken()
    assert not box.broken()


def test_a_box_put_back_without_telling_is_found_out_and_nothing_is_chosen_silently(
    world, hub, box
):
    begin(box, "hill", "n")
    saved = box.copy_aside()
    add(box, "hill", "n", "one")
    world.share()
    box.put_back(saved)
    add(box, "hill", "n", "another")  # the same place of the same feed, written twice
    with hub:
        before = hub.opinion()
    left = hub.take_in(box.copies())
    assert left == []
    assert hub.opinion() == before
    with hub:
        assert "a machine was copied" in Alarm.objects.get().sentence


def test_a_matter_given_away_twice_lies_with_nobody_until_the_authority_takes_it(
    world, hub, box
):
    begin(box, "hill", "n")
    world.share()
    saved = box.copy_aside()
    give(box, "hill", "n", "town")
    first = box.copies()
    box.put_back(saved)
    with box:
        note_restore()
        Stream.objects.update(known_in=2)  # a box that ignores its freeze
    give(box, "hill", "n", "authority")
    hub.take_in(first)
    hub.take_in(box.copies())
    box.take_in(first)
    assert refusal(add, hub, "town", "n") is Disputed
    assert hub.opinion() == box.opinion()
    with hub:
        take_custody(hub.act("authority"), "n", to="town", seen=number_of("n"))
    add(hub, "town", "n", "settled")
    assert [each[0] for each in standing(hub, "n") if each[2] is Standing.OUTSIDE] == [
        "CustodyGiven",
        "CustodyGiven",
    ]
