"""What comes with the product, read from data/*.yaml: procedures, bundles and days.

The rows say nothing of versions. One row becomes as many as its competence has periods: a
level of government that vanished ends a version, and who decides afterwards is either in the
next period or, where no text was seen, nobody that we could name.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from guol.procedures.events import (
    Fee,
    Field,
    Leg,
    PageFee,
    RequiredPaper,
    Step,
    Time,
    Version,
)
from guol.procedures.rules import MINUTES_A_DAY

DATA = Path(__file__).parent / "data"
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


def versions_brought() -> tuple[Version, ...]:
    """Return the versions that come with the product, of each procedure the oldest first."""
    told = _read("procedures.yaml")
    kinds = told["kinds"]
    procedures = [each for row in told["procedures"] for each in _versions(row, kinds)]
    return (*procedures, *(_bundle(row, kinds) for row in told["bundles"]))


def days_brought() -> tuple[DayBrought, ...]:
    """Return the days that come with the product."""
    return tuple(DayBrought(**row) for row in _read("calendar.yaml")["days"])


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _versions(row: _Row, kinds: dict[str, str]) -> list[Version]:
    code = row["id"]["key"]
    limit = row.get("limit") or {}
    more = _questions(code)
    return [
        Version(
            key=f"{code}@{place}",
            code=code,
            name=row["name"],
            field=row["id"]["field"],
            valid_from=first,
            competence=path,
            agencies=tuple(kinds[each] for each in path),
            papers=tuple(_paper(each) for each in row.get("components") or ()),
            limit=_time(limit.get("total")),
            verify_limit=_time(limit.get("verify_total")),
            fee=_fee(row.get("fee") or {}),
            duty_days=(row.get("duty") or {}).get("value"),
            steps=tuple(_step(each) for each in row.get("steps") or ()),
            result=row.get("result") or "",
            condition=row.get("condition") or "",
            channels=row.get("channels") or "",
            certainty=row["evidence"]["certainty"],
            steps_kind=row.get("steps_kind") or "",
            sources=tuple(row["evidence"]["sources"]),
            **more,
        )
        for place, (first, path) in enumerate(_periods(row["competence"]), start=1)
    ]


def _periods(competence: list[_Row]) -> list[tuple[date, tuple[str, ...]]]:
    """Return the first day and the path of each period; a last one that ends leaves a gap."""
    periods = [
        (_day(each["valid_from"]) or FIRST_DAY, tuple(each["path"])) for each in competence
    ]
    end = _day(competence[-1]["valid_to"])
    return [*periods, (end, ())] if end else periods


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _bundle(row: _Row, kinds: dict[str, str]) -> Version:
    most = row["totals"][0] if row.get("totals") else {}
    legs = tuple(_leg(each, kinds, row["evidence"]["certainty"]) for each in row["legs"])
    return Version(
        key=f"{row['key']}@1",
        code=row["key"],
        name=row["name"],
        field=FIELD_OF_BUNDLES,
        valid_from=FIRST_BUNDLE_DAY,
        agencies=tuple(dict.fromkeys(leg.agency_name for leg in legs)),
        legs=legs,
        limit=_time(most.get("total")),
        verify_limit=_time(most.get("verify_total")),
        certainty=row["evidence"]["certainty"],
        sources=(*(each["text"] for each in row["legal"]), *row["evidence"]["sources"]),
    )


def _leg(row: _Row, kinds: dict[str, str], certainty: str) -> Leg:
    limit = row.get("limit") or {}
    return Leg(
        key=row["id"],
        what=row["what"],
        agency=row["agency"],
        agency_name=kinds[row["agency"]],
        code=row.get("procedure") or "",
        limit=_time(limit.get("total")),
        verify_limit=_time(limit.get("verify_total")),
        after=tuple(row["after"]),
        certainty=row.get("certainty") or certainty,
    )


def _questions(code: str) -> _Row:
    """Return the questions of a procedure's form, where they have been written down."""
    place = DATA / f"fields-{code}.yaml"
    if not place.exists():
        return {}
    told = _read(place.name)
    fields = [
        Field(
            name=each["name"],
            label=each["label"],
            section=each["section"],
            gloss=each["en"],
            kind=each["kind"],
            hint=each.get("hint", ""),
            initial=each.get("initial", ""),
            is_required=each["required"],
            choices=tuple((value, label) for value, label in each.get("choices", ())),
            certainty=told["certainty"],
        )
        for each in told["fields"]
    ]
    return {
        "fields": tuple(fields),
        "duty_fields": tuple(told["duty_fields"]),
        "subject_fields": tuple(told["subject_fields"]),
        "result_template": told["result_template"],
        "outside_number": told["outside_number"],
    }


def _paper(row: _Row) -> RequiredPaper:
    return RequiredPaper(
        name=row["name"],
        original=row.get("original", 0),
        copy=row.get("copy", 0),
        is_shown_only=bool(row.get("present")),
        is_form=bool(row.get("form")),
        when=row.get("when") or "",
    )


def _time(row: _Row | None) -> Time | None:
    return Time(value=row.get("value", 0), unit=row["unit"]) if row else None


def _fee(row: _Row) -> Fee:
    pages = row.get("formula")
    return Fee(
        amount_vnd=row.get("amount_vnd"),
        copy_vnd=row.get("copy_fee_vnd"),
        pages=PageFee(
            first_two_vnd=pages["page_1_2_vnd"],
            further_vnd=pages["page_3_on_vnd"],
            most_vnd=pages["max_per_copy_vnd"],
        )
        if pages
        else None,
        per=row.get("per") or "",
        exempt=row.get("exempt") or "",
        note=row.get("note") or "",
        certainty=row.get("certainty") or "unverified",
    )


def _step(row: _Row) -> Step:
    time = row.get("time")
    minutes = None
    if time and time["unit"] in _MINUTES:
        minutes = round(time["value"] * _MINUTES[time["unit"]])
    return Step(
        step=row["step"],
        role=row["role"],
        what=row["what"],
        working_minutes=minutes,
        note=row.get("note") or "",
    )
