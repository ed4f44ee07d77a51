"""A node with an authority and two desks, for tests that act."""

import pytest

from guol.feed.api import found_node, open_desk, this_node
from guol.kernel.act import Act, Official
from tests.acts import MONDAY, an_act, an_official


@pytest.fixture
def house(db):
    """Found this node; the desks `la-ee` and `cho-chun` are at home on it."""
    node = found_node(MONDAY, with_authority=True)
    above = Official(person="p", post="x", desk="authority")
    for desk in ("la-ee", "cho-chun"):
        open_desk(Act(by=above, at=MONDAY, node=node, key=f"open-{desk}"), desk)
    return node


def here(desk="la-ee", **changes):
    """An act of an official of this node."""
    return an_act(by=an_official(desk=desk), node=this_node(), **changes)
