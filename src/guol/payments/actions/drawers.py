"""A drawer of cash: opened with what is in it, counted when it is handed over."""

from guol.feed.api import append, once
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.payments.events import DrawerHandedOver, DrawerOpened
from guol.payments.permits import may_take_cash
from guol.payments.queries import drawer_held, drawers_counted, open_drawer
from guol.payments.rules import (
    ClerksOnly,
    CountedAmountMissing,
    DrawerHandedOverBefore,
    DrawerStillOpen,
    amount_fits_drawer,
    fault_of_count,
)


@once
def start_drawer(act: Act, *, opening_vnd: int) -> str:
    """Open the drawer of the desk with what was counted in it; returns its stream."""
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if not amount_fits_drawer(opening_vnd):
        raise Refused(CountedAmountMissing())
    if open_drawer(act.desk):
        raise Refused(DrawerStillOpen())
    stream = f"drawer/{act.desk}/{1 + drawers_counted(act.desk)}"
    opened = DrawerOpened(
        act=act, stream=stream, opening_vnd=opening_vnd, day=legal_day(act.at)
    )
    append(opened, seen=0)
    return stream


@once
def hand_over_drawer(
    act: Act, stream: str, *, counted_vnd: int, receiver: str, why: str = "", seen: int
) -> str:
    """Count the drawer and hand it over; a difference to its book is named, never smoothed.

    Raises ``Refused`` for whoever is no clerk of the desk, when it was handed over before, and
    for a difference without a reason.
    """
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    card = open_drawer(act.desk, is_locked=True)
    if card is None or card.stream != stream:
        raise Refused(DrawerHandedOverBefore())
    receipts, refunds, expected = drawer_held(card)
    if fault := fault_of_count(counted_vnd, expected, why):
        raise Refused(fault)
    handed = DrawerHandedOver(
        act=act,
        stream=stream,
        receipts_vnd=receipts,
        refunds_vnd=refunds,
        expected_vnd=expected,
        counted_vnd=counted_vnd,
        receiver=receiver,
        day=legal_day(act.at),
        why=why if counted_vnd != expected else "",
    )
    append(handed, seen=seen)
    return stream
