"""The way of a dossier through the steps of its version: whose turn, at which desk, what next.

A version lists steps B1, B2, … with a role each (Thông tư 01/2018/TT-VPCP, mẫu 05 names the
hand-overs between them). What a step *does* follows from its place and role.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from guol.kernel.errors import Reason
from guol.onestop.rules.reasons import AgencyDiffers, WayDiffers

DECIDERS = frozenset({"leader", "chair", "peoples_committee"})
AT_RECEPTION = frozenset({"one_stop", "clerk_and_one_stop"})
_STANDS_FOR = {
    "clerk_and_one_stop": frozenset({"one_stop", "clerk"}),
    "leader": frozenset({"chair", "police_chief"}),
    "peoples_committee": frozenset({"leader", "chair"}),
    "officer": frozenset({"justice_officer", "police_officer", "social_officer"}),
}


class Step(Protocol):
    """A step as the catalogue publishes it."""

    @property
    def step(self) -> str:
        """Its short name, B1 and so on."""

    @property
    def role(self) -> str:
        """Who does it."""

    @property
    def agency(self) -> str:
        """The kind of agency that does it; empty for the one that decides."""


class Deed(StrEnum):
    """What is done in a step."""

    RECEIVE = "receive"
    HANDLE = "handle"
    ASSIGN = "assign"
    APPRAISE = "appraise"
    DECIDE = "decide"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """The two desks of a dossier: where it was received, and who decides."""

    receiving: str
    competent: str

    def of(self, role: str) -> str:
        """Return the desk at which ``role`` works on it.

        >>> Desks(receiving="la-ee-motcua", competent="la-ee-ubnd").of("clerk_and_one_stop")
        'la-ee-motcua'
        """
        return self.receiving if role in AT_RECEPTION else self.competent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Steps that one person does in one press: places ``first`` to ``last`` in the version."""

    first: int
    last: int
    ends: Deed


class Way(Protocol):
    """A version as far as its way is concerned."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def competence(self) -> tuple[str, ...]:
        """The kinds of agencies that a dossier travels through."""

    @property
    def steps(self) -> Sequence[Step]:
        """Its steps in order."""


def why_not_moved(before: Way, after: Way, step: str) -> Reason | None:
    """Say why a dossier that stands at ``step`` cannot go on under ``after``, None if it can.

    The same post at the same agency has to do the step under both.
    """
    if before.competence != after.competence:
        return AgencyDiffers(version=after.key)
    stands = next((each for each in before.steps if each.step == step), None)
    goes_on = next((each for each in after.steps if each.step == step), None)
    if stands is None or goes_on is None:
        return WayDiffers(step=step, version=after.key)
    if (stands.role, stands.agency) != (goes_on.role, goes_on.agency):
        return WayDiffers(step=step, version=after.key)
    return None


def is_officer(role: str) -> bool:
    """Whether the role appraises dossiers.

    >>> is_officer("justice_officer"), is_officer("leader")
    (True, False)
    """
    return role == "officer" or role.endswith("_officer")


def deed_of(steps: Sequence[Step], place: int) -> Deed:
    """Return what is done in the step at ``place``."""
    if place == 0:
        return Deed.RECEIVE
    if place == len(steps) - 1:
        return Deed.RETURN
    if place == _decision(steps):
        return Deed.DECIDE
    role = steps[place].role
    if is_officer(role):
        return Deed.APPRAISE
    if role == "section_head" and is_officer(steps[place + 1].role):
        return Deed.ASSIGN
    return Deed.HANDLE


def place_of(steps: Sequence[Step], step: str) -> int:
    """Return where the step stands; -1 for one the version has not."""
    return next((place for place, each in enumerate(steps) if each.step == step), -1)


def may_do(role: str, roles: frozenset[str]) -> bool:
    """Whether one who holds ``roles`` may do a step of ``role``.

    >>> may_do("leader", frozenset({"chair"})), may_do("chair", frozenset({"leader"}))
    (True, False)
    """
    return role in roles or bool(roles & _STANDS_FOR.get(role, frozenset()))


def run_from(
    steps: Sequence[Step],
    place: int,
    *,
    roles: frozenset[str],
    desks: Desks,
    lacks_number: bool = False,
) -> Run | None:
    """Return the steps that the person may do in one press, None when the turn is another's.

    It goes on as long as the roles and the desk are the same. It stops before an appraisal
    that still lacks an outside number, and at the signature, which is a press of its own at
    the end; returning is an act of its own. The first step is receiving, an act of its own
    too; somebody does it in a press only when a dossier was given back to it.
    """
    first, last = _where(steps[place], desks), -1
    for here in range(place, len(steps)):
        deed = deed_of(steps, here)
        if deed is Deed.RETURN or (deed is Deed.APPRAISE and lacks_number):
            break
        if not may_do(steps[here].role, roles) or _where(steps[here], desks) != first:
            break
        last = here
        if deed is Deed.DECIDE:
            break
    return Run(first=place, last=last, ends=deed_of(steps, last)) if last >= 0 else None


def _where(step: Step, desks: Desks) -> tuple[str, str]:
    """Return where a step is done: at reception, where it is decided, or at another agency."""
    return desks.of(step.role), "" if step.role in AT_RECEPTION else step.agency


def _decision(steps: Sequence[Step]) -> int:
    deciding = [place for place, each in enumerate(steps) if each.role in DECIDERS]
    inner = [place for place in deciding if 0 < place < len(steps) - 1]
    return inner[-1] if inner else len(steps) - 2
