"""Accepting a dossier: number, promise, fee; and the receipt printed once more."""

from dataclasses import dataclass, replace
from datetime import datetime

from guol.feed.api import append, draw_number, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.onestop.actions.bundle import Start, begin_bundle
from guol.onestop.actions.matter import (
    Matter,
    explained,
    hand_of,
    matter_of,
    not_yours,
    promised,
)
from guol.onestop.actions.pads import pad_typed_in
from guol.onestop.events import (
    DossierAccepted,
    DossierLodged,
    PaperGiven,
    ReceiptPrintedAgain,
)
from guol.onestop.permits import may_print_again, may_receive
from guol.onestop.queries import reprints_of
from guol.onestop.queries.versions import deciding_facts, facts_in, lodged_of
from guol.onestop.rules import clock as clocks
from guol.onestop.rules.codes import code_of, series_of
from guol.onestop.rules.fees import is_in_time
from guol.onestop.rules.reasons import GroundUnproven, NotAtThisStage
from guol.onestop.rules.receiving import AT_ONCE, PAD, Coming, hour_of, why_not_arrived
from guol.onestop.rules.states import Business
from guol.papers.api import forms_on
from guol.procedures.api import (
    Facts,
    branch_of,
    charge,
    in_case,
    skipped_steps,
)

FEE_GROUND_IN_TIME = "on_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What the clerk decides when accepting.

    ``fee_ground`` forgoes the fee, on the paper seen (``fee_paper``); empty leaves it to the
    rule. ``is_handed_over`` does the next step, scanning and handing over, in the same press.
    ``coming`` is when the person came, where that was before the press: it is the hour of
    reception. ``arrived_at`` is when the post came or was stamped; ``localities`` are the hard
    places that add time.
    """

    fee_ground: str = ""
    fee_paper: str = ""
    arrived_at: datetime | None = None
    localities: tuple[str, ...] = ()
    is_handed_over: bool = False
    papers: tuple[PaperGiven, ...] = ()
    coming: Coming | None = None


@once
def accept_dossier(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    decisions: Decisions | None = None,
) -> str:
    """Accept a dossier that was lodged: give its number, promise its result, name its fee.

    Raises ``Refused`` when the counter is another's or the dossier is past this, ``Conflict``
    if it has moved on since ``seen``.
    """
    matter = matter_of(stream)
    if not may_receive(matter.card, hand_of(act, roles)):
        raise not_yours(matter.card)
    if matter.card.business is not Business.LODGED:
        raise Refused(NotAtThisStage(number=matter.card.name))
    facts = acceptance(act, matter, decisions or Decisions())
    append(*facts, seen=seen)
    return stream


def acceptance(
    act: Act, matter: Matter, decisions: Decisions, lodged: DossierLodged | None = None
) -> list[Event]:
    """Return what accepting a dossier tells. The number is drawn in this transaction.

    ``lodged`` is what its form says, told by whoever lodges in the same act.
    """
    card, whole = matter.card, matter.version
    received_at = hour_of(decisions.coming, act.at)
    no = why_not_arrived(decisions.arrived_at, channel=card.channel, now=act.at)
    if no is not None:
        raise Refused(no)
    day = legal_day(received_at)
    known = (
        facts_in(lodged, whole, day, decisions.papers)
        if lodged
        else deciding_facts(card, whole, day, decisions.papers)
    )
    version, case = in_case(whole, known), branch_of(whole, known)
    matter = replace(matter, version=version)
    if whole.legs:
        fee_vnd, ground = _fee(matter, decisions, known)
        start = Start(
            facts=_facts_of_clock(received_at, matter, decisions),
            fee_vnd=fee_vnd,
            fee_ground=ground,
            fee_paper=decisions.fee_paper if ground == decisions.fee_ground else "",
            papers=decisions.papers,
            is_handed_over=decisions.is_handed_over,
            coming=decisions.coming,
        )
        return begin_bundle(act, matter, lodged or lodged_of(card.stream), start)
    facts = _facts_of_clock(received_at, matter, decisions)
    clock = matter.clock(facts)
    drawn = draw_number(series_of(card.receiving, day))
    pad_number = pad_typed_in(act, decisions.coming)
    fee_vnd, ground = _fee(matter, decisions, known)
    last = 1 if decisions.is_handed_over else 0
    later = promised(matter, clock, act.at)
    place = later.here(last + 1, act.at, clock.due)
    accepted = DossierAccepted(
        act=act,
        stream=card.stream,
        number=str(code_of(card.receiving_unit, day, drawn.number)),
        drawn=drawn,
        received_at=received_at,
        due=clock.due,
        explanation=explained(clock),
        form_set=forms_on(day, stated=version.form_set),
        place=place,
        taken=later.taken(0, last, act.at),
        fee_vnd=fee_vnd,
        fee_ground=ground,
        papers=decisions.papers,
        fee_paper=decisions.fee_paper if ground == decisions.fee_ground else "",
        skipped=skipped_steps(whole, known),
        case=case.case if case else "",
        reception=decisions.coming.how if decisions.coming else AT_ONCE,
        counted_from=facts.counted_from,
        localities=tuple(sorted(facts.localities)),
        pad_number=pad_number,
    )
    if place.desk == act.desk:
        return [accepted]
    return [accepted, CustodyGiven(act=act, stream=card.stream, to=place.desk)]


@once
def print_receipt_again(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], checked: str
) -> str:
    """Count one more printing of a lost receipt; ``checked`` is how the person was known.

    A counter that does not hold the dossier notes it in a stream of its own: to print a paper
    again changes nothing of the matter, and whoever lost it need not wait for the holder.
    """
    card = matter_of(stream).card
    if not may_print_again(card, hand_of(act, roles)):
        raise not_yours(card)
    if not card.number:
        raise Refused(NotAtThisStage(number=card.name))
    apart = [getattr(each.event, "times", 0) for each in reprints_of(stream)]
    again = ReceiptPrintedAgain(
        act=act, stream=stream, times=max(card.reprints, *apart, 0) + 1, checked=checked
    )
    if card.holder == act.desk:
        append(again, seen=seen)
    else:
        own = f"reprint/{new_key()}"
        append(replace(again, stream=own, dossier=stream), seen=0)
    return stream


def _facts_of_clock(
    received_at: datetime, matter: Matter, decisions: Decisions
) -> clocks.Facts:
    """Return what the promise rests on at acceptance (D13, D18)."""
    card, counted_from = matter.card, decisions.arrived_at
    if counted_from is None and card.channel == clocks.ONLINE:
        counted_from = card.lodged_at
    facts = clocks.Facts(
        received_at=received_at, counted_from=counted_from, channel=card.channel
    )
    if card.supplements:
        told = matter.facts(received_at=received_at)
        facts = replace(told, counted_from=counted_from and told.counted_from)
    coming = decisions.coming
    return replace(
        facts,
        is_written=coming is not None and coming.how == PAD,
        localities=frozenset(decisions.localities),
        areas=matter.areas(),
    )


def _fee(matter: Matter, decisions: Decisions, known: Facts) -> tuple[int, str]:
    """Return what the dossier costs, and the ground on which it costs nothing."""
    of, card = matter.version, matter.card
    in_time = is_in_time(card.happened_on, known.today, within_days=of.duty_days)
    found = charge(of, known)
    if decisions.fee_ground and (found.amount_vnd or of.fee.amount_vnd):
        if not decisions.fee_paper.strip():
            raise Refused(GroundUnproven())
        return 0, decisions.fee_ground
    if in_time and (of.is_fee_by_day or found.amount_vnd == 0):
        return 0, FEE_GROUND_IN_TIME
    return found.amount_vnd or 0, found.ground
