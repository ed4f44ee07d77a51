"""Taking in at the counter: choose the procedure, one screen, one press; or put it aside."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.kernel.ids import new_key
from guol.onestop.actions import Decisions, take_in_dossier
from guol.onestop.actions.parking import end_intake, park_intake
from guol.onestop.forms import IntakeForm
from guol.onestop.forms.asking import FIELD
from guol.onestop.permits import Hand
from guol.onestop.queries.held import held_at_counter
from guol.onestop.queries.household import dossiers_of_visit, procedures_often
from guol.onestop.queries.queue import ticket
from guol.onestop.rules.reasons import (
    ArrivedLater,
    ArrivedLongAgo,
    NotByLetter,
    PadOfAnother,
    PadSpoilt,
    PadUnknown,
    PadUsed,
    WrittenBeforePad,
    WrittenLater,
)
from guol.onestop.rules.receiving import PAD, Coming, came_at
from guol.onestop.views.access import SeeOther, act_at, receiving_hand
from guol.onestop.views.filling import Filling
from guol.onestop.views.queueing import call_after
from guol.onestop.views.sitting import (
    ACCEPT,
    MORE,
    PARK,
    PARK_AND_CALL,
    SHOW,
    Sitting,
    open_to_scans,
    pairs_kept,
    same_buttons,
    sit_down,
)
from guol.people.api import agencies, agency, viewer_of
from guol.procedures.api import Version, catalogue, version_to_lodge
from guol.web.words import say

LONGEST_NAME, LONGEST_KEY = 200, 64
THEN = "/next"
NAMED_BY_KEY = 9  # of the procedures, those that a digit chooses


@require_safe
def intake(request: HttpRequest) -> HttpResponse:
    """Choose the procedure of a dossier that lies on the counter; the usual ones come first."""
    hand = receiving_hand(request)
    sought = request.GET.get("tim", "").strip()[:100]
    visit, pad = request.GET.get("luot", "")[:64], request.GET.get("giay", "")[:64]
    number = ticket(request.GET.get("phieu", "")[:64], hand.desk)
    kept = {"luot": visit, "phieu": number.key if number else "", "giay": pad}
    found = catalogue(legal_day(utc_now()), text=sought)
    ready = [each for each in found if each.is_ready]
    if len(ready) == 1:
        return SeeOther(_address(ready[0].code, kept))
    often = procedures_often(hand.desk)
    ready.sort(
        key=lambda each: (
            number is not None and each.field != number.field,
            often.index(each.code) if each.code in often else len(often),
        )
    )
    context = {
        "procedures": [
            (each, _address(each.code, kept), place if place <= NAMED_BY_KEY else "")
            for place, each in enumerate(ready, start=1)
        ],
        "sought": sought,
        "visit": visit,
        "number": number,
        "pad": pad,
        "taken_in": dossiers_of_visit(visit, hand.desk),
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Take a dossier in"), ""),
        ],
    }
    return render(request, "onestop/intake_choice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_of(request: HttpRequest, code: str) -> HttpResponse:
    """Take a dossier in, in one screen: its form, its papers, its fee; then its number."""
    now = utc_now()
    of = version_to_lodge(code, legal_day(now))
    hand = receiving_hand(request, of)
    if of is None or not of.steps or not of.fields:
        raise Http404
    return _Intake(request, hand, of, sit_down(request, of, hand, now=now)).answer()


class _Intake:
    """One try at an intake: its form and files, and what the clerk wants of them."""

    def __init__(self, request: HttpRequest, hand: Hand, of: Version, sitting: Sitting) -> None:
        self._request, self._hand, self._of, self._sitting = request, hand, of, sitting
        self._form = self._filled_in()
        self._filling = Filling(request, self._form, of, sitting.typed)

    def answer(self) -> HttpResponse:
        """Do what is wanted, and return the page that follows."""
        if self._form.asking.growing:
            self._sitting.wish = SHOW
        wish = self._sitting.wish
        if wish in {PARK, PARK_AND_CALL}:
            return self._put_aside()
        if wish in {ACCEPT, MORE}:
            is_complete = self._filling.is_complete(papers_wanted=False)
            return (self._take_in() if is_complete else None) or self._page(status=422)
        self._sitting.mark(self._form)
        return self._page(status=422 if self._form.errors else 200)

    def _filled_in(self) -> IntakeForm:
        today, sitting = legal_day(utc_now()), self._sitting
        deciding = [
            each for kind in self._of.competence[:1] for each in agencies(kind, day=today)
        ]
        own = agency(self._hand.desk)
        form = IntakeForm(
            sitting.typed,
            version=self._of,
            agencies=[(each.key, each.name) for each in deciding],
            home=next((each.key for each in deciding if own and each.area == own.area), ""),
            today=today,
            initial=sitting.initial,
            has_pad=bool(sitting.pad),
            held=held_at_counter(
                sitting.said_of("paper"),
                sitting.said_of("applicant"),
                self._hand.desk,
                self._of,
                today,
            ),
        )
        open_to_scans(form)
        return form

    def _take_in(self) -> HttpResponse | None:
        """Accept what lies there; None when the answer is no, which then stands on the form."""
        given, sitting = self._form.cleaned_data, self._sitting
        act, roles = act_at(self._request, key=given["key"], desk=self._hand.desk)
        if sitting.wish == MORE and not sitting.visit:
            sitting.visit = new_key()
        try:
            stream = take_in_dossier(
                act,
                replace(self._filling.lodging(), visit=sitting.visit),
                roles=roles,
                decisions=Decisions(
                    fee_ground=given["fee_ground"],
                    fee_paper=given["fee_paper"],
                    is_handed_over=given["is_handed_over"],
                    coming=self._coming(),
                    arrived_at=given.get("arrived_at"),
                    localities=tuple(given.get("localities", ())),
                ),
                channel=int(given["channel"]),
            )
        except (Refused, Conflict) as no:
            self._form.add_error(_box_of(no.reason, self._form), say(no.reason))
            return None
        if sitting.parked:
            person = viewer_of(self._request).person
            end_intake(sitting.parked.key, stream=stream, by=person, at=act.at)
        return SeeOther(_next(stream, sitting))

    def _coming(self) -> Coming | None:
        """Return when the person came: as written by hand, or as it was put aside."""
        given = self._form.cleaned_data
        if self._sitting.pad:
            return Coming(at=given["written_at"], how=PAD, pad=given["pad_number"])
        return self._sitting.coming

    def _put_aside(self) -> HttpResponse:
        """Put the intake aside as it is; whatever was typed, right or wrong, is kept."""
        typed, now = self._filling.hidden(), utc_now()
        try:
            park_intake(
                dict(typed).get("key", "")[:LONGEST_KEY] or new_key(),
                pairs_kept(typed),
                desk=self._hand.desk,
                procedure=self._of.code,
                name=_name_in(dict(typed), self._of),
                came_at=came_at(self._sitting.opened_at, now),
                by=viewer_of(self._request).person,
                at=now,
            )
        except Refused as no:
            self._form.errors.clear()
            self._form.add_error(None, say(no.reason))
            return self._page(status=422)
        if self._sitting.wish == PARK_AND_CALL:
            key = f"{dict(typed).get('key', '')[: LONGEST_KEY - len(THEN)]}{THEN}"
            call_after(self._request, self._hand, self._sitting.ticket, key=key)
            return SeeOther(reverse("onestop:window"))
        return SeeOther(reverse("onestop:parked"))

    def _page(self, *, status: int) -> HttpResponse:
        sitting, of = self._sitting, self._of
        context: dict[str, Any] = {
            "number": ticket(sitting.ticket, self._hand.desk) if sitting.ticket else None,
            "version": of,
            "form": self._form,
            "sitting": sitting,
            "same": {heading: value for value, heading in same_buttons(of)},
            "card_line": sitting.typed.get("the", "") if sitting.typed is not None else "",
            "taken_in": dossiers_of_visit(sitting.visit, self._hand.desk),
            "crumbs": [(_("One-stop counter"), reverse("onestop:counter")), (of.name, "")],
        }
        return render(self._request, "onestop/intake.html", context, status=status)


def _next(stream: str, sitting: Sitting) -> str:
    if sitting.wish == MORE:
        return f"{reverse('onestop:intake')}?{urlencode({'luot': sitting.visit})}"
    if sitting.visit:
        return reverse("onestop:visit", args=[sitting.visit])
    return reverse("onestop:dossier", args=[stream.rpartition("/")[2]])


def _box_of(no: object, form: IntakeForm) -> str | None:
    """Return the box beside which a no is said, None for the whole form."""
    if isinstance(no, ArrivedLater | ArrivedLongAgo | NotByLetter):
        return "arrived_at"
    if "pad_number" not in form.fields:
        return None
    if isinstance(no, PadUnknown | PadOfAnother | PadUsed | PadSpoilt):
        return "pad_number"
    return "written_at" if isinstance(no, WrittenLater | WrittenBeforePad) else None


def _name_in(typed: dict[str, str], of: Version) -> str:
    """Return by whom or what an intake that is put aside is found again."""
    names = [FIELD + each.name for each in of.fields if each.kind == "person_name"]
    found = (typed.get(name, "").strip() for name in ("applicant", *names))
    return next(filter(None, found), _("(no name yet)"))[:LONGEST_NAME]


def _address(code: str, kept: Mapping[str, str]) -> str:
    told = {name: value for name, value in kept.items() if value}
    return reverse("onestop:intake_of", args=[code]) + (f"?{urlencode(told)}" if told else "")
