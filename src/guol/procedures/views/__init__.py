"""Pages of the catalogue: read the request, ask, render."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.people.api import viewer_of
from guol.procedures.events import Leg, Version
from guol.procedures.forms.parts import parts_in
from guol.procedures.permits import AUTHORITY
from guol.procedures.queries import (
    catalogue,
    version_as_lodged,
    version_on,
    versions_of,
)

LONGEST_SEARCH = 100


@require_safe
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """All procedures in force today, found by plain words with or without marks."""
    text = request.GET.get("tim", "")[:LONGEST_SEARCH]
    today = legal_day(utc_now())
    cards = catalogue(today, text=text)
    fields = [(field, list(found)) for field, found in groupby(cards, lambda card: card.field)]
    may_write = viewer_of(request).post_at(AUTHORITY) is not None
    context = {"fields": fields, "text": text, "count": len(cards), "may_write": may_write}
    context["year"] = today.year
    return render(request, "procedures/catalogue.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: for whom, which papers, how long, how much, and how it goes."""
    today = legal_day(utc_now())
    found = version_on(code, today)
    if found is None:
        raise Http404
    viewer = viewer_of(request)
    may_write = viewer.post_at(AUTHORITY) is not None
    unsure = (version_as_lodged(found.key, today) if may_write else found).unverified
    context = {
        "procedure": found,
        "legs": _legs(found, today),
        "lodge": _address("onestop:lodge", code) if found.is_online else "",
        "rights": _address("onestop:rights", code) if found.requirements else "",
        "versions": versions_of(code) if viewer.is_official else (),
        "may_write": may_write,
        "is_unverified": bool(unsure),
        "unsure": [part.title for part in parts_in(unsure)],
        "year": today.year,
    }
    return render(request, "procedures/procedure.html", context)


def _legs(bundle: Version, day: date) -> list[tuple[Leg, bool]]:
    """Return the legs of a bundle, and of each whether its procedure has a page here."""
    if not bundle.legs:
        return []
    known = {card.code for card in catalogue(day)}
    return [(leg, leg.code in known) for leg in bundle.legs]


def _address(name: str, code: str) -> str:
    """Return where another room does this for the procedure, nothing where none does."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
