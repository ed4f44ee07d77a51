"""How one-stop events become rows; called by the feed, never by an action."""

import json
from typing import Any

from guol.feed.events import CustodyGiven, CustodyTaken
from guol.kernel.tables import Rows
from guol.kernel.text import beginnings, fold, longest_number
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    DossierLodged,
    DossierRefused,
    DossierWithdrawn,
    FeeSettled,
    OutsideNumberAwaited,
    OutsideNumberReceived,
    Place,
    ReceiptPrintedAgain,
    ResultReturned,
    StepsTaken,
    SupplementAccepted,
    SupplementGiven,
    SupplementRequested,
)
from guol.onestop.models import (
    IDENTITY_DIGITS,
    NAME_BYTES,
    Dossier,
    DossierName,
    Reprint,
    Supplement,
)

DOSSIER = "dossier/"


def dossier_lodged(event: DossierLodged, rows: Rows) -> None:
    """Make the dossier's row."""
    asks = event.applicant
    rows.add(
        Dossier,
        event.stream,
        reference=event.reference,
        secrets=event.secret_hash,
        visit=event.visit,
        version=event.version,
        procedure=event.procedure,
        applicant=asks.name,
        person=asks.person,
        identity=longest_number(asks.paper)[:IDENTITY_DIGITS],
        phone=asks.phone,
        email=asks.email,
        about=event.about,
        folded=fold(f"{asks.name} {event.about}"),
        receiving=event.receiving,
        receiving_unit=event.receiving_unit,
        competent=event.competent,
        holder=event.act.desk,
        channel=event.channel,
        business="queued" if event.parent else "lodged",
        parent=event.parent,
        leg=event.leg,
        deliver_to=event.deliver_to,
        number=event.number,
        lodged_at=event.act.at,
        answer_due=event.answer_due,
        happened_on=event.happened_on,
        deciding=_deciding(event),
        **_place(event.place, event),
    )
    desks = {event.receiving, event.competent}
    rows.add_all(DossierName, _names(event, sorted(desks), {asks.name, event.about}))


def dossier_accepted(event: DossierAccepted, rows: Rows) -> None:
    """Note number, promise and fee."""
    rows.change(
        Dossier,
        event.stream,
        number=event.number,
        business="processing" if _is_on_its_way(event) else "accepted",
        received_at=event.received_at,
        due=event.due,
        answer_due=None,
        deciding="",
        fee_vnd=event.fee_vnd,
        financial=_financial(event),
        skipped=" ".join(event.skipped),
        pad_number=event.pad_number,
        **_place(event.place, event),
    )


def steps_taken(event: StepsTaken, rows: Rows) -> None:
    """Note where the dossier stands now, and who is to appraise it."""
    assigned = {"assigned": event.assigned} if event.assigned else {}
    rows.change(
        Dossier,
        event.stream,
        business="processing",
        **_place(event.place, event),
        **assigned,
    )


def outside_number_awaited(event: OutsideNumberAwaited, rows: Rows) -> None:
    """Note that a number is waited for."""
    rows.change(Dossier, event.stream, is_awaiting_number=True)


def outside_number_received(event: OutsideNumberReceived, rows: Rows) -> None:
    """Note the number of the other system."""
    rows.change(Dossier, event.stream, outside_number=event.number, is_awaiting_number=False)


def supplement_requested(event: SupplementRequested, rows: Rows) -> None:
    """Note what the dossier waits for, and since when."""
    row = rows.get(Dossier, event.stream)
    rows.change(
        Dossier,
        event.stream,
        business="waiting_entry" if event.stage == "entry" else "waiting",
        request=event.request,
        paused_at=None if _runs_on(event) else event.act.at,
        supplements=(row["supplements"] if row else 0) + 1,
        answer_due=None,
    )


def supplement_given(event: SupplementGiven, rows: Rows) -> None:
    """Make the row of what was brought."""
    rows.add(
        Supplement,
        event.stream,
        dossier=event.dossier,
        request=event.request,
        given_at=event.act.at,
    )


def supplement_accepted(event: SupplementAccepted, rows: Rows) -> None:
    """Let the dossier go on, under its new promise."""
    if event.due is None:
        moved: dict[str, Any] = {"business": "lodged", "answer_due": event.answer_due}
    else:
        moved = {"business": "processing", "due": event.due}
    moved |= _place(event.place, event)
    rows.change(Dossier, event.stream, request="", paused_at=None, **moved)


def dossier_refused(event: DossierRefused, rows: Rows) -> None:
    """End it: before acceptance it was not taken, afterwards it was stopped."""
    row = rows.get(Dossier, event.stream)
    is_numbered = bool(row and row["number"])
    _end(rows, event, business="stopped" if is_numbered else "refused", ended_at=event.act.at)


def fee_settled(event: FeeSettled, rows: Rows) -> None:
    """Note that nothing is owed any more."""
    rows.change(Dossier, event.stream, financial="waived" if event.ground else "paid")


def dossier_decided(event: DossierDecided, rows: Rows) -> None:
    """Note that the result is there."""
    rows.change(
        Dossier,
        event.stream,
        business="decided",
        delivery="ready",
        ended_at=event.act.at,
        **_place(event.place, event),
    )


def result_returned(event: ResultReturned, rows: Rows) -> None:
    """Note who has the result."""
    _end(
        rows,
        event,
        business="returned",
        delivery="sent" if event.carrier else "returned",
        returned_at=event.act.at,
        receiver=event.receiver,
        carrier=event.carrier,
        tracking=event.tracking,
        sent_on=event.sent_on,
    )


def receipt_printed_again(event: ReceiptPrintedAgain, rows: Rows) -> None:
    """Count the printing."""
    if event.dossier:
        told = {"dossier": event.dossier, "printed_at": event.act.at}
        rows.add(Reprint, event.stream, times=event.times, **told)
        return
    rows.change(Dossier, event.stream, reprints=event.times)


def dossier_withdrawn(event: DossierWithdrawn, rows: Rows) -> None:
    """End it at the applicant's wish."""
    _end(rows, event, business="withdrawn", ended_at=event.act.at)


def custody_given(event: CustodyGiven, rows: Rows) -> None:
    """Note the new holder of a dossier."""
    if event.stream.startswith(DOSSIER):
        rows.change(Dossier, event.stream, holder=event.to)


def custody_taken(event: CustodyTaken, rows: Rows) -> None:
    """Note the new holder of a dossier that the authority moved."""
    if event.stream.startswith(DOSSIER):
        rows.change(Dossier, event.stream, holder=event.to)


def _place(place: Place, event: Any) -> dict[str, Any]:
    return {
        "step": place.step,
        "role": place.role,
        "desk": place.desk,
        "what": place.what,
        "step_due": place.due,
        "step_since": event.act.at,
    }


def _end(rows: Rows, event: Any, **columns: Any) -> None:
    nowhere = {"step": "", "role": "", "desk": "", "what": "", "step_due": None, "request": ""}
    rows.change(Dossier, event.stream, **nowhere, answer_due=None, paused_at=None, **columns)


def _is_on_its_way(event: DossierAccepted) -> bool:
    return len(event.taken) > 1


def _runs_on(event: SupplementRequested) -> bool:
    return event.stage != "entry" and event.effect == "none"


def _financial(event: DossierAccepted) -> str:
    if event.fee_vnd:
        return "due"
    return "waived" if event.fee_ground else "none"


def _deciding(event: DossierLodged) -> str:
    """Return what decides the acceptance, as it stands in the row; the log has it all."""
    if event.deciding is None:
        return ""
    names = set(event.deciding.answers)
    answers = {each.name: each.value for each in event.fields if each.name in names}
    return json.dumps([answers, event.deciding.papers], ensure_ascii=False)


def _names(event: DossierLodged, desks: list[str], names: set[str]) -> dict[str, Any]:
    """Return the rows by which these desks find a dossier."""
    texts = sorted({text for name in names for text in beginnings(name)})
    pairs = [(desk, text) for desk in desks for text in texts]
    return {
        f"{event.stream}/{place}": {
            "desk": desk,
            "text": text.encode()[:NAME_BYTES],
            "lodged_at": event.act.at,
        }
        for place, (desk, text) in enumerate(pairs)
    }
