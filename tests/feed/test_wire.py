import json
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.events import CustodyTaken
from guol.feed.wire import Mark, body_of, event_of, header_of, values_in
from guol.kernel.act import Act, Citizen, Node, Official
from guol.kernel.blob import Blob
from guol.kernel.event import Event, Origin
from guol.kernel.series import Drawn
from tests.feed.notes import NoteAdded, NoteBegun

words = st.text("aăâđêôơưẠế/-1' ", max_size=9)
actors = st.one_of(
    st.builds(Official, person=words, post=words, desk=words, helper=words),
    st.builds(Citizen, person=words, on_behalf_of=words),
    st.builds(Node),
)
instants = st.integers(1_600_000_000, 2_000_000_000).map(
    lambda s: datetime.fromtimestamp(s, UTC)
)
acts = st.builds(Act, by=actors, at=instants, node=words, key=words)
drawn = st.none() | st.builds(Drawn, series=words, number=st.integers(1, 2**53 - 1))
events = st.builds(NoteBegun, act=acts, stream=words, text=words, receipt=drawn)
origins = st.builds(
    Origin, feed=st.just("5f0c7a9e3b1d2486/la-ee/2"), number=st.integers(1, 10**9)
)
takes = st.builds(
    CustodyTaken,
    act=acts,
    stream=words,
    to=words,
    epoch=st.tuples(*[st.integers(0, 99)] * 3),
    cut=st.lists(origins, max_size=3).map(tuple),
)
marks = st.builds(
    Mark,
    number=st.integers(1, 10**6),
    grant=st.just("") | origins.map(str),
    home=st.just("") | origins.map(str),
    salt=st.binary(min_size=16, max_size=16) | st.just(b""),
)


@given(events | takes, marks)
def test_what_was_written_is_read_again_and_written_the_same(event, mark):
    body = body_of(event, mark)
    assert event_of(type(event), body) == event
    assert body_of(event_of(type(event), body), mark) == body


@given(events | takes, marks)
def test_the_header_is_read_without_knowing_the_kind(event, mark):
    header = header_of(body_of(event, mark))
    assert (header.kind, header.stream, header.act) == (
        type(event).__name__,
        event.stream,
        event.act.key,
    )
    assert header.mark == mark


@given(events)
def test_the_form_is_canonical(event):
    body = body_of(event, Mark(number=1))
    told = json.loads(body)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert body.decode() == text == normalize("NFC", text)


def test_one_letter_has_one_form_however_it_was_typed():
    act = Act(by=Node(), at=datetime(2026, 4, 28, tzinfo=UTC), node="n", key="k")
    bodies = {
        body_of(NoteAdded(act=act, stream="s", text=normalize(form, "La Êê")), Mark(number=1))
        for form in ("NFC", "NFD")
    }
    assert len(bodies) == 1


def test_a_field_added_later_changes_no_old_bytes():
    act = Act(by=Node(), at=datetime(2026, 4, 28, tzinfo=UTC), node="n", key="k")
    body = body_of(NoteBegun(act=act, stream="s", text="t"), Mark(number=1))
    assert b"receipt" not in body


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"mark":{}}', b"\xff", b'{"mark":1}'])
def test_what_is_no_event_is_no_event(body):
    with pytest.raises(ValueError, match=r".*"):
        header_of(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    scan: Blob


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersShown(Event):
    papers: tuple[Paper, ...]
    by_name: dict[str, Paper]


def test_values_are_found_wherever_an_event_holds_them():
    act = Act(by=Node(), at=datetime(2026, 4, 28, tzinfo=UTC), node="n", key="k")
    one, two = (Blob(digest=d * 64, size=1, media_type="image/png") for d in "12")
    event = PapersShown(
        act=act, stream="s", papers=(Paper(scan=one),), by_name={"a": Paper(scan=two)}
    )
    assert list(values_in(event, Blob)) == [one, two]
    assert list(values_in(NoteAdded(act=act, stream="s"), Blob)) == []
