"""What was written once is read for ever: a body of every kind ever released."""

import pytest

from guol.feed.rooms import kinds
from guol.feed.wire import body_of, event_of, header_of
from make.golden import FOLDER, example, golden

BODIES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_golden_body(kind):
    assert golden(kind).exists(), "call `make docs` and commit the new body"


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_a_golden_body_is_read_and_written_again_byte_for_byte(path):
    body = path.read_bytes()
    header = header_of(body)
    assert header.kind == path.stem
    assert body_of(event_of(kinds()[header.kind], body), header.mark) == body


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_an_example_leaves_no_field_out(kind):
    body, event = example(kinds()[kind]), kinds()[kind]
    assert all(f'"{name}":'.encode() in body for name in event.__dataclass_fields__)
