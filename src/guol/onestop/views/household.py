"""A household's visit: what it brought, what it gets, one sheet to go home with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guol.kernel.clock import utc_now
from guol.onestop.actions import make_visit_receipt, make_visit_reminder
from guol.onestop.queries.household import dossiers_of_visit
from guol.onestop.views.access import receiving_hand
from guol.onestop.views.printing import shown_pdf
from guol.procedures.api import version

SHEETS = {
    "receipt": (make_visit_receipt, "giay-hen-ca-luot"),
    "reminder": (make_visit_reminder, "phieu-nhac-ca-luot"),
}


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


@require_safe
def visit_sheet(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Return one paper for all that was taken in during a visit: receipt, or reminder slip."""
    hand = receiving_hand(request)
    lines = [each for each in dossiers_of_visit(key, hand.desk) if each.number]
    if not lines or kind not in SHEETS:
        raise Http404
    make, name = SHEETS[kind]
    return shown_pdf(make([each.stream for each in lines], at=utc_now()), name)
