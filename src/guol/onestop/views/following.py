"""Following a dossier without an account: number and secret, then a page of one's own.

The secret never stays in an address: the form posts it, and the link on the receipt leads at
once to an address that tells nothing. What is remembered is a signed cookie, for half an hour,
on the pages of following alone; whoever reads a history or a log finds no secret there.
"""

from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.kernel.clock import utc_now
from guol.kernel.errors import Refused
from guol.onestop.actions import give_supplement, note_miss
from guol.onestop.events import (
    DossierRefused,
    PaperGiven,
    SupplementAccepted,
    SupplementRequested,
)
from guol.onestop.events.correcting import EntryCorrected
from guol.onestop.events.timing import ApologyGiven, DossierStopped
from guol.onestop.forms import AnswerForm, FollowForm
from guol.onestop.queries import (
    dossier,
    dossier_followed,
    dossiers_of_person,
    history,
    misses_at,
    secret_for,
    stream_of_key,
    supplement_brought,
    unpaid_fee,
)
from guol.onestop.queries.bundle import legs_of
from guol.onestop.queries.versions import version_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.reasons import NotFoundSoFar, TriedTooOften
from guol.onestop.rules.states import Business, Delivery
from guol.onestop.views.access import SeeOther
from guol.onestop.views.bundle import leg_rows
from guol.onestop.views.counter import row_of
from guol.onestop.views.filling import taken
from guol.onestop.views.printing import served
from guol.onestop.views.telling import Teller
from guol.onestop.words import KINDS, role_of, said_corrections, state_of
from guol.people.api import act_of, desk_names, viewer_of
from guol.web.words import say

COOKIE = "theo"
SALT = "guol.onestop.follow"
HALF_HOUR_S = 1_800
MOST_MISSES = 30
MOST_FILES = 6
FOR_CITIZENS = ("receipt", "supplement", "refusal", "apology", "stop")


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret, and for nothing else."""
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = _look(request, form.cleaned_data["name"], form.cleaned_data["secret"])
        except Refused as no:
            form.add_error(None, say(no.reason))
        else:
            return remember(found.stream)
    person = viewer_of(request).person
    now = utc_now()
    own = [
        {"key": each.key, "line": row_of(each, now)}
        for each in (dossiers_of_person(person) if person else ())
    ]
    status = 422 if form.is_bound else 200
    return render(request, "onestop/follow.html", {"form": form, "own": own}, status=status)


@require_safe
def follow_link(request: HttpRequest, name: str, secret: str) -> HttpResponse:
    """Follow the link on a receipt: remember, and go on to an address that tells nothing."""
    try:
        found = _look(request, name, secret)
    except Refused:
        return _guarded(SeeOther(reverse("onestop:follow")))
    return remember(found.stream)


@require_POST
def follow_own(request: HttpRequest, key: str) -> HttpResponse:
    """Follow a dossier that the person lodged under their own account."""
    person, card = viewer_of(request).person, dossier(stream_of_key(key))
    if card is None or not person or card.person != person:
        raise Http404
    return remember(card.stream)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the dossier on this device."""
    del request
    response = SeeOther(reverse("onestop:follow"))
    response.delete_cookie(COOKIE, path=reverse("onestop:follow"))
    return response


@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """Show where the dossier is."""
    card = remembered(request)
    if card is None:
        return SeeOther(reverse("onestop:follow"))
    return _followed(request, card, AnswerForm())


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take what was asked for, and hand it to whoever holds the dossier."""
    card = remembered(request)
    if card is None:
        return SeeOther(reverse("onestop:follow"))
    form = AnswerForm(request.POST, request.FILES)
    papers = tuple(
        PaperGiven(name=upload.name, kind=2, file_name=upload.name, blob=upload.blob)
        for upload in taken(request, form, "papers", most=MOST_FILES)
    )
    if form.is_valid() and not papers and not form.cleaned_data["words"]:
        form.add_error(None, _("Choose a file or write a word: nothing was sent."))
    if not form.is_valid():
        return _followed(request, card, form, status=422)
    act = act_of(request, key=form.cleaned_data["key"], desk="")
    try:
        give_supplement(act, card.stream, papers=papers, words=form.cleaned_data["words"])
    except Refused as no:
        form.add_error(None, say(no.reason))
        return _followed(request, card, form, status=422)
    return SeeOther(reverse("onestop:followed"))


@require_safe
def follow_print(request: HttpRequest, kind: str) -> HttpResponse:
    """Return one of the applicant's own papers."""
    card = remembered(request)
    if card is None or kind not in FOR_CITIZENS:
        raise Http404
    return served(card, kind)


@require_POST
def follow_part(request: HttpRequest, key: str) -> HttpResponse:
    """Go to a part of the linked request that this device follows, or back to the whole."""
    card, other = remembered(request), dossier(stream_of_key(key))
    if card is None or other is None:
        return SeeOther(reverse("onestop:follow"))
    if card.stream != other.parent and other.stream != card.parent:
        raise Http404
    return remember(other.stream)


@require_safe
def lodged(request: HttpRequest) -> HttpResponse:
    """Say that the dossier is lodged: its reference, its secret, what comes next."""
    card = remembered(request)
    if card is None:
        return SeeOther(reverse("onestop:follow"))
    context = {
        "card": card,
        "secret": secret_for(card.stream),
        "receiving": desk_names((card.receiving,))[card.receiving],
    }
    return _unkept(render(request, "onestop/lodged.html", context))


def remember(stream: str, to: str = "onestop:followed") -> HttpResponse:
    """Go on to a page about a dossier, which this device may read for half an hour."""
    response = SeeOther(reverse(to))
    response.set_cookie(
        COOKIE,
        signing.dumps(stream, salt=SALT),
        max_age=HALF_HOUR_S,
        path=reverse("onestop:follow"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return _guarded(response)


def _guarded(response: HttpResponse) -> HttpResponse:
    """Let nobody keep the answer, nor learn from where it was reached: that address tells."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return _unkept(response)


def _unkept(response: HttpResponse) -> HttpResponse:
    """Let nobody keep the page. A form on it needs its origin told, so that stays as it is."""
    response.headers["Cache-Control"] = "no-store"
    return response


def remembered(request: HttpRequest) -> DossierCard | None:
    """Return the dossier that this device may read; None when it remembers none."""
    try:
        stream = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HALF_HOUR_S)
    except signing.BadSignature:
        return None
    return dossier(str(stream))


def _look(request: HttpRequest, name: str, secret: str) -> DossierCard:
    """Find the dossier. Raises ``Refused``, in the same words whatever was wrong."""
    now = utc_now()
    address = request.META.get("REMOTE_ADDR", "")
    place = blake2b(
        address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
    ).hexdigest()
    count, until = misses_at(place, now)
    if count >= MOST_MISSES and until:
        raise Refused(TriedTooOften(until=until))
    found = dossier_followed(name, secret)
    if found is None:
        note_miss(place, now)
        raise Refused(NotFoundSoFar())
    return found


def _followed(
    request: HttpRequest, card: DossierCard, form: Any, *, status: int = 200
) -> HttpResponse:
    of, now = version_of(card), utc_now()
    told = [each.event for each in history(card.stream) if each.event and each.standing.counts]
    desks = desk_names({card.receiving, card.competent, card.holder})
    teller = Teller(card=card, people={}, desks=desks)
    asked = [each for each in told if isinstance(each, SupplementRequested)]
    taken = {each.request for each in told if isinstance(each, SupplementAccepted)}
    open_ones = [each for each in asked if each.request not in taken]
    kinds = {
        "receipt": bool(card.number),
        "supplement": bool(asked),
        "refusal": any(isinstance(each, DossierRefused) for each in told),
        "apology": any(isinstance(each, ApologyGiven) for each in told),
        "stop": any(isinstance(each, DossierStopped) for each in told),
    }
    titles = {
        "receipt": _("Receipt"),
        "supplement": _("Supplement request"),
        "refusal": _("Refusal"),
        "apology": _("Apology with a new day"),
        "stop": _("Notice that work was stopped"),
    }
    holder = teller.desk(card.holder)
    with_whom = (
        f"{holder}, {role_of(card.role)}" if card.role and not card.is_waiting else holder
    )
    context = {
        "card": card,
        "state": state_of(card.business),
        "kind": KINDS[card.business],
        "is_late": card.is_overdue(now) and card.ended_at is None,
        "wanted": open_ones[-1].wanted if open_ones else (),
        "is_answered": bool(open_ones) and supplement_brought(card) is not None,
        "refusal": next(
            (each for each in told if isinstance(each, DossierRefused | DossierStopped)), None
        ),
        "whole": card.parent.rpartition("/")[2],
        "is_ready": card.business is Business.DECIDED,
        "is_with_post": card.delivery is Delivery.SENT,
        "is_fee_due": unpaid_fee(card.stream) > 0,
        "receiving": teller.desk(card.receiving),
        "facts": teller.facts_for_applicant(of, with_whom, told),
        "explanation": teller.why(told),
        "steps": teller.steps(of, told),
        "printed": [
            (titles[kind], reverse("onestop:follow_print", args=[kind]))
            for kind, is_there in kinds.items()
            if is_there
        ],
        "corrections": [
            (each.act.at, said_corrections(each.corrections))
            for each in told
            if isinstance(each, EntryCorrected)
        ],
        "form": form,
        "legs": leg_rows(legs_of(card.stream), now) if of.legs else (),
    }
    return _unkept(render(request, "onestop/followed.html", context, status=status))
