"""Promises that a day confirmed late moves: the list, and one confirmation for many."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from guol.feed.api import numbers_of
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.ids import new_key
from guol.kernel.room import WorkItem
from guol.onestop.actions import move_due
from guol.onestop.permits import (
    AUTHORITY,
    Hand,
    may_move_due,
    may_oversee,
    may_work_at_counter,
)
from guol.onestop.queries import stream_of_key
from guol.onestop.queries.handing import cards_of
from guol.onestop.queries.promises import PAGE, Hit, hits_among, hits_at
from guol.onestop.rules.cards import DossierCard
from guol.onestop.views.access import act_at, hands_of
from guol.onestop.views.handing import Done, done_one, reported
from guol.onestop.views.overview import below_of
from guol.people.api import Viewer, agencies, desk_names, viewer_of

MOST_COUNTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """List what is hit; move what the viewer may, after one confirmation."""
    viewer = viewer_of(request)
    desks = _desks_seen(viewer)
    hands, now = hands_of(viewer), utc_now()
    if request.method == "POST":
        keys = request.POST.getlist("hs")[:PAGE]
        chosen = [
            (card, hand)
            for card in cards_of(map(stream_of_key, keys))
            if (hand := _hand_at(card, hands))
        ]
        if chosen and "chac" in request.POST:
            return _moved(request, chosen, now)
        if chosen:
            return _confirm(request, [card for card, _hand in chosen], now)
    found = hits_at(desks, now, after=request.GET.get("sau", "")[:200])
    names = desk_names({each.card.competent for each in found.hits}) if found.hits else {}
    may_read = may_work_at_counter(viewer.roles)
    context = {
        "rows": [
            (each, names[each.card.competent], _may_move(each.card, hands))
            for each in found.hits
        ],
        "may_move_any": any(_may_move(each.card, hands) for each in found.hits),
        "may_read": may_read,
        "later": found.later,
        "is_first": "sau" not in request.GET,
        "crumbs": _crumbs() if may_read else _crumbs_of_calendar(now),
    }
    return render(request, "onestop/promises.html", context)


def told_of_calendar(at: datetime) -> tuple[WorkItem, ...]:
    """Return how many open dossiers are hit by days that were confirmed late, and where."""
    every = [each.desk for each in agencies(day=legal_day(at))]
    found = hits_at(every, at, most=MOST_COUNTED)
    count = len(found.hits)
    if not count:
        return ()
    title = ngettext(
        "One open dossier would be promised for another moment.",
        "%(n)s open dossiers would be promised for another moment.",
        count,
    )
    if found.later:
        title = _("More than %(n)s open dossiers would be promised for another moment.")
    return (WorkItem(title=title % {"n": count}, url=reverse("onestop:promises")),)


def _desks_seen(viewer: Viewer) -> list[str]:
    """Return the desks near which the viewer sees what is hit.

    The authority's people see all, of each dossier no more than number and moments. Raises
    ``PermissionDenied`` for those who hold no post.
    """
    if viewer.post_at(AUTHORITY) is not None:
        return [each.desk for each in agencies(day=legal_day(utc_now()))]
    if not viewer.is_official or not may_work_at_counter(viewer.roles):
        raise PermissionDenied
    desks = {held.desk for held in viewer.posts}
    if may_oversee(viewer.roles):
        desks |= {each.desk for each in below_of(viewer)}
    return sorted(desks)


def _hand_at(card: DossierCard, hands: Iterable[Hand]) -> Hand | None:
    return next((hand for hand in hands if hand.desk == card.holder), None)


def _may_move(card: DossierCard, hands: Iterable[Hand]) -> bool:
    return any(may_move_due(card, hand) for hand in hands)


def _confirm(request: HttpRequest, cards: list[DossierCard], now: datetime) -> HttpResponse:
    hits, numbers = hits_among(cards, now), numbers_of(card.stream for card in cards)
    context = {
        "lines": [(hit, numbers.get(stream, 0)) for stream, hit in hits.items()],
        "key": new_key(),
        "crumbs": _crumbs(),
    }
    return render(request, "onestop/promises_confirm.html", context)


def _moved(
    request: HttpRequest, chosen: Iterable[tuple[DossierCard, Hand]], now: datetime
) -> HttpResponse:
    """Move each promise, an act and a line of the log each; say what became of it."""
    chosen = list(chosen)
    hits = hits_among([card for card, _hand in chosen], now)
    told = [_move(request, card, hand, hits.get(card.stream)) for card, hand in chosen]
    return reported(request, told)


def _move(request: HttpRequest, card: DossierCard, hand: Hand, hit: Hit | None) -> Done:
    key = f"{request.POST.get('key', '')[:40]}/{card.key[:20]}"
    act, roles = act_at(request, key=key, desk=hand.desk, role=card.role)
    typed = request.POST.get(f"s-{card.key}", "")
    seen = int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004
    move = partial(move_due, act, card.stream, seen=seen, roles=roles)
    return done_one(card, partial(move, cause=hit.cause if hit else ""))


def _crumbs_of_calendar(now: datetime) -> list[tuple[str, str]]:
    """Return the way back for those who keep the calendar and have no counter."""
    address = reverse("procedures:calendar", args=[legal_day(now).year])
    return [(_("Working calendar"), address), (_("Promises to move"), "")]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("One-stop counter"), reverse("onestop:counter")), (_("Promises to move"), "")]
