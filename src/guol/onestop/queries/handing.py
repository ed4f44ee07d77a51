"""Named reads of opinions, of officers' work, and of paper on its way."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Count

from guol.onestop.models import Bag, BagItem, Dossier, Opinion
from guol.onestop.queries import cards_where
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.states import OPEN, UNDER_WAY, Business

LONGEST_LIST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLine:
    """A question to another agency, and its answer, empty while there is none."""

    stream: str
    dossier: str
    name: str
    question: str
    asked_by: str
    asked_at: datetime
    to: str
    due: datetime
    answer: str
    answered_at: datetime | None

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    def is_late(self, at: datetime) -> bool:
        """Whether it is, or was, answered too late."""
        return (self.answered_at or at) > self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class BagLine:
    """A bag of paper on its way, or ticked off."""

    stream: str
    sender: str
    to: str
    carrier: str
    left_at: datetime
    count: int
    received_at: datetime | None
    missing: int
    surplus: str

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class BagItemLine:
    """The paper of one dossier in a bag."""

    stream: str
    dossier: str
    name: str
    sheets: int
    to: str
    sender: str
    left_at: datetime
    state: str

    @property
    def key(self) -> str:
        """The part of the dossier's stream that stands in addresses."""
        return self.dossier.rpartition("/")[2]


_OPINION = tuple(each.name for each in fields(OpinionLine))
_BAG = tuple(each.name for each in fields(BagLine))
_ITEM = tuple(each.name for each in fields(BagItemLine))


def opinions_on(dossier: str) -> tuple[OpinionLine, ...]:
    """Return what other agencies were asked about a dossier, the oldest first."""
    rows = Opinion.objects.filter(dossier=dossier).order_by("asked_at", "stream")
    return tuple(OpinionLine(**row) for row in rows.values(*_OPINION)[:LONGEST_LIST])


def opinion(stream: str) -> OpinionLine | None:
    """Return one question, None for one not known here."""
    row = Opinion.objects.filter(stream=stream).values(*_OPINION).first()
    return OpinionLine(**row) if row else None


def opinions_asked_of(desks: Iterable[str]) -> tuple[OpinionLine, ...]:
    """Return what these desks have still to answer, what is due first first."""
    rows = Opinion.objects.filter(to__in=list(desks), answered_at=None).order_by(
        "due", "stream"
    )
    return tuple(OpinionLine(**row) for row in rows.values(*_OPINION)[:LONGEST_LIST])


def opinions_waiting(desks: Iterable[str]) -> int:
    """Return how many questions these desks have still to answer."""
    return Opinion.objects.filter(to__in=list(desks), answered_at=None).count()


def work_by_officer(desks: Iterable[str]) -> dict[str, int]:
    """Count what is under way at these desks by the officer who has it."""
    rows = Dossier.objects.filter(holder__in=list(desks), business__in=UNDER_WAY)
    counted = rows.exclude(assigned="").values("assigned").annotate(number=Count("stream"))
    return {row["assigned"]: row["number"] for row in counted.order_by("assigned")}


def work_of(person: str, desks: Iterable[str]) -> tuple[DossierCard, ...]:
    """Return what an officer has under way at these desks, what is due first first."""
    return cards_where(
        holder__in=list(desks), business__in=UNDER_WAY, assigned=person, limit=LONGEST_LIST
    )


def next_at(desks: Iterable[str], *, limit: int = LONGEST_LIST) -> tuple[DossierCard, ...]:
    """Return what lies at these desks to be passed on, signed or returned."""
    business = (*UNDER_WAY, Business.DECIDED)
    return cards_where(holder__in=list(desks), business__in=business, limit=limit)


def cards_of(streams: Iterable[str]) -> tuple[DossierCard, ...]:
    """Return these dossiers."""
    return cards_where(stream__in=list(streams)[:LONGEST_LIST], limit=LONGEST_LIST)


def gone_to(desk: str, mine: Iterable[str]) -> tuple[DossierCard, ...]:
    """Return what passed from these desks to another and whose paper was not sent after it."""
    sent = BagItem.objects.filter(to=desk).values("dossier")
    return cards_where(
        holder=desk,
        receiving__in=list(mine),
        business__in=OPEN,
        paper_desk="",
        but_not=sent,
        limit=LONGEST_LIST,
    )


def desks_gone_to(mine: Iterable[str]) -> dict[str, int]:
    """Count, by the desk that has them, what these desks received and passed on."""
    desks = list(mine)
    rows = Dossier.objects.filter(receiving__in=desks, business__in=OPEN, paper_desk="")
    counted = rows.exclude(holder__in=desks).values("holder").annotate(number=Count("stream"))
    return {row["holder"]: row["number"] for row in counted.order_by("holder")}


def bags_of(desks: Iterable[str], *, is_coming: bool) -> tuple[BagLine, ...]:
    """Return the bags to these desks that are on their way, or those that these desks sent."""
    mine = list(desks)
    rows = Bag.objects.filter(sender__in=mine)
    if is_coming:
        rows = Bag.objects.filter(to__in=mine, received_at=None)
    ordered = rows.order_by("-left_at", "stream").values(*_BAG)
    return tuple(BagLine(**row) for row in ordered[:LONGEST_LIST])


def bag(stream: str) -> BagLine | None:
    """Return one bag, None for one not known here."""
    row = Bag.objects.filter(stream=stream).values(*_BAG).first()
    return BagLine(**row) if row else None


def items_of(stream: str) -> tuple[BagItemLine, ...]:
    """Return what is in a bag, in the order of its list."""
    rows = BagItem.objects.filter(stream=stream).order_by("name", "key")
    return tuple(BagItemLine(**row) for row in rows.values(*_ITEM))


def papers_missing(desks: Iterable[str]) -> tuple[BagItemLine, ...]:
    """Return paper that these desks sent or wait for and that did not come, oldest first."""
    mine = list(desks)
    missing = BagItem.objects.filter(state="missing")
    rows = missing.filter(to__in=mine) | missing.filter(sender__in=mine)
    return tuple(
        BagItemLine(**row) for row in rows.order_by("left_at", "key").values(*_ITEM)[:100]
    )
