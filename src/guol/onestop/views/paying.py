"""The fee of a dossier on its pages: what is due, how to pay it, the receipts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guol.feed.api import number_of, open_blob
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.onestop.actions import pay_certification, pay_fee
from guol.onestop.forms import FeeForm, StatementForm
from guol.onestop.permits import Hand, may_take_fee
from guol.onestop.queries.paying import fees_due, is_paid
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.states import Financial
from guol.onestop.views.access import act_at, dossier_to_read, hands_of, official
from guol.onestop.views.following import remembered
from guol.onestop.views.printing import shown_pdf
from guol.payments.api import (
    FeeReceipt,
    Match,
    TransferOrder,
    fee_notice_pdf,
    fee_receipt,
    lines_of,
    make_printout,
    matches_of,
    receipts_of,
    transfer_order,
)
from guol.people.api import desk_name
from guol.procedures.api import version
from guol.web.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeDue:
    """A fee that the viewer may take: at which desk, with which form, where its QR code is."""

    desk: str
    amount_vnd: int
    form: BaseForm
    is_open: bool
    code_url: str


def settled(card: DossierCard) -> DossierCard:
    """Return the dossier as its money says: paid, though it lies elsewhere and was not told."""
    if card.financial is Financial.DUE and is_paid(card):
        return replace(card, financial=Financial.PAID)
    return card


def fee_to_take(
    card: DossierCard,
    hands: Iterable[Hand],
    seen: int,
    failed: tuple[str, BaseForm] | None,
) -> FeeDue | None:
    """Return the fee that one of these hands may take now; None when nothing is due."""
    if card.financial is not Financial.DUE:
        return None
    hand = next((each for each in hands if may_take_fee(card, each)), None)
    if hand is None:
        return None
    kept = failed[1] if failed and failed[0] == "le-phi" else None
    return FeeDue(
        desk=hand.desk,
        amount_vnd=card.fee_vnd,
        form=kept or FeeForm(initial={"seen": seen}),
        is_open=bool(kept) or card.holder == card.receiving,
        code_url=reverse("onestop:fee_code", args=[card.key]),
    )


def receipts_to_print(
    card: DossierCard, receipts: Iterable[FeeReceipt]
) -> list[tuple[str, str, bool]]:
    """Return the receipts of a dossier's fee: title, address, and that they can be opened."""
    return [
        (
            (
                _("Voided fee receipt %(number)s")
                if each.voided_why
                else _("Fee receipt %(number)s")
            )
            % {"number": each.printed_number},
            reverse("onestop:fee_receipt", args=[card.key, each.id]),
            True,
        )
        for each in receipts
    ]


@require_safe
def paid_receipt(request: HttpRequest, key: str, receipt: str) -> HttpResponse:
    """Return a receipt of the dossier's fee, to whoever may read the dossier."""
    _viewer, card, _told = dossier_to_read(request, key)
    return _receipt(card, receipt)


@require_safe
def own_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Return a receipt to the applicant who follows the dossier."""
    card = remembered(request)
    if card is None:
        raise Http404
    return _receipt(card, receipt)


@require_safe
def fee_code(request: HttpRequest, key: str) -> HttpResponse:
    """Show the QR code for a dossier's fee, to be held towards the payer."""
    _viewer, card, _told = dossier_to_read(request, key)
    back = (card.name, reverse("onestop:dossier", args=[card.key]))
    return _code(request, card, back, reverse("onestop:fee_notice", args=[card.key]))


@require_safe
def fee_notice(request: HttpRequest, key: str) -> HttpResponse:
    """Return the request to pay as PDF."""
    _viewer, card, _told = dossier_to_read(request, key)
    return _notice(card)


@require_safe
def own_fee(request: HttpRequest) -> HttpResponse:
    """Show the applicant what is due, and how to pay it from where they are."""
    card = remembered(request)
    if card is None:
        raise Http404
    back = (card.name, reverse("onestop:followed"))
    return _code(request, card, back, reverse("onestop:own_fee_notice"))


@require_safe
def own_fee_notice(request: HttpRequest) -> HttpResponse:
    """Return the request to pay to the applicant."""
    card = remembered(request)
    if card is None:
        raise Http404
    return _notice(card)


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest) -> HttpResponse:
    """Find in the bank's statement what is due here, and book what a clerk has seen."""
    hands = [hand for hand in hands_of(official(request)) if _takes_fees(hand)]
    if not hands:
        raise Http404
    desk = hands[0].desk
    form = StatementForm(request.POST or None, request.FILES or None)
    found: list[Match] = []
    booked: list[tuple[str, str]] = []
    status = 200
    if form.is_bound:
        status = 422
    due = fees_due(desk)
    if form.is_bound and form.is_valid():
        text = form.statement()
        lines = lines_of(text)
        found = list(matches_of(lines, due))
        if not lines:
            form.add_error("text", _("No line with an amount was found. Copy whole lines."))
        else:
            status = 200
        if request.POST.get("deed") == "ghi":
            booked = [_book(request, form.cleaned_data["key"], desk, each) for each in found]
        shown = StatementForm(initial={"text": text}) if found else form
    else:
        shown = form
    context = {
        "desk": desk_name(desk),
        "form": form if booked or not found else shown,
        "found": [(due[each.matter][0], due[each.matter][1], each) for each in found],
        "may_book": not booked and any(each.is_paid_in_full for each in found),
        "booked": [(due[matter][0], said) for matter, said in booked],
        "open": len(due),
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Payments by transfer"), ""),
        ],
    }
    return render(request, "onestop/statement.html", context, status=status)


def _takes_fees(hand: Hand) -> bool:
    return bool(hand.roles & {"one_stop", "clerk_and_one_stop"})


def _book(request: HttpRequest, key: str, desk: str, match: Match) -> tuple[str, str]:
    """Book one payment that a line shows; return the matter, and what hindered it if so."""
    if not match.is_paid_in_full:
        return match.matter, _("The amount differs; nothing was booked.")
    act, roles = act_at(request, key=f"{key}/{match.line.fingerprint}"[:64], desk=desk)
    try:
        line = match.line.fingerprint
        if match.matter.startswith("certification/"):
            pay_certification(act, match.matter, roles=roles, bank_line=line)
        else:
            seen = number_of(match.matter)
            pay_fee(act, match.matter, seen=seen, roles=roles, bank_line=line)
    except (Refused, Conflict) as no:
        return match.matter, say(no.reason)
    return match.matter, ""


def _receipt(card: DossierCard, receipt: str) -> HttpResponse:
    found = fee_receipt(f"fee/{receipt}")
    if found is None or found.matter != card.stream:
        raise Http404
    with open_blob(make_printout(found.stream, at=utc_now())) as content:
        return shown_pdf(content.read(), f"bien-lai-{found.printed_number}")


def _order(card: DossierCard) -> TransferOrder | None:
    if settled(card).financial is not Financial.DUE:
        return None
    return transfer_order(
        card.receiving,
        number=card.number,
        amount_vnd=card.fee_vnd,
        day=legal_day(utc_now()),
    )


def _code(
    request: HttpRequest, card: DossierCard, back: tuple[str, str], notice: str
) -> HttpResponse:
    at_home = notice == reverse("onestop:own_fee_notice")
    receipts = receipts_of(card.stream)
    context: dict[str, Any] = {
        "card": settled(card),
        "order": _order(card),
        "notice": notice,
        "receiving": desk_name(card.receiving),
        "receipts": [
            (
                each.printed_number,
                reverse("onestop:own_receipt", args=[each.id])
                if at_home
                else reverse("onestop:fee_receipt", args=[card.key, each.id]),
            )
            for each in receipts
            if not each.voided_why
        ],
        "crumbs": [back, (_("Fee"), "")],
    }
    response = render(request, "onestop/fee.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _notice(card: DossierCard) -> HttpResponse:
    order = _order(card)
    if order is None:
        raise Http404
    content = fee_notice_pdf(
        order,
        desk=card.receiving,
        payer=card.applicant,
        number=card.number,
        purpose=version(card.version).name,
        at=utc_now(),
    )
    return shown_pdf(content, f"giay-bao-nop-phi-{card.name}")
