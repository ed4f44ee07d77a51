"""A version as YAML: for people who write text, for other provinces, for Git.

What is exported and read back is the same version; what cannot be read is said with its line.
Conditions and formulas stand as they are typed (``rules.language``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml
from cattrs import Converter, transform_error
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError

from guol.kernel.errors import Reason
from guol.kernel.terms import Condition, Formula
from guol.procedures.events import Version
from guol.procedures.rules.flaws import Flaw, NamedTwice
from guol.procedures.rules.language import condition_in, formula_in, written

LONGEST = 300_000
NEXT_LINE = "\x85"
_PART = re.compile(r"\[(\d+|'[^']*')\]")
Told = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoYaml(Reason):
    """What came is no YAML of a procedure; ``line`` is where it fails, from 1."""

    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong(Reason):
    """What came is longer than any procedure."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere(Reason):
    """Something that has to be there is not; ``what`` is its key."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyKnows(Reason):
    """A key that means nothing here."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongShape(Reason):
    """Something of another shape than it has to have, such as a word for a number."""

    found: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read: the version, or everything that is wrong; ``lines`` finds places."""

    version: Version | None
    flaws: tuple[Flaw, ...] = ()
    lines: Mapping[str, int] | None = None

    def line_of(self, place: str) -> int:
        """Return the line of a place, or of what it stands in; 0 where nothing is known.

        >>> Read(version=None, lines={"steps": 3, "steps.0": 4}).line_of("steps.0.role")
        4
        """
        lines = self.lines or {}
        while place and place not in lines:
            place = place.rpartition(".")[0]
        return lines.get(place, 0)


class Unreadable(Exception):
    """A value that cannot be read, with the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def exported(version: Version) -> str:
    """Return a version as YAML, in the order in which it is defined."""
    return written_out(told_of(version))


def written_out(told: Mapping[str, Any]) -> str:
    """Return plain values as YAML, also such as no version can be read from."""
    text: str = yaml.dump(
        dict(told), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96
    )
    return text


def told_of(version: Version) -> Told:
    """Return a version as plain values, without what is as it always is."""
    told: Told = _converter.unstructure(version)
    return told


def plain(value: object) -> Told:
    """Return a part of a version as plain values."""
    told: Told = _converter.unstructure(value)
    return told


def version_of(told: Told) -> Read:
    """Return the version that plain values tell, or everything that is wrong with them."""
    try:
        return Read(version=_converter.structure(told, Version))
    except ClassValidationError as wrong:
        return Read(version=None, flaws=tuple(_flaws(wrong)))


def imported(text: str) -> Read:
    """Return the version that a text in YAML tells, or everything that is wrong with it."""
    if len(text) > LONGEST:
        return _nothing(TooLong(most=LONGEST))
    try:
        node = yaml.compose(text, Loader=_Loader)
        told = _Loader(text).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        return _nothing(NoYaml(line=mark.line + 1 if mark else 1))
    if not isinstance(told, dict) or node is None:
        return _nothing(NoYaml(line=1))
    places = list(_places(node, ""))
    lines = {place: line for place, line, _twice in reversed(places)}
    twice = tuple(
        Flaw(place=place, reason=NamedTwice(name=place.rpartition(".")[2]))
        for place, _line, is_twice in places
        if is_twice
    )
    read = version_of(told)
    return Read(version=None if twice else read.version, flaws=twice + read.flaws, lines=lines)


def _nothing(reason: Reason) -> Read:
    return Read(version=None, flaws=(Flaw(place="", reason=reason),))


class _Dumper(yaml.SafeDumper):
    """Writes so that each character comes back."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        # The library takes NEL for a break of lines when it writes and for a space when it
        # reads; between double quotes it is written by its number.
        style = '"' if NEXT_LINE in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


class _Loader(yaml.SafeLoader):
    """Reads plain values; what refers to itself or repeats by reference is not plain."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse an alias, read everything else."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "alias", self.get_mark())
        return super().compose_node(parent, index)


def _places(node: yaml.Node, path: str) -> Iterator[tuple[str, int, bool]]:
    """Yield each place with its line, and whether its key stood there before."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            here = f"{path}.{key.value}".lstrip(".")
            yield here, key.start_mark.line + 1, here in seen
            seen.add(here)
            yield from _places(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            here = f"{path}.{number}".lstrip(".")
            yield here, value.start_mark.line + 1, False
            yield from _places(value, here)


def _flaws(wrong: ClassValidationError) -> Iterator[Flaw]:
    reasons: list[tuple[Reason, ...]] = []

    def noted(exc: BaseException, _type: Any) -> str:
        reasons.append(tuple(_reasons(exc)))
        return str(len(reasons) - 1)

    for line in transform_error(wrong, path="$", format_exception=noted):
        number, _at, path = line.partition(" @ ")
        place = _PART.sub(lambda found: f".{found[1]}", path).removeprefix("$").lstrip(".")
        for reason in reasons[int(number)]:
            yield Flaw(place=place, reason=reason)


def _reasons(exc: BaseException) -> Iterator[Reason]:
    if isinstance(exc, Unreadable):
        yield exc.reason
    elif isinstance(exc, KeyError):
        yield NotThere(what=str(exc.args[0]))
    elif isinstance(exc, ForbiddenExtraKeysError):
        for key in sorted(exc.extra_fields):
            yield NobodyKnows(what=str(key))
    else:
        yield WrongShape(found=str(exc)[:60], wanted="")


def _exactly(kind: type, name: str) -> Callable[[Any, Any], Any]:
    def read(value: Any, _kind: Any) -> Any:
        if type(value) is not kind:
            raise Unreadable(WrongShape(found=str(value)[:60], wanted=name))
        return value

    return read


def _day(value: Any, _kind: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Unreadable(WrongShape(found=str(value)[:60], wanted="date")) from None


def _term(read: Callable[[str], Any]) -> Callable[[Any, Any], Any]:
    def term(value: Any, _union: Any) -> Any:
        found = read(str(value))
        if isinstance(found, Reason):
            raise Unreadable(found)
        return found

    return term


def _made() -> Converter:
    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    for union, read in ((Condition, condition_in), (Formula, formula_in)):
        converter.register_unstructure_hook(union, written)
        converter.register_structure_hook(union, _term(read))
    for kind, name in ((str, "text"), (int, "number"), (bool, "yes or no")):
        converter.register_structure_hook(kind, _exactly(kind, name))
    converter.register_structure_hook(date, _day)
    converter.register_unstructure_hook(tuple, list)
    return converter


_converter = _made()
