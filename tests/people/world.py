"""A house with one commune's offices and its people, as tests of people begin."""

from dataclasses import replace
from datetime import date
from itertools import count

from guol.feed.api import found_node, this_node
from guol.kernel.act import Act, Official
from guol.people.actions.agencies import AreaFacts, define_area, found_agency
from guol.people.api import create_account, create_post, register_person
from guol.people.events import Particulars
from tests.acts import MONDAY

PASSWORD = "mây phủ núi Bà Nà"
TODAY = date(2026, 4, 27)
LONG_AGO = date(2021, 1, 1)
_keys = count(1)


def an_order(**changes):
    """An act of the authority."""
    by = Official(person="founder", post="founder", desk="authority")
    given = {"by": by, "at": MONDAY, "node": this_node(), "key": f"order-{next(_keys)}"}
    return Act(**given | changes)


def an_act_at(desk, **changes):
    """An act of an official at a desk."""
    by = Official(person="p-1", post="post-1", desk=desk)
    return replace(an_order(), **{"by": by} | changes)


def found_house(at=MONDAY):
    """Found the node with its authority, one area and three agencies."""
    found_node(at, with_authority=True)
    define_area(
        an_order(),
        "u1",
        name="Xã La Êê",
        level="commune",
        facts=AreaFacts(other_names=("Laêê",)),
    )
    for kind, name in (("ubnd", "UBND"), ("motcua", "Một cửa"), ("congan", "Công an")):
        found_agency(
            an_order(), f"u1-{kind}", name=f"{name} xã La Êê", kind=f"c_{kind}", area_key="u1"
        )


def a_person(name="Zơ Râm Bh\u2019riu", desk="u1-motcua", **changes):
    """A person registered at a counter."""
    given = Particulars(name=name, **changes)
    return register_person(an_act_at(desk), given, is_sure=True)


def a_post(
    person="", *, desk="u1-motcua", role="one_stop", title="Công chức một cửa", works_at=""
):
    """A post held by the person."""
    return create_post(
        an_order(),
        role=role,
        agency_key=desk,
        title=title,
        valid_from=LONG_AGO,
        person=person,
        desk=works_at,
    )


def an_account(login, person):
    """A way in for the person."""
    return create_account(an_order(), login, password=PASSWORD, person=person)


def an_official(name="A Viết", login="a.viet", **post):
    """A person with a post and an account; returns person and post."""
    person = a_person(name)
    held = a_post(person, **post)
    an_account(login, person)
    return person, held
