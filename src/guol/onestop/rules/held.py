"""Which papers of a procedure the agency holds already, from earlier dossiers of the person.

An agency does not ask again for what it has, and an administrative paper once digitised is used
again (Nghị định 61/2018/NĐ-CP as amended by Nghị định 107/2021/NĐ-CP; the articles were not
read, so nothing rests on their wording). It is offered, never taken by itself: who files the
request says whether it is still the right one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guol.kernel.text import fold
from guol.onestop.events import PaperGiven
from guol.onestop.rules.clock.limits import months_later
from guol.procedures.events import MONTHS, RequiredPaper, Time, Version

MOST_OFFERED = 3  # of one paper: a household may have several children


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPaper:
    """A paper in an earlier dossier: what its version calls it, when and for what it came.

    ``given_on`` is the day on which it was first given in, in whichever dossier.
    """

    stream: str
    number: str
    about: str
    given_on: date
    key: str
    paper: PaperGiven

    @property
    def dossier(self) -> str:
        """The part of its dossier's stream that stands in addresses."""
        return self.stream.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPaper:
    """A paper that need not be brought again: ``place`` among those of the version."""

    place: int
    name: str
    earlier: EarlierPaper

    @property
    def mark(self) -> str:
        """What a form says to choose it."""
        blob = self.earlier.paper.blob
        return f"{self.place}.{self.earlier.dossier}.{blob.digest[:16] if blob else ''}"

    def given(self) -> PaperGiven:
        """Return it as a paper of the new dossier, that says where it is from."""
        before = self.earlier
        return PaperGiven(
            name=self.name,
            kind=before.paper.kind,
            file_name=before.paper.file_name,
            blob=before.paper.blob,
            held_in=before.stream,
            held_since=before.given_on,
        )


def papers_held(
    of: Version, earlier: Iterable[EarlierPaper], today: date
) -> tuple[HeldPaper, ...]:
    """Return what of the version's papers is held, in its order, the newest of each first."""
    told = sorted(earlier, key=lambda each: each.given_on, reverse=True)
    found: list[HeldPaper] = []
    for place, wanted in enumerate(of.papers):
        if wanted.is_brought and not wanted.is_for_one_request:
            found += _of_one(place, wanted, told, today)
    return tuple(found)


def _of_one(
    place: int, wanted: RequiredPaper, told: Sequence[EarlierPaper], today: date
) -> list[HeldPaper]:
    fit: dict[str, EarlierPaper] = {}
    for each in told:
        if each.paper.blob and _is_same(wanted, each) and still_counts(wanted, each, today):
            fit.setdefault(each.paper.blob.digest, each)
    return [
        HeldPaper(place=place, name=wanted.name, earlier=each)
        for each in list(fit.values())[:MOST_OFFERED]
    ]


def _is_same(wanted: RequiredPaper, earlier: EarlierPaper) -> bool:
    if wanted.key and earlier.key:
        return wanted.key == earlier.key
    return fold(wanted.name) == fold(earlier.paper.name)


def still_counts(wanted: RequiredPaper, earlier: EarlierPaper, today: date) -> bool:
    """Whether the paper can still count on ``today``.

    It was made before it was given in, so one whose time has passed since then has certainly
    ended; of the others a person reads the day.
    """
    return wanted.valid is None or today <= _end_of(earlier.given_on, wanted.valid)


def _end_of(day: date, valid: Time) -> date:
    if valid.unit == MONTHS:
        return months_later(day, valid.value)
    return day + timedelta(days=valid.value)
