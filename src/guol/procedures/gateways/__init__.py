"""What comes with the product, read from data/*.yaml: procedures, bundles and days.

The rows say nothing of versions. One row becomes as many as its competence has periods: a
level of government that vanished ends a version, and who decides afterwards is either in the
next period or, where no text was seen, nobody that we could name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from guol.procedures.events import Version
from guol.procedures.gateways.exchange import plain, version_of
from guol.procedures.gateways.timing import timing_of
from guol.procedures.rules import MINUTES_A_DAY

DATA = Path(__file__).parent.parent / "data"
FORMS = DATA / "forms"
FIRST_DAY = date(2018, 6, 21)  # the day Decree 61/2018/NĐ-CP came into force
FIRST_BUNDLE_DAY = date(2024, 6, 12)  # Decision 296/QĐ-VPCP, which states the electronic limits
FIELD_OF_BUNDLES = "Liên thông"
_MINUTES = {"wh": 60, "wd": MINUTES_A_DAY}
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBrought:
    """A day of the calendar as the product brings it, for an officer to confirm."""

    day: date
    kind: str
    name: str
    source: str
    certainty: str


@cache
def versions_brought() -> tuple[Version, ...]:
    """Return the versions that come with the product, of each procedure the oldest first."""
    told = _read("procedures.yaml")
    kinds = told["kinds"]
    rows = [each for row in told["procedures"] for each in _versions(row, kinds)]
    bundles = [_bundle(row, kinds) for row in told["bundles"]]
    return tuple(_version(each) for each in (*rows, *bundles))


@cache
def posts_known() -> dict[str, str]:
    """Return the posts that a step may name, each with what it is called."""
    return dict(_read("procedures.yaml")["roles"])


@cache
def agencies_known() -> dict[str, str]:
    """Return the kinds of agencies that a procedure may go through, and what each is called."""
    return dict(_read("procedures.yaml")["kinds"])


def days_brought() -> tuple[DayBrought, ...]:
    """Return the days that come with the product."""
    return tuple(DayBrought(**row) for row in _read("calendar.yaml")["days"])


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _version(told: _Row) -> Version:
    read = version_of(told)
    if read.version is None:
        raise ValueError(f"{told.get('key')}: {read.flaws}")
    return read.version


def _versions(row: _Row, kinds: dict[str, str]) -> list[_Row]:
    """Return a row of the catalogue as one version for each period, with what completes it."""
    code, limit = row["id"]["key"], row.get("limit") or {}
    told = {
        "code": code,
        "name": row["name"],
        "field": row["id"]["field"],
        "papers": [_paper(each) for each in row.get("components") or ()],
        "limit": _time(limit.get("total")),
        "verify_limit": _time(limit.get("verify_total")),
        "fee": _fee(row.get("fee") or {}),
        "duty_days": (row.get("duty") or {}).get("value"),
        "steps": [_step(each) for each in row.get("steps") or ()],
        "steps_kind": row.get("steps_kind"),
        "result": row.get("result"),
        "condition": row.get("condition"),
        "channels": row.get("channels"),
        "certainty": row["evidence"]["certainty"],
        "sources": row["evidence"]["sources"],
    }
    more = _completed(code)
    periods = more.pop("periods", {})
    versions = []
    for place, (first, path) in enumerate(_periods(row["competence"]), start=1):
        own = {
            "key": f"{code}@{place}",
            "valid_from": first,
            "competence": list(path),
            "agencies": [kinds[each] for each in path],
            "timing": plain(timing_of(limit, kinds, path)),
        }
        whole = _joined(told, more | periods.get(place, {})) | own
        if not path:  # nobody is known to be competent: it cannot be lodged
            whole |= {"fields": [], "steps": [], "groups": [], "requirements": []}
            whole |= {"branches": [], "papers": told["papers"], "fee": told["fee"]}
        versions.append({name: value for name, value in whole.items() if value is not None})
    return versions


def _joined(row: _Row, more: _Row) -> _Row:
    """Return a row with what completes it: papers one by one, the fee key by key."""
    papers: Iterable[tuple[_Row, _Row]] = zip_longest(
        row["papers"], more.get("papers", ()), fillvalue={}
    )
    return (
        row
        | more
        | {
            "papers": [one | other for one, other in papers],
            "fee": row["fee"] | more.get("fee", {}),
            "sources": [*more.get("sources", ()), *row["sources"]],
        }
    )


def _completed(code: str) -> _Row:
    """Return what a file says beyond the row; its certainty and source hold for each line."""
    place = FORMS / f"{code}.yaml"
    if not place.exists():
        return {}
    told = yaml.safe_load(place.read_text(encoding="utf-8"))
    common = {"certainty": told.pop("certainty"), "source": told.pop("source")}
    for part in ("fields", "requirements", "branches"):
        told[part] = [common | each for each in told.get(part, ())]
    for each in told.get("legs", {}).values():
        each |= {"handed_certainty": common["certainty"], "handed_source": common["source"]}
    for each in told.get("fee", {}).get("exemptions", ()):
        each.setdefault("certainty", common["certainty"])
    told["sources"] = [common["source"]]
    return dict(told)


def _periods(competence: list[_Row]) -> list[tuple[date, tuple[str, ...]]]:
    """Return the first day and the path of each period; a last one that ends leaves a gap."""
    periods = [
        (_day(each["valid_from"]) or FIRST_DAY, tuple(each["path"])) for each in competence
    ]
    end = _day(competence[-1]["valid_to"])
    return [*periods, (end, ())] if end else periods


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _bundle(row: _Row, kinds: dict[str, str]) -> _Row:
    most = row["totals"][0] if row.get("totals") else {}
    more = _completed(row["key"])
    handed = more.get("legs", {})
    legs = [
        _leg(each, kinds, row["evidence"]["certainty"]) | handed.get(each["id"], {})
        for each in row["legs"]
    ]
    told = {
        "key": f"{row['key']}@1",
        "code": row["key"],
        "name": row["name"],
        "field": FIELD_OF_BUNDLES,
        "valid_from": FIRST_BUNDLE_DAY,
        "agencies": list(dict.fromkeys(leg["agency_name"] for leg in legs)),
        "legs": legs,
        "limit": _time(most.get("total")),
        "verify_limit": _time(most.get("verify_total")),
        "timing": plain(
            timing_of(most | {"localities": row.get("extensions_2015", ())}, kinds)
        ),
        "fields": more.get("fields"),
        "doubts": more.get("doubts"),
        "certainty": row["evidence"]["certainty"],
        "sources": [*(each["text"] for each in row["legal"]), *row["evidence"]["sources"]],
    }
    return {name: value for name, value in told.items() if value is not None}


def _leg(row: _Row, kinds: dict[str, str], certainty: str) -> _Row:
    limit = row.get("limit") or {}
    told = {
        "key": row["id"],
        "what": row["what"],
        "agency": row["agency"],
        "agency_name": kinds[row["agency"]],
        "code": row.get("procedure"),
        "is_outside": row.get("outside"),
        "limit": _time(limit.get("total")),
        "verify_limit": _time(limit.get("verify_total")),
        "after": row["after"],
        "certainty": row.get("certainty") or certainty,
    }
    return {name: value for name, value in told.items() if value is not None}


def _paper(row: _Row) -> _Row:
    told = {
        "name": row["name"],
        "original": row.get("original"),
        "copy": row.get("copy"),
        "is_shown_only": row.get("present"),
        "is_form": row.get("form"),
        "when": row.get("when"),
        "key": row.get("key"),
        "applies": row.get("applies"),
        "certainty": row.get("certainty"),
        "source": row.get("source"),
    }
    return {name: value for name, value in told.items() if value is not None}


def _time(row: _Row | None) -> _Row | None:
    return {key: row[key] for key in ("value", "unit") if key in row} if row else None


def _fee(row: _Row) -> _Row:
    pages = row.get("formula")
    told = {
        "amount_vnd": row.get("amount_vnd"),
        "copy_vnd": row.get("copy_fee_vnd"),
        "pages": {
            "first_two_vnd": pages["page_1_2_vnd"],
            "further_vnd": pages["page_3_on_vnd"],
            "most_vnd": pages["max_per_copy_vnd"],
        }
        if pages
        else None,
        "per": row.get("per"),
        "exempt": row.get("exempt"),
        "note": row.get("note"),
        "certainty": row.get("certainty"),
    }
    return {name: value for name, value in told.items() if value is not None}


def _step(row: _Row) -> _Row:
    time = row.get("time")
    minutes = None
    if time and time["unit"] in _MINUTES:
        minutes = round(time["value"] * _MINUTES[time["unit"]])
    told = {
        "step": row["step"],
        "role": row["role"],
        "what": row["what"],
        "working_minutes": minutes,
        "note": row.get("note"),
    }
    return {name: value for name, value in told.items() if value is not None}
