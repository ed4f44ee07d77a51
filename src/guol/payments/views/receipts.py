"""One receipt: what it says, its file; voiding it, and giving its money back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guol.feed.api import number_of, open_blob
from guol.kernel.clock import utc_now
from guol.kernel.text import plain
from guol.payments.actions import make_printout, refund_fee, void_fee_receipt
from guol.payments.forms import RefundForm, VoidForm
from guol.payments.queries import FeeReceipt, printout_key, printouts_of, refunds_of
from guol.payments.views.access import SeeOther, approvers_at, pdf, press, receipt_of
from guol.payments.words import MEDIA, WAYS
from guol.people.api import names_of

VOID = "void_%s"  # its boxes stand beside those of giving money back, with names of their own


@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Show one receipt."""
    return _page(request, receipt_of(request, key))


@require_safe
def receipt_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Return a receipt as PDF, made now if it was not made before."""
    found = receipt_of(request, key)
    with open_blob(make_printout(found.stream, at=utc_now())) as content:
        return pdf(content.read(), f"bien-lai-{found.printed_number}")


@require_POST
def void(request: HttpRequest, key: str) -> HttpResponse:
    """Void a receipt that was written wrongly."""
    found = receipt_of(request, key)
    form = VoidForm(request.POST, auto_id=VOID)

    def verb(act: Any, values: dict[str, Any]) -> None:
        void_fee_receipt(act, found.stream, seen=form.cleaned_data["seen"], **values)

    if press(request, form, found.desk, verb):
        return SeeOther(reverse("payments:receipt", args=[key]))
    return _page(request, found, void=form, status=422)


@require_POST
def refund(request: HttpRequest, key: str) -> HttpResponse:
    """Give money of a receipt back."""
    found = receipt_of(request, key)
    form = RefundForm(request.POST, approvers=approvers_at(found.desk))

    def verb(act: Any, values: dict[str, Any]) -> None:
        refund_fee(act, found.stream, **values)

    if press(request, form, found.desk, verb):
        return SeeOther(reverse("payments:receipt", args=[key]))
    return _page(request, found, refund=form, status=422)


def _page(
    request: HttpRequest, found: FeeReceipt, *, status: int = 200, **failed: Any
) -> HttpResponse:
    refunds = refunds_of(found.stream)
    left = found.amount_vnd - sum(each.amount_vnd for each in refunds)
    people = names_of({found.clerk} | {each.approved_by for each in refunds})
    rows = [
        (_("Form"), found.form),
        (_("Symbol"), found.symbol),
        (_("Book"), f"{found.book} ({MEDIA[found.medium]})"),
        (_("Dossier"), found.matter_number),
        (_("Payer"), found.payer),
        (_("For"), found.ground),
        (_("Amount"), f"{found.amount_vnd:,} đ, {WAYS[found.way]}".replace(",", ".", 1)),
        (_("Line of the statement"), found.bank_line),
        (_("Taken"), f"{plain(found.at)}, {people.get(found.clerk, '')}"),
    ]
    context: dict[str, Any] = {
        "receipt": found,
        "facts": [(label, value) for label, value in rows if value],
        "refunds": [(people.get(each.approved_by, ""), each) for each in refunds],
        "is_made": printout_key(found, len(refunds)) in printouts_of((found.stream,)),
        "may_void": not found.voided_why and not refunds,
        "may_refund": not found.voided_why and left > 0,
        "void": VoidForm(auto_id=VOID, initial={"seen": number_of(found.stream)}),
        "refund": RefundForm(
            initial={"amount_vnd": left, "way": found.way},
            approvers=approvers_at(found.desk),
        ),
        "crumbs": [
            (_("One-stop counter"), "/mot-cua/"),
            (_("Fees taken"), reverse("payments:fees")),
            (found.printed_number, ""),
        ],
    }
    return render(request, "payments/receipt.html", context | failed, status=status)
