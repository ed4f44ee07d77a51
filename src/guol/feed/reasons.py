"""Why the log says no. Pure."""

from dataclasses import dataclass

from guol.kernel.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Reason):
    """Somebody acted on the matter after the page was made."""

    stream: str
    seen: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHolder(Reason):
    """The desk that acts does not hold the matter."""

    stream: str
    desk: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAtHome(Reason):
    """The desk that acts lives on another machine."""

    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsUpdate(Reason):
    """The matter holds facts that this machine's program does not know yet."""

    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen(Reason):
    """The machine was put back from a copy and waits for what it wrote after that copy."""

    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed(Reason):
    """Two contradicting hand-overs are known; the authority has to settle them."""

    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Reason):
    """The matter was erased."""

    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchMatter(Reason):
    """The log knows no matter of this key."""

    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityOnly(Reason):
    """Only the desk that is the authority may do this."""

    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToSettle(Reason):
    """There is no outside act with this origin that the holder could adopt or reject."""

    outside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTaken(Reason):
    """The outside act carries a number that another, counting act carries too."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesClosed(Reason):
    """A gapless series waits, after a restore, for what was numbered before."""

    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBehind(Reason):
    """A series cannot go on behind a number below one that it has given already."""

    series: str
    number: int
    drawn: int
