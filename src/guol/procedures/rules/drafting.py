"""A version that is still being written, as plain values: its parts, rows, differences. Pure.

A draft holds what was typed, right or wrong, in the shape in which a version travels as YAML
(``gateways.exchange``); so whatever is wrong is found by the same rules as at publishing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from guol.kernel.errors import Reason
from guol.kernel.text import fold
from guol.procedures.rules.language import WORDS

Told = Mapping[str, Any]
Row = dict[str, Any]
NAMES = ("name", "key", "step", "ground", "case", "label", "kind", "flag", "area")
"""What tells the rows of a list apart, the first that a row has."""
WHOLES = ("fee", "timing")
"""Parts of a version that are values of their own, with lists in them."""
ORDER = "order"
LONGEST_KEY = 30
_NO_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChanged(Reason):
    """Somebody else saved the draft since its page was made."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEnded(Reason):
    """The draft was published or let go meanwhile."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftUnsound(Reason):
    """Something in the draft contradicts itself; ``count`` things do."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTaken(Reason):
    """A new procedure would have the code of one that there is."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs: ``part`` is the list or value, ``row`` which of the list, ``what`` in it.

    ``of`` is the row itself, as it stands now. ``before`` and ``after`` are as a draft holds
    them, None where there was or is nothing; of an order they are the rows in theirs.
    """

    part: str
    row: str = ""
    what: str = ""
    before: Any = None
    after: Any = None
    of: Told = field(default_factory=dict)


def next_key(code: str, before: Iterable[str]) -> str:
    """Return the key of the version that follows those published before.

    >>> next_key("1.001193", ["1.001193@1", "1.001193@2"])
    '1.001193@3'
    """
    numbers = [
        int(key.rpartition("@")[2]) for key in before if key.rpartition("@")[2].isdigit()
    ]
    return f"{code}@{max(numbers, default=0) + 1}"


def begun(code: str, day: date) -> Row:
    """Return a draft of a procedure that did not exist before."""
    return {"code": code, "name": "", "field": "", "valid_from": day.isoformat()}


def rows_of(told: Told, part: str) -> list[Row]:
    """Return the rows of a list, of ``fee.exemptions`` too; none for what is no list."""
    found: Any = told
    for name in part.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    rows = found if isinstance(found, Sequence) and not isinstance(found, str) else ()
    return [dict(each) for each in rows if isinstance(each, Mapping)]


def with_rows(told: Told, part: str, rows: Sequence[Row]) -> Row:
    """Return the draft with other rows in a list."""
    outer, _dot, inner = part.rpartition(".")
    if outer:
        held = told.get(outer)
        whole = {**(held if isinstance(held, Mapping) else {}), inner: list(rows)}
        return {**told, outer: whole}
    return {**told, inner: list(rows)}


def with_row(rows: Sequence[Row], number: int | None, row: Row, *, place: int) -> list[Row]:
    """Return the rows with one written anew, or added (``number`` None), at its place from 1.

    >>> with_row([{"a": 1}, {"a": 2}], 1, {"a": 3}, place=1)
    [{'a': 3}, {'a': 1}]
    """
    others = [each for at, each in enumerate(rows) if at != number]
    at = min(max(place - 1, 0), len(others))
    return [*others[:at], row, *others[at:]]


def key_from(words: str, taken: Iterable[str]) -> str:
    """Return a key that rules can name, made from words, and that no other row has.

    >>> key_from("Nơi sinh (xã)", []), key_from("Nơi sinh, xã", ["noi_sinh_xa"])
    ('noi_sinh_xa', 'noi_sinh_xa_2')
    """
    plain = _NO_KEY.sub("_", fold(words)).strip("_")[:LONGEST_KEY].strip("_")
    is_usable = plain[:1].isalpha() and plain not in WORDS
    key = plain if is_usable else f"m_{plain}".rstrip("_")
    known = set(taken)
    others = (f"{key}_{number}" for number in count(2))
    return key if key not in known else next(each for each in others if each not in known)


def name_of(row: Told) -> str:
    """Return by what a row is known among the others."""
    return next((str(row[name]) for name in NAMES if row.get(name)), "")


def changes(before: Told, after: Told) -> tuple[Change, ...]:
    """Return what differs between two versions as plain values, in the order they stand.

    Rows of a list are compared by their names, so one that only moved is told as moved.
    """
    found: list[Change] = []
    for part in dict.fromkeys([*before, *after]):
        if part != "key":
            found += _changes(part, before.get(part), after.get(part))
    return tuple(found)


def _changes(part: str, before: Any, after: Any) -> list[Change]:
    if before == after:
        return []
    if _is_rows(before) and _is_rows(after):
        return _in_rows(part, before or [], after or [])
    if part in WHOLES and _is_whole(before) and _is_whole(after):
        found: list[Change] = []
        one, other = before or {}, after or {}
        for name in dict.fromkeys([*one, *other]):
            was, becomes = one.get(name), other.get(name)
            if _is_rows(was) and _is_rows(becomes):
                found += _changes(f"{part}.{name}", was, becomes)
            elif was != becomes:
                found.append(Change(part=part, what=name, before=was, after=becomes))
        return found
    return [Change(part=part, before=before, after=after)]


def _in_rows(part: str, before: Sequence[Told], after: Sequence[Told]) -> list[Change]:
    one, other = _by_name(before), _by_name(after)
    found = [
        Change(part=part, row=name, before=row, of=row)
        for name, row in one.items()
        if name not in other
    ]
    for name, row in other.items():
        if name not in one:
            found.append(Change(part=part, row=name, after=row, of=row))
            continue
        was = one[name]
        found += [
            Change(
                part=part,
                row=name,
                what=what,
                before=was.get(what),
                after=row.get(what),
                of=row,
            )
            for what in dict.fromkeys([*was, *row])
            if was.get(what) != row.get(what)
        ]
    kept = [name for name in one if name in other]
    if kept != [name for name in other if name in one]:
        found.append(Change(part=part, what=ORDER, before=[*before], after=[*after]))
    return found


def _by_name(rows: Sequence[Told]) -> dict[str, Told]:
    """Return rows by name; a name that is there twice gets its number."""
    found: dict[str, Told] = {}
    for number, row in enumerate(rows, start=1):
        name = name_of(row)
        found[name if name and name not in found else f"{name} ({number})".strip()] = row
    return found


def _is_rows(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(each, Mapping) for each in value)
    )


def _is_whole(value: Any) -> bool:
    return value is None or isinstance(value, Mapping)


def text_of(value: Any) -> str:
    """Return a value as one reads it.

    >>> text_of({"value": 3, "unit": "wd"}), text_of([["a", "A"], ["b", "B"]]), text_of(None)
    ('value: 3; unit: wd', 'a: A; b: B', '')
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {text_of(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        pairs = all(isinstance(each, list | tuple) for each in value)
        return "; ".join(
            ": ".join(map(str, each)) if pairs else text_of(each) for each in value
        )
    return str(value)
