"""The cashier's day: drawer, receipts, hand-over; and the period's list."""

import csv
from collections.abc import Iterator
from datetime import date
from io import SEEK_END, StringIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guol.feed.api import number_of
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.text import plain
from guol.payments.actions import hand_over_drawer, start_drawer
from guol.payments.forms import DayForm, HandOverForm, PeriodForm, StartForm
from guol.payments.queries import (
    DRAWERS_A_PAGE,
    DrawerCard,
    book_in_use,
    cash_book_pdf,
    cash_lines,
    cash_on,
    drawer,
    drawer_held,
    drawers_counted,
    drawers_of,
    each_receipt_between,
    each_refund_between,
    given_between,
    open_drawer,
    printout_key,
    printouts_of,
    receipts_between,
    refunds_between,
    sums_between,
)
from guol.payments.views.access import SeeOther, desks_of, pdf, press
from guol.payments.words import CASH_WORDS, WAYS
from guol.people.api import desk_name, names_of

RECEIPTS_A_PAGE = 50
PIECE = 16_000  # characters of a table that are sent together
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with what follows


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """Show a day's receipts of the desk, and what its drawer must hold."""
    return _day(request, desks_of(request)[0])


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Open the drawer with what was counted in it."""
    desk = desks_of(request)[0]
    form = StartForm(request.POST)
    if press(request, form, desk, lambda act, values: start_drawer(act, **values)):
        return SeeOther(reverse("payments:fees"))
    return _day(request, desk, start=form, status=422)


@require_POST
def hand_over(request: HttpRequest, place: int) -> HttpResponse:
    """Count the drawer and hand it over."""
    desk = desks_of(request)[0]
    card = _drawer(desk, place)
    form = HandOverForm(request.POST)

    def verb(act: Any, values: dict[str, Any]) -> None:
        hand_over_drawer(act, card.stream, seen=form.cleaned_data["seen"], **values)

    if press(request, form, desk, verb):
        return SeeOther(reverse("payments:cash_book", args=[place]))
    return _day(request, desk, hand=form, status=422)


def _day(request: HttpRequest, desk: str, *, status: int = 200, **failed: Any) -> HttpResponse:
    today = legal_day(utc_now())
    form = DayForm(request.GET or None)
    day = form.day(today)
    page = _page(request, sums_between(desk, day, day).count, RECEIPTS_A_PAGE)
    receipts = receipts_between(desk, day, day, after=_before(page), limit=RECEIPTS_A_PAGE)
    refunds = refunds_between(desk, day, day)
    made = printouts_of([each.stream for each in receipts])
    given: dict[str, int] = {}
    for refund in refunds:
        given[refund.receipt] = given.get(refund.receipt, 0) + 1
    held = open_drawer(desk)
    came, went, expected = drawer_held(held) if held else (0, 0, 0)
    context: dict[str, Any] = {
        "desk": desk_name(desk),
        "day": day,
        "form": form if form.is_bound else DayForm(initial={"ngay": day}),
        "rows": [
            {
                "receipt": each,
                "way": WAYS[each.way],
                "is_made": printout_key(each, given.get(each.stream, 0)) in made,
            }
            for each in receipts
        ],
        "page": page,
        "refunds": refunds,
        "cash_vnd": cash_on(desk, day),
        "book": book_in_use(desk, today),
        "drawer": held,
        "is_of_earlier_day": bool(held and held.day < today),
        "sums": [
            (_("Opened with"), _vnd(held.opening_vnd)),
            (_("Receipts in cash"), _vnd(came)),
            (_("Money given back"), _vnd(went)),
        ]
        if held
        else [],
        "expected_vnd": expected,
        "start": StartForm(initial={"opening_vnd": 0}),
        "hand": HandOverForm(initial={"seen": number_of(held.stream) if held else 0}),
        "crumbs": [(_("One-stop counter"), "/mot-cua/"), (_("Fees taken"), "")],
    }
    return render(request, "payments/fees.html", context | failed, status=status)


@require_safe
def drawers(request: HttpRequest) -> HttpResponse:
    """Show the drawers of the desk, the newest first."""
    desk = desks_of(request)[0]
    page = _page(request, drawers_counted(desk), DRAWERS_A_PAGE)
    context = {
        "desk": desk_name(desk),
        "drawers": drawers_of(desk, after=_before(page)),
        "page": page,
        "crumbs": [*_way(), (_("Cash books"), "")],
    }
    return render(request, "payments/drawers.html", context)


@require_safe
def cash_book(request: HttpRequest, place: int) -> HttpResponse:
    """Show the cash book of one drawer."""
    desk = desks_of(request)[0]
    card = _drawer(desk, place)
    came, went, expected = drawer_held(card)
    people = names_of({card.clerk, card.handed_by} - {""})
    rows = [
        (_("Opened"), plain(card.opened_at)),
        (_("Opened by"), people.get(card.clerk, "")),
        (_("Opened with"), _vnd(card.opening_vnd)),
        (_("Receipts in cash"), _vnd(came)),
        (_("Money given back"), _vnd(went)),
        (_("By the book"), _vnd(expected)),
    ]
    if card.handed_at:
        rows += [
            (_("Counted"), _vnd(card.counted_vnd)),
            (_("Difference"), _vnd(card.difference_vnd)),
            (_("Why it differs"), card.why),
            (_("Handed over"), f"{plain(card.handed_at)}, {card.receiver}"),
        ]
    context = {
        "desk": desk_name(desk),
        "drawer": card,
        "facts": [(label, value) for label, value in rows if value],
        "lines": [(CASH_WORDS[line.what], line) for line in cash_lines(card)],
        "crumbs": [
            *_way(),
            (_("Cash books"), reverse("payments:drawers")),
            (f"{card.day:%d/%m/%Y}", ""),
        ],
    }
    return render(request, "payments/cash_book.html", context)


@require_safe
def cash_book_paper(request: HttpRequest, place: int) -> HttpResponse:
    """Return the cash book of one drawer as PDF."""
    card = _drawer(desks_of(request)[0], place)
    return pdf(cash_book_pdf(card, at=utc_now()), f"so-quy-{card.day:%Y-%m-%d}-{card.id}")


@require_safe
def period(request: HttpRequest) -> HttpResponse:
    """List the receipts of a period, with its sums."""
    desk = desks_of(request)[0]
    first, last = PeriodForm(request.GET or None).period(legal_day(utc_now()))
    sums, given = sums_between(desk, first, last), given_between(desk, first, last)
    page = _page(request, sums.count, RECEIPTS_A_PAGE)
    receipts = receipts_between(desk, first, last, after=_before(page), limit=RECEIPTS_A_PAGE)
    by_way = dict.fromkeys(WAYS, 0) | sums.by_way
    context = {
        "desk": desk_name(desk),
        "first": first,
        "last": last,
        "form": PeriodForm(initial={"tu": first, "den": last}),
        "receipts": [(WAYS[each.way], each) for each in receipts],
        "page": page,
        "sums": [
            (_("Receipts"), str(sums.count)),
            (_("Voided"), str(sums.voided)),
            (_("In cash"), _vnd(by_way["cash"])),
            (_("By transfer"), _vnd(by_way["transfer"])),
            (_("Money given back"), _vnd(given)),
            (_("Together"), _vnd(sum(by_way.values()) - given)),
        ],
        "crumbs": [*_way(), (_("List of receipts"), "")],
    }
    return render(request, "payments/period.html", context)


@require_safe
def period_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Return the same list as a table for a spreadsheet (CSV, UTF-8), as it is read."""
    desk = desks_of(request)[0]
    first, last = PeriodForm(request.GET or None).period(legal_day(utc_now()))
    titles = (
        _("Day"),
        _("Form"),
        _("Symbol"),
        _("Book"),
        _("Receipt number"),
        _("Dossier"),
        _("Payer"),
        _("Way of payment"),
        _("Amount"),
        _("Money given back"),
        _("Note"),
    )
    words = {way: str(name) for way, name in WAYS.items()} | {"voided": _("voided: %(why)s")}
    table = _table(titles, _told(desk, first, last, words))
    response = StreamingHttpResponse(table, content_type="text/csv; charset=utf-8")
    name = f"bien-lai-{first:%Y%m%d}-{last:%Y%m%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _told(
    desk: str, first: date, last: date, words: dict[str, str]
) -> Iterator[tuple[object, ...]]:
    """Give the lines; ``words`` are already in the language of who asked."""
    for each in each_receipt_between(desk, first, last):
        told = [plain(each.day), each.form, each.symbol, each.book, each.printed_number]
        told += [each.matter_number, each.payer, words[each.way]]
        note = words["voided"] % {"why": each.voided_why} if each.voided_why else ""
        yield (*map(_harmless, told), each.counts_vnd, 0, _harmless(note))
    for refund in each_refund_between(desk, first, last):
        told = [plain(refund.day), *[""] * 6, words[refund.way]]
        yield (*told, 0, refund.amount_vnd, _harmless(refund.why))


def _table(titles: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> Iterator[str]:
    """Give a table in pieces of some length; the first says that it is UTF-8."""
    written = StringIO("\ufeff")
    written.seek(0, SEEK_END)
    table = csv.writer(written)
    table.writerow(titles)
    for row in rows:
        table.writerow(row)
        if written.tell() > PIECE:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def _page(request: HttpRequest, count: int, of: int) -> Page[int]:
    """Return the page that was asked for; only how many there are is known of the list."""
    return Paginator(range(count), of).get_page(request.GET.get("trang"))


def _before(page: Page[int]) -> int:
    return max(0, page.start_index() - 1)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text


def _drawer(desk: str, place: int) -> DrawerCard:
    card = drawer(f"drawer/{desk}/{place}")
    if card is None:
        raise Http404
    return card


def _way() -> list[tuple[str, str]]:
    return [(_("One-stop counter"), "/mot-cua/"), (_("Fees taken"), reverse("payments:fees"))]


def _vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đ"
