"""How facts about people become rows."""

from typing import Any

from guol.kernel.tables import Rows
from guol.kernel.text import fold
from guol.people.events import (
    AgencyEnded,
    AgencyFounded,
    AgencyKindDefined,
    AgencyRenamed,
    AreaDefined,
    AreaEnded,
    DelegationEnded,
    DelegationGiven,
    LevelDefined,
    Particulars,
    PersonCorrected,
    PersonRegistered,
    PostAssigned,
    PostCreated,
    PostEnded,
    PostLeft,
)
from guol.people.models import (
    Agency,
    AgencyKind,
    Area,
    Delegation,
    Holding,
    Level,
    Person,
    Post,
)


def level_defined(event: LevelDefined, rows: Rows) -> None:
    """Make the level's row."""
    rows.add(
        Level,
        event.level,
        name=event.name,
        order=event.order,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        certainty=event.certainty,
    )


def agency_kind_defined(event: AgencyKindDefined, rows: Rows) -> None:
    """Make the kind's row."""
    rows.add(
        AgencyKind,
        event.kind,
        name=event.name,
        level=event.level,
        branch=event.branch,
        is_many=event.is_many,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        certainty=event.certainty,
    )


def area_defined(event: AreaDefined, rows: Rows) -> None:
    """Make the area's row."""
    rows.add(
        Area,
        event.area,
        name=event.name,
        other_names=list(event.other_names),
        level=event.level,
        parent=event.parent,
        kind_name=event.kind_name,
        official_code=event.official_code,
        unit_id=event.unit_id,
        is_unit_id_fictional=event.is_unit_id_fictional,
        predecessors=list(event.predecessors),
        link=event.link,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        certainty=event.certainty,
        search=searched((event.name, *event.other_names)),
    )


def area_ended(event: AreaEnded, rows: Rows) -> None:
    """Note the end and who follows."""
    rows.change(Area, event.area, valid_to=event.on, successors=list(event.successors))


def agency_founded(event: AgencyFounded, rows: Rows) -> None:
    """Make the agency's row."""
    rows.add(
        Agency,
        event.agency,
        name=event.name,
        other_names=list(event.other_names),
        kind=event.kind,
        area=event.area,
        desk=event.desk,
        parent=event.parent,
        unit_id=event.unit_id,
        is_unit_id_fictional=event.is_unit_id_fictional,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        certainty=event.certainty,
        search=searched((event.name, *event.other_names)),
    )


def agency_renamed(event: AgencyRenamed, rows: Rows) -> None:
    """Keep the old name among the others."""
    row = rows.get(Agency, event.agency)
    if row is None:
        return
    others = [*row["other_names"], row["name"]]
    rows.change(
        Agency,
        event.agency,
        name=event.name,
        other_names=others,
        search=searched((event.name, *others)),
    )


def agency_ended(event: AgencyEnded, rows: Rows) -> None:
    """Note the end and who follows."""
    rows.change(Agency, event.agency, valid_to=event.on, successors=list(event.successors))


def person_registered(event: PersonRegistered, rows: Rows) -> None:
    """Make the person's row."""
    rows.add(Person, event.person, **_person(event.particulars))


def person_corrected(event: PersonCorrected, rows: Rows) -> None:
    """Put the particulars in the place of the former ones."""
    rows.change(Person, event.person, **_person(event.particulars))


def post_created(event: PostCreated, rows: Rows) -> None:
    """Make the post's row."""
    rows.add(
        Post,
        event.post,
        role=event.role,
        agency=event.agency,
        desk=event.desk,
        title=event.title,
        valid_from=event.valid_from,
        valid_to=None,
        turns=0,
    )


def post_assigned(event: PostAssigned, rows: Rows) -> None:
    """Put the person into the post."""
    rows.add(
        Holding,
        f"{event.post}.{event.turn}",
        post=event.post,
        person=event.person,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
    )
    rows.change(Post, event.post, turns=event.turn)


def post_left(event: PostLeft, rows: Rows) -> None:
    """Note the last holder's end."""
    _end_holding(event.post, event.on, rows)


def post_ended(event: PostEnded, rows: Rows) -> None:
    """Note the end of the post and of whoever held it."""
    rows.change(Post, event.post, valid_to=event.on)
    _end_holding(event.post, event.on, rows)


def delegation_given(event: DelegationGiven, rows: Rows) -> None:
    """Make the delegation's row."""
    rows.add(
        Delegation,
        event.delegation,
        post=event.post,
        giver=event.giver,
        receiver=event.receiver,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        about=event.about,
    )


def delegation_ended(event: DelegationEnded, rows: Rows) -> None:
    """Bring the end forward."""
    rows.change(Delegation, event.delegation, valid_to=event.on)


def searched(names: tuple[str, ...]) -> str:
    """Return names as they are looked for: each word begins after a blank.

    A name is also found without its apostrophes and without its blanks.

    >>> searched(("Xã La Êê", "Bh\u2019riu"))
    " xa la ee xalaee bh'riu bhriu"
    """
    forms: dict[str, None] = {}
    for name in names:
        folded = fold(name)
        bare = folded.replace("'", "")
        forms |= dict.fromkeys((folded, bare, bare.replace(" ", "")))
    return " " + " ".join(form for form in forms if form)


def _person(given: Particulars) -> dict[str, Any]:
    return {
        "name": given.name,
        "other_names": list(given.other_names),
        "birth_year": given.born.year,
        "birth_month": given.born.month,
        "birth_day": given.born.day,
        "sex": given.sex,
        "ethnic_group": given.ethnic_group,
        "nationality": given.nationality,
        "citizen_number": given.citizen_number,
        "residence": given.residence,
        "address": given.address,
        "phone": given.phone,
        "email": given.email,
        "search": searched((given.name, *given.other_names)),
    }


def _end_holding(post: str, on: Any, rows: Rows) -> None:
    row = rows.get(Post, post)
    key = f"{post}.{row['turns']}" if row else ""
    held = rows.get(Holding, key)
    if held and (held["valid_to"] is None or held["valid_to"] > on):
        rows.change(Holding, key, valid_to=on)
