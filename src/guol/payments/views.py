"""The cashier's day, and a receipt to print."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.payments.forms import DayForm
from guol.payments.permits import may_see_fees
from guol.payments.queries import (
    PREFIX,
    cash_on,
    fee_receipt,
    fee_receipt_pdf,
    receipts_on,
)
from guol.people.api import Viewer, desk_name, viewer_of


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """Show a day's receipts of the desk, and what its drawer must hold of them."""
    desk = _desks_of(request)[0]
    today = legal_day(utc_now())
    form = DayForm(request.GET or None)
    day = form.day(today)
    context = {
        "desk": desk_name(desk),
        "day": day,
        "form": form if form.is_bound else DayForm(initial={"ngay": day}),
        "receipts": receipts_on(desk, day),
        "cash_vnd": cash_on(desk, day),
        "crumbs": [(_("One-stop counter"), "/mot-cua/"), (_("Fees taken"), "")],
    }
    return render(request, "payments/fees.html", context)


@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Return a receipt as PDF; one of another desk does not exist for whoever asks."""
    found = fee_receipt(PREFIX + key)
    if found is None or found.desk not in _desks_of(request):
        raise Http404
    response = HttpResponse(fee_receipt_pdf(found), content_type="application/pdf")
    name = f"bien-lai-{found.printed_number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _desks_of(request: HttpRequest) -> list[str]:
    """Return the desks whose receipts the viewer sees, the chosen first; others are refused."""
    viewer = viewer_of(request)
    chosen = viewer.post.desk if viewer.post else ""
    desks = {held.desk for held in viewer.posts if may_see_fees(_roles_at(viewer, held.desk))}
    if not desks:
        raise PermissionDenied
    return sorted(desks, key=lambda desk: (desk != chosen, desk))


def _roles_at(viewer: Viewer, desk: str) -> set[str]:
    return {held.role for held in viewer.posts if held.desk == desk}
