"""Pads of blank receipts: whose they are, and which numbers are still out."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from guol.onestop.models import Dossier, PadNumber, given
from guol.onestop.rules.pads import PadLine, short_of

MOST_NUMBERS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """A pad as the counter's list shows it; ``out`` are the numbers nobody accounted for."""

    stream: str
    printed_at: datetime
    first: str
    last: str
    used: tuple[tuple[str, str], ...]
    spoilt: tuple[tuple[str, str], ...]
    out: tuple[str, ...]

    @property
    def ends(self) -> tuple[str, str]:
        """From which number to which, without the unit that all have in common."""
        return short_of(self.first), short_of(self.last)

    @property
    def to_type(self) -> tuple[tuple[str, str], ...]:
        """The numbers still out, whole and short."""
        return tuple((each, short_of(each)) for each in self.out)

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]


def pad_line(number: str, *, is_locked: bool = False) -> PadLine | None:
    """Return one blank receipt, None for a number that no pad of this house has.

    ``is_locked`` holds it until the transaction ends: whoever types it in or gives it up does
    so, hence no two find the same paper unused, whatever days they number on.
    """
    found = PadNumber.objects.filter(number=number)
    if is_locked:
        found = found.select_for_update()
    row = found.values(*_LINE).first()
    if row is None:
        return None
    rows = Dossier.objects.filter(given("pad_number"), pad_number=number)
    used = rows.values_list("number", flat=True).first()
    return PadLine(**row, used_by=used or "")


def pads_of(desk: str) -> tuple[Pad, ...]:
    """Return the pads of a desk, the newest first, each with what became of its numbers."""
    rows = PadNumber.objects.filter(desk=desk).order_by("-printed_at", "stream", "number")
    told = list(rows.values(*_LINE, "stream")[:MOST_NUMBERS])
    numbers = [each["number"] for each in told]
    wanted = Dossier.objects.filter(given("pad_number"), receiving=desk, pad_number__in=numbers)
    used = dict(wanted.values_list("pad_number", "number"))
    return tuple(
        _pad(stream, list(lines), used)
        for stream, lines in groupby(told, lambda each: str(each["stream"]))
    )


def numbers_in(stream: str) -> tuple[str, ...]:
    """Return the numbers of a pad, in order."""
    rows = PadNumber.objects.filter(stream=stream).order_by("number")
    return tuple(rows.values_list("number", flat=True))


_LINE = ("number", "desk", "printed_at", "spoilt_why")


def _pad(stream: str, lines: list[dict[str, object]], used: dict[str, str]) -> Pad:
    numbers = [str(each["number"]) for each in lines]
    spoilt = {str(x["number"]): str(x["spoilt_why"]) for x in lines if x["spoilt_why"]}
    printed_at = lines[0]["printed_at"]
    if not isinstance(printed_at, datetime):
        raise TypeError(printed_at)
    return Pad(
        stream=stream,
        printed_at=printed_at,
        first=numbers[0],
        last=numbers[-1],
        used=tuple((each, used[each]) for each in numbers if each in used),
        spoilt=tuple((each, spoilt[each]) for each in numbers if each in spoilt),
        out=tuple(each for each in numbers if each not in used and each not in spoilt),
    )
