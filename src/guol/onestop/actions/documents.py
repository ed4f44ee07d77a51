"""Forms made from the log and kept: receipt, supplement request, refusal, result.

Made once for the event they belong to, by a job or by whoever opens them first.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from guol.feed.api import Recorded, has_blob
from guol.kernel.act import Official
from guol.kernel.clock import legal_day, local
from guol.kernel.event import Event
from guol.kernel.text import plain
from guol.onestop.actions.keeping import keep_document
from guol.onestop.actions.sealing import FACTS, facts_of, printed, sealed
from guol.onestop.events import (
    DossierAccepted,
    DossierLodged,
    DossierRefused,
    Explained,
    OutsideNumberReceived,
    PaperGiven,
    ReceiptPrintedAgain,
    SupplementRequested,
)
from guol.onestop.events.correcting import EntryCorrected
from guol.onestop.events.timing import ApologyGiven, DossierStopped
from guol.onestop.queries import (
    Made,
    document_at,
    dossier,
    history,
    reprints_of,
    secret_to_print,
    woven,
)
from guol.onestop.queries.books import entry_of
from guol.onestop.queries.versions import version_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.correcting import corrected
from guol.onestop.words import COPY_KINDS, FINANCIAL, say_line
from guol.papers.api import digest_of, forms_on, number_of_form
from guol.people.api import agency, desk_names, names_of
from guol.procedures.api import Version

LANGUAGE_OF_FORMS = "vi"
MOST_SOURCES = 4  # of the texts that a result names above its content
_KIND_OF_PLACE = re.compile(
    r"^(xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố)\s+(?!\d)", re.IGNORECASE
)


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

    def until(self, origin: Recorded) -> "Told":
        """Return the dossier as it was when an event happened: a paper tells of its own day."""
        known = [each.origin for each in self.events].index(origin.origin)
        events = self.events[: known + 1]
        told = [each.event for each in events if each.event]
        lodged = next((each for each in told if isinstance(each, DossierLodged)), self.lodged)
        return replace(self, events=events, lodged=corrected(lodged, told))

    @property
    def accepted(self) -> DossierAccepted | None:
        """How it was accepted, None as long as it was not."""
        found = self.last(DossierAccepted)
        event = found.event if found else None
        return event if isinstance(event, DossierAccepted) else None

    @property
    def due(self) -> datetime | None:
        """The newest promise of a result."""
        promises = [getattr(each.event, "due", None) for each in self.events]
        return next((each for each in reversed(promises) if each), None)

    @property
    def why(self) -> list[str]:
        """Why the newest promise is that moment, in sentences."""
        told = [getattr(each.event, "explanation", ()) for each in self.events]
        newest: tuple[Explained, ...] = next((each for each in reversed(told) if each), ())
        return [say_line(each) for each in newest]


def make_document(stream: str, kind: str, *, at: datetime) -> Made | None:
    """Return a form of a dossier, made now unless it was made before; None if it has none.

    Every printing of a receipt after the first is a form of its own, marked as a reprint.
    """
    told = told_of(stream)
    if told is None or kind not in FORMS:
        return None
    form, template = FORMS[kind], FORMS[kind].template or told.of.result_template
    origin = told.last(*form.of)
    if origin is None or told.last(form.begins(told.of)) is None or not template:
        return None
    made = document_at(f"{origin.origin}#{kind}")
    if made is not None and has_blob(made.digest):
        return made
    with translation.override(LANGUAGE_OF_FORMS):
        then = told.until(origin)
        values = form.values(then, origin)
        if kind in FACTS:
            values = sealed(kind, values, at=moment_of(origin), due=then.due)
        content = printed(template, values, at=at)
    return keep_document(origin.origin, stream=stream, kind=kind, content=content, at=at)


def kinds_made(told: Iterable[Recorded], made: frozenset[str]) -> frozenset[str]:
    """Return the kinds whose newest form is made; ``made`` are the origins of those kept.

    A receipt that is printed again is a new form: that the first was made does not count.
    """
    newest = {
        kind: each.origin
        for each in told
        if each.standing.counts
        for kind, form in FORMS.items()
        if isinstance(each.event, form.of)
    }
    return frozenset(kind for kind, origin in newest.items() if f"{origin}#{kind}" in made)


def facts_known(stream: str, kind: str) -> frozenset[bytes]:
    """Return the digests of all papers of a kind that the log gives a dossier.

    Empty for a kind whose papers are not made from one event.
    """
    told = told_of(stream)
    if told is None or kind not in FORMS or kind not in FACTS:
        return frozenset()
    form = FORMS[kind]
    with translation.override(LANGUAGE_OF_FORMS):
        return frozenset(
            digest_of(facts_of(kind, form.values(told.until(each), each)))
            for each in told.events
            if isinstance(each.event, form.of)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: the events that it belongs to, its template, what stands in it."""

    of: tuple[type[Event], ...]
    template: str
    values: Callable[[Told, Recorded], Mapping[str, Any]]

    def begins(self, of: Version) -> type[Event]:
        """Return the event before which there is no such form.

        A result waits for the number that another system gives, where the procedure has one.
        """
        is_result = not self.template
        return DossierAccepted if is_result and not of.outside_number else self.of[0]


def told_of(stream: str) -> Told | None:
    """Return all that forms of a dossier tell, None for one not known here."""
    card = dossier(stream)
    whole = woven(history(stream), reprints_of(stream))
    events = tuple(each for each in whole if each.standing.counts)
    lodged = next(
        (each.event for each in events if isinstance(each.event, DossierLodged)), None
    )
    if card is None or lodged is None:
        return None
    lodged = corrected(lodged, [each.event for each in events if each.event])
    return Told(card=card, of=version_of(card), lodged=lodged, events=events)


def head_of(told: Told, purpose: str, at: datetime) -> dict[str, Any]:
    """Return what stands on every form of a dossier, as of ``at``."""
    card, asks, accepted = told.card, told.lodged.applicant, told.accepted
    served, decides = agency(card.receiving), agency(card.competent)
    above = served.parent if served else ""
    if not above and served and decides and served.area == decides.area:
        above = decides.key  # a counter named without its superior: that of its own place
    desks = desk_names({card.receiving, card.competent, above})
    return {
        "superior": desks[above],
        **law_of(_form_set(told), purpose, legal_day(at)),
        "place_and_date": place_and_date(served.area_name if served else "", at),
        "foot": " · ".join(filter(None, (card.name, settings.GUOL_AGENCY_NAME))),
        "agency": desks[card.receiving],
        "competent": desks[card.competent],
        "number": accepted.number if accepted else "",
        "reference": card.reference,
        "procedure": told.of.name,
        "procedure_code": told.of.code,
        "applicant": asks.name,
        "about": told.lodged.about,
        "address": asks.address,
        "phone": asks.phone,
        "email": asks.email,
        "received_at": plain(accepted.received_at) if accepted else "",
        "due": plain(told.due) if told.due else "",
        "fee_vnd": accepted.fee_vnd if accepted else 0,
        "hotline": settings.GUOL_HOTLINE,
    }


def place_and_date(place: str, at: datetime) -> str:
    """Return the line over a form: the place, and the day it bears.

    A place is named without its kind, unless it is a number (Decree 30/2020/NĐ-CP, App. I).

    >>> place_and_date("Xã La Êê", datetime.fromisoformat("2025-06-30T07:00:00+07:00"))
    'La Êê, ngày 30 tháng 06 năm 2025'
    >>> place_and_date("Phường 5", datetime.fromisoformat("2025-06-30T07:00:00+07:00"))[:8]
    'Phường 5'
    """
    day = local(at)
    words = f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"
    named = _KIND_OF_PLACE.sub("", place)
    return f"{named}, {words}" if named else words


def law_of(stated: str, purpose: str, day: date) -> dict[str, str]:
    """Return which circular a form follows, and the number that it gives the form.

    What was ``stated`` at acceptance stays: a dossier keeps the forms of its day of reception.
    """
    form_set = stated or forms_on(day)
    return {"form_set": form_set, "form_number": number_of_form(form_set, purpose)}


def _form_set(told: Told) -> str:
    if told.accepted:
        return told.accepted.form_set
    return forms_on(legal_day(told.lodged.act.at), stated=told.of.form_set)


def author_of(origin: Recorded) -> str:
    """Return the name of the official who did it, empty for anybody else."""
    by = origin.event.act.by if origin.event else None
    return names_of({by.person}).get(by.person, "") if isinstance(by, Official) else ""


def papers_of(papers: tuple[PaperGiven, ...]) -> list[dict[str, Any]]:
    """Return papers as a form lists them."""
    return [
        {"name": each.name, "kind": str(COPY_KINDS[each.kind]), "count": each.count}
        for each in papers
    ]


def _receipt(told: Told, origin: Recorded) -> dict[str, Any]:
    accepted = told.last(DossierAccepted)
    secret = secret_to_print(told.card)
    link = f"{settings.GUOL_ADDRESS}/tra-cuu/m/{told.card.reference}/{secret}/"
    return head_of(told, "receipt", moment_of(origin)) | {
        "papers": papers_of(told.lodged.papers),
        "clerk": author_of(accepted) if accepted else "",
        "secret": secret,
        "link": link if secret else f"{settings.GUOL_ADDRESS}/tra-cuu/",
        "wishes": wishes_of(told.lodged),
        "limit": told.of.limit_text,
        "why": told.why,
        "site": settings.GUOL_ADDRESS.partition("//")[2] + "/tra-cuu/",
        "fee_text": fee_text(told.card),
        "reprint": origin.event.times if isinstance(origin.event, ReceiptPrintedAgain) else 0,
    }


def wishes_of(lodged: DossierLodged) -> str:
    """Return where the applicant wants the result, as a receipt says it."""
    if lodged.deliver_to:
        return f"qua bưu chính công ích, tới: {lodged.deliver_to}"
    return lodged.wishes


def fee_text(card: DossierCard) -> str:
    """Return what a dossier costs, and how that stands, as a form says it."""
    amount = f"{card.fee_vnd:,} đồng".replace(",", ".") if card.fee_vnd else ""
    return ", ".join(filter(None, (amount, str(FINANCIAL[card.financial]))))


def moment_of(origin: Recorded) -> datetime:
    """Return when an event happened. Raises ``LookupError`` for one not readable here."""
    if origin.event is None:
        raise LookupError(str(origin.origin))
    return origin.event.act.at


def _supplement(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    wanted = event.wanted if isinstance(event, SupplementRequested) else ()
    return head_of(told, "supplement", moment_of(origin)) | {
        "wanted": [{"name": each.name, "reason": each.reason} for each in wanted],
        "stage": event.stage if isinstance(event, SupplementRequested) else "",
        "effect": event.effect if isinstance(event, SupplementRequested) else "",
        "officer": author_of(origin),
        "asked_at": plain(event.act.at) if event else "",
    }


def _refusal(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    refused = event if isinstance(event, DossierRefused) else None
    return head_of(told, "refusal", moment_of(origin)) | {
        "reason": refused.reason if refused else "",
        "way_on": refused.way_on if refused else "",
        "officer": author_of(origin),
        "refused_at": plain(refused.act.at) if refused else "",
    }


def _apology(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    given = event if isinstance(event, ApologyGiven) else None
    return _letter(told, origin, "apology") | {
        "reason": given.reason if given else "",
        "due": plain(given.before) if given else "",
        "new_due": plain(given.due) if given else "",
    }


def _stop(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    stopped = event if isinstance(event, DossierStopped) else None
    return _letter(told, origin, "stop") | {
        "reason": stopped.reason if stopped else "",
        "way_on": stopped.way_on if stopped else "",
        "stopped_at": plain(moment_of(origin)),
    }


def _letter(told: Told, origin: Recorded, purpose: str) -> dict[str, Any]:
    """Return the head of a letter that the deciding agency sends."""
    head = head_of(told, purpose, moment_of(origin))
    return head | {
        "issuer": head["competent"],
        "signer": author_of(origin),
        "signer_role": "",
    }


def _certificate(told: Told, origin: Recorded) -> dict[str, Any]:
    event = origin.event
    received = event if isinstance(event, OutsideNumberReceived) else None
    return head_of(told, "certificate", moment_of(origin)) | {
        "fields": {
            each.name: told.of.answer_text(each.name, each.value) for each in told.lodged.fields
        },
        "labels": {each.name: each.label for each in told.lodged.fields},
        "result": told.of.result or told.of.name,
        "sources": list(told.of.sources[:MOST_SOURCES]),
        "outside_number": received.number if received else told.card.outside_number,
        "book": _place_in_book(told, received.book if received else ""),
        "day": plain(legal_day(event.act.at)) if event else "",
    }


def _place_in_book(told: Told, typed: str) -> str:
    """Return number, year and register of the entry; what was typed where there is none."""
    entry = entry_of(told.card.stream)
    return f"số {entry.name}, quyển {entry.book_name}" if entry and entry.name else typed


FORMS: dict[str, Form] = {
    "receipt": Form(
        of=(DossierAccepted, ReceiptPrintedAgain, EntryCorrected),
        template="receipt",
        values=_receipt,
    ),
    "supplement": Form(of=(SupplementRequested,), template="supplement", values=_supplement),
    "refusal": Form(of=(DossierRefused,), template="refusal", values=_refusal),
    "apology": Form(of=(ApologyGiven,), template="apology", values=_apology),
    "stop": Form(of=(DossierStopped,), template="stop", values=_stop),
    "certificate": Form(
        of=(OutsideNumberReceived, DossierAccepted, EntryCorrected),
        template="",
        values=_certificate,
    ),
}
