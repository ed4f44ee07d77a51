"""Facts about areas, agencies, persons, posts and delegations.

Streams: ``level/<key>``, ``kind/<key>``, ``area/<key>``, ``agency/<key>``, ``person/<key>``,
``post/<key>``, ``delegation/<key>``. A validity is [from, to): ``valid_to`` is the first day
on which the thing is no more; None is unknown, or still so.
"""

from dataclasses import dataclass
from datetime import date

from guol.kernel.dates import PartialDate
from guol.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDefined(Event):
    """A level of government came to be known (cấp chính quyền): levels are data."""

    level: str
    name: str
    order: int
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKindDefined(Event):
    """A kind of agency came to be known (loại cơ quan)."""

    kind: str
    name: str
    level: str
    branch: str = ""
    is_many: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDefined(Event):
    """An administrative unit came into being (đơn vị hành chính).

    ``official_code`` is that of the statistics office; it may outlive the unit, so it is no
    key. ``unit_id`` stands in dossier codes; one that was invented says so. ``link`` is what
    the place is connected by. ``certainty`` tells how well all this is known.
    """

    area: str
    name: str
    level: str
    parent: str = ""
    other_names: tuple[str, ...] = ()
    kind_name: str = ""
    official_code: str = ""
    unit_id: str = ""
    is_unit_id_fictional: bool = False
    predecessors: tuple[str, ...] = ()
    link: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEnded(Event):
    """An administrative unit was merged, divided, renamed or abolished (sáp nhập, bãi bỏ)."""

    area: str
    on: date
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFounded(Event):
    """An agency came into being (cơ quan, đơn vị), with the desk at which it works."""

    agency: str
    name: str
    kind: str
    area: str
    desk: str
    parent: str = ""
    other_names: tuple[str, ...] = ()
    unit_id: str = ""
    is_unit_id_fictional: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRenamed(Event):
    """An agency goes on under another name; the old one still finds it."""

    agency: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEnded(Event):
    """An agency ceased; its successors take its matters over (giải thể, sáp nhập)."""

    agency: str
    on: date
    successors: tuple[str, ...] = ()


UNKNOWN = PartialDate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of a person, as they write it (thông tin cá nhân).

    The name is never taken apart. ``citizen_number`` is the twelve digits of the identity
    card (số định danh cá nhân), empty for those who have none. ``residence`` is an area's
    key, ``address`` what stands before it: house, road, village.
    """

    name: str
    other_names: tuple[str, ...] = ()
    born: PartialDate = UNKNOWN
    sex: str = ""
    ethnic_group: str = ""
    nationality: str = "Việt Nam"
    citizen_number: str = ""
    residence: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Event):
    """A person came to be known to the house."""

    person: str
    particulars: Particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected(Event):
    """What is known of a person was put right; the particulars are all that holds now."""

    person: str
    particulars: Particulars
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCreated(Event):
    """A post was made (chức vụ, vị trí việc làm): its role and the desk where it works."""

    post: str
    role: str
    agency: str
    desk: str
    title: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAssigned(Event):
    """A person took up a post (bổ nhiệm, phân công), as its first, second, … holder."""

    post: str
    person: str
    turn: int
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLeft(Event):
    """Whoever held the post left it; ``on`` is the first day without them."""

    post: str
    person: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEnded(Event):
    """A post was abolished; ``on`` is the first day without it."""

    post: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationGiven(Event):
    """The holder of a post let another person act in it for some time (uỷ quyền)."""

    delegation: str
    post: str
    giver: str
    receiver: str
    valid_from: date
    valid_to: date
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationEnded(Event):
    """A delegation ended before its time; ``on`` is the first day without it."""

    delegation: str
    on: date
