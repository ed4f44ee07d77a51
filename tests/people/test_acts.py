"""As whom somebody at the screen acts."""

import pytest
from django.test import RequestFactory

from guol.feed.api import found_node, this_node
from guol.kernel.act import Citizen, Official
from guol.people.api import HeldPost, Viewer, act_of, viewer_of
from guol.people.permits import may_order, may_register
from tests.acts import MONDAY, a_citizens_act, a_machines_act, an_act, an_official

OWN = HeldPost(post="q-1", role="one_stop", desk="u1-motcua", agency="u1-motcua", title="A")
LENT = HeldPost(
    post="q-2", role="chair", desk="u1-ubnd", agency="u1-ubnd", title="B", delegated_by="p-9"
)
CLERK = Viewer(account="a", person="p-1", name="A Viết", posts=(OWN, LENT))


@pytest.fixture
def asked(db):
    """A request of somebody, on a node."""
    found_node(MONDAY, with_authority=False)

    def request_of(viewer):
        request = RequestFactory().get("/")
        if viewer:
            request.viewer = viewer
        return request

    return request_of


def test_an_official_acts_in_the_first_post(asked):
    act = act_of(asked(CLERK), key="k")
    assert act.by == Official(person="p-1", post="q-1", desk="u1-motcua")
    assert (act.key, act.node) == ("k", this_node())


def test_an_official_acts_in_the_post_at_the_desk_named(asked):
    act = act_of(asked(CLERK), key="k", desk="u1-ubnd")
    assert act.by == Official(person="p-1", post="q-2", desk="u1-ubnd", on_behalf_of="p-9")


def test_at_a_desk_without_a_post_an_official_is_a_citizen(asked):
    assert act_of(asked(CLERK), key="k", desk="u2-ubnd").by == Citizen(person="p-1")


def test_a_stranger_acts_as_a_citizen_unknown(asked):
    assert act_of(asked(None), key="k").by == Citizen()
    assert viewer_of(asked(None)) == Viewer()


def test_roles_are_those_of_all_posts():
    assert CLERK.roles == {"one_stop", "chair"}
    assert CLERK.is_official


@pytest.mark.parametrize(
    ("act", "orders", "registers"),
    [
        (an_act(by=an_official(desk="authority")), True, True),
        (an_act(), False, True),
        (a_citizens_act(), False, False),
        (a_machines_act(), False, False),
    ],
)
def test_who_may_order_and_who_may_register(act, orders, registers):
    assert (may_order(act), may_register(act)) == (orders, registers)
