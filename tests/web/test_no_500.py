"""Every address of the house, with anything in it, answers without a fault of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.shape.house import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.db]

ODD = [
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "9" * 5000,
    "nan",
    "a",
    "A Viết",
    "Bh'riu",
    "%",
    "%00",
    "../../etc/passwd",
    "<script>",
    "' OR 1=1 --",
    "\u202e",
    "\ufffd",
    "\uff12\uff10",
    "31/02/2026",
    "2026-02-31",
    "true",
    "[]",
    "{}",
    "a" * 3000,
]
NAMES = ["trang", "q", "key", "seen", "desk", "so", "ma", "name", "next", "language", "day"]
texts = st.sampled_from(ODD) | st.text(max_size=40).filter(lambda text: text.isprintable())
fields = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=10), texts, max_size=4)


def filled(pattern, values):
    """Return the address with these values where the pattern has its parts."""
    parts, rest = [], pattern.replace("^", "").replace("$", "")
    for value in values:
        head, opened, tail = rest.partition("<")
        parts.append(head)
        if not opened:
            break
        parts.append(quote(value, safe=""))
        rest = tail.partition(">")[2]
    else:
        parts.append(rest.partition("<")[0])
    return "/" + "".join(parts)


ADDRESSES = addresses()


def test_there_are_addresses():
    assert "tro-giup/<slug:page>/" in ADDRESSES


class Anything(TestCase):
    """Signed out: whoever is on the network can send this."""

    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(
        address=st.sampled_from(ADDRESSES),
        values=st.lists(texts, min_size=6, max_size=6),
        asked=fields,
        typed=st.none() | fields,
        body=st.none() | st.binary(max_size=60),
    )
    def test_no_request_finds_a_fault_of_ours(self, address, values, asked, typed, body):
        client = Client(raise_request_exception=True)
        path = filled(address, values)
        if body is not None:
            kind = "multipart/form-data; boundary=b"
            answer = client.post(path, body, content_type=kind, query_params=asked)
        elif typed is not None:
            answer = client.post(path, typed, query_params=asked)
        else:
            answer = client.get(path, asked)
        assert answer.status_code < 500, (path, asked, typed, body)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_takes_each_oddity(client, address):
    for odd in ODD:
        path = filled(address, [odd] * 6)
        assert client.get(path, {"trang": odd, "q": odd}).status_code < 500
        assert client.post(path, {"key": odd, "name": odd, "seen": odd}).status_code < 500
