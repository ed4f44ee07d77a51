"""Pads of blank receipts for hours without power: printed, accounted for."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from guol.feed.api import append, draw_number, once
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.kernel.text import plain
from guol.onestop.actions.documents import LANGUAGE_OF_FORMS, law_of
from guol.onestop.actions.matter import hand_of
from guol.onestop.actions.sealing import printed
from guol.onestop.events.pads import PadNumberSpoilt, ReceiptPadPrinted
from guol.onestop.permits import may_lodge_for_others
from guol.onestop.queries.pads import numbers_in, pad_line
from guol.onestop.rules.pads import (
    pad_number_of,
    pad_series,
    read_pad_number,
    why_not_typed_in,
)
from guol.onestop.rules.reasons import NobodyReceives, NotYourStep, PadUnknown
from guol.onestop.rules.receiving import PAD, Coming
from guol.people.api import agency, area, desk_names

MOST_RECEIPTS = 100


@once
def print_pad(act: Act, *, roles: frozenset[str], count: int) -> str:
    """Give numbers to so many blank receipts of the acting counter; return the pad."""
    _receiver(act, roles)
    day = legal_day(act.at)
    unit = unit_of_desk(act.desk)
    drawn = [draw_number(pad_series(act.desk, day)) for _each in range(count)]
    pad = ReceiptPadPrinted(
        act=act,
        stream=f"pad/{new_key()}",
        day=day,
        numbers=tuple(pad_number_of(unit, day, each.number) for each in drawn),
        drawn=drawn[-1],
    )
    append(pad, seen=0)
    return pad.stream


@once
def spoil_number(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], number: str, reason: str
) -> str:
    """Account for a blank receipt that will never be typed in, with the reason."""
    _receiver(act, roles)
    if number not in numbers_in(stream):
        raise Refused(PadUnknown(number=number))
    _judge(act, Coming(at=act.at, how=PAD, pad=number))
    append(PadNumberSpoilt(act=act, stream=stream, number=number, reason=reason), seen=seen)
    return stream


def pad_typed_in(act: Act, coming: Coming | None) -> str:
    """Return the number of the written receipt, empty for none. Raises ``Refused``.

    Called once the dossier's own number is drawn: series first, then the paper, for everyone.
    """
    if coming is None or coming.how != PAD or not coming.pad:
        return ""
    return _judge(act, coming)


def unit_of_desk(desk: str) -> str:
    """Return the unit id that stands in a desk's numbers. Raises ``Refused`` without one."""
    card = agency(desk)
    served = area(card.area) if card and not card.unit_id else None
    unit = (card.unit_id if card else "") or (served.unit_id if served else "")
    if not unit:
        raise Refused(NobodyReceives(agency=desk))
    return unit


def make_pad(stream: str, *, at: datetime) -> bytes:
    """Return a pad to be printed: A5, two receipts a sheet, each with its stub.

    Raises ``LookupError`` for a pad that is not known here.
    """
    numbers = numbers_in(stream)
    line = pad_line(numbers[0]) if numbers else None
    if line is None:
        raise LookupError(stream)
    served = agency(line.desk)
    above = served.parent if served else ""
    names = desk_names({line.desk, above})
    with translation.override(LANGUAGE_OF_FORMS):
        values: dict[str, Any] = {
            "superior": names[above],
            "agency": names[line.desk],
            "numbers": list(numbers),
            "hotline": settings.GUOL_HOTLINE,
            "printed_at": plain(line.printed_at),
            **law_of("", "receipt", legal_day(line.printed_at)),
        }
        return printed("receipt_pad", values, at=at)


def _judge(act: Act, coming: Coming) -> str:
    number = read_pad_number(coming.pad, unit_of_desk(act.desk))
    no = why_not_typed_in(
        number,
        pad_line(number, is_locked=True),
        desk=act.desk,
        written_at=coming.at,
        now=act.at,
    )
    if no is not None:
        raise Refused(no)
    return number


def _receiver(act: Act, roles: frozenset[str]) -> None:
    if not may_lodge_for_others(hand_of(act, roles)):
        raise Refused(NotYourStep(step="B1", role="one_stop"))
