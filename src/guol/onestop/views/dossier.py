"""One dossier: what it is, where it stands, what is to be done next."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guol.feed.api import Recorded
from guol.kernel.act import Act, Official
from guol.kernel.blob import Blob
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.kernel.event import Event
from guol.onestop.actions import (
    Decisions,
    accept_dossier,
    accept_supplement,
    await_number,
    decide_dossier,
    kinds_made,
    make_document,
    pay_fee,
    receive_number,
    refuse_dossier,
    request_supplement,
    return_result,
    take_steps,
    withdraw_dossier,
)
from guol.onestop.events import DossierLodged, PaperGiven, SupplementGiven
from guol.onestop.forms import (
    AcceptForm,
    FeeForm,
    NumberForm,
    PressForm,
    RefuseForm,
    ReturnForm,
    StepsForm,
    SupplementForm,
    TakeSupplementForm,
    WithdrawForm,
    officers_of,
)
from guol.onestop.forms.correcting import CorrectEntryForm
from guol.onestop.permits import Offer, next_offer
from guol.onestop.queries import (
    documents_made,
    duplicates_of,
    history,
    name_of,
    reprints_of,
    stream_of_key,
    supplement_brought,
    woven,
)
from guol.onestop.queries import dossier as dossier_of
from guol.onestop.queries.versions import version_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.correcting import FORM, entries_of
from guol.onestop.rules.returning import AUTHORISATION
from guol.onestop.rules.route import Deed, deed_of, is_officer
from guol.onestop.rules.slip import slip_of
from guol.onestop.views.access import (
    SeeOther,
    act_at,
    dossier_to_read,
    hands_of,
    official,
)
from guol.onestop.views.books import in_registers
from guol.onestop.views.bundle import BUNDLE_PRESSES, shown_with_parts
from guol.onestop.views.doors import DOOR_PRESSES, correct_form, doors_of, opinions_shown
from guol.onestop.views.filling import KEPT, taken
from guol.onestop.views.paying import fee_to_take, receipts_to_print, settled
from guol.onestop.views.pressing import Press, Values
from guol.onestop.views.returning import RETURN_PRESSES, return_doors
from guol.onestop.views.telling import Teller
from guol.onestop.views.timing import CLOCK_PRESSES, clock_doors
from guol.onestop.words import COPY_KINDS, KINDS, role_of, state_of
from guol.payments.api import receipts_of
from guol.people.api import Viewer, desk_names, names_of, staff_of, viewer_of
from guol.procedures.api import Version, version_as_lodged
from guol.web.words import say

DONE = "xong"  # what was just done stands in the address: a cookie for it costs more


@require_safe
def dossier(request: HttpRequest, name: str) -> HttpResponse:
    """Show one dossier to an official who may read it."""
    viewer, card, told = dossier_to_read(request, name)
    return _page(request, viewer, card, told, done=request.GET.get(DONE, ""))


@require_POST
def press(request: HttpRequest, key: str, deed: str) -> HttpResponse:
    """Do one thing with a dossier; whatever goes wrong, what was typed is kept."""
    official(request)
    what = PRESSES.get(deed)
    if what is None:
        raise Http404
    stream = stream_of_key(key)
    form = _form(what.form, request, stream)
    _take_scan(request, form)
    if not form.is_valid():
        return _again(request, key, deed, form)
    values = form.values()
    desk = request.POST.get("desk", "")
    role = _role_of_turn(viewer_of(request), stream, desk)
    act, roles = act_at(request, key=form.cleaned_data["key"], desk=desk, role=role)
    try:
        what.verb(act, stream, form.cleaned_data["seen"], roles, values)
    except LookupError as unknown:
        raise Http404 from unknown
    except Refused as no:
        form.add_error(None, say(no.reason))
        return _again(request, key, deed, form)
    except Conflict:
        return _conflict(request, key, deed, form)
    return SeeOther(f"{reverse('onestop:dossier', args=[key])}?{DONE}={deed}")


def _role_of_turn(viewer: Viewer, stream: str, desk: str) -> str:
    """Return the role whose turn it is; asked only of those who act for others at this desk."""
    here = [held for held in viewer.posts if held.desk == desk]
    if not any(held.delegated_by or held.is_vacant for held in here):
        return ""
    card = dossier_of(stream)
    return card.role if card else ""


def _accept(act: Act, stream: str, seen: int, roles: frozenset[str], values: Values) -> str:
    decisions = Decisions(
        fee_ground=values["fee_ground"],
        fee_paper=values["fee_paper"],
        is_handed_over=values["is_handed_over"],
        localities=tuple(values["localities"]),
    )
    return accept_dossier(act, stream, seen=seen, roles=roles, decisions=decisions)


def _decide(act: Act, stream: str, seen: int, roles: frozenset[str], values: Values) -> str:
    del values
    # Made before, where a job or whoever read it did; a correction makes another.
    made = make_document(stream, "certificate", at=act.at)
    blob = (
        Blob(digest=made.digest, size=made.size, media_type="application/pdf") if made else None
    )
    return decide_dossier(act, stream, seen=seen, roles=roles, document=blob)


def _await(act: Act, stream: str, seen: int, roles: frozenset[str], values: Values) -> str:
    del values
    return await_number(act, stream, seen=seen, roles=roles)


PRESSES: dict[str, Press] = {
    "tiep-nhan": Press(
        form=AcceptForm, verb=_accept, done=lambda: _("The dossier is accepted and numbered.")
    ),
    "chuyen": Press(
        form=StepsForm,
        verb=lambda act, stream, seen, roles, values: take_steps(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("Done and passed on."),
    ),
    "cho-so": Press(form=PressForm, verb=_await, done=lambda: _("Noted: a number is awaited.")),
    "so-ngoai": Press(
        form=NumberForm,
        verb=lambda act, stream, seen, roles, values: receive_number(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The number is noted."),
    ),
    "bo-sung": Press(
        form=SupplementForm,
        verb=lambda act, stream, seen, roles, values: request_supplement(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The applicant is asked; the clock stands still."),
    ),
    "nhan-bo-sung": Press(
        form=TakeSupplementForm,
        verb=lambda act, stream, seen, roles, values: accept_supplement(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The supplement is taken; the dossier goes on."),
    ),
    "tu-choi": Press(
        form=RefuseForm,
        verb=lambda act, stream, seen, roles, values: refuse_dossier(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The dossier is refused; the notice is being made."),
    ),
    "ky": Press(form=PressForm, verb=_decide, done=lambda: _("The result is signed.")),
    "le-phi": Press(
        form=FeeForm,
        verb=lambda act, stream, seen, roles, values: pay_fee(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The fee is settled."),
    ),
    "tra": Press(
        form=ReturnForm,
        verb=lambda act, stream, seen, roles, values: return_result(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The result is handed over. The dossier is closed."),
    ),
    "rut": Press(
        form=WithdrawForm,
        verb=lambda act, stream, seen, roles, values: withdraw_dossier(
            act, stream, seen=seen, roles=roles, **values
        ),
        done=lambda: _("The dossier is taken back."),
    ),
    **BUNDLE_PRESSES,
    **DOOR_PRESSES,
    **CLOCK_PRESSES,
    **RETURN_PRESSES,
}
OFFERED = {  # what may be done → the button that does it
    "accept": "tiep-nhan",
    "supplement": "nhan-bo-sung",
    "number": "so-ngoai",
    "steps": "chuyen",
    "decide": "ky",
    "fee": "le-phi",
    "return": "tra",
}


def _form(kind: type[BaseForm], request: HttpRequest, stream: str) -> Any:
    """Return the form filled in, with the choices that its dossier gives."""
    data = request.POST
    if kind is CorrectEntryForm:
        return _correct_form(data, stream)
    if kind is AcceptForm:
        return AcceptForm(data, version=_version_of(stream) if "localities" in data else None)
    if kind is SupplementForm:
        return SupplementForm(data, papers=_papers_of(stream))
    if kind is StepsForm and "assigned" in data:
        staff = staff_of(data.get("desk", ""), legal_day(utc_now()))
        return StepsForm(data, officers=[each for each in staff if is_officer(each.role)])
    return kind(data)


def _take_scan(request: HttpRequest, form: Any) -> None:
    """Keep the scan of an authorisation that came with a form, now or on an earlier try."""
    if not isinstance(form, ReturnForm):
        return
    form.papers = tuple(
        PaperGiven(name=AUTHORISATION, kind=2, file_name=each.name, blob=each.blob)
        for each in taken(request, form, "scan", most=1)
    )


def _version_of(stream: str) -> Version:
    card = dossier_of(stream)
    if card is None:
        raise Http404
    return version_of(card)


def _correct_form(data: Any, stream: str) -> CorrectEntryForm:
    card = dossier_of(stream)
    if card is None:
        raise Http404
    of = version_as_lodged(card.version, legal_day(card.lodged_at))
    told = [each.event for each in history(stream) if each.event and each.standing.counts]
    return correct_form(data, of, told, card)


def _papers_of(stream: str) -> tuple[str, ...]:
    told = (each.event for each in history(stream))
    lodged = next((each for each in told if isinstance(each, DossierLodged)), None)
    if lodged is None:
        return ()
    of = version_as_lodged(lodged.version, legal_day(lodged.act.at))
    return tuple(each.name for each in of.papers)


def _again(request: HttpRequest, key: str, deed: str, form: BaseForm) -> HttpResponse:
    viewer, card, told = dossier_to_read(request, key)
    form.auto_id = f"{deed}_%s"  # as its boxes are called on the page
    return _page(request, viewer, card, told, failed=(deed, form), status=422)


def _conflict(request: HttpRequest, key: str, deed: str, form: Any) -> HttpResponse:
    """Show who did what meanwhile beside what was typed; the person chooses."""
    _viewer, card, told = dossier_to_read(request, key)
    seen = form.cleaned_data["seen"]
    teller = _teller(told, card)
    typed = [
        (bound.label, bound.value())
        for bound in form.visible_fields()
        if bound.value() and bound.name not in request.FILES
    ]
    hidden = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "key", "seen"} and not name.startswith(KEPT)
        for value in values
    ]
    hidden += [(f"{KEPT}{each.slot}", each.key) for each in getattr(form, "kept", ())]
    context = {
        "card": card,
        "meanwhile": teller.timeline(each for each in told if each.number > seen),
        "typed": typed,
        "hidden": hidden,
        "deed": deed,
        "seen": max((each.number for each in told if each.standing.counts), default=0),
    }
    return render(request, "onestop/conflict.html", context, status=409)


def _teller(told: tuple[Recorded, ...], card: DossierCard) -> Teller:
    people = {
        person
        for each in told
        if each.event and isinstance(each.event.act.by, Official)
        for person in (each.event.act.by.person, each.event.act.by.on_behalf_of)
    } - {""}
    people |= {card.assigned} - {""}
    desks = {card.receiving, card.competent, card.holder} | {
        each.event.act.desk for each in told if each.event
    }
    return Teller(
        card=card,
        people=names_of(people),
        desks=desk_names(desks),
    )


def _page(
    request: HttpRequest,
    viewer: Viewer,
    card: DossierCard,
    told: tuple[Recorded, ...],
    *,
    failed: tuple[str, BaseForm] | None = None,
    done: str = "",
    status: int = 200,
) -> HttpResponse:
    now = utc_now()
    of = version_of(card)
    receipts = receipts_of(card.stream) if card.fee_vnd else ()
    card = settled(card)
    teller = _teller(told, card)
    lacks_number = bool(of.outside_number) and not card.outside_number
    offer = next_offer(card, of.steps, hands_of(viewer), lacks_number=lacks_number)
    events = [each.event for each in told if each.event and each.standing.counts]
    lodged = next(each for each in events if isinstance(each, DossierLodged))
    seen = max((each.number for each in told if each.standing.counts), default=0)
    doors = return_doors(card, of, hands_of(viewer), now=now, seen=seen)
    doors += doors_of(card, of, events, hands_of(viewer), seen=seen)
    if failed:
        doors = [replace(x, form=failed[1]) if x.deed == failed[0] else x for x in doors]
    context = {
        "card": card,
        "version": of,
        "offer": offer,
        "seen": seen,
        "now": now,
        "facts": teller.facts(of) + teller.handed(events),
        "fields": _filled_in(of, lodged, events),
        "more_doors": doors,
        **_linked(card),
        "opinions": opinions_shown(card, now),
        "papers": papers_shown(card, events),
        "state": state_of(card.business),
        "kind": KINDS[card.business],
        "is_late": card.is_overdue(now),
        "turn": teller.turn(),
        "crumbs": [(_("One-stop counter"), reverse("onestop:counter")), (card.name, "")],
        "copy_url": reverse("onestop:print", args=[card.key, "copy"]),
        "draft_url": reverse("onestop:print", args=[card.key, "certificate"]),
        "explanation": teller.why(events),
        "timeline": teller.timeline(woven(told, reprints_of(card.stream))),
        "slip": [teller.slip_row(row) for row in slip_of(events)],
        "steps": teller.steps(of, events),
        "printed": teller.printed(of, kinds_made(told, documents_made(card.stream)), events)
        + receipts_to_print(card, receipts),
        "fee": fee_to_take(card, hands_of(viewer), seen, failed),
        **in_registers(card, hands_of(viewer), lacks_number=lacks_number),
        **_brought(card),
        "failed": failed[1] if failed else None,
        "done": PRESSES[done].done() if done in PRESSES else "",
        **_forms(offer, card, of, failed, now=now, seen=seen, events=events),
        **shown_with_parts(card, of, events, hands_of(viewer), failed, now=now, seen=seen),
    }
    return render(request, "onestop/dossier.html", context, status=status)


def _filled_in(
    of: Version, lodged: DossierLodged, events: Iterable[Event]
) -> list[tuple[str, str]]:
    """Return what the form says now, each corrected entry with what stood there before."""
    entries = entries_of(lodged, events)
    shown = []
    for each in lodged.fields:
        entry = entries[FORM + each.name]
        if not entry.value:
            continue
        value = of.answer_text(each.name, entry.value)
        if entry.before:
            before = ", ".join(entry.before)
            value = _("%(now)s (corrected; before: %(before)s)") % {
                "now": value,
                "before": before,
            }
        shown.append((each.label, value))
    return shown


def _linked(card: DossierCard) -> dict[str, Any]:
    """Return the dossiers that this one is lodged twice with."""
    return {
        "original": dossier_of(card.original) if card.original else None,
        "duplicates": duplicates_of(card.stream),
    }


def papers_shown(card: DossierCard, events: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the papers that these events brought, each with the address of its file."""
    return [
        {
            "name": paper.name,
            "kind": COPY_KINDS[paper.kind],
            "file_name": paper.file_name,
            "size": paper.blob.size if paper.blob else 0,
            "url": reverse("onestop:attachment", args=[card.key, paper.blob.digest])
            if paper.blob
            else "",
            "is_held": bool(paper.held_in),
            "held_in": name_of(paper.held_in) if paper.held_in else "",
            "held_since": paper.held_since,
        }
        for event in events
        for paper in getattr(event, "papers", ())
    ]


def _brought(card: DossierCard) -> dict[str, Any]:
    """Return what the applicant brought for the open question, to be looked at."""
    brought = supplement_brought(card) if card.is_waiting else None
    if brought is None:
        return {"brought": None}
    told = [each.event for each in history(brought.stream) if each.event]
    given = next((each for each in told if isinstance(each, SupplementGiven)), None)
    return {
        "brought": brought,
        "brought_papers": papers_shown(card, told),
        "brought_words": given.words if given else "",
    }


def _forms(
    offer: Offer | None,
    card: DossierCard,
    of: Version,
    failed: tuple[str, BaseForm] | None,
    *,
    now: datetime,
    seen: int,
    events: Sequence[Event],
) -> dict[str, Any]:
    """Return the form of the next thing and those of the side doors, the failed one kept."""
    if offer is None:
        return {"deed": "", "form": None, "doors": []}
    deed = OFFERED[offer.deed]
    title, button = _said_of(offer, card, of)
    start = {"seen": seen}
    made: dict[str, Any] = {
        "tiep-nhan": lambda: AcceptForm(initial=start, version=of),
        "nhan-bo-sung": lambda: TakeSupplementForm(
            initial=start | {"supplement": _brought_key(card)}
        ),
        "so-ngoai": lambda: NumberForm(initial=start),
        "chuyen": lambda: StepsForm(initial=start, officers=_officers(offer, of, now)),
        "ky": lambda: PressForm(initial=start),
        "le-phi": lambda: FeeForm(initial=start),
        "tra": lambda: ReturnForm(initial=start | {"receiver": card.applicant}),
    }
    doors: list[tuple[str, str, Any]] = []
    if offer.deed in {"accept", "steps", "number", "decide"}:
        papers = tuple(each.name for each in of.papers)
        doors += [
            (
                "bo-sung",
                _("Ask for a supplement (form 02)"),
                SupplementForm(initial=start, papers=papers),
            ),
            ("tu-choi", _("Refuse the dossier (form 03)"), RefuseForm(initial=start)),
            ("rut", _("The applicant takes it back"), WithdrawForm(initial=start)),
        ]
    if offer.deed in {"steps", "number", "decide"}:
        doors += clock_doors(card, of, events, now=now, seen=seen)
    if offer.deed == "supplement":
        doors.append(("tu-choi", _("Refuse the dossier (form 03)"), RefuseForm(initial=start)))
    form = made[deed]()
    if failed:
        form = failed[1] if failed[0] == deed else form
        doors = [(d, t, failed[1] if d == failed[0] else f) for d, t, f in doors]
    return {
        "deed": deed,
        "form": form,
        "doors": doors,
        "next_title": title,
        "next_button": button,
    }


def _said_of(offer: Offer, card: DossierCard, of: Version) -> tuple[str, str]:
    """Return what the next thing is called, and what its button says."""
    if offer.run is not None:
        steps = of.steps[offer.run.first : offer.run.last + 1]
        title = "; ".join(f"{each.step} {each.what}" for each in steps)
        if offer.deed == "decide":
            return title, _("Sign, and back to the counter")
        after = of.steps[offer.run.last + 1]
        button = _("Done: pass on to %(role)s") % {"role": role_of(after.role)}
        return title, button
    return {
        "accept": (card.what, _("Accept and number")),
        "supplement": (_("Look at the supplement"), _("It is complete: go on")),
        "number": (card.what, _("Note the number")),
        "fee": (_("Take the fee"), _("Note the fee")),
        "return": (card.what, _("Hand the result over")),
    }[offer.deed]


def _brought_key(card: DossierCard) -> str:
    brought = supplement_brought(card)
    return brought.stream if brought else ""


def _officers(offer: Offer, of: Version, now: datetime) -> list[Any]:
    """Return whom the next step may be given to, when this press assigns."""
    if offer.run is None or deed_of(of.steps, offer.run.first) is not Deed.ASSIGN:
        return []
    if offer.run.last > offer.run.first:
        return []
    roles = frozenset(each.role for each in of.steps if is_officer(each.role))
    return officers_of(staff_of(offer.hand.desk, legal_day(now)), roles)
