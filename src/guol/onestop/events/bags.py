"""Facts about paper that travels apart from the electronic hand-over.

Stream: ``bag/<key>``, handed to the desk that the bag goes to.
"""

from dataclasses import dataclass
from datetime import datetime

from guol.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BagPaper:
    """The paper of one dossier in a bag: how many sheets."""

    dossier: str
    name: str
    sheets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BagSent(Event):
    """Paper left for another desk: what is in the bag, who carries it, when (bàn giao túi)."""

    to: str
    carrier: str
    left_at: datetime
    papers: tuple[BagPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BagReceived(Event):
    """The receiver ticked off what was in the bag; what is not ticked is missing.

    ``arrived`` are streams of dossiers; ``surplus`` names what was in it and not on the list.
    """

    arrived: tuple[str, ...]
    missing: tuple[str, ...]
    surplus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPaperFound(Event):
    """Paper that was missing from a bag turned up after all."""

    dossier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperArrived(Event):
    """The paper of a dossier reached the desk that holds it (đã nhận bản giấy)."""

    bag: str
    sheets: int
