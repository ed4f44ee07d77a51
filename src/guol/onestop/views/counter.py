"""The counter: what is waiting, taking in, and the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.onestop.actions import make_register
from guol.onestop.forms import PeriodForm
from guol.onestop.permits import Hand, may_keep_books, may_lodge_for_others, may_oversee
from guol.onestop.queries import (
    MOST_FOUND,
    REGISTER_PAGE,
    DossierLine,
    dossiers_found,
    dossiers_in,
    lists_at,
    register,
    register_count,
)
from guol.onestop.rules.route import may_do
from guol.onestop.rules.states import UNDER_WAY
from guol.onestop.views.access import hands_of, official
from guol.onestop.words import KINDS, LISTS, state_of
from guol.people.api import desk_name
from guol.procedures.api import version

LIST_PAGE = 50  # what fits the first flight of a weak line
FIGURE_KINDS = {"overdue": "bad", "answered": "warn", "to_return": "good"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A dossier as the list shows it."""

    name: str
    applicant: str
    about: str
    promised: datetime | None
    state: str
    kind: str


def row_of(line: DossierLine, now: datetime, *, is_mine: bool = False) -> Row:
    """Return the line in words; ``is_mine`` when its next step is the viewer's."""
    late = (
        line.promised is not None and (line.ended_at or line.paused_at or now) > line.promised
    )
    state = str(LISTS["answered"]) if line.is_answered else state_of(line.business)
    return Row(
        name=line.name,
        applicant=line.applicant,
        about=line.about if line.about != line.applicant else "",
        promised=line.promised,
        state=", ".join(
            filter(
                None,
                (
                    line.step,
                    state,
                    _("your turn") if is_mine else "",
                    _("overdue") if late else "",
                ),
            )
        ),
        kind="bad" if late else KINDS[line.business],
    )


@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Show the counter's lists, one of them in full; or what a search found."""
    hands = hands_of(official(request))
    desks = [hand.desk for hand in hands]
    now, sought = utc_now(), request.GET.get("tim", "").strip()[:100]
    counts = lists_at(desks, now)
    chosen = request.GET.get("ds", "")
    if chosen not in LISTS:
        chosen = next((name for name in LISTS if counts[name]), "in_hand")
    page = Paginator(range(counts[chosen]), LIST_PAGE).get_page(request.GET.get("trang"))
    if sought:
        lines, title = dossiers_found(sought, desks), _("Found: %(text)s") % {"text": sought}
    else:
        before = page.start_index() - 1 if counts[chosen] else 0
        lines = dossiers_in(chosen, desks, now, after=before, limit=LIST_PAGE)
        title = str(LISTS[chosen])
    context = {
        "figures": [
            (
                counts[name],
                label,
                f"?ds={name}",
                FIGURE_KINDS.get(name, "") if counts[name] else "",
            )
            for name, label in LISTS.items()
        ],
        "dossiers": _rows(lines, hands, now),
        "page": None if sought else page,
        "title": title,
        "sought": sought,
        "most": MOST_FOUND if sought and len(lines) == MOST_FOUND else 0,
        "may_oversee": any(may_oversee(hand.roles) for hand in hands),
        "may_take_in": any(may_lodge_for_others(hand) for hand in hands),
        "may_keep_books": any(may_keep_books(hand) for hand in hands),
    }
    return render(request, "onestop/counter.html", context)


def _rows(lines: Sequence[DossierLine], hands: Iterable[Hand], now: datetime) -> list[Row]:
    """Return the lines in words, first those whose next step is the viewer's."""
    roles = frozenset(role for hand in hands for role in hand.roles)
    mine = {line.stream for line in lines if _is_turn_of(line, roles)}
    ordered = sorted(lines, key=lambda line: line.stream not in mine)
    return [row_of(line, now, is_mine=line.stream in mine) for line in ordered]


def _is_turn_of(line: DossierLine, roles: frozenset[str]) -> bool:
    return line.business in UNDER_WAY and bool(line.role) and may_do(line.role, roles)


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Show the register of a period, to be read or printed."""
    desk, form, first, last = _period(request)
    page = _page(request, desk, first, last)
    before = page.start_index() - 1 if page.paginator.count else 0
    rows = register(desk, first, last, after=before)
    names = {each: version(each).name for each in {row.version for row in rows}}
    context: dict[str, Any] = {
        "desk": desk_name(desk),
        "first": first,
        "last": last,
        "form": form,
        "page": page,
        "rows": [
            {
                "place": place,
                "number": row.number,
                "name": names[row.version],
                "applicant": row.applicant,
                "phone": row.phone,
                "received_at": row.received_at,
                "due": row.due,
                "returned_at": row.returned_at,
                "receiver": row.receiver,
            }
            for place, row in enumerate(rows, start=before + 1)
        ],
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Register of dossiers"), ""),
        ],
    }
    return render(request, "onestop/register.html", context)


@require_safe
def register_pdf(request: HttpRequest) -> HttpResponse:
    """Return a page of the register of a period as a file to print."""
    desk, _form, first, last = _period(request)
    page = _page(request, desk, first, last)
    content = make_register(desk, first, last, sheet=page.number, at=utc_now())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="so-theo-doi.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, desk: str, first: date, last: date) -> Page[Any]:
    """Return the page that was asked for: only how many there are is read for it."""
    paginator = Paginator(range(register_count(desk, first, last)), REGISTER_PAGE)
    return paginator.get_page(request.GET.get("trang"))


def _period(request: HttpRequest) -> tuple[str, PeriodForm, Any, Any]:
    hands = hands_of(official(request))
    receiving = [hand for hand in hands if may_lodge_for_others(hand)] or list(hands)
    first, last = PeriodForm(request.GET or None).period(legal_day(utc_now()))
    form = PeriodForm(initial={"first": first, "last": last})
    return receiving[0].desk, form, first, last
