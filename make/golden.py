"""Example bodies of every kind of event: what was once released has to be read for ever.

A body stands in `tests/feed/golden/<Kind>.json`. Once there it is never rewritten: if the
code no longer gives the same bytes, the code is wrong, or the fact is a new kind.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from guol.feed.wire import Mark, body_of
from guol.kernel.act import Act, Official
from guol.kernel.event import Event, Origin

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests/feed/golden"
AT = datetime(2026, 4, 27, 2, 30, tzinfo=UTC)
BY = Official(person="p-1", post="post-1", desk="u20698.1-motcua", helper="p-2")
ACT = Act(by=BY, at=AT, node="5f0c7a9e3b1d2486", key="7d1f")
MARK = Mark(number=2, grant="5f0c7a9e3b1d2486/u20698.1-motcua/1/1", home="")
PLAIN_VALUES: dict[Any, Any] = {
    int: 7,
    float: 0.5,
    Decimal: Decimal("1.5"),
    bytes: b"\x01",
    date: date(2026, 4, 27),
    datetime: AT,
    time: time(15, 0),
    timedelta: timedelta(hours=4),
    Origin: Origin(feed="5f0c7a9e3b1d2486/u20698.1-motcua/1", number=3),
    Act: ACT,
    Any: "A Viết",
    object: "A Viết",
}


def golden(kind: str) -> Path:
    """Return where the body of this kind stands."""
    return FOLDER / f"{kind}.json"


def example(kind: type[Event]) -> bytes:
    """Return a body of this kind in which every field says something."""
    return body_of(_filled(kind), MARK)


def _filled(given: type[Any]) -> Any:
    hints = get_type_hints(given)
    values = {each.name: _value(hints[each.name], each) for each in fields(given) if each.init}
    return given(**values)


def _value(hint: Any, about: Any) -> Any:
    """Return a value of this type that is not the field's default, so that it is written."""
    if hint is bool:
        return about.default is MISSING or not about.default
    if hint is str:
        return f"{about.name} Ơ"
    if hint in PLAIN_VALUES:
        return PLAIN_VALUES[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return _filled(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(each for each in hint if each != about.default)
    return _compound(hint, get_origin(hint), get_args(hint), about)


def _compound(hint: Any, outer: Any, inner: tuple[Any, ...], about: Any) -> Any:
    if outer in {Union, UnionType}:
        return _value(next(each for each in inner if each is not type(None)), about)
    if outer is Literal:
        return next(each for each in inner if each != about.default)
    if outer is tuple:
        return tuple(_value(each, about) for each in inner if each is not Ellipsis)
    if outer is frozenset:
        return frozenset({_value(inner[0], about)})
    if isinstance(outer, type) and issubclass(outer, Mapping):
        return {_value(inner[0], about): _value(inner[1], about)}
    raise TypeError(f"{about.name} is {hint}: write its golden body by hand")


def write_missing(kinds: Mapping[str, type[Event]]) -> list[Path]:
    """Write the bodies that are not there yet; return their places."""
    new = [golden(name) for name in sorted(kinds) if not golden(name).exists()]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in new:
        path.write_bytes(example(kinds[path.stem]))
    return new
