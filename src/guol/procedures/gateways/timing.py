"""How the clock of a procedure runs, as data/procedures.yaml tells it."""

from collections.abc import Iterable, Mapping
from typing import Any

from guol.procedures.events import (
    APPLICANT,
    Exclusion,
    Locality,
    Shortened,
    Stage,
    Time,
    Timing,
)

_Row = Mapping[str, Any]


def time_of(row: _Row | None) -> Time | None:
    """Return a length of time, None where the text names none."""
    return _time(row) if row else None


def timing_of(row: _Row, kinds: Mapping[str, str], path: Iterable[str] = ()) -> Timing:
    """Return the timing of a limit, for agencies of these ``kinds``.

    Stages are left out where an agency of theirs is not on the ``path``: who does that part
    since was not seen.
    """
    extension = row.get("extension") or {}
    places = [*row.get("localities", ()), *filter(None, [row.get("locality_extension")])]
    return Timing(
        stages=_stages(row.get("stages", ()), kinds, frozenset(path)),
        exclusions=tuple(_exclusion(each) for each in row.get("excludes", ())),
        localities=tuple(_locality(each) for each in places),
        shortened=tuple(
            Shortened(area=each["place"], limit=_time(each["time"]), source=each["source"])
            for each in row.get("shortened", ())
        ),
        is_cut_off_for_all="cutoff" in row,
        agreement=time_of(extension.get("time")),
    )


def _stages(
    rows: Iterable[_Row], kinds: Mapping[str, str], path: frozenset[str]
) -> tuple[Stage, ...]:
    told = list(rows)
    if path and not {each["agency"] for each in told} <= path | {APPLICANT}:
        return ()
    return tuple(
        Stage(
            key=f"s{number}",
            agency=each["agency"],
            limit=_time(each["time"]),
            name=kinds.get(each["agency"], ""),
            is_counted=each["agency"] != APPLICANT,
        )
        for number, each in enumerate(told, start=1)
    )


def _exclusion(row: _Row) -> Exclusion:
    return Exclusion(
        kind=row["kind"],
        what=row["what"],
        channels=tuple(row.get("channels", ())),
        most_days=row.get("most_days"),
    )


def _locality(row: _Row) -> Locality:
    return Locality(
        flag=row["flag"],
        more=_time(row["time"]),
        what=row["when"],
        certainty=row.get("certainty", "unverified"),
    )


def _time(row: _Row) -> Time:
    return Time(value=row.get("value", 0), unit=row["unit"])
