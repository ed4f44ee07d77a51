"""A household's visit: what it brought, what it gets, one sheet to go home with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guol.onestop.queries.household import dossiers_of_visit
from guol.onestop.views.access import receiving_hand
from guol.procedures.api import version


@require_safe
def visit(request: HttpRequest, key: str) -> HttpResponse:
    """Show everything that was taken in during one visit, with its receipts."""
    hand = receiving_hand(request)
    lines = dossiers_of_visit(key, hand.desk)
    if not lines:
        raise Http404
    context = {
        "rows": [
            {
                "key": each.key,
                "name": each.number or each.reference,
                "procedure": version(each.version).name,
                "applicant": each.applicant,
                "about": each.about if each.about != each.applicant else "",
                "due": each.due,
                "fee_vnd": each.fee_vnd if each.financial == "due" else 0,
            }
            for each in lines
        ],
        "visit": key,
        "owed_vnd": sum(each.fee_vnd for each in lines if each.financial == "due"),
        "last_due": max((each.due for each in lines if each.due), default=None),
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Visit of a household"), ""),
        ],
    }
    return render(request, "onestop/visit.html", context)
