"""Facts about who may write what, where. Everything else in the log stands on them.

Streams: ``node/<id>``, ``home/<desk>``, ``standby/<desk>``, ``authority``, ``erased/<stream>``;
custody events stand in the stream of the matter itself.
"""

from dataclasses import dataclass

from guol.kernel.event import Event, Origin
from guol.kernel.series import Drawn

Epoch = tuple[int, int, int]
"""The authority's term, the incarnation of its node, and a counter; the higher one wins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFounded(Event):
    """A machine took up its work (điểm nút): its id and the public half of its Ed25519 key."""

    node: str
    public_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncarnationOpened(Event):
    """A node put back from a copy goes on under a new number; ``closed`` ends its older feeds.

    What arrives of an older feed beyond that end is outside. ``continued`` are the last numbers
    of gapless series that its head read in the paper registers, where they go beyond the copy.
    """

    node: str
    incarnation: int
    closed: tuple[Origin, ...]
    continued: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityNamed(Event):
    """A desk became the one authority that may take matters and homes by force (cấp trên)."""

    desk: str
    term: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOpened(Event):
    """A desk came into being at home on ``node``: a front, office, laptop or authority."""

    desk: str
    kind: str
    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandbyNamed(Event):
    """The superior named who acts while a desk's box is out of contact (nơi trực thay)."""

    desk: str
    standby: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeGiven(Event):
    """A desk moved to another node, with all it holds (chuyển nơi làm việc)."""

    desk: str
    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTaken(Event):
    """The authority moved a desk by force; ``cut`` names the last events that count."""

    desk: str
    node: str
    epoch: Epoch
    cut: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyGiven(Event):
    """The holder handed the matter over; from here on ``to`` alone writes to it (bàn giao)."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyTaken(Event):
    """The authority took the matter by force; ``cut`` names the last events that count."""

    to: str
    epoch: Epoch
    cut: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideActAdopted(Event):
    """The holder let an act count that was written without the right to (công nhận)."""

    outside: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideActRejected(Event):
    """The holder decided that an act written without the right to does not count (bác bỏ)."""

    outside: Origin
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamErased(Event):
    """Bodies, salt and rows of a closed matter are dropped wherever copies are (xóa, tiêu hủy).

    ``last`` is the last event of the matter that counted: a copy of this fact stands on it.
    ``along`` are the streams that went with it: what was paid for it, say.
    """

    erased: str
    last: Origin
    why: str
    along: tuple[str, ...] = ()
