"""A linked request on the page: its parts, where each is, and their one end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from guol.kernel.event import Event
from guol.onestop.actions import open_leg, return_bundle
from guol.onestop.events import DossierAccepted
from guol.onestop.forms import PressForm, ReturnForm
from guol.onestop.permits import Hand, Offer, may_keep, may_receive
from guol.onestop.queries import dossier
from guol.onestop.queries.bundle import legs_of
from guol.onestop.rules.bundle import LegLine, is_all_there
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.states import Business, Financial
from guol.onestop.views.pressing import Press, pressed
from guol.onestop.words import KINDS, role_of, state_of
from guol.people.api import desk_names
from guol.procedures.api import Version, version

RETURN_ALL, OPEN_LEG = "tra-het", "mo-khau"
BUNDLE_PRESSES: dict[str, Press] = {
    RETURN_ALL: Press(
        form=ReturnForm,
        verb=pressed(return_bundle),
        done=lambda: _("Every result is handed over. The linked request is closed."),
    ),
    OPEN_LEG: Press(
        form=PressForm,
        verb=pressed(open_leg),
        done=lambda: _("This part has begun."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow:
    """A part of a linked request as pages show it."""

    key: str
    number: str
    what: str
    with_whom: str
    due: datetime | None
    state: str
    kind: str
    is_waiting: bool


def leg_rows(legs: Iterable[LegLine], now: datetime) -> list[LegRow]:
    """Return the parts in words, with the agency that has each."""
    told = list(legs)
    names = desk_names({each.holder for each in told} | {each.competent for each in told})
    return [_row(each, names, now) for each in told]


def shown_with_parts(
    card: DossierCard,
    of: Version,
    events: Iterable[Event],
    hands: Iterable[Hand],
    failed: tuple[str, BaseForm] | None,
    *,
    now: datetime,
    seen: int,
) -> dict[str, Any]:
    """Return what a page shows of a linked request, or of a part; nothing for all others."""
    if card.parent:
        return _as_part(card, events, list(hands), now=now, seen=seen)
    if not of.legs:
        return {}
    legs = legs_of(card.stream)
    return {"legs": leg_rows(legs, now), **_end_of(card, legs, hands, failed, seen)}


def _as_part(
    card: DossierCard, events: Iterable[Event], hands: list[Hand], *, now: datetime, seen: int
) -> dict[str, Any]:
    whole = dossier(card.parent)
    begun = (each for each in events if isinstance(each, DossierAccepted))
    shown: dict[str, Any] = {
        "whole": whole,
        "fed": [(given.label, given.value) for each in begun for given in each.fed],
        "legs": leg_rows((x for x in legs_of(card.parent) if x.stream != card.stream), now),
    }
    keeper = next((hand for hand in hands if may_keep(card, hand)), None)
    if card.business is Business.QUEUED and keeper:
        shown |= {
            "open_leg": PressForm(initial={"seen": seen}),
            "open_offer": Offer(hand=keeper, deed="open"),
        }
    return shown


def _end_of(
    card: DossierCard,
    legs: tuple[LegLine, ...],
    hands: Iterable[Hand],
    failed: tuple[str, BaseForm] | None,
    seen: int,
) -> dict[str, Any]:
    """Return the press that ends the request, when everything is there and paid."""
    hand = next((each for each in hands if may_receive(card, each)), None)
    if hand is None or not card.is_under_way:
        return {}
    if card.financial is Financial.DUE or not is_all_there(legs):
        return {}
    offer = Offer(hand=hand, deed="return_all")
    form: BaseForm = ReturnForm(initial={"seen": seen, "receiver": card.applicant})
    if failed and failed[0] == RETURN_ALL:
        form = failed[1]
    return {"end_form": form, "end_offer": offer}


def _row(leg: LegLine, names: dict[str, str], now: datetime) -> LegRow:
    is_late = leg.is_overdue(now)
    state = state_of(leg.business)
    if leg.business in {Business.ACCEPTED, Business.PROCESSING} and leg.role:
        state = f"{state}, {role_of(leg.role)}"
    desk = leg.competent if leg.business is Business.QUEUED else leg.holder
    return LegRow(
        key=leg.key,
        number=leg.number,
        what=version(leg.version).name,
        with_whom=names[desk],
        due=leg.due,
        state=_("%(state)s, overdue") % {"state": state} if is_late else state,
        kind="bad" if is_late else KINDS[leg.business],
        is_waiting=leg.business is Business.WAITING,
    )
