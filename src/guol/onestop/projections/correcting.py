"""How corrections become rows."""

from typing import Any

from guol.kernel.tables import Rows
from guol.kernel.text import beginnings, fold, longest_number
from guol.onestop.events import Place
from guol.onestop.events.correcting import (
    DossierReopened,
    DuplicateLinked,
    EntryCorrected,
    StepReturned,
)
from guol.onestop.models import IDENTITY_DIGITS, NAME_BYTES, Dossier, DossierName

COLUMNS = ("applicant", "phone", "email")


def entry_corrected(event: EntryCorrected, rows: Rows) -> None:
    """Copy what is right now, where a column holds it."""
    row = rows.get(Dossier, event.stream)
    if row is None:
        return
    changed: dict[str, Any] = {
        each.name: each.now for each in event.corrections if each.name in COLUMNS
    }
    papers = [each.now for each in event.corrections if each.name == "paper"]
    changed |= {"identity": longest_number(papers[-1])[:IDENTITY_DIGITS]} if papers else {}
    changed |= {"about": event.about, "happened_on": event.happened_on}
    changed["folded"] = fold(f"{changed.get('applicant', row['applicant'])} {event.about}")
    if event.fee_vnd is not None:
        changed |= {
            "fee_vnd": event.fee_vnd,
            "financial": "due" if event.fee_vnd else "waived",
        }
    names = {changed.get("applicant", row["applicant"]), event.about}
    if names != {row["applicant"], row["about"]}:
        rows.add_all(DossierName, _names(event, row, names))
    rows.change(
        Dossier,
        event.stream,
        corrections=row["corrections"] + len(event.corrections),
        **changed,
    )


def step_returned(event: StepReturned, rows: Rows) -> None:
    """Note where the dossier stands again."""
    rows.change(
        Dossier, event.stream, returns=_count(event, rows, "returns"), **_at(event.place, event)
    )


def dossier_reopened(event: DossierReopened, rows: Rows) -> None:
    """Let an ended dossier go on."""
    rows.change(
        Dossier,
        event.stream,
        business=event.business,
        delivery="none",
        ended_at=None,
        returned_at=None,
        receiver="",
        carrier="",
        tracking="",
        sent_on=None,
        archived_at=None,
        request="",
        paused_at=None,
        original="",
        due=event.due,
        answer_due=event.answer_due,
        reopened=_count(event, rows, "reopened"),
        **_at(event.place, event),
    )


def duplicate_linked(event: DuplicateLinked, rows: Rows) -> None:
    """End it, and note which one goes on."""
    rows.change(
        Dossier,
        event.stream,
        business="stopped",
        original=event.original,
        request="",
        paused_at=None,
        answer_due=None,
        ended_at=event.act.at,
        **_at(Place(), event),
    )


def _names(event: EntryCorrected, row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return the rows by which a dossier is found under what is right; the old ones stay."""
    texts = sorted({text for name in names for text in beginnings(name)})
    desks = sorted({row["receiving"], row["competent"]})
    pairs = [(desk, text) for desk in desks for text in texts]
    return {
        f"{event.stream}/{row['corrections'] + 1}-{place}": {
            "desk": desk,
            "text": text.encode()[:NAME_BYTES],
            "lodged_at": row["lodged_at"],
        }
        for place, (desk, text) in enumerate(pairs)
    }


def _count(event: StepReturned | DossierReopened, rows: Rows, column: str) -> int:
    row = rows.get(Dossier, event.stream)
    return int(row[column]) + 1 if row else 1


def _at(place: Place, event: Any) -> dict[str, Any]:
    return {
        "step": place.step,
        "role": place.role,
        "desk": place.desk,
        "what": place.what,
        "step_due": place.due,
        "step_since": event.act.at,
    }
