"""Forms made from the log: receipt, supplement request, refusal, result, slip, register.

Made once for the event they belong to, by a job or by whoever opens them first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from guol.feed.api import Recorded, has_blob
from guol.kernel.act import Official
from guol.kernel.clock import legal_day, local
from guol.kernel.event import Event
from guol.kernel.text import plain
from guol.onestop.actions.keeping import keep_document
from guol.onestop.events import (
    DossierAccepted,
    DossierLodged,
    DossierRefused,
    OutsideNumberReceived,
    PaperGiven,
    ReceiptPrintedAgain,
    SupplementRequested,
)
from guol.onestop.queries import (
    Made,
    document_at,
    dossier,
    history,
    register,
    secret_to_print,
)
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.slip import slip_of
from guol.onestop.words import COPY_KINDS, FINANCIAL, role_of
from guol.papers.api import typeset
from guol.people.api import agency, desk_names, names_of
from guol.procedures.api import Version, version

LANGUAGE_OF_FORMS = "vi"
# Printed numbers of the forms: the two circulars call different papers 05 and 06.
FORM_NUMBERS = {
    "2018": {
        "receipt": "01",
        "supplement": "02",
        "refusal": "03",
        "control_slip": "05",
        "ledger": "06",
        "certificate": "",
    },
    "2025": {
        "receipt": "01",
        "supplement": "02",
        "refusal": "03",
        "control_slip": "06",
        "ledger": "07",
        "certificate": "",
    },
}
RESULTS = {"early": _("In time"), "late": _("Late"), "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A dossier with everything that its forms print."""

    card: DossierCard
    of: Version
    lodged: DossierLodged
    events: tuple[Recorded, ...]

    def last(self, *kinds: type[Event]) -> Recorded | None:
        """Return the newest event of one of these kinds that counts."""
        found = [each for each in self.events if isinstance(each.event, kinds)]
        return found[-1] if found else None


def make_document(stream: str, kind: str, *, at: datetime) -> Made | None:
    """Return a form of a dossier, made now unless it was made before; None if it has none.

    Every printing of a receipt after the first is a form of its own, marked as a reprint.
    """
    told = _told(stream)
    if told is None or kind not in FORMS:
        return None
    form = FORMS[kind]
    origin = told.last(*form.of)
    if origin is None:
        return None
    made = document_at(f"{origin.origin}#{kind}")
    if made is not None and has_blob(made.digest):
        return made
    with translation.override(LANGUAGE_OF_FORMS):
        content = typeset(
            form.template or told.of.result_template, form.values(told, origin), at=at
        )
    return keep_document(origin.origin, stream=stream, kind=kind, content=content, at=at)


def make_slip(stream: str, *, at: datetime) -> bytes:
    """Return the control slip as the log has it at this moment."""
    told = _told(stream)
    if told is None:
        raise LookupError(stream)
    events = [each.event for each in told.events if each.event]
    rows = slip_of(events)
    people = names_of({row.person for row in rows} - {""})
    desks = desk_names({row.desk for row in rows} | {row.to_desk for row in rows} - {""})
    with translation.override(LANGUAGE_OF_FORMS):
        return typeset(
            "control_slip",
            _head(told, "control_slip", at)
            | {
                "printed_at": plain(at),
                "rows": [
                    {
                        "step": row.step,
                        "what": row.what,
                        "giver": desks.get(row.desk, row.desk),
                        "person": people.get(row.person, ""),
                        "taker": desks.get(row.to_desk, ""),
                        "taker_role": role_of(row.to_role) if row.to_role else "",
                        "since": plain(row.since),
                        "at": plain(row.at),
                        "result": str(RESULTS[row.result]),
                        "note": row.note,
                    }
                    for row in rows
                ],
            },
        )


def make_register(desk: str, first: date, last: date, *, at: datetime) -> bytes:
    """Return the register of a period."""
    rows = register(desk, first, last)
    names = desk_names({desk} | {row.competent for row in rows})
    with translation.override(LANGUAGE_OF_FORMS):
        return typeset(
            "ledger",
            {
                "agency": names[desk],
                "form_number": FORM_NUMBERS["2018"]["ledger"],
                "first": plain(first),
                "last": plain(last),
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
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: the events that it belongs to, its template, what stands in it."""

    of: tuple[type[Event], ...]
    template: str
    values: Callable[[Told, Recorded], Mapping[str, Any]]


def _told(stream: str) -> Told | None:
    card = dossier(stream)
    events = tuple(each for each in history(stream) if each.standing.counts)
    lodged = next(
        (each.event for each in events if isinstance(each.event, DossierLodged)), None
    )
    if card is None or lodged is None:
        return None
    return Told(card=card, of=version(card.version), lodged=lodged, events=events)


def _head(told: Told, purpose: str, at: datetime) -> dict[str, Any]:
    card, asks = told.card, told.lodged.applicant
    served = agency(card.receiving)
    above = served.parent if served else ""
    desks = desk_names({card.receiving, card.competent, above})
    form_set = _form_set(told)
    return {
        "superior": desks[above],
        "form_number": FORM_NUMBERS.get(form_set, FORM_NUMBERS["2018"])[purpose],
        "place_and_date": _place_and_date(served.area_name if served else "", at),
        "foot": " · ".join(filter(None, (card.name, settings.GUOL_AGENCY_NAME))),
        "agency": desks[card.receiving],
        "competent": desks[card.competent],
        "number": card.number,
        "reference": card.reference,
        "procedure": told.of.name,
        "procedure_code": told.of.code,
        "applicant": asks.name,
        "about": card.about,
        "address": asks.address,
        "phone": asks.phone,
        "email": asks.email,
        "received_at": plain(card.received_at) if card.received_at else "",
        "due": plain(card.due) if card.due else "",
        "fee_vnd": card.fee_vnd,
        "hotline": settings.GUOL_HOTLINE,
    }


def _place_and_date(place: str, at: datetime) -> str:
    """Return the line over a form: the place, and the day it bears."""
    day = local(at)
    words = f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"
    return f"{place}, {words}" if place else words


def _form_set(told: Told) -> str:
    accepted = told.last(DossierAccepted)
    event = accepted.event if accepted else None
    return event.form_set if isinstance(event, DossierAccepted) else told.of.form_set


def _author(origin: Recorded) -> str:
    by = origin.event.act.by if origin.event else None
    return names_of({by.person}).get(by.person, "") if isinstance(by, Official) else ""


def _papers(papers: tuple[PaperGiven, ...]) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "kind": str(COPY_KINDS[each.kind]), "count": each.count}
        for each in papers
    ]


def _receipt(told: Told, origin: Recorded) -> dict[str, Any]:
    accepted = told.last(DossierAccepted)
    secret = secret_to_print(told.card)
    link = f"{settings.GUOL_ADDRESS}/tra-cuu/m/{told.card.reference}/{secret}/"
    return _head(told, "receipt", _moment(origin)) | {
        "papers": _papers(told.lodged.papers),
        "clerk": _author(accepted) if accepted else "",
        "secret": secret,
        "link": link if secret else f"{settings.GUOL_ADDRESS}/tra-cuu/",
        "wishes": told.lodged.wishes,
        "limit": told.of.limit_text,
        "site": settings.GUOL_ADDRESS.partition("//")[2] + "/tra-cuu/",
        "fee_text": _fee_text(told.card),
        "reprint": told.card.reprints if isinstance(origin.event, ReceiptPrintedAgain) else 0,
    }


def _fee_text(card: DossierCard) -> str:
    amount = f"{card.fee_vnd:,} đồng".replace(",", ".") if card.fee_vnd else ""
    return ", ".join(filter(None, (amount, str(FINANCIAL[card.financial]))))


def _moment(origin: Recorded) -> datetime:
    if origin.event is None:
        raise LookupError(str(origin.origin))
    return origin.event.act.at


def _supplement(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    wanted = event.wanted if isinstance(event, SupplementRequested) else ()
    return _head(told, "supplement", _moment(origin)) | {
        "wanted": [{"name": each.name, "reason": each.reason} for each in wanted],
        "officer": _author(origin),
        "asked_at": plain(event.act.at) if event else "",
    }


def _refusal(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    refused = event if isinstance(event, DossierRefused) else None
    return _head(told, "refusal", _moment(origin)) | {
        "reason": refused.reason if refused else "",
        "way_on": refused.way_on if refused else "",
        "officer": _author(origin),
        "refused_at": plain(refused.act.at) if refused else "",
    }


def _certificate(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    received = event if isinstance(event, OutsideNumberReceived) else None
    return _head(told, "certificate", _moment(origin)) | {
        "fields": {
            each.name: told.of.answer_text(each.name, each.value) for each in told.lodged.fields
        },
        "labels": {each.name: each.label for each in told.lodged.fields},
        "outside_number": received.number if received else told.card.outside_number,
        "book": received.book if received else "",
        "day": plain(legal_day(event.act.at)) if event else "",
    }


FORMS: dict[str, Form] = {
    "receipt": Form(
        of=(DossierAccepted, ReceiptPrintedAgain),
        template="receipt",
        values=_receipt,
    ),
    "supplement": Form(of=(SupplementRequested,), template="supplement", values=_supplement),
    "refusal": Form(of=(DossierRefused,), template="refusal", values=_refusal),
    "certificate": Form(
        of=(OutsideNumberReceived,),
        template="",
        values=_certificate,
    ),
}
