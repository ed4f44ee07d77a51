"""Reads of drawers: what must be in one, and its cash book."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Sum

from guol.payments.models import Drawer as DrawerRow
from guol.payments.models import FeeReceipt, Refund
from guol.payments.rules import printed_number

DRAWERS_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerCard:
    """A drawer of cash; sums in đồng, those of an open one as they are now."""

    stream: str
    desk: str
    day: date
    opening_vnd: int
    opened_at: datetime
    clerk: str
    handed_at: datetime | None
    receipts_vnd: int
    refunds_vnd: int
    expected_vnd: int
    counted_vnd: int
    receiver: str
    why: str
    handed_by: str

    @property
    def id(self) -> str:
        """Its place among the drawers of the desk, as it stands in an address."""
        return self.stream.rpartition("/")[2]

    @property
    def is_open(self) -> bool:
        """Whether it was not handed over yet."""
        return self.handed_at is None

    @property
    def difference_vnd(self) -> int:
        """What was counted beyond what the book says; below nothing when something lacked."""
        return self.counted_vnd - self.expected_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """One line of a cash book: money in or out, and what the drawer holds then, in đồng."""

    at: datetime
    what: str
    number: str
    who: str
    matter_number: str
    in_vnd: int
    out_vnd: int
    held_vnd: int


_DRAWER = tuple(each.name for each in fields(DrawerCard))


def open_drawer(desk: str, *, is_locked: bool = False) -> DrawerCard | None:
    """Return the open drawer of a desk; ``is_locked`` holds it until the transaction ends.

    Whoever takes or gives cash, and whoever counts, holds it, so that nothing slips in
    between the count and the hand-over.
    """
    rows = DrawerRow.objects.filter(desk=desk, handed_at=None).order_by("opened_at")
    if is_locked:
        rows = rows.select_for_update()
    row = rows.values(*_DRAWER).first()
    return DrawerCard(**row) if row else None


def drawer(stream: str) -> DrawerCard | None:
    """Return one drawer."""
    row = DrawerRow.objects.filter(stream=stream).values(*_DRAWER).first()
    return DrawerCard(**row) if row else None


def drawers_of(
    desk: str, *, after: int = 0, limit: int = DRAWERS_A_PAGE
) -> tuple[DrawerCard, ...]:
    """Return a page of the drawers of a desk, the newest first."""
    rows = DrawerRow.objects.filter(desk=desk).order_by("-opened_at", "-stream")
    return tuple(DrawerCard(**row) for row in rows.values(*_DRAWER)[after : after + limit])


def drawers_counted(desk: str) -> int:
    """Return how many drawers a desk has opened so far."""
    return DrawerRow.objects.filter(desk=desk).count()


def drawer_held(card: DrawerCard) -> tuple[int, int, int]:
    """Return what came into a drawer, what went out of it, what it must hold; in đồng.

    Of one that was handed over these stand as they were counted, whatever was erased since.
    """
    if not card.is_open:
        return card.receipts_vnd, card.refunds_vnd, card.expected_vnd
    taken = FeeReceipt.objects.filter(drawer=card.stream, voided_why="")
    given = Refund.objects.filter(drawer=card.stream)
    receipts = int(taken.aggregate(sum=Sum("amount_vnd"))["sum"] or 0)
    refunds = int(given.aggregate(sum=Sum("amount_vnd"))["sum"] or 0)
    return receipts, refunds, card.opening_vnd + receipts - refunds


def drawer_must_hold(card: DrawerCard) -> int:
    """Return what a drawer must hold now, in đồng."""
    return drawer_held(card)[2]


def cash_lines(card: DrawerCard) -> tuple[CashLine, ...]:
    """Return the cash book of a drawer, line by line; a voided receipt moves nothing.

    What was erased of one that was handed over is its last line, without number and names.
    """
    told = [
        (row.at, "voided" if row.voided_why else "receipt", row)
        for row in FeeReceipt.objects.filter(drawer=card.stream).order_by("at", "number")
    ]
    given = Refund.objects.filter(drawer=card.stream).order_by("at", "stream")
    numbers = dict(
        FeeReceipt.objects.filter(
            stream__in=given.values_list("receipt", flat=True)
        ).values_list("stream", "number")
    )
    lines: list[CashLine] = []
    moves = [
        (at, what, printed_number(row.number), row.payer, row.matter_number, row.amount_vnd)
        for at, what, row in told
    ] + [
        (row.at, "refund", printed_number(numbers.get(row.receipt, 0)), "", "", row.amount_vnd)
        for row in given
    ]
    held = card.opening_vnd
    for at, what, number, who, matter_number, amount_vnd in sorted(
        moves, key=lambda move: (move[0], move[1] == "refund", move[2])
    ):
        came = amount_vnd if what == "receipt" else 0
        went = amount_vnd if what == "refund" else 0
        held += came - went
        lines.append(
            CashLine(
                at=at,
                what=what,
                number=number,
                who=who,
                matter_number=matter_number,
                in_vnd=came,
                out_vnd=went,
                held_vnd=held,
            )
        )
    came, went, _held = drawer_held(card)
    came -= sum(each.in_vnd for each in lines)
    went -= sum(each.out_vnd for each in lines)
    if card.handed_at and (came or went):
        lines.append(
            CashLine(
                at=card.handed_at,
                what="erased",
                number="",
                who="",
                matter_number="",
                in_vnd=came,
                out_vnd=went,
                held_vnd=held + came - went,
            )
        )
    return tuple(lines)
