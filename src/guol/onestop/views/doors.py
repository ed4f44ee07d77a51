"""Side doors of a dossier: giving back, reopening, correcting, linking a duplicate."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from guol.kernel.act import Act
from guol.kernel.event import Event
from guol.kernel.text import plain
from guol.onestop.actions import (
    ask_opinion,
    correct_entry,
    link_duplicate,
    print_receipt_again,
    reopen_dossier,
    return_step,
    take_over,
)
from guol.onestop.events import DossierLodged
from guol.onestop.forms import ReprintForm
from guol.onestop.forms.correcting import CorrectEntryForm, DuplicateForm, ReasonForm
from guol.onestop.forms.handing import AskForm, TakeOverForm
from guol.onestop.permits import (
    Hand,
    Offer,
    may_keep,
    may_print_again,
    may_reopen,
    may_take_over,
    may_take_step,
)
from guol.onestop.queries.handing import opinions_on
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.correcting import FEE, entries_of, given_by
from guol.onestop.rules.states import OPEN, Business, Financial
from guol.onestop.views.pressing import Press, Values, pressed
from guol.onestop.words import entry_of
from guol.people.api import desk_names
from guol.procedures.api import Version

RETURN_STEP, REOPEN, CORRECT, DUPLICATE = "tra-lai", "mo-lai", "dinh-chinh", "trung"
ASK, TAKE_OVER, REPRINT = "xin-y-kien", "rut-ve", "in-lai"


def _ask(act: Act, stream: str, seen: int, roles: frozenset[str], values: Values) -> str:
    del seen  # the dossier itself is not written to
    return ask_opinion(act, stream, roles=roles, **values)


DOOR_PRESSES: dict[str, Press] = {
    RETURN_STEP: Press(
        form=ReasonForm,
        verb=pressed(return_step),
        done=lambda: _("Given back to the step before."),
    ),
    REOPEN: Press(
        form=ReasonForm, verb=pressed(reopen_dossier), done=lambda: _("The dossier goes on.")
    ),
    CORRECT: Press(
        form=CorrectEntryForm,
        verb=pressed(correct_entry),
        done=lambda: _("The entry is corrected; what stood there can still be read."),
    ),
    REPRINT: Press(
        form=ReprintForm,
        verb=pressed(print_receipt_again),
        done=lambda: _("The printing is noted. Open the receipt to print it."),
    ),
    ASK: Press(form=AskForm, verb=_ask, done=lambda: _("The opinion is asked for.")),
    TAKE_OVER: Press(
        form=TakeOverForm,
        verb=pressed(take_over),
        done=lambda: _("Taken over, and given to the agency that goes on with it."),
    ),
    DUPLICATE: Press(
        form=DuplicateForm,
        verb=pressed(link_duplicate),
        done=lambda: _("Ended as a duplicate; the other dossier goes on."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A side door: what it does, its form, and at which desk."""

    deed: str
    title: str
    form: Any
    offer: Offer
    is_open: bool = False


def doors_of(
    card: DossierCard,
    of: Version,
    events: Sequence[Event],
    hands: Iterable[Hand],
    *,
    seen: int,
) -> list[Door]:
    """Return what the viewer may put right on this dossier."""
    start = {"seen": seen}
    forms: dict[str, Callable[[], BaseForm]] = {
        RETURN_STEP: lambda: ReasonForm(initial=start),
        REOPEN: lambda: ReasonForm(initial=start),
        CORRECT: lambda: correct_form(None, of, events, card, initial=start),
        REPRINT: lambda: ReprintForm(initial=start),
        ASK: lambda: AskForm(initial=start),
        TAKE_OVER: lambda: TakeOverForm(initial=start),
        DUPLICATE: lambda: DuplicateForm(initial=start),
    }
    offered: dict[str, tuple[str, Hand]] = {}
    for hand in hands:
        for deed, title in (*_moves(card, events, hand), *_entries(card, of, hand)):
            offered.setdefault(deed, (title, hand))
    return [
        Door(deed=deed, title=title, form=forms[deed](), offer=Offer(hand=hand, deed=deed))
        for deed, (title, hand) in offered.items()
    ]


def _moves(card: DossierCard, events: Sequence[Event], hand: Hand) -> Iterable[tuple[str, str]]:
    """Yield what this hand may do with where the dossier stands."""
    if card.is_under_way and may_take_step(card, hand) and given_by(events):
        yield RETURN_STEP, _("Give it back to the step before")
    if (card.ended_at or card.returned_at) and may_reopen(card, hand):
        yield REOPEN, _("Reopen the dossier")
    if may_take_over(hand) and card.business in OPEN:
        yield TAKE_OVER, _("Take it from who holds it")


def _entries(card: DossierCard, of: Version, hand: Hand) -> Iterable[tuple[str, str]]:
    """Yield what this hand may do with what the dossier says, where it lies with the hand.

    A lost receipt is printed again wherever the dossier lies.
    """
    if card.number and may_print_again(card, hand):
        yield REPRINT, _("Print a lost receipt again")
    if not may_keep(card, hand):
        return
    if card.business in OPEN:
        yield ASK, _("Ask another agency for its opinion")
    yield CORRECT, _("Correct a wrong entry")
    if card.business in OPEN and card.business is not Business.DECIDED and not of.legs:
        yield DUPLICATE, _("It was lodged twice: link the other")


def correct_form(
    data: Any, of: Version, events: Iterable[Event], card: DossierCard, **given: Any
) -> CorrectEntryForm:
    """Return the form of correcting, with the entries that the dossier has."""
    told = list(events)
    lodged = next(each for each in told if isinstance(each, DossierLodged))
    entries = [
        (each.name, f"{entry_of(each.name, each.label)}: {each.value or '-'}")
        for each in entries_of(lodged, told).values()
    ]
    if card.number and card.financial is not Financial.PAID:
        entries.append((FEE, f"{entry_of(FEE, '')}: {card.fee_vnd}"))
    return CorrectEntryForm(data, entries=entries, version=of, **given)


def opinions_shown(card: DossierCard, now: datetime) -> list[dict[str, Any]]:
    """Return what other agencies were asked about a dossier, and what they said."""
    asked = opinions_on(card.stream)
    names = desk_names({each.to for each in asked}) if asked else {}
    shown = []
    for each in asked:
        state, kind = _("asked, until %(due)s") % {"due": plain(each.due)}, "info"
        if each.answered_at:
            state, kind = _("answered %(at)s") % {"at": plain(each.answered_at)}, "good"
        if each.is_late(now):
            state, kind = _("%(state)s, overdue") % {"state": state}, "bad"
        shown.append({"line": each, "who": names[each.to], "state": state, "kind": kind})
    return shown
