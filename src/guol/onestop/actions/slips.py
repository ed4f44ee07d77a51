"""Forms that are set when somebody asks, and not kept: what they tell changes with the hour.

Control slip, register, reminder, the receipt for a visit with several dossiers; and the letters
that a head signs, apology and stop notice, from what is stated for them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from guol.kernel.text import plain
from guol.onestop.actions.documents import (
    LANGUAGE_OF_FORMS,
    Told,
    author_of,
    fee_text,
    head_of,
    law_of,
    papers_of,
    place_and_date,
    told_of,
    wishes_of,
)
from guol.onestop.actions.sealing import printed, sealed
from guol.onestop.events import DossierAccepted
from guol.onestop.queries import REGISTER_PAGE, register, register_count, secret_to_print
from guol.onestop.rules.queue import TicketCard, Wait
from guol.onestop.rules.slip import SlipRow, slip_of
from guol.onestop.words import (
    MENDED_WORDS,
    role_of,
    said_corrections,
    said_receiver,
    say_before,
    say_doubt,
    say_wait,
    topic_of,
)
from guol.people.api import agency, desk_names, names_of
from guol.procedures.api import version

RESULTS = {"early": _("In time"), "late": _("Late"), "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter about a dossier states: why, and who signs it.

    ``paper_number`` is the agency's number of the letter; without it room is left to write it.
    Without a ``signer_role`` it is signed by the head of the agency.
    """

    reason: str
    paper_number: str = ""
    signer: str = ""
    signer_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology(Letter):
    """An apology for a result that comes late, and the hour that is promised now (xin lỗi)."""

    new_due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Letter):
    """A notice that a dossier is worked on no further (dừng giải quyết).

    ``ground`` is the text of law that says so, ``way_on`` what the applicant may do now.
    """

    stopped_at: datetime
    ground: str = ""
    way_on: str = ""


def make_apology(stream: str, letter: Apology, *, at: datetime) -> bytes:
    """Return form 04: the apology with a new date, since 2025 the one that asks for more time.

    Raises ``LookupError`` for a dossier that is not known here.
    """
    told = _known(stream)
    with translation.override(LANGUAGE_OF_FORMS):
        stated = _letter(told, letter) | {"new_due": plain(letter.new_due)}
        values = head_of(told, "apology", at) | stated
        return printed("apology", sealed("apology", values, at=at, due=letter.new_due), at=at)


def make_stop(stream: str, letter: Stop, *, at: datetime) -> bytes:
    """Return form 05 of 2025, the notice that a dossier is worked on no further.

    Raises ``LookupError`` for a dossier that is not known here.
    """
    told = _known(stream)
    with translation.override(LANGUAGE_OF_FORMS):
        stated = _letter(told, letter) | {"stopped_at": plain(letter.stopped_at)}
        values = head_of(told, "stop", at) | stated
        return printed("stop", sealed("stop", values, at=at), at=at)


def make_slip(stream: str, *, at: datetime) -> bytes:
    """Return the control slip as the log has it at this moment."""
    told = _known(stream)
    rows = slip_of([each.event for each in told.events if each.event])
    people = names_of({row.person for row in rows} - {""})
    desks = desk_names({row.desk for row in rows} | {row.to_desk for row in rows} - {""})
    takers = [*(row.person for row in rows[1:]), ""]
    with translation.override(LANGUAGE_OF_FORMS):
        values = head_of(told, "control_slip", at) | {
            "printed_at": plain(at),
            "rows": [
                {
                    "step": row.step,
                    "what": row.what
                    or said_corrections(row.corrections)
                    or str(MENDED_WORDS.get(row.kind, "")),
                    "giver": desks.get(row.desk, row.desk),
                    "person": people.get(row.person, ""),
                    "taker": str(_("Who came for the result"))
                    if _comer(row)
                    else desks.get(row.to_desk, ""),
                    "taker_role": role_of(row.to_role) if row.to_role else "",
                    "taker_person": _comer(row) or people.get(taker, ""),
                    "since": plain(row.since),
                    "at": plain(row.at),
                    "result": str(RESULTS[row.result]),
                    "note": (row.returned and said_receiver(row.returned)) or row.note,
                }
                for row, taker in zip(rows, takers, strict=True)
            ],
        }
        return printed(
            "control_slip", sealed("control_slip", values, at=at, due=told.due), at=at
        )


def _comer(row: SlipRow) -> str:
    """Return who took the result away where no office is next; empty for the post."""
    return row.returned.receiver if row.returned and not row.returned.carrier else ""


def make_reminder(stream: str, *, at: datetime) -> bytes:
    """Return the slip that a roll printer gives: code, promise, telephone, and no name.

    Raises ``LookupError`` for a dossier that is not known here.
    """
    told = _known(stream)
    with translation.override(LANGUAGE_OF_FORMS):
        values = head_of(told, "receipt", at) | {"printed_at": plain(at)}
        return printed("reminder", sealed("reminder", values, at=at, due=told.due), at=at)


def make_ticket(
    card: TicketCard, before: int | None, wait: Wait | None, *, at: datetime
) -> bytes:
    """Return the slip with a number of the queue: which, for what, how many before, no name.

    ``before`` is None for a number that waits no longer.
    """
    with translation.override(LANGUAGE_OF_FORMS):
        values = {
            "number": card.name,
            "agency": desk_names({card.desk})[card.desk],
            "what": topic_of(card.topic, card.field),
            "is_priority": card.is_priority,
            "taken_at": plain(card.taken_at),
            "before": say_before(before) if before is not None else "",
            "wait": say_wait(wait) if before is not None else "",
            "doubt": say_doubt(wait) if before is not None else "",
            "printed_at": plain(at),
            "link": f"{settings.GUOL_ADDRESS}/lay-so/{card.desk}/phieu/{card.key}/",
        }
        return printed("ticket", values, at=at)


def make_visit_receipt(streams: Sequence[str], *, at: datetime) -> bytes:
    """Return one receipt for all that was taken in at one visit, in the order of ``streams``.

    Each dossier keeps its own number, promise and secret; who asks, and where, is told once, as
    the first has it. Raises ``LookupError`` for a dossier that is not known here.
    """
    visit = [_known(stream) for stream in streams]
    first = visit[0]
    accepted = first.last(DossierAccepted)
    with translation.override(LANGUAGE_OF_FORMS):
        values = head_of(first, "receipt", at) | {
            "clerk": author_of(accepted) if accepted else "",
            "wishes": wishes_of(first.lodged),
            "site": settings.GUOL_ADDRESS.partition("//")[2] + "/tra-cuu/",
            "dossiers": [_line_of(each, at) for each in visit],
        }
        return printed(
            "visit_receipt", sealed("visit_receipt", values, at=at, due=first.due), at=at
        )


def make_visit_reminder(streams: Sequence[str], *, at: datetime) -> bytes:
    """Return one slip of 80 mm for a visit: each code with its promise, and no name.

    Raises ``LookupError`` for a dossier that is not known here.
    """
    visit = [_known(stream) for stream in streams]
    first = visit[0]
    with translation.override(LANGUAGE_OF_FORMS):
        values = head_of(first, "receipt", at) | {
            "printed_at": plain(at),
            "dossiers": [
                {
                    "number": each.card.number,
                    "procedure": each.of.name,
                    "due": plain(each.due) if each.due else "",
                }
                for each in visit
            ],
        }
        return printed(
            "visit_reminder", sealed("visit_reminder", values, at=at, due=first.due), at=at
        )


def make_register(desk: str, first: date, last: date, *, sheet: int = 1, at: datetime) -> bytes:
    """Return one sheet of the register of a period, as many lines as its page shows."""
    before, total = (sheet - 1) * REGISTER_PAGE, register_count(desk, first, last)
    rows = register(desk, first, last, after=before)
    served = agency(desk)
    above = served.parent if served else ""
    names = desk_names({desk, above} | {row.competent for row in rows})
    unit = (served.unit_id if served else "") or desk
    with translation.override(LANGUAGE_OF_FORMS):
        values = {
            "superior": names[above],
            "agency": names[desk],
            "place_and_date": place_and_date(served.area_name if served else "", at),
            **law_of("", "ledger", last),
            "first": plain(first),
            "last": plain(last),
            "sheet": str(sheet),
            "sheets": str(max(1, -(-total // REGISTER_PAGE))),
            "before": before,
            "total": total,
            "printed_at": plain(at),
            "rows": [
                {
                    "number": row.number,
                    "procedure": version(row.version).name,
                    "applicant": row.applicant,
                    "contact": row.phone,
                    "competent": names[row.competent],
                    "received_at": plain(row.received_at),
                    "due": plain(row.due) if row.due else "",
                    "ended_at": plain(row.ended_at) if row.ended_at else "",
                    "returned_at": plain(row.returned_at) if row.returned_at else "",
                    "receiver": row.receiver,
                }
                for row in rows
            ],
        }
        number = f"{unit}/{first:%Y%m%d}-{last:%Y%m%d}"
        number += f"/{sheet}" if total > REGISTER_PAGE else ""
        return printed("ledger", sealed("ledger", values, at=at, number=number), at=at)


def _known(stream: str) -> Told:
    told = told_of(stream)
    if told is None:
        raise LookupError(stream)
    return told


def _letter(told: Told, letter: Letter) -> dict[str, Any]:
    """Return what a letter states; the agency that decides writes it, and its head signs."""
    return asdict(letter) | {
        "issuer": desk_names({told.card.competent})[told.card.competent],
        "field": told.of.field,
    }


def _line_of(told: Told, at: datetime) -> dict[str, Any]:
    head = head_of(told, "receipt", at)
    named = ("number", "procedure", "about", "competent", "due")
    return {name: head[name] for name in named} | {
        "papers": papers_of(told.lodged.papers),
        "fee_text": fee_text(told.card),
        "secret": secret_to_print(told.card),
    }
