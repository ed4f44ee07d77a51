"""Work that changes hands: opinions, a leaver's work, many dossiers with one confirmation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.feed.api import number_of, numbers_of
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.kernel.ids import new_key
from guol.onestop.actions import give_opinion, reassign_dossier
from guol.onestop.forms.handing import OpinionForm, ReassignForm
from guol.onestop.permits import Hand, may_oversee, next_offer
from guol.onestop.queries import stream_of_key
from guol.onestop.queries.handing import (
    cards_of,
    next_at,
    opinion,
    opinions_asked_of,
    work_by_officer,
    work_of,
)
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.route import Deed, deed_of
from guol.onestop.views.access import SeeOther, act_at, hands_of, official
from guol.onestop.views.dossier import PRESSES
from guol.people.api import desk_names, names_of, staff_of
from guol.procedures.api import version
from guol.web.words import say

MOST = 100
PASS_ON, SIGN, RETURN = "chuyen", "ky", "tra"
BULK = {"steps": PASS_ON, "decide": SIGN, "return": RETURN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one dossier of many; ``why_not`` is empty when it was done."""

    key: str
    name: str
    why_not: str = ""


@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    """Show what other agencies ask the viewer's desks."""
    desks = [hand.desk for hand in hands_of(official(request))]
    return _opinions(request, desks, {})


@require_POST
def answer_opinion(request: HttpRequest, key: str) -> HttpResponse:
    """Give an opinion; what was typed is kept whatever goes wrong."""
    desks = [hand.desk for hand in hands_of(official(request))]
    found = opinion(f"opinion/{key}")
    if found is None or found.to not in desks:
        raise Http404
    form = OpinionForm(request.POST)
    if form.is_valid():
        act, roles = act_at(request, key=form.cleaned_data["key"], desk=found.to)
        seen = form.cleaned_data["seen"]
        try:
            give_opinion(act, found.stream, seen=seen, roles=roles, **form.values())
        except (Refused, Conflict) as no:
            form.add_error(None, say(no.reason))
        else:
            return SeeOther(reverse("onestop:opinions"))
    return _opinions(request, desks, {key: form}, status=422)


def _opinions(
    request: HttpRequest, desks: list[str], forms: dict[str, OpinionForm], *, status: int = 200
) -> HttpResponse:
    asked = opinions_asked_of(desks)
    names = desk_names({each.asked_by for each in asked})
    now = utc_now()
    rows = [
        {
            "line": each,
            "who": names[each.asked_by],
            "is_late": each.is_late(now),
            "form": forms.get(each.key)
            or OpinionForm(initial={"seen": number_of(each.stream)}),
        }
        for each in asked
    ]
    context = {"rows": rows, "crumbs": _crumbs(_("Opinions asked of us"))}
    return render(request, "onestop/opinions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: HttpRequest) -> HttpResponse:
    """Give an officer's work to another: all of it with one confirmation."""
    hands = [hand for hand in hands_of(official(request)) if may_oversee(hand.roles)]
    if not hands:
        raise PermissionDenied
    hand, person = hands[0], request.GET.get("tu", "")
    staff = staff_of(hand.desk, legal_day(utc_now()))
    officers = {each.person: each.name for each in staff if each.person != person}
    form = ReassignForm(request.POST or None, officers=list(officers.items()))
    lines = work_of(person, [hand.desk]) if person else ()
    if request.method == "POST" and form.is_valid():
        chosen = _chosen(request, lines)
        return reported(request, _reassigned(request, hand, form, chosen))
    counts = work_by_officer([hand.desk])
    context = {
        "people": [
            (names, counts[key], key)
            for key, names in names_of(counts).items()
            if key in counts
        ],
        "person": names_of({person}).get(person, "") if person else "",
        "lines": lines,
        "form": form,
        "crumbs": _crumbs(_("Give work to another officer")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "onestop/reassign.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Pass on, sign or return many dossiers: choose, confirm once, read what became of each."""
    hands = hands_of(official(request))
    deed = request.POST.get("viec", "")
    if request.method == "POST" and deed in BULK.values():
        chosen = _chosen(request, cards_of(map(stream_of_key, request.POST.getlist("hs"))))
        if chosen and "chac" in request.POST:
            return reported(request, _done(request, deed, chosen, hands))
        if chosen:
            return _confirm(request, deed, chosen)
    groups: dict[str, list[DossierCard]] = {}
    for card in next_at([hand.desk for hand in hands], limit=MOST):
        if offered := _offered(card, hands):
            groups.setdefault(offered, []).append(card)
    context = {
        "groups": [
            (deed, BULK_TITLES[deed](), groups[deed]) for deed in BULK_TITLES if deed in groups
        ],
        "crumbs": _crumbs(_("Many at once")),
    }
    return render(request, "onestop/bulk.html", context)


BULK_TITLES: dict[str, Callable[[], str]] = {
    PASS_ON: lambda: _("Do the next step and pass on"),
    SIGN: lambda: _("Sign"),
    RETURN: lambda: _("Hand the result to the applicant"),
}


def _offered(card: DossierCard, hands: Iterable[Hand]) -> str:
    """Return what may be done with this dossier among many; nothing where it needs words."""
    of = version(card.version)
    lacks_number = bool(of.outside_number) and not card.outside_number
    offer = next_offer(card, of.steps, hands, lacks_number=lacks_number)
    if offer is None:
        return ""
    if offer.run and deed_of(of.steps, offer.run.first) is Deed.ASSIGN:
        return ""  # whoever assigns names the officer, one by one
    return BULK.get(offer.deed, "")


def _confirm(request: HttpRequest, deed: str, chosen: list[DossierCard]) -> HttpResponse:
    numbers = numbers_of(card.stream for card in chosen)
    context = {
        "deed": deed,
        "title": BULK_TITLES[deed](),
        "lines": [(card, numbers.get(card.stream, 0)) for card in chosen],
        "key": new_key(),
        "crumbs": _crumbs(_("Many at once")),
    }
    return render(request, "onestop/bulk_confirm.html", context)


def _done(
    request: HttpRequest, deed: str, chosen: list[DossierCard], hands: Iterable[Hand]
) -> list[Done]:
    """Do it for each dossier, an act and a line of the log each; say what became of it."""
    told = []
    for card in chosen:
        hand = next((hand for hand in hands if hand.desk == card.holder), None)
        values: dict[str, Any] = {}
        if deed == PASS_ON:
            values = {"note": "", "assigned": ""}
        elif deed == RETURN:
            values = {"receiver": card.applicant, "how": "counter", "relation": "", "paper": ""}
        seen = request.POST.get(f"s-{card.key}", "")
        act, stream, number, roles = _act(request, card, hand, seen)
        press = PRESSES[deed].verb
        told.append(done_one(card, partial(press, act, stream, number, roles, values)))
    return told


def _act(
    request: HttpRequest, card: DossierCard, hand: Hand | None, seen: str
) -> tuple[Any, str, int, frozenset[str]]:
    key = f"{request.POST.get('key', '')[:40]}/{card.key[:20]}"
    act, roles = act_at(request, key=key, desk=hand.desk if hand else card.holder)
    return act, card.stream, int(seen) if seen.isdecimal() and len(seen) < 10 else 0, roles  # noqa: PLR2004


def done_one(card: DossierCard, do: Callable[[], object]) -> Done:
    """Do it; say what became of it."""
    try:
        do()
    except (Refused, Conflict) as no:
        return Done(key=card.key, name=card.name, why_not=say(no.reason))
    return Done(key=card.key, name=card.name)


def _reassigned(
    request: HttpRequest, hand: Hand, form: ReassignForm, chosen: list[DossierCard]
) -> list[Done]:
    values = form.values()
    numbers = numbers_of(card.stream for card in chosen)
    told = []
    for card in chosen:
        seen = str(numbers.get(card.stream, 0))
        act, stream, number, roles = _act(request, card, hand, seen)
        give = partial(reassign_dossier, act, stream, seen=number, roles=roles, **values)
        told.append(done_one(card, give))
    return told


def _chosen(request: HttpRequest, cards: Iterable[DossierCard]) -> list[DossierCard]:
    ticked = set(request.POST.getlist("hs")[:MOST])
    return [card for card in cards if card.key in ticked]


def reported(request: HttpRequest, told: list[Done]) -> HttpResponse:
    """Show what became of each of many."""
    context = {
        "done": [each for each in told if not each.why_not],
        "refused": [each for each in told if each.why_not],
        "crumbs": _crumbs(_("Many at once")),
    }
    return render(request, "onestop/bulk_done.html", context)


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [(_("One-stop counter"), reverse("onestop:counter")), (title, "")]
