"""No request breaks the product: odd addresses, methods and bodies get a sentence."""

from itertools import product

import pytest

from tests.shape.house import addresses

ODD = (
    "0",
    "-1",
    "x" * 300,
    "%00",
    "..%2F..",
    "A Viết",
    "%F0%9F%90%83",
    "' OR 1=1 --",
    "1.001193",
)
BODIES = (
    b"",
    b"\xff\xfe\x00",
    b"key=&seen=",
    b"key=k&seen=-1&file=x",
    b"seen=" + b"9" * 400,
    b"{" * 1000,
)
TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=utf-7",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")


def filled(route, value):
    """The address with its gaps filled."""
    before, gap, rest = route.partition("<")
    return before + value + filled(rest.partition(">")[2], value) if gap else before


ROUTES = addresses()


def test_there_are_addresses_to_try():
    assert "" in ROUTES


@pytest.mark.heavy
@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
def test_an_odd_request_is_answered(client, route):
    for value in ODD if "<" in route else ODD[:1]:
        address = "/" + filled(route, value)
        for method in METHODS:
            assert client.generic(method, address).status_code < 500
        for body, kind in product(BODIES, TYPES):
            assert client.generic("POST", address, body, content_type=kind).status_code < 500
        for body in BODIES:
            query = {"q": body.decode("latin-1"), "page": value}
            assert client.get(address, query).status_code < 500
