"""Bags of paper: packed with a list, printed, ticked off, what is missing chased."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.feed.api import number_of
from guol.kernel.clock import utc_now
from guol.kernel.errors import Conflict, Refused
from guol.onestop.actions import Packing, find_paper, receive_bag, send_bag
from guol.onestop.forms import PressForm
from guol.onestop.forms.handing import BagForm, TickForm, left_at
from guol.onestop.permits import may_lodge_for_others
from guol.onestop.queries import stream_of_key
from guol.onestop.queries.handing import (
    BagLine,
    bag,
    bags_of,
    desks_gone_to,
    gone_to,
    items_of,
    papers_missing,
)
from guol.onestop.views.access import SeeOther, act_at, hands_of, official
from guol.people.api import desk_names
from guol.web.words import say


@require_safe
def bags(request: HttpRequest) -> HttpResponse:
    """Show bags on their way here, those sent from here, and paper that is missing."""
    desks = _desks(request)
    coming, sent = bags_of(desks, is_coming=True), bags_of(desks, is_coming=False)
    lost, gone = papers_missing(desks), desks_gone_to(desks)
    givers = {each.sender for each in coming} | {each.sender for each in lost}
    takers = {each.to for each in sent} | {each.to for each in lost}
    names = desk_names(givers | takers | set(gone))
    context = {
        "coming": [(each, names[each.sender]) for each in coming],
        "sent": [(each, names[each.to]) for each in sent],
        "missing": [(each, names[each.sender], names[each.to]) for each in lost],
        "to_pack": [(desk, names[desk], number) for desk, number in gone.items()],
        "crumbs": [(_("One-stop counter"), reverse("onestop:counter")), (_("Paper bags"), "")],
    }
    return render(request, "onestop/bags.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest) -> HttpResponse:
    """Pack the paper of what passed to another desk."""
    desks = _desks(request)
    to = request.GET.get("den", "")
    cards = gone_to(to, desks)
    if not cards:
        return SeeOther(reverse("onestop:bags"))
    form = BagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        packing = Packing(
            to=to,
            carrier=form.cleaned_data["carrier"],
            left_at=left_at(utc_now()),
            sheets=form.sheets_in([card.key for card in cards]),
        )
        desk = next((desk for desk in desks if desk == cards[0].receiving), desks[0])
        act, roles = act_at(request, key=form.cleaned_data["key"], desk=desk)
        try:
            stream = send_bag(act, packing, roles=roles)
        except (Refused, Conflict) as no:
            form.add_error(None, say(no.reason))
        else:
            return SeeOther(reverse("onestop:bag", args=[stream.rpartition("/")[2]]))
    context = {
        "cards": cards,
        "to": desk_names({to})[to],
        "form": form,
        "crumbs": _crumbs(_("Pack a bag")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "onestop/bag_pack.html", context, status=status)


@require_safe
def bag_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the list of a bag, to be printed by who sends it and ticked by who receives it."""
    found, desks = _bag(request, key)
    form = TickForm(initial={"seen": number_of(found.stream)})
    return _bag_page(request, found, desks, form)


@require_POST
def tick(request: HttpRequest, key: str) -> HttpResponse:
    """Tick off what arrived."""
    found, desks = _bag(request, key)
    form = TickForm(request.POST)
    if form.is_valid():
        act, roles = act_at(request, key=form.cleaned_data["key"], desk=found.to)
        arrived = frozenset(map(stream_of_key, request.POST.getlist("hs")))
        try:
            receive_bag(
                act,
                found.stream,
                seen=form.cleaned_data["seen"],
                roles=roles,
                arrived=arrived,
                surplus=form.cleaned_data["surplus"],
            )
        except (Refused, Conflict) as no:
            form.add_error(None, say(no.reason))
        else:
            return SeeOther(reverse("onestop:bag", args=[key]))
    return _bag_page(request, found, desks, form, status=422)


@require_POST
def turned_up(request: HttpRequest, key: str) -> HttpResponse:
    """Note that paper which was missing is here."""
    found, desks = _bag(request, key)
    form = PressForm(request.POST)
    if not form.is_valid():
        return SeeOther(reverse("onestop:bag", args=[key]))
    act, roles = act_at(request, key=form.cleaned_data["key"], desk=found.to)
    try:
        find_paper(
            act,
            found.stream,
            seen=form.cleaned_data["seen"],
            roles=roles,
            dossier_stream=stream_of_key(request.POST.get("hs", "")),
        )
    except (Refused, Conflict) as no:
        again = TickForm({"key": form.cleaned_data["key"]})
        again.add_error(None, say(no.reason))
        return _bag_page(request, found, desks, again, status=422)
    return SeeOther(reverse("onestop:bag", args=[key]))


def _bag_page(
    request: HttpRequest, found: BagLine, desks: list[str], form: Any, *, status: int = 200
) -> HttpResponse:
    names = desk_names({found.sender, found.to})
    items = items_of(found.stream)
    context = {
        "bag": found,
        "sender": names[found.sender],
        "to": names[found.to],
        "items": items,
        "sheets": sum(each.sheets for each in items),
        "may_tick": found.to in desks and found.received_at is None,
        "may_find": found.to in desks and found.received_at is not None,
        "seen": number_of(found.stream),
        "form": form,
        "crumbs": _crumbs(_("Bag list")),
    }
    return render(request, "onestop/bag.html", context, status=status)


def _bag(request: HttpRequest, key: str) -> tuple[BagLine, list[str]]:
    desks = _desks(request)
    found = bag(f"bag/{key}")
    if found is None or not {found.sender, found.to} & set(desks):
        raise Http404
    return found, desks


def _desks(request: HttpRequest) -> list[str]:
    hands = hands_of(official(request))
    first = [hand.desk for hand in hands if may_lodge_for_others(hand)]
    return [*first, *(hand.desk for hand in hands if hand.desk not in first)]


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [
        (_("One-stop counter"), reverse("onestop:counter")),
        (_("Paper bags"), reverse("onestop:bags")),
        (title, ""),
    ]
