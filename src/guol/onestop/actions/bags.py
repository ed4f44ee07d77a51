"""Bags of paper: sent with a list, ticked off on arrival, what is missing chased."""

from dataclasses import dataclass
from datetime import datetime

from guol.feed.api import append, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.onestop.actions.matter import hand_of
from guol.onestop.events.bags import (
    BagPaper,
    BagReceived,
    BagSent,
    MissingPaperFound,
    PaperArrived,
)
from guol.onestop.permits import may_carry
from guol.onestop.queries.handing import BagItemLine, bag, cards_of, items_of
from guol.onestop.rules.reasons import BagEmpty, BagNotYours, NotYourStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """What goes into a bag: sheets by dossier, whither, who carries it, when it left."""

    to: str
    carrier: str
    left_at: datetime
    sheets: tuple[tuple[str, int], ...]


@once
def send_bag(act: Act, packing: Packing, *, roles: frozenset[str]) -> str:
    """Note what paper leaves for another desk; answers with the bag's stream."""
    if not may_carry(hand_of(act, roles)):
        raise Refused(NotYourStep(step="", role=""))
    names = {each.stream: each.name for each in cards_of(key for key, _ in packing.sheets)}
    papers = tuple(
        BagPaper(dossier=key, name=names[key], sheets=sheets)
        for key, sheets in packing.sheets
        if key in names
    )
    if not papers:
        raise Refused(BagEmpty())
    stream = f"bag/{new_key()}"
    sent = BagSent(
        act=act,
        stream=stream,
        to=packing.to,
        carrier=packing.carrier,
        left_at=packing.left_at,
        papers=papers,
    )
    facts: list[Event] = [sent]
    if packing.to != act.desk:
        facts.append(CustodyGiven(act=act, stream=stream, to=packing.to))
    append(*facts, seen=0)
    return stream


@once
def receive_bag(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    arrived: frozenset[str],
    surplus: str = "",
) -> str:
    """Tick off what was in the bag: ``arrived`` are streams of dossiers on its list.

    What is not ticked is missing, and stays on the list of what is chased. Custody does not
    wait for paper: each dossier that lies here is told that its paper is here.
    """
    found = bag(stream)
    if found is None:
        raise LookupError(stream)
    if found.to != act.desk or found.received_at or not may_carry(hand_of(act, roles)):
        raise Refused(BagNotYours(carrier=found.carrier))
    items = items_of(stream)
    here = [each for each in items if each.dossier in arrived]
    received = BagReceived(
        act=act,
        stream=stream,
        arrived=tuple(each.dossier for each in here),
        missing=tuple(each.dossier for each in items if each.dossier not in arrived),
        surplus=surplus,
    )
    append(received, *_arrivals(act, stream, here), seen=seen)
    return stream


@once
def find_paper(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], dossier_stream: str
) -> str:
    """Note that paper missing from a bag turned up after all."""
    found = bag(stream)
    if found is None:
        raise LookupError(stream)
    if found.to != act.desk or not may_carry(hand_of(act, roles)):
        raise Refused(BagNotYours(carrier=found.carrier))
    missing = [
        each
        for each in items_of(stream)
        if each.dossier == dossier_stream and each.state == "missing"
    ]
    if not missing:
        raise Refused(BagNotYours(carrier=found.carrier))
    turned_up = MissingPaperFound(act=act, stream=stream, dossier=dossier_stream)
    append(turned_up, *_arrivals(act, stream, missing), seen=seen)
    return stream


def _arrivals(act: Act, stream: str, items: list[BagItemLine]) -> list[Event]:
    sheets = {each.dossier: each.sheets for each in items}
    held = [each.stream for each in cards_of(sheets) if each.holder == act.desk]
    return [PaperArrived(act=act, stream=key, bag=stream, sheets=sheets[key]) for key in held]
