"""Facts about work that changes hands: opinions asked elsewhere, reassignment, take-over."""

from dataclasses import dataclass
from datetime import datetime

from guol.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(Event):
    """The holder of a dossier asked another agency for its opinion (xin ý kiến).

    A stream of its own, ``opinion/<key>``, handed to the agency asked, because only the holder
    writes to the dossier; its answer stands in the same stream.
    """

    dossier: str
    dossier_name: str
    question: str
    to: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Event):
    """The agency that was asked gave its opinion (cho ý kiến)."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReassigned(Event):
    """Another officer works on the dossier now: ``was`` left, or has too much (giao lại)."""

    assigned: str
    was: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierTakenOver(Event):
    """The superior took a dossier from who held it, and said why (cấp trên rút hồ sơ)."""

    was: str
    to: str
    reason: str
