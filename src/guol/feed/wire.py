"""Events as canonical JSON (RFC 8785, NFC): what is hashed, stored and sent. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_type_hints
from unicodedata import is_normalized, normalize

import rfc8785
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from guol.kernel.act import Citizen, Node, Official
from guol.kernel.event import Event, Origin
from guol.kernel.terms import teach

E = TypeVar("E", bound=Event)
V = TypeVar("V")
_converter = make_converter(omit_if_default=True)  # a field added later changes no old bytes
configure_tagged_union(Official | Citizen | Node, _converter, tag_name="is")
teach(_converter)
_converter.register_unstructure_hook(Origin, str)
_converter.register_structure_hook(Origin, lambda text, _: Origin.parse(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the feed writes beside the fact.

    ``number`` is the place in the stream, from 1. ``grant`` is the origin of the event that
    gave the desk the matter, empty for the one that began it. ``home`` is the origin of the
    event that gave the desk its home, empty for its first. ``salt`` stands in number 1 only.
    """

    number: int
    grant: str = ""
    home: str = ""
    salt: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What every node can read in a body, also when it does not know the kind."""

    kind: str
    stream: str
    act: str
    mark: Mark


def body_of(event: Event, mark: Mark) -> bytes:
    """Return ``event`` as canonical JSON: sorted, without spaces, in NFC and UTF-8.

    >>> from datetime import UTC, datetime
    >>> from guol.kernel.act import Act
    >>> act = Act(by=Node(), at=datetime(2026, 4, 28, 5, tzinfo=UTC), node="n", key="k")
    >>> print(body_of(Event(act=act, stream="H45-1"), Mark(number=2)).decode())
    {"act":{"at":"2026-04-28T05:00:00+00:00","by":{"is":"Node"},"key":"k","node":"n"},"mark":{"kind":"Event","number":2},"stream":"H45-1"}
    """
    told = _converter.unstructure(event)
    told["mark"] = {"kind": type(event).__name__, "number": mark.number}
    for name, value in (("grant", mark.grant), ("home", mark.home), ("salt", mark.salt.hex())):
        if value:
            told["mark"][name] = value
    body = rfc8785.dumps(told)
    if is_normalized("NFC", body.decode()):
        return body
    return rfc8785.dumps(_composed(told))


def header_of(body: bytes) -> Header:
    """Read the header of a body. Raises ``ValueError`` for what is no event of ours."""
    try:
        told = json.loads(body)
        mark = told["mark"]
        return Header(
            kind=str(mark["kind"]),
            stream=str(told["stream"]),
            act=str(told["act"]["key"]),
            mark=Mark(
                number=int(mark["number"]),
                grant=str(mark.get("grant", "")),
                home=str(mark.get("home", "")),
                salt=bytes.fromhex(mark.get("salt", "")),
            ),
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(f"no event: {wrong!r}") from wrong


def event_of(kind: type[E], body: bytes) -> E:
    """Return the event of this ``kind`` that ``body`` tells; unknown fields are let be."""
    return _converter.structure(json.loads(body), kind)


def told_in(kind: type[E] | None, body: bytes) -> tuple[int, E | None]:
    """Return number and event of a body, which is read once; no event of an unknown kind."""
    told = json.loads(body)
    return int(told["mark"]["number"]), _converter.structure(told, kind) if kind else None


def values_in(event: object, wanted: type[V]) -> Iterator[V]:
    """Find every value of this type that ``event`` holds, also inside tuples and values."""
    if isinstance(event, wanted):
        yield event
        return
    for each in _parts(event, wanted):
        yield from values_in(each, wanted)


def _parts(event: object, wanted: type[Any]) -> Iterable[object]:
    if is_dataclass(event) and wanted in _held_by(type(event)):
        return [getattr(event, each.name) for each in fields(event)]
    if isinstance(event, Mapping):
        return event.values()
    return event if isinstance(event, tuple | list | frozenset) else ()


_held: dict[type[Any], set[Any]] = {}


def _held_by(given: type[Any]) -> set[Any]:
    """Find, once a class, the types its fields can lead to: most events need no walk."""
    if given not in _held:
        _held[given] = _types_in(given)
    return _held[given]


def _types_in(hint: Any, known: tuple[Any, ...] = ()) -> set[Any]:
    if hint in known:
        return set()
    inner = {each for arg in get_args(hint) for each in _types_in(arg, (*known, hint))}
    if is_dataclass(hint):
        for each in get_type_hints(hint).values():
            inner |= _types_in(each, (*known, hint))
    return {hint, *inner}


def _composed(told: Any) -> Any:
    if isinstance(told, str):
        return normalize("NFC", told)
    if isinstance(told, dict):
        return {_composed(key): _composed(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_composed(each) for each in told]
    return told
