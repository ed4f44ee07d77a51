"""Named reads of areas and agencies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from guol.kernel.text import fold
from guol.people.models import Agency, AgencyKind, Area, Level
from guol.people.rules import heirs_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """An administrative unit as others need it."""

    key: str
    name: str
    level: str
    parent: str
    unit_id: str
    link: str
    valid_from: date | None
    valid_to: date | None
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCard:
    """An agency as others need it; ``area_name`` is the name of the place it serves."""

    key: str
    name: str
    kind: str
    area: str
    area_name: str
    desk: str
    unit_id: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    certainty: str


def area(key: str) -> AreaCard | None:
    """Return the area with this key."""
    row = Area.objects.filter(key=key).first()
    return _area(row) if row else None


def areas(
    *, day: date, level: str = "", parent: str = "", text: str = ""
) -> tuple[AreaCard, ...]:
    """Return the areas that exist on ``day``, by name; ``text`` as people write the name."""
    rows = matching(on_day(Area.objects.all(), day), text)
    if level:
        rows = rows.filter(level=level)
    if parent:
        rows = rows.filter(parent=parent)
    return tuple(_area(row) for row in rows.order_by("search", "key"))


def agency(key: str) -> AgencyCard | None:
    """Return the agency with this key."""
    return next(iter(_agencies(Agency.objects.filter(key=key))), None)


def agencies(
    kind: str | None = None, *, area: str | None = None, day: date, text: str = ""
) -> tuple[AgencyCard, ...]:
    """Return the agencies that exist on ``day``, by name."""
    rows = matching(on_day(Agency.objects.all(), day), text)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if area is not None:
        rows = rows.filter(area=area)
    return _agencies(rows.order_by("search", "key"))


def desk_name(desk: str) -> str:
    """Return the name of whoever works at the desk; the desk's key where nobody is known."""
    return desk_names((desk,))[desk]


def desk_names(desks: Iterable[str]) -> dict[str, str]:
    """Return the names of those who work at these desks; a desk's key where none is known."""
    wanted = set(desks)
    rows = Agency.objects.filter(desk__in=wanted).order_by("key").values_list("desk", "name")
    return {desk: desk for desk in wanted} | dict(rows)


def heirs_of_agency(key: str, day: date) -> tuple[str, ...]:
    """Return the agencies of ``day`` that followed this one; itself while it exists."""
    rows = Agency.objects.values_list("key", "successors")
    living = on_day(Agency.objects.all(), day).values_list("key", flat=True)
    return heirs_of(
        key, {each: tuple(after) for each, after in rows if after}, frozenset(living)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An area with its agencies; ``depth`` counts from the top, 0."""

    area: AreaCard
    depth: int
    agencies: tuple[AgencyCard, ...]


def tree_on(day: date, *, text: str = "") -> tuple[Branch, ...]:
    """Return the areas of ``day`` with their agencies, each after its parent.

    With ``text`` only what bears the name: an area with all its agencies, or those agencies.
    """
    every, offices = areas(day=day), agencies(day=day)
    if text.strip():
        named = {each.key for each in areas(day=day, text=text)}
        wanted = {each.key for each in agencies(day=day, text=text)}
        offices = tuple(o for o in offices if o.area in named or o.key in wanted)
        kept = named | {office.area for office in offices}
        every = tuple(each for each in every if each.key in kept)
    by_area: dict[str, list[AgencyCard]] = {}
    for office in offices:
        by_area.setdefault(office.area, []).append(office)
    return tuple(
        Branch(area=each, depth=depth, agencies=tuple(by_area.get(each.key, ())))
        for each, depth in _in_order(every)
    )


def _in_order(every: tuple[AreaCard, ...]) -> Iterator[tuple[AreaCard, int]]:
    """Yield each area after its parent, with its depth; one without parent here is a top."""
    known = {each.key for each in every}
    below: dict[str, list[AreaCard]] = {}
    for each in every:
        below.setdefault(each.parent if each.parent in known else "", []).append(each)
    waiting = [(each, 0) for each in reversed(below.get("", []))]
    while waiting:
        here, depth = waiting.pop()
        yield here, depth
        waiting += [(each, depth + 1) for each in reversed(below.get(here.key, []))]


def known_keys() -> frozenset[str]:
    """Return the streams of all levels, kinds, areas and agencies that are known."""
    tables = (Level, AgencyKind, Area, Agency)
    return frozenset(
        stream
        for table in tables
        for stream in table._default_manager.values_list("stream", flat=True)
    )


def on_day(rows: QuerySet[M], day: date) -> QuerySet[M]:
    """Return those that are valid on ``day``."""
    return rows.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
    )


def matching(rows: QuerySet[M], text: str) -> QuerySet[M]:
    """Return those in whose names each word of ``text`` begins a word, marks left aside."""
    for word in fold(text).split():
        rows = rows.filter(search__contains=f" {word}")
    return rows


def _area(row: Area) -> AreaCard:
    return AreaCard(
        key=row.key,
        name=row.name,
        level=row.level,
        parent=row.parent,
        unit_id=row.unit_id,
        link=row.link,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        certainty=row.certainty,
    )


def _agencies(rows: QuerySet[Agency]) -> tuple[AgencyCard, ...]:
    found = list(rows)
    names = dict(
        Area.objects.filter(key__in={row.area for row in found}).values_list("key", "name")
    )
    return tuple(
        AgencyCard(
            key=row.key,
            name=row.name,
            kind=row.kind,
            area=row.area,
            area_name=names.get(row.area, ""),
            desk=row.desk,
            unit_id=row.unit_id,
            parent=row.parent,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            certainty=row.certainty,
        )
        for row in found
    )
