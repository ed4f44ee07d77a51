"""The working calendar: days that all read, and that the administrator confirms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.kernel.room import WorkItem, rooms_of
from guol.kernel.worktime import ONE_DAY, ORDINARY_WEEK, DayKind
from guol.people.api import AgencyCard, act_of, agencies, agency, desk_names, viewer_of
from guol.procedures.actions import close_agency, confirm_day, reopen_agency, set_hours
from guol.procedures.forms.days import (
    WEEKDAYS,
    YEARS,
    CloseForm,
    DayForm,
    HoursForm,
    ProposedForm,
    ReopenForm,
    SaidForm,
    UsualForm,
    hours_initial,
    hours_text,
)
from guol.procedures.gateways.proposing import Proposal, proposals_for
from guol.procedures.permits import AUTHORITY
from guol.procedures.queries.days import (
    HOURS,
    DayLine,
    agencies_with_own,
    calendar_days,
    day_confirmed,
    days_of_agency,
    weekdays_worked,
)
from guol.procedures.rules import NoSuchHours, NoSuchPeriod, NotClosed, still_to_confirm
from guol.web.forms import Form
from guol.web.journal import note_refusal
from guol.web.words import say

ADD, TICKED, USUAL, CLOSE, OPEN, HOURS_DEED = "them", "chon", "bo", "dong", "mo", "gio"
_ID = "them_%s"  # two forms of a page have no box of one name
SHOWN_BACK = timedelta(days=60)  # closures that ended longer ago are not shown any more
LONGEST_SEARCH = 100
_WEEK = frozenset(number for number, sessions in enumerate(ORDINARY_WEEK) if sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of one agency that follow one another, under one order."""

    first: date
    last: date
    kind: str
    name: str
    source: str

    @property
    def is_open(self) -> bool:
        """Whether the agency works on these days after all."""
        return self.kind == DayKind.USUAL


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show days on which offices do not work as the week says; the administrator adds some."""
    if year not in YEARS:
        raise Http404
    is_post = request.method == "POST"
    if is_post:
        _administrator(request)
    days = calendar_days(year)
    context = _told(days) | {
        "year": year,
        "years": [each for each in (year - 1, year + 1) if each in YEARS],
    }
    if viewer_of(request).post_at(AUTHORITY) is None:
        return render(request, "procedures/calendar.html", context)
    found = proposals_for(year)
    proposed = still_to_confirm(
        found or (), {each.day for each in days if not each.agency}, _WEEK | weekdays_worked()
    )
    adding, ticking = DayForm(auto_id=_ID), ProposedForm().offer(proposed)
    if is_post and request.POST.get("viec") == ADD:
        adding = DayForm(request.POST, auto_id=_ID)
        if adding.is_valid() and _acted(request, adding, _confirm_one):
            return redirect("procedures:calendar", adding.cleaned_data["day"].year)
    elif is_post:
        ticking = ProposedForm(request.POST).offer(found or ())
        if ticking.is_valid() and _acted(request, ticking, _confirming(found or ())):
            return redirect("procedures:calendar", year)
    context |= {
        "may_write": True,
        "adding": adding,
        "ticking": ticking,
        "proposed": proposed,
        "ticked": request.POST.getlist("days"),
        "is_silent": found is None,
        "changed": changed(),
    }
    return render(request, "procedures/calendar.html", context, status=422 if is_post else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def day_page(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show one day to the administrator: confirm it, correct it, refuse it or take it back."""
    _administrator(request)
    here = _day(year, month, day)
    stands = day_confirmed(here)
    proposal = next((each for each in proposals_for(year) or () if each.day == here), None)
    saying, usual, status = (
        SaidForm(initial=_begun(stands, proposal)),
        UsualForm(auto_id=_ID),
        200,
    )
    if request.method == "POST":
        status = 422
        if request.POST.get("viec") == USUAL:
            usual = UsualForm(request.POST, auto_id=_ID)
            name = next((each.name for each in (stands, proposal) if each), "")
            done = usual.is_valid() and _acted(request, usual, _taking_back(here, name))
        else:
            saying = SaidForm(request.POST)
            done = saying.is_valid() and _acted(request, saying, _saying(here))
        if done:
            return redirect("procedures:calendar", year)
    context = {
        "day": here,
        "stands": stands,
        "proposal": proposal,
        "saying": saying,
        "usual": usual,
        "crumbs": [
            (
                _("Working days of %(year)s") % {"year": year},
                reverse("procedures:calendar", args=[year]),
            ),
            (f"{here:%d/%m/%Y}", ""),
        ],
    }
    return render(request, "procedures/calendar_day.html", context, status=status)


@require_safe
def agencies_page(request: HttpRequest) -> HttpResponse:
    """Show the agencies, above all those that have days or hours of their own."""
    _administrator(request)
    today = legal_day(utc_now())
    text = request.GET.get("tim", "")[:LONGEST_SEARCH]
    found, own = agencies(day=today, text=text), agencies_with_own()
    context = {
        "agencies": [(each, each.key in own) for each in found],
        "text": text,
        "year": today.year,
        "crumbs": _crumbs(today.year),
    }
    return render(request, "procedures/calendar_agencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agency_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show what holds for one agency; close it, open it again, give it hours of its own."""
    _administrator(request)
    here = agency(key)
    if here is None:
        raise Http404
    today = legal_day(utc_now())
    lines = days_of_agency(key, today - SHOWN_BACK)
    week = next((each.week for each in reversed(lines) if _holds(each, today)), ORDINARY_WEEK)
    forms: dict[str, Form] = {
        CLOSE: CloseForm(auto_id=f"{CLOSE}_%s"),
        OPEN: ReopenForm(auto_id=f"{OPEN}_%s"),
        HOURS_DEED: HoursForm(initial=hours_initial(week, today), auto_id=f"{HOURS_DEED}_%s"),
    }
    deed, is_post = request.POST.get("viec", ""), request.method == "POST"
    if is_post:
        kind, verb = _VERBS.get(deed, (None, None))
        if kind is None or verb is None:
            raise Http404
        forms[deed] = form = kind(request.POST, auto_id=f"{deed}_%s")
        if form.is_valid() and _acted(request, form, _at(verb, key)):
            return redirect("procedures:calendar_agency", key)
    context = {
        "agency": here,
        "week": _week_told(week),
        "hours": [(each, _week_told(each.week)) for each in lines if each.kind == HOURS],
        "stretches": _stretches(each for each in lines if each.kind != HOURS),
        "closing": forms[CLOSE],
        "opening": forms[OPEN],
        "setting": forms[HOURS_DEED],
        "open_form": deed,
        "changed": changed(),
        "crumbs": _crumbs(today.year, here),
    }
    status = 422 if is_post else 200
    return render(request, "procedures/calendar_agency.html", context, status=status)


def changed() -> list[WorkItem]:
    """Return what days that were confirmed late mean for other rooms, as these tell it."""
    rooms, now = rooms_of(apps.get_app_configs()), utc_now()
    return [item for room in rooms for told in room.calendar for item in told(now)]


_VERBS: dict[str, tuple[type[Form], Callable[..., str]]] = {
    CLOSE: (CloseForm, close_agency),
    OPEN: (ReopenForm, reopen_agency),
    HOURS_DEED: (HoursForm, set_hours),
}


def _administrator(request: HttpRequest) -> None:
    if viewer_of(request).post_at(AUTHORITY) is None:
        raise PermissionDenied


def _acted(request: HttpRequest, form: Any, verb: Callable[[HttpRequest, Any], None]) -> bool:
    """Do it, and say so; a no stands beside the box that it is about."""
    try:
        verb(request, form)
    except (Refused, Conflict) as no:
        note_refusal(no, act=form.cleaned_data["key"])
        form.add_error(_box_of(no.reason, form), say(no.reason))
        return False
    messages.success(request, _("It is noted. It counts from now on, on every page."))
    return True


def _box_of(reason: object, form: BaseForm) -> str | None:
    box = ""
    if isinstance(reason, NoSuchPeriod | NotClosed):
        box = "last"
    elif isinstance(reason, NoSuchHours):
        box = f"d{reason.day or 1}"
    return box if box in form.fields else None


def _act(request: HttpRequest, key: str) -> Any:
    return act_of(request, key=key, desk=AUTHORITY)


def _confirm_one(request: HttpRequest, form: DayForm) -> None:
    values = form.values()
    confirm_day(_act(request, form.cleaned_data["key"]), values.pop("day"), **values)


def _saying(day: date) -> Callable[[HttpRequest, Any], None]:
    def verb(request: HttpRequest, form: Any) -> None:
        confirm_day(_act(request, form.cleaned_data["key"]), day, **form.values())

    return verb


def _taking_back(day: date, name: str) -> Callable[[HttpRequest, Any], None]:
    def verb(request: HttpRequest, form: Any) -> None:
        act, note = _act(request, form.cleaned_data["key"]), form.cleaned_data["note"]
        kind = DayKind.USUAL
        confirm_day(act, day, kind=kind, name=name, source=note, certainty="seen")

    return verb


def _confirming(proposed: Iterable[Proposal]) -> Callable[[HttpRequest, Any], None]:
    """Confirm each that is ticked: an act and a line of the log each."""

    def verb(request: HttpRequest, form: ProposedForm) -> None:
        told, key = form.cleaned_data, form.cleaned_data["key"][:40]
        for each in proposed:
            if each.day.isoformat() in told["days"]:
                confirm_day(
                    _act(request, f"{key}/{each.day.isoformat()}"),
                    each.day,
                    kind=each.kind,
                    name=each.name,
                    source=told["source"] or each.source,
                    certainty=told["certainty"],
                )

    return verb


def _at(verb: Callable[..., str], key: str) -> Callable[[HttpRequest, Any], None]:
    def done(request: HttpRequest, form: Any) -> None:
        verb(_act(request, form.cleaned_data["key"]), key, **form.values())

    return done


def _told(days: Iterable[DayLine]) -> dict[str, Any]:
    told = list(days)
    own = [each for each in told if each.agency and each.kind != DayKind.USUAL]
    own.sort(key=lambda each: each.agency)
    names = desk_names({each.agency for each in own}) if own else {}
    return {
        "days": [each for each in told if not each.agency and each.kind != DayKind.USUAL],
        "usual": [each for each in told if not each.agency and each.kind == DayKind.USUAL],
        "own": [
            (stretch, names[agency])
            for agency, lines in groupby(own, key=lambda each: each.agency)
            for stretch in _stretches(lines)
        ],
    }


def _day(year: int, month: int, day: int) -> date:
    try:
        here = date(year, month, day)
    except ValueError:
        raise Http404 from None
    if here.year not in YEARS:
        raise Http404
    return here


def _begun(stands: DayLine | None, proposal: Proposal | None) -> dict[str, Any]:
    """Return what the boxes of a day begin with: what stands, else what is proposed."""
    if stands is not None and stands.kind != DayKind.USUAL:
        names = ("kind", "name", "source", "certainty")
        return {name: getattr(stands, name) for name in names}
    if proposal is None:
        return {}
    told = {"kind": proposal.kind, "name": proposal.name, "source": proposal.source}
    return told | {"certainty": "unverified"}


def _holds(line: DayLine, today: date) -> bool:
    return line.kind == HOURS and line.day <= today


def _week_told(week: Iterable[Any]) -> list[tuple[object, str]]:
    return [(name, hours_text(each)) for name, each in zip(WEEKDAYS, week, strict=True)]


def _stretches(lines: Iterable[DayLine]) -> list[Stretch]:
    """Return days that follow one another and were ordered together as one."""
    found: list[Stretch] = []
    for each in lines:
        if found and _goes_on(found[-1], each):
            found[-1] = replace(found[-1], last=each.day)
        else:
            day = each.day
            told = Stretch(
                first=day, last=day, kind=each.kind, name=each.name, source=each.source
            )
            found.append(told)
    return found


def _goes_on(before: Stretch, line: DayLine) -> bool:
    ordered = (before.kind, before.name, before.source)
    is_next = line.day - before.last == ONE_DAY and line.kind != HOURS
    return is_next and ordered == (line.kind, line.name, line.source)


def _crumbs(year: int, here: AgencyCard | None = None) -> list[tuple[str, str]]:
    calendar = _("Working days of %(year)s") % {"year": year}
    found = [(calendar, reverse("procedures:calendar", args=[year]))]
    title = _("Days and hours of one agency")
    if here is None:
        return [*found, (title, "")]
    return [*found, (title, reverse("procedures:calendar_agencies")), (here.name, "")]
