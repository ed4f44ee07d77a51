"""Books of receipts, and the account that fees go to."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guol.feed.api import number_of
from guol.kernel.clock import legal_day, utc_now
from guol.payments.actions import close_receipt_book, name_payee, open_receipt_book
from guol.payments.forms import BookForm, CloseForm, PayeeForm
from guol.payments.queries import books_of, payee_of, payees_of, uses_of
from guol.payments.views.access import SeeOther, desks_of, press
from guol.payments.words import MEDIA
from guol.people.api import desk_name

BOOKS_A_PAGE = 5
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
def books(request: HttpRequest) -> HttpResponse:
    """Show the books of receipts of the desk; open one."""
    desk = desks_of(request)[0]
    form = BookForm(request.POST or None, initial={"valid_from": legal_day(utc_now())})
    if request.method == "POST":
        if press(request, form, desk, lambda act, values: open_receipt_book(act, **values)):
            return SeeOther(reverse("payments:books"))
        return _books(request, desk, form, status=422)
    return _books(request, desk, form)


@require_POST
def close(request: HttpRequest, book: str) -> HttpResponse:
    """Close a book of receipts."""
    desk = desks_of(request)[0]
    stream = next((each.stream for each in books_of(desk) if each.id == book), None)
    if stream is None:
        raise Http404
    form = CloseForm(request.POST)

    def verb(act: Any, values: dict[str, Any]) -> None:
        close_receipt_book(act, stream, seen=form.cleaned_data["seen"], **values)

    if press(request, form, desk, verb):
        return SeeOther(reverse("payments:books"))
    return _books(request, desk, BookForm(), failed={book: form}, status=422)


def _books(
    request: HttpRequest,
    desk: str,
    form: BookForm,
    *,
    failed: dict[str, CloseForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    cards = books_of(desk)
    closing = failed or {}
    page = Paginator(cards, BOOKS_A_PAGE).get_page(request.GET.get("trang"))
    shown = [*page, *(each for each in cards if each.id in closing and each not in page)]
    uses = uses_of([card.stream for card in shown])
    context = {
        "desk": desk_name(desk),
        "form": form,
        "failed": [form, *closing.values()],
        "books": [
            {
                "card": card,
                "medium": MEDIA[card.medium],
                "use": uses.get(card.stream),
                "close": closing.get(card.id)
                or CloseForm(initial={"seen": number_of(card.stream)})
                if card.is_open
                else None,
            }
            for card in shown
        ],
        "page": page,
        "crumbs": [*_way(), (_("Books of receipts"), "")],
    }
    return render(request, "payments/books.html", context, status=status)


@require_http_methods(GET_AND_POST)
def account(request: HttpRequest) -> HttpResponse:
    """Show the account that the desk's fees go to; name another from a day."""
    desk = desks_of(request)[0]
    today = legal_day(utc_now())
    form = PayeeForm(request.POST or None, initial={"valid_from": today})
    status = 200
    if request.method == "POST":
        if press(request, form, desk, lambda act, values: name_payee(act, **values)):
            return SeeOther(reverse("payments:account"))
        status = 422
    context = {
        "desk": desk_name(desk),
        "form": form,
        "now": payee_of(desk, today),
        "payees": payees_of(desk),
        "crumbs": [*_way(), (_("Account for fees"), "")],
    }
    return render(request, "payments/account.html", context, status=status)


def _way() -> list[tuple[str, str]]:
    return [(_("One-stop counter"), "/mot-cua/"), (_("Fees taken"), reverse("payments:fees"))]
