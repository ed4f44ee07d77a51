"""How areas and agencies come, change and go. Only the authority's desk orders them."""

from dataclasses import dataclass, replace
from datetime import date

from guol.feed.api import append, open_desk
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.people.actions.keys import once_by_key
from guol.people.events import (
    AgencyEnded,
    AgencyFounded,
    AgencyKindDefined,
    AgencyRenamed,
    AreaDefined,
    AreaEnded,
    LevelDefined,
)
from guol.people.permits import may_order
from guol.people.queries import AgencyCard, AreaCard, agency, area
from guol.people.rules import (
    AgencyUnknown,
    AreaUnknown,
    AuthorityDeskOnly,
    EndBeforeBeginning,
    Ended,
    NameUnreadable,
    span_fault,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From the day ``valid_from`` on, no more on the day ``valid_to``; None is open."""

    valid_from: date | None = None
    valid_to: date | None = None


ALWAYS = Validity()


@once_by_key
def define_level(
    act: Act,
    key: str,
    *,
    name: str,
    order: int,
    validity: Validity = ALWAYS,
    certainty: str = "",
) -> str:
    """Make a level of government known."""
    _check(act, name, validity)
    event = LevelDefined(
        act=act,
        stream=f"level/{key}",
        level=key,
        name=name,
        order=order,
        valid_from=validity.valid_from,
        valid_to=validity.valid_to,
        certainty=certainty,
    )
    append(event, seen=0)
    return key


@once_by_key
def define_agency_kind(
    act: Act,
    key: str,
    *,
    name: str,
    level: str,
    branch: str = "",
    is_many: bool = False,
    validity: Validity = ALWAYS,
    certainty: str = "",
) -> str:
    """Make a kind of agency known."""
    _check(act, name, validity)
    event = AgencyKindDefined(
        act=act,
        stream=f"kind/{key}",
        kind=key,
        name=name,
        level=level,
        branch=branch,
        is_many=is_many,
        valid_from=validity.valid_from,
        valid_to=validity.valid_to,
        certainty=certainty,
    )
    append(event, seen=0)
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """What is known of an administrative unit beside its name, level and validity."""

    parent: str = ""
    other_names: tuple[str, ...] = ()
    kind_name: str = ""
    official_code: str = ""
    unit_id: str = ""
    is_unit_id_fictional: bool = False
    predecessors: tuple[str, ...] = ()
    link: str = ""
    certainty: str = ""


@once_by_key
def define_area(
    act: Act,
    key: str,
    *,
    name: str,
    level: str,
    facts: AreaFacts,
    validity: Validity = ALWAYS,
) -> str:
    """Make an administrative unit known; its parent has to be known."""
    _check(act, name, validity)
    if facts.parent and area(facts.parent) is None:
        raise Refused(AreaUnknown(area=facts.parent))
    event = AreaDefined(
        act=act,
        stream=f"area/{key}",
        area=key,
        name=name,
        level=level,
        parent=facts.parent,
        other_names=facts.other_names,
        kind_name=facts.kind_name,
        official_code=facts.official_code,
        unit_id=facts.unit_id,
        is_unit_id_fictional=facts.is_unit_id_fictional,
        predecessors=facts.predecessors,
        link=facts.link,
        valid_from=validity.valid_from,
        valid_to=validity.valid_to,
        certainty=facts.certainty,
    )
    append(event, seen=0)
    return key


@once_by_key
def end_area(
    act: Act, key: str, *, on: date, successors: tuple[str, ...] = (), seen: int
) -> str:
    """End an administrative unit on a day; its successors have to be known."""
    _check_order(act)
    found = area(key)
    if found is None:
        raise Refused(AreaUnknown(area=key))
    _check_end(found, on)
    for each in successors:
        if area(each) is None:
            raise Refused(AreaUnknown(area=each))
    event = AreaEnded(act=act, stream=f"area/{key}", area=key, on=on, successors=successors)
    append(event, seen=seen)
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFacts:
    """What is known of an agency beside its name, kind, place and validity."""

    parent: str = ""
    other_names: tuple[str, ...] = ()
    unit_id: str = ""
    is_unit_id_fictional: bool = False
    certainty: str = ""


NOTHING_MORE = AgencyFacts()


@once_by_key
def found_agency(
    act: Act,
    key: str,
    *,
    name: str,
    kind: str,
    area_key: str,
    facts: AgencyFacts = NOTHING_MORE,
    validity: Validity = ALWAYS,
) -> str:
    """Found an agency and open its desk, which bears the agency's key."""
    _check(act, name, validity)
    if area(area_key) is None:
        raise Refused(AreaUnknown(area=area_key))
    event = AgencyFounded(
        act=act,
        stream=f"agency/{key}",
        agency=key,
        name=name,
        kind=kind,
        area=area_key,
        desk=key,
        parent=facts.parent,
        other_names=facts.other_names,
        unit_id=facts.unit_id,
        is_unit_id_fictional=facts.is_unit_id_fictional,
        valid_from=validity.valid_from,
        valid_to=validity.valid_to,
        certainty=facts.certainty,
    )
    append(event, seen=0)
    open_desk(replace(act, key=f"{act.key}/desk"), key)
    return key


@once_by_key
def rename_agency(act: Act, key: str, *, name: str, seen: int) -> str:
    """Let an agency go on under another name."""
    _check(act, name, ALWAYS)
    if agency(key) is None:
        raise Refused(AgencyUnknown(agency=key))
    event = AgencyRenamed(act=act, stream=f"agency/{key}", agency=key, name=name)
    append(event, seen=seen)
    return key


@once_by_key
def end_agency(
    act: Act, key: str, *, on: date, successors: tuple[str, ...] = (), seen: int
) -> str:
    """End an agency on a day; its successors have to be known."""
    _check_order(act)
    found = agency(key)
    if found is None:
        raise Refused(AgencyUnknown(agency=key))
    _check_end(found, on)
    for each in successors:
        if agency(each) is None:
            raise Refused(AgencyUnknown(agency=each))
    event = AgencyEnded(
        act=act, stream=f"agency/{key}", agency=key, on=on, successors=successors
    )
    append(event, seen=seen)
    return key


def _check_order(act: Act) -> None:
    if not may_order(act):
        raise Refused(AuthorityDeskOnly())


def _check(act: Act, name: str, validity: Validity) -> None:
    _check_order(act)
    if not name.strip() or not name.isprintable():
        raise Refused(NameUnreadable(name=name))
    if fault := span_fault(validity.valid_from, validity.valid_to):
        raise Refused(fault)


def _check_end(found: AgencyCard | AreaCard, on: date) -> None:
    """Refuse to end what ended, or what has not begun; a known end may be brought forward."""
    if found.valid_to is not None and found.valid_to <= on:
        raise Refused(Ended(name=found.name, on=found.valid_to))
    if found.valid_from is not None and on <= found.valid_from:
        raise Refused(EndBeforeBeginning(valid_from=found.valid_from, valid_to=on))
