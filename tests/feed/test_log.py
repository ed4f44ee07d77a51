"""What an act writes, what it cannot, and what is proved of it afterwards."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from guol.feed.actions import append, draw_number, erase_stream, once, receive, replay
from guol.feed.actions.receive import Copy
from guol.feed.api import (
    blob_is_named,
    broken,
    custody_of,
    found_node,
    history_of,
    number_of,
    open_blob,
    open_desk,
    store_blob,
    this_node,
)
from guol.feed.events import CustodyGiven
from guol.feed.models import Entry, FeedHead, Stream
from guol.feed.reasons import AuthorityOnly, Moved, NotAtHome, NotHolder
from guol.kernel.act import Act, Official, front_desk
from guol.kernel.errors import Conflict, Refused
from guol.kernel.event import Origin
from tests.acts import MONDAY, a_citizens_act, an_act
from tests.feed.notes import NoteAdded, NoteBegun

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("notes", "house")]


@pytest.fixture
def house():
    node = found_node(MONDAY, with_authority=True)
    for desk in ("la-ee", "cho-chun"):
        above = Official(person="p", post="x", desk="authority")
        open_desk(Act(by=above, at=MONDAY, node=node, key=f"open-{desk}"), desk)
    return node


def act(desk="la-ee", **changes):
    by = Official(person="p-1", post="one-stop", desk=desk)
    return an_act(by=by, node=this_node(), **changes)


@once
def begin(act, key, *, text="", to=""):
    given = [CustodyGiven(act=act, stream=key, to=to)] if to else []
    append(NoteBegun(act=act, stream=key, text=text), *given, seen=0)
    return key


@once
def add(act, key, *, seen, text="more"):
    append(NoteAdded(act=act, stream=key, text=text), seen=seen)
    return key


def told(key):
    return [each.event.text for each in history_of(key) if hasattr(each.event, "text")]


def test_an_act_sent_twice_is_done_once_and_answered_the_same():
    one = act()
    assert [begin(one, "a"), begin(one, "other")] == ["a", "a"]
    assert Entry.objects.filter(act=one.key).count() == 1


def test_of_two_who_saw_the_same_one_wins_and_the_other_reads_so():
    begin(act(), "a")
    add(act(), "a", seen=1)
    with pytest.raises(Conflict) as two:
        add(act(), "a", seen=1)
    assert two.value.reason == Moved(stream="a", seen=1, now=2)
    assert number_of("a") == 2


def test_a_conflict_or_a_refusal_leaves_no_trace():
    begin(act(), "a")
    before = (Entry.objects.count(), list(FeedHead.objects.values()), number_of("a"))
    with pytest.raises(Conflict):
        begin(act(), "a")
    with pytest.raises(Conflict):
        add(act(), "nowhere", seen=3)
    with pytest.raises(Refused) as no:
        add(act(desk="cho-chun"), "a", seen=1)
    assert isinstance(no.value.reason, NotHolder)
    assert (Entry.objects.count(), list(FeedHead.objects.values()), number_of("a")) == before
    assert not Stream.objects.filter(key="nowhere").exists()


def test_a_desk_that_nobody_opened_cannot_act():
    with pytest.raises(Refused) as no:
        begin(act(desk="nowhere"), "a")
    assert no.value.reason == NotAtHome(desk="nowhere")


def test_only_the_authority_opens_desks():
    with pytest.raises(Refused) as no:
        open_desk(act(), "another")
    assert no.value.reason == AuthorityOnly(desk="la-ee")


def test_what_citizens_begin_lies_at_the_front_desk_until_it_is_handed_over():
    begin(a_citizens_act(node=this_node()), "a")
    begin(a_citizens_act(node=this_node()), "b", to="la-ee")
    assert custody_of("a").holder == front_desk(this_node())
    assert custody_of("b").holder == "la-ee"
    add(act(), "b", seen=2)


def test_nothing_may_follow_a_hand_over_within_its_act():
    one = act()
    given = CustodyGiven(act=one, stream="a", to="cho-chun")
    with pytest.raises(ValueError, match="given away"), transaction.atomic():
        append(NoteBegun(act=one, stream="a"), given, NoteAdded(act=one, stream="a"), seen=0)


def test_one_act_may_tell_of_several_matters_but_only_once():
    one = act()
    with transaction.atomic():
        append(*(NoteBegun(act=one, stream=key) for key in ("b", "a")), seen=0)
    rows = Entry.objects.filter(act=one.key).order_by("part").values_list("stream", "part")
    assert list(rows) == [("b", 0), ("a", 1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        append(NoteBegun(act=one, stream="c"), seen=0)


def test_each_desk_has_a_feed_of_its_own_without_a_gap():
    for number in range(3):
        begin(act(), f"a{number}")
        begin(act(desk="cho-chun"), f"b{number}")
    for desk in ("la-ee", "cho-chun"):
        feed = f"{this_node()}/{desk}/1"
        numbers = list(
            Entry.objects.filter(feed=feed).order_by("number").values_list("number", flat=True)
        )
        assert numbers[0] == 1
        assert all(b == a + 1 for a, b in pairwise(numbers))


def test_numbers_of_a_series_have_no_gap_and_no_double():
    drawn = [draw_number("receipts/la-ee/2026", is_gapless=True).number for _ in range(3)]
    daily = [draw_number("dossier/la-ee/2026-04-27").number for _ in range(2)]
    assert (drawn, daily) == ([1, 2, 3], [1, 2])


@once
def number_nothing(act):
    draw_number("receipts", is_gapless=True)
    append(NoteAdded(act=act, stream="nowhere"), seen=4)
    return "nowhere"


def test_a_number_drawn_by_an_act_that_failed_is_drawn_again():
    with pytest.raises(Conflict):
        number_nothing(act())
    assert draw_number("receipts", is_gapless=True).number == 1


def test_everything_agrees_after_some_work():
    begin(act(), "a", to="cho-chun")
    add(act(desk="cho-chun"), "a", seen=2)
    assert list(broken()) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"body": b'{"act":{"key":"x"},"mark":{"kind":"X","number":2},"stream":"a"}'}, "chain"),
        ({"head": bytes(32)}, "chain"),
        ({"stream": "b"}, "chain"),
        ({"standing": 2, "place": None}, "custody"),
    ],
)
def test_whatever_is_changed_is_named(change, part):
    begin(act(), "a")
    begin(act(), "b")
    add(act(), "a", seen=1)
    last = Entry.objects.get(stream="a", kind="NoteAdded")
    Entry.objects.filter(pk=last.pk).update(**change)
    first = next(each for each in broken() if each.part == part)
    place = f"{last.feed}/{last.number}" if part == "chain" else "a"
    assert first.where == place


def test_an_event_taken_out_is_missed():
    begin(act(), "a")
    for seen in (1, 2):
        add(act(), "a", seen=seen)
    gone = Entry.objects.get(stream="a", place=2)
    gone.delete()
    assert next(broken()).where == f"{gone.feed}/{gone.number}"


def test_an_end_cut_off_is_missed():
    begin(act(), "a")
    begin(act(), "b")
    Entry.objects.filter(stream="b").delete()
    assert next(broken()).what == "the feed's end is missing"


def test_a_custody_row_changed_by_hand_is_named():
    begin(act(), "a")
    Stream.objects.filter(key="a").update(holder="cho-chun")
    assert [(each.part, each.where) for each in broken()] == [("custody", "a")]


def test_a_copy_that_comes_again_changes_nothing_and_another_is_an_alarm():
    begin(act(), "a", text="one")
    entry = Entry.objects.get(stream="a")
    origin = Origin(feed=entry.feed, number=entry.number)
    same = receive([Copy(origin=origin, body=bytes(entry.body))], at=MONDAY)
    other = bytes(entry.body).replace(b'"one"', b'"two"')
    fork = receive([Copy(origin=origin, body=other)], at=MONDAY)
    assert (same.accepted, same.alarms, len(fork.alarms)) == ((), (), 1)
    assert told("a") == ["one"]


def test_a_kind_from_the_future_makes_a_matter_readable_only(monkeypatch):
    begin(act(), "a")
    entry = Entry.objects.get(stream="a")
    Entry.objects.filter(pk=entry.pk).update(kind="NoteSealed")
    replay("a")
    assert history_of("a")[0].event is None


def test_an_erased_matter_leaves_digests_only_and_the_chain_holds():
    begin(act(), "a", text="A Viết")
    add(act(), "a", seen=1, text="Bh'riu")
    erase_stream(act(), "a", why="five years", seen=2)
    assert [
        bytes(body) for body in Entry.objects.filter(stream="a").values_list("body", flat=True)
    ] == [b"", b""]
    assert bytes(Stream.objects.get(key="a").salt) == b""
    assert custody_of("a").state == "erased"
    assert list(broken()) == []
    with pytest.raises(Refused):
        add(act(), "a", seen=2)


def test_only_the_holder_erases():
    begin(act(), "a")
    with pytest.raises(Refused):
        erase_stream(act(desk="cho-chun"), "a", why="five years", seen=1)
    assert told("a") == [""]


def test_a_blob_is_whole_and_found_by_its_digest_only():
    blob = store_blob(b"scan", "image/png")
    with open_blob(blob.digest) as kept:
        assert kept.read() == b"scan"
    assert not blob_is_named(blob.digest, "a")
    with pytest.raises(FileNotFoundError):
        open_blob("../keys/node.key")


def test_the_same_content_twice_is_one_file(guol_data):
    store_blob(b"scan", "image/png")
    store_blob(b"scan", "image/png")
    assert [path.name for path in guol_data.rglob("blobs/*/*")] != []
    assert len(list(guol_data.rglob("blobs/*/*"))) == 1
    assert not list(guol_data.rglob("blobs/arriving-*"))
