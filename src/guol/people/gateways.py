"""The list of units and agencies as published: data/units.yaml, with its sources and marks."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guol.people.rules import is_valid_on

_PLACE = Path(__file__).parent / "data" / "units.yaml"
Row = dict[str, Any]


@cache
def _list() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_PLACE.read_text())
    return read


def levels_on(day: date) -> list[Row]:
    """Return the levels of government that existed on ``day``, from the top."""
    return _valid(_list()["levels"], day)


def kinds_on(day: date) -> list[Row]:
    """Return the kinds of agencies that existed on ``day``."""
    return _valid([{"id": key, **row} for key, row in _list()["agency_kinds"].items()], day)


def units_on(day: date) -> list[Row]:
    """Return the administrative units that existed on ``day``, parents before children."""
    names = ("provinces", "districts", "units_before", "units_after")
    return _valid([row for name in names for row in _list()[name]], day)


def agencies_on(day: date) -> list[Row]:
    """Return the agencies that existed on ``day``: those listed, then the usual ones."""
    return _valid([*_list()["agencies"], *_usual()], day)


def _usual() -> list[Row]:
    """Return the agencies that every one of the smallest units is taken to have."""
    usual = _list()["generic_agencies"]
    return [
        {
            "id": f"{unit['id']}-{row['suffix']}",
            "name": row["name"].format(unit=unit["name"][0].lower() + unit["name"][1:]),
            "kind": row["kind"],
            "unit": unit["id"],
            "valid_from": unit["valid_from"],
            "valid_to": unit["valid_to"],
            "certainty": usual["certainty"],
        }
        for unit in (unit for name in usual["for_units"] for unit in _list()[name])
        for row in usual["rows"]
    ]


def _valid(rows: list[Row], day: date) -> list[Row]:
    return [
        row
        for row in ({**row, **_days(row)} for row in rows)
        if is_valid_on(row["valid_from"], row["valid_to"], day)
    ]


def _days(row: Row) -> Row:
    return {
        name: date.fromisoformat(row[name]) if row.get(name) else None
        for name in ("valid_from", "valid_to")
    }
