"""Intakes that were put aside: listed, taken up by whoever is free, dropped by hand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.onestop.actions.parking import drop_intake, take_up_intake
from guol.onestop.forms.counter import DropForm
from guol.onestop.permits import Hand
from guol.onestop.queries.parking import Parked, parked, parked_at
from guol.onestop.views.access import SeeOther, receiving_hand
from guol.people.api import names_of, viewer_of
from guol.procedures.api import version_on


@require_safe
def parked_page(request: HttpRequest) -> HttpResponse:
    """Show what is put aside at the counter, the longest waiting first."""
    return _page(request, receiving_hand(request))


@require_POST
def take_up(request: HttpRequest, key: str) -> HttpResponse:
    """Go on with an intake, whoever began it."""
    aside = _found(key, receiving_hand(request))
    take_up_intake(aside.key, by=viewer_of(request).person, at=utc_now())
    of = reverse("onestop:intake_of", args=[aside.procedure])
    return SeeOther(f"{of}?tam={aside.key}")


@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Drop an intake, and say why."""
    hand = receiving_hand(request)
    aside, form = _found(key, hand), DropForm(request.POST)
    if not form.is_valid():
        return _page(request, hand, failed=(aside.key, form))
    person = viewer_of(request).person
    drop_intake(aside.key, why=form.cleaned_data["why"], by=person, at=utc_now())
    return SeeOther(reverse("onestop:parked"))


def _found(key: str, hand: Hand) -> Parked:
    aside = parked(key, [hand.desk])
    if aside is None:
        raise Http404
    return aside


def _page(
    request: HttpRequest, hand: Hand, *, failed: tuple[str, DropForm] | None = None
) -> HttpResponse:
    lines, today = parked_at([hand.desk]), legal_day(utc_now())
    people = names_of({each.parked_by for each in lines} | {each.taken_by for each in lines})
    procedures = {code: version_on(code, today) for code in {each.procedure for each in lines}}
    context = {
        "rows": [
            {
                "key": each.key,
                "name": each.name,
                "procedure": getattr(procedures[each.procedure], "name", each.procedure),
                "came_at": each.came_at,
                "parked_at": each.parked_at,
                "clerk": people.get(each.parked_by, ""),
                "taken_by": people.get(each.taken_by, ""),
                "taken_at": each.taken_at,
                "is_of_another_day": legal_day(each.came_at) != today,
                "drop": failed[1] if failed and failed[0] == each.key else DropForm(),
            }
            for each in lines
        ],
        "failed": failed[1] if failed else None,
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Put aside"), ""),
        ],
    }
    return render(request, "onestop/parked.html", context, status=422 if failed else 200)
