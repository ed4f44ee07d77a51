"""Pads of blank receipts: printed before the power goes, typed in when it is back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.feed.api import numbers_of
from guol.kernel.clock import utc_now
from guol.kernel.errors import Conflict, Refused
from guol.onestop.actions import make_pad, print_pad, spoil_number
from guol.onestop.forms.counter import PadForm, SpoilForm
from guol.onestop.permits import Hand
from guol.onestop.queries.pads import Pad, pads_of
from guol.onestop.views.access import SeeOther, act_at, receiving_hand
from guol.onestop.views.printing import shown_pdf


@require_http_methods(["GET", "HEAD", "POST"])
def pads(request: HttpRequest) -> HttpResponse:
    """Show the pads of the counter and the numbers still out; print another."""
    hand = receiving_hand(request)
    form = PadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act, roles = act_at(request, key=form.cleaned_data["key"], desk=hand.desk)
        try:
            print_pad(act, roles=roles, **form.values())
        except (Refused, Conflict) as no:
            form.refuse(no)
        else:
            return SeeOther(reverse("onestop:pads"))
    return _page(request, hand, form=form)


@require_POST
def spoil(request: HttpRequest, key: str) -> HttpResponse:
    """Account for a blank receipt that will never be typed in."""
    hand = receiving_hand(request)
    pad = _found(key, hand)
    numbers = (*pad.out, *(number for number, _why in pad.spoilt))
    form = SpoilForm(request.POST, numbers=numbers)
    if form.is_valid():
        act, roles = act_at(request, key=form.cleaned_data["key"], desk=hand.desk)
        try:
            seen = form.cleaned_data["seen"]
            spoil_number(act, pad.stream, seen=seen, roles=roles, **form.values())
        except (Refused, Conflict) as no:
            form.refuse(no)
        else:
            return SeeOther(reverse("onestop:pads"))
    return _page(request, hand, form=PadForm(), failed=(key, form))


@require_safe
def pad_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Return a pad to be printed, as often as it is wanted: the numbers stay the same."""
    pad = _found(key, receiving_hand(request))
    return shown_pdf(make_pad(pad.stream, at=utc_now()), "tap-giay-hen")


def _found(key: str, hand: Hand) -> Pad:
    pad = next((each for each in pads_of(hand.desk) if each.key == key), None)
    if pad is None:
        raise Http404
    return pad


def _page(
    request: HttpRequest,
    hand: Hand,
    *,
    form: PadForm,
    failed: tuple[str, SpoilForm] | None = None,
) -> HttpResponse:
    known = pads_of(hand.desk)
    seen = numbers_of(each.stream for each in known)
    context = {
        "pads": [
            (
                each,
                failed[1]
                if failed and failed[0] == each.key
                else SpoilForm(initial={"seen": seen.get(each.stream, 0)}, numbers=each.out),
            )
            for each in known
        ],
        "out": sum(len(each.out) for each in known),
        "form": form,
        "failed": failed[1] if failed else form,
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Pads for a power cut"), ""),
        ],
    }
    status = 422 if failed or form.errors else 200
    return render(request, "onestop/pads.html", context, status=status)
