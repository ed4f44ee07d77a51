"""Results that nobody fetched: listed, called for, sent, kept; letters on their way."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guol.feed.api import numbers_of
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.notices.api import sent_at
from guol.onestop.actions import (
    archive_result,
    note_arrival,
    note_return_of_letter,
    remind_applicant,
    send_result,
)
from guol.onestop.forms.correcting import ReasonForm
from guol.onestop.forms.returning import (
    LetterArrivedForm,
    LetterBackForm,
    PostForm,
    RemindForm,
)
from guol.onestop.permits import Hand, Offer, may_keep, may_receive
from guol.onestop.queries import stream_of_key
from guol.onestop.queries.returning import Waiting, letters_under_way, uncollected
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.returning import archived_from
from guol.onestop.rules.states import Business, Delivery
from guol.onestop.views.access import SeeOther, act_at, hands_of, official
from guol.onestop.views.doors import Door
from guol.onestop.views.pressing import Press, pressed
from guol.procedures.api import Version, version

REMIND, POST, ARRIVED = "da-nhac", "gui-buu-dien", "thu-den"
CAME_BACK, ARCHIVE = "thu-ve", "luu-tru"
RETURN_PRESSES: dict[str, Press] = {
    REMIND: Press(
        form=RemindForm,
        verb=pressed(remind_applicant),
        done=lambda: _("Noted that the applicant was told."),
    ),
    POST: Press(
        form=PostForm,
        verb=pressed(send_result),
        done=lambda: _("The result is with the post. The dossier counts as returned."),
    ),
    ARRIVED: Press(
        form=LetterArrivedForm,
        verb=pressed(note_arrival),
        done=lambda: _("The letter was handed over."),
    ),
    CAME_BACK: Press(
        form=LetterBackForm,
        verb=pressed(note_return_of_letter),
        done=lambda: _("The result lies at the counter again."),
    ),
    ARCHIVE: Press(
        form=ReasonForm,
        verb=pressed(archive_result),
        done=lambda: _("The result is in the archive; it can still be asked for."),
    ),
}


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the results that lie at the viewer's desks, and the letters under way."""
    return _page(request)


@require_POST
def remind(request: HttpRequest, key: str) -> HttpResponse:
    """Note from the list that the applicant was told."""
    desks = [hand.desk for hand in hands_of(official(request))]
    stream, form = stream_of_key(key), RemindForm(request.POST)
    line = next((each for each in uncollected(desks) if each.stream == stream), None)
    if line is None and not form.is_valid():
        raise Http404
    if form.is_valid():
        act, roles = act_at(
            request, key=form.cleaned_data["key"], desk=line.holder if line else desks[0]
        )
        try:
            seen = form.cleaned_data["seen"]
            remind_applicant(act, stream, seen=seen, roles=roles, **form.values())
        except LookupError as unknown:
            raise Http404 from unknown
        except (Refused, Conflict) as no:
            if line is None:
                raise Http404 from no
            form.refuse(no)
        else:
            return SeeOther(reverse("onestop:uncollected"))
    return _page(request, failed=(key, form))


def return_doors(
    card: DossierCard, of: Version, hands: Iterable[Hand], *, now: datetime, seen: int
) -> list[Door]:
    """Return what a hand may do with a result that waits, or with the letter."""
    start = {"seen": seen}
    if card.business is Business.DECIDED:
        hand = next((each for each in hands if may_receive(card, each)), None)
        return _doors_of_waiting(card, of, hand, now=now, seen=seen) if hand else []
    hand = next((each for each in hands if may_keep(card, each)), None)
    if card.delivery is not Delivery.SENT or hand is None:
        return []
    day = start | {"on": legal_day(now)}
    return [
        _door(ARRIVED, _("The post handed the letter over"), LetterArrivedForm, day, hand),
        _door(CAME_BACK, _("The letter came back"), LetterBackForm, day, hand),
    ]


def _doors_of_waiting(
    card: DossierCard, of: Version, hand: Hand, *, now: datetime, seen: int
) -> list[Door]:
    start = {"seen": seen}
    doors = [_door(REMIND, _("The applicant was told"), RemindForm, start, hand)]
    if not of.is_in_person:
        given = start | {"sent_on": legal_day(now), "address": card.deliver_to}
        is_wished = bool(card.deliver_to)
        doors.append(
            _door(POST, _("Send it by post"), PostForm, given, hand, is_open=is_wished)
        )
    ready_on = legal_day(card.ended_at or now)
    until = archived_from(ready_on, settings.GUOL_ARCHIVE_AFTER_DAYS)
    if card.delivery is not Delivery.ARCHIVED and legal_day(now) >= until:
        doors.append(_door(ARCHIVE, _("Give it to the archive"), ReasonForm, start, hand))
    return doors


def _door(
    deed: str,
    title: str,
    form: type[BaseForm],
    start: dict[str, Any],
    hand: Hand,
    *,
    is_open: bool = False,
) -> Door:
    offer = Offer(hand=hand, deed=deed)
    return Door(deed=deed, title=title, form=form(initial=start), offer=offer, is_open=is_open)


def _page(
    request: HttpRequest, *, failed: tuple[str, RemindForm] | None = None
) -> HttpResponse:
    desks, now = [hand.desk for hand in hands_of(official(request))], utc_now()
    lines = uncollected(desks)
    mails = sent_at(each.mail_key for each in lines if each.email)
    numbers = numbers_of(each.stream for each in lines)
    context = {
        "rows": [
            {
                "line": each,
                "procedure": version(each.version).name,
                "days": (legal_day(now) - legal_day(each.ended_at or now)).days,
                "mailed_at": mails.get(each.mail_key),
                "is_long": _is_long(each, now),
                "form": failed[1]
                if failed and failed[0] == each.key
                else RemindForm(initial={"seen": numbers.get(each.stream, 0)}),
            }
            for each in lines
        ],
        "letters": letters_under_way(desks),
        "rule_days": settings.GUOL_ARCHIVE_AFTER_DAYS,
        "failed": failed[1] if failed else None,
        "crumbs": [
            (_("One-stop counter"), reverse("onestop:counter")),
            (_("Not collected"), ""),
        ],
    }
    return render(request, "onestop/uncollected.html", context, status=422 if failed else 200)


def _is_long(line: Waiting, now: datetime) -> bool:
    ready_on = legal_day(line.ended_at or now)
    return legal_day(now) >= archived_from(ready_on, settings.GUOL_ARCHIVE_AFTER_DAYS)
