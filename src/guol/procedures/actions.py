"""Publishing procedures, and confirming the days of the calendar."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from guol.feed.api import append, number_of, once, stream_of
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.procedures.events import (
    CalendarDayConfirmed,
    Fee,
    Field,
    ProcedureVersionPublished,
    RequiredPaper,
    Step,
    Time,
    Version,
)
from guol.procedures.permits import may_publish
from guol.procedures.queries import forget_kept, versions_of
from guol.procedures.rules import MINUTES_A_DAY, SuperiorOnly

DATA = Path(__file__).parent / "data"
FIRST_DAY = date(2018, 6, 21)  # the day Decree 61/2018/NĐ-CP came into force
_MINUTES = {"wh": 60, "wd": MINUTES_A_DAY}


@once
def publish_version(act: Act, version: Version) -> str:
    """Publish a version of a procedure; the one in force ends where it begins."""
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    stream = f"procedure/{version.code}"
    before = versions_of(version.code)
    replaces = before[0].key if before else ""
    published = ProcedureVersionPublished(
        act=act, stream=stream, version=version, replaces=replaces
    )
    append(published, seen=number_of(stream))
    return stream


@once
def confirm_day(
    act: Act, day: date, *, kind: str, name: str, source: str, certainty: str
) -> str:
    """Confirm a day on which offices do not work as the week says, with its source."""
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    stream = f"calendar/{day.year}"
    confirmed = CalendarDayConfirmed(
        act=act,
        stream=stream,
        day=day,
        kind=kind,
        name=name,
        source=source,
        certainty=certainty,
    )
    append(confirmed, seen=number_of(stream))
    forget_kept()
    return stream


def import_catalogue(act_of_key: Callable[[str], Act]) -> int:
    """Publish what the product brings: procedures and calendar; what is there stays.

    ``act_of_key`` makes an act of the superior desk with that key. Returns how many are new.
    """
    new = 0
    for version in versions_brought():
        act = act_of_key(f"catalogue/{version.key}")
        if not stream_of(act):
            publish_version(act, version)
            new += 1
    for row in _read("calendar.yaml")["days"]:
        act = act_of_key(f"calendar/{row['day'].isoformat()}")
        if not stream_of(act):
            confirm_day(act, row.pop("day"), **row)
            new += 1
    return new


def versions_brought() -> tuple[Version, ...]:
    """Return the versions that come with the product, as its data files state them."""
    told = _read("procedures.yaml")
    return tuple(_version(row) for row in told["procedures"])


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _version(row: dict[str, Any]) -> Version:
    code = row["id"]["key"]
    limit = row.get("limit") or {}
    more = _questions(code)
    return Version(
        key=f"{code}@1",
        code=code,
        name=row["name"],
        field=row["id"]["field"],
        valid_from=FIRST_DAY,
        competence=tuple(row["competence"][0]["path"]) if row.get("competence") else (),
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


def _questions(code: str) -> dict[str, Any]:
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


def _paper(row: dict[str, Any]) -> RequiredPaper:
    return RequiredPaper(
        name=row["name"],
        original=row.get("original", 0),
        copy=row.get("copy", 0),
        is_shown_only=bool(row.get("present")),
        is_form=bool(row.get("form")),
        when=row.get("when") or "",
    )


def _time(row: dict[str, Any] | None) -> Time | None:
    return Time(value=row.get("value", 0), unit=row["unit"]) if row else None


def _fee(row: dict[str, Any]) -> Fee:
    return Fee(
        amount_vnd=row.get("amount_vnd"),
        per=row.get("per") or "",
        exempt=row.get("exempt") or "",
        note=row.get("note") or "",
        certainty=row.get("certainty") or "unverified",
    )


def _step(row: dict[str, Any]) -> Step:
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
