"""Founding the house on the published list of units and agencies."""

from collections.abc import Callable
from datetime import date
from typing import Any

from guol.kernel.act import Act
from guol.people import gateways
from guol.people.actions.agencies import (
    AgencyFacts,
    AreaFacts,
    Validity,
    define_agency_kind,
    define_area,
    define_level,
    found_agency,
)
from guol.people.queries.agencies import known_keys

ActOf = Callable[[str], Act]


def found_units(act_of_key: ActOf, *, day: date, with_ends: bool = False) -> int:
    """Found what the list knows as of ``day``: levels, kinds, areas, agencies with desks.

    ``act_of_key`` makes an act of the authority with the key it is given. Ends that the list
    knows are left out unless ``with_ends``: on that day nobody had decided them. Called again
    it founds only what is missing; returns how many were founded.
    """
    known = known_keys()
    steps = (
        ("level", gateways.levels_on(day), _level),
        ("kind", gateways.kinds_on(day), _kind),
        ("area", gateways.units_on(day), _area),
        ("agency", gateways.agencies_on(day), _agency),
    )
    founded = 0
    for what, rows, found in steps:
        for place, row in enumerate(rows, start=1):
            stream = f"{what}/{row['id']}"
            if stream not in known:
                until = row["valid_to"] if with_ends else None
                validity = Validity(valid_from=row["valid_from"], valid_to=until)
                found(act_of_key(f"units/{stream}"), {**row, "place": place}, validity)
                founded += 1
    return founded


def _level(act: Act, row: dict[str, Any], validity: Validity) -> None:
    define_level(
        act,
        row["id"],
        name=row["vi"],
        order=row["place"],
        validity=validity,
        certainty=row["certainty"],
    )


def _kind(act: Act, row: dict[str, Any], validity: Validity) -> None:
    define_agency_kind(
        act,
        row["id"],
        name=row["vi"],
        level=row["level"],
        branch=row.get("branch", ""),
        is_many=row.get("many", False),
        validity=validity,
        certainty=row["certainty"],
    )


def _area(act: Act, row: dict[str, Any], validity: Validity) -> None:
    number = row.get("unit_id", {})
    facts = AreaFacts(
        parent=row.get("parent", ""),
        other_names=tuple(row.get("alt_names", ())),
        kind_name=row.get("kind_vi", ""),
        official_code=row["gso_code"],
        unit_id=number.get("value", row.get("level1_id", "")),
        is_unit_id_fictional=number.get("fictional", False),
        predecessors=tuple(row.get("predecessors", ())),
        link=row.get("connectivity", {}).get("link", ""),
        certainty=row["certainty"],
    )
    define_area(
        act, row["id"], name=row["name"], level=row["level"], facts=facts, validity=validity
    )


def _agency(act: Act, row: dict[str, Any], validity: Validity) -> None:
    number = row.get("unit_id", {})
    facts = AgencyFacts(
        unit_id=number.get("value", ""),
        is_unit_id_fictional=number.get("fictional", False),
        certainty=row["certainty"],
    )
    found_agency(
        act,
        row["id"],
        name=row["name"],
        kind=row["kind"],
        area_key=row["unit"],
        facts=facts,
        validity=validity,
    )
