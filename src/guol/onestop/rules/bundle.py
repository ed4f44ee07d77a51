"""Parts of a linked request: which goes on, which waits for which, and where it waits. Pure.

Source: TTLT 05/2015/TTLT-BTP-BCA-BYT and QĐ 296/QĐ-VPCP (liên thông): the agency that ends one
part hands what the next part needs to the agency of that part.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from guol.onestop.rules.states import Business

DONE = frozenset({Business.DECIDED, Business.RETURNED})
ENDED = frozenset({Business.RETURNED, Business.REFUSED, Business.STOPPED, Business.WITHDRAWN})


class Part(Protocol):
    """A part of a bundle as the catalogue publishes it."""

    @property
    def key(self) -> str:
        """Its short name."""

    @property
    def after(self) -> tuple[str, ...]:
        """The parts that must be done first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegLine:
    """A part of a linked request as its dossier stands."""

    stream: str
    number: str
    leg: str
    version: str
    business: Business
    receiving: str
    competent: str
    holder: str
    role: str
    due: datetime | None
    step_since: datetime | None
    paused_at: datetime | None
    ended_at: datetime | None
    outside_number: str

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def is_done(self) -> bool:
        """Whether its result is there."""
        return self.business in DONE

    @property
    def is_ended(self) -> bool:
        """Whether nothing is left to be done with it."""
        return self.business in ENDED

    def is_overdue(self, at: datetime) -> bool:
        """Whether its own time is over; waiting for the applicant breaks no promise."""
        end = self.ended_at or self.paused_at or at
        return self.due is not None and end > self.due


P = TypeVar("P", bound=Part)


def in_order(parts: Sequence[P]) -> tuple[P, ...]:
    """Return the parts so that each comes after those it waits for, else as they stand."""
    waiting, done, found = list(parts), set[str](), list[P]()
    while waiting:
        free = [each for each in waiting if not missing(each, done)] or waiting[:1]
        found += free
        done |= {each.key for each in free}
        waiting = [each for each in waiting if each.key not in done]
    return tuple(found)


def starts_after(part: Part, ends: Mapping[str, datetime]) -> str:
    """Return the part that ends last of those that this one waits for; "" for none."""
    before = [each for each in part.after if each in ends]
    return max(before, key=lambda key: ends[key], default="")


def missing(part: Part, done: Collection[str]) -> tuple[str, ...]:
    """Return the parts that this one still waits for."""
    return tuple(each for each in part.after if each not in done)


def waits_at(
    key: str, parts: Sequence[Part], done: Collection[str], desks: Mapping[str, str]
) -> str:
    """Return the desk that keeps a part while others come first: that of the first.

    That desk hands it on in the very act that ends its own part. A part that waits for one
    that waits itself lies where that one lies. ``desks`` are the agencies of the parts.
    """
    by_key = {each.key: each for each in parts}
    seen: set[str] = set()
    here = key
    while here not in seen and (before := missing(by_key[here], done)):
        seen.add(here)
        here = before[0]
    return desks[here]


def depending_on(key: str, parts: Iterable[Part]) -> frozenset[str]:
    """Return every part that cannot be done once this one was refused."""
    every = list(parts)
    found = {key}
    while more := {each.key for each in every if found & set(each.after)} - found:
        found |= more
    return frozenset(found - {key})


def is_all_there(legs: Iterable[LegLine]) -> bool:
    """Whether every part is ended, or has its result lying ready."""
    told = list(legs)
    return bool(told) and all(each.is_ended or each.is_done for each in told)
