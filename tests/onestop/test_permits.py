"""Who may do what with a dossier, on values alone."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from guol.onestop.permits import Hand, may_read, may_receive, may_take_step, next_offer
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.states import Business, Delivery, Financial
from tests.onestop.test_rules import SAME_DAY
from tests.onestop.world import COMMITTEE, COUNTER, OTHER_COUNTER

NINE = datetime(2026, 4, 20, 2, tzinfo=UTC)
CLERK = Hand(desk=COUNTER, roles=frozenset({"one_stop"}))
HEAD = Hand(desk=COMMITTEE, roles=frozenset({"section_head"}))
OFFICER = Hand(desk=COMMITTEE, roles=frozenset({"justice_officer"}))
LEADER = Hand(desk=COMMITTEE, roles=frozenset({"leader"}))
STRANGER = Hand(desk=OTHER_COUNTER, roles=frozenset({"one_stop"}))
TECHNICIAN = Hand(desk=COUNTER, roles=frozenset({"administrator"}))


def a_card(**changes):
    empty = {each.name: "" for each in fields(DossierCard)}
    given = {
        "stream": "dossier/1",
        "receiving": COUNTER,
        "competent": COMMITTEE,
        "holder": COUNTER,
        "business": Business.LODGED,
        "financial": Financial.NONE,
        "delivery": Delivery.NONE,
        "step": "B1",
        "role": "one_stop",
        "lodged_at": NINE,
        "due": None,
        "answer_due": None,
        "paused_at": None,
        "ended_at": None,
    }
    return DossierCard(**empty | given | changes)


@pytest.mark.parametrize("hand", [CLERK, HEAD, OFFICER, LEADER])
def test_both_desks_of_a_dossier_read_it(hand):
    assert may_read(a_card(), [hand])


@pytest.mark.parametrize("hand", [STRANGER, TECHNICIAN])
def test_nobody_else_reads_it(hand):
    assert not may_read(a_card(), [hand])


def test_who_held_it_goes_on_reading():
    assert may_read(a_card(), [STRANGER], held_by=[OTHER_COUNTER])


def test_the_receiving_counter_receives_while_it_holds():
    assert may_receive(a_card(), CLERK)
    assert not may_receive(a_card(holder=COMMITTEE), CLERK)


def test_only_the_holder_takes_the_step():
    card = a_card(holder=COMMITTEE, role="section_head")
    assert may_take_step(card, HEAD)
    assert not may_take_step(card, Hand(desk=COUNTER, roles=HEAD.roles))


def offered(card, *hands, lacks_number=True):
    offer = next_offer(card, SAME_DAY, hands, lacks_number=lacks_number)
    return offer.deed if offer else ""


IN_WORK = {"business": Business.PROCESSING, "holder": COMMITTEE}


@pytest.mark.parametrize(
    ("changes", "hand", "deed"),
    [
        ({}, CLERK, "accept"),
        ({}, OFFICER, ""),
        ({"business": Business.WAITING_ENTRY}, CLERK, "supplement"),
        ({"business": Business.ACCEPTED, "step": "B2"}, CLERK, "steps"),
        (IN_WORK | {"step": "B3", "role": "section_head"}, HEAD, "steps"),
        (IN_WORK | {"step": "B4", "role": "justice_officer"}, OFFICER, "number"),
        (IN_WORK | {"step": "B4", "role": "justice_officer"}, LEADER, ""),
        (IN_WORK | {"step": "B6", "role": "leader"}, LEADER, "decide"),
        ({"business": Business.DECIDED, "step": "B7"}, CLERK, "return"),
        ({"business": Business.DECIDED, "financial": Financial.DUE}, CLERK, "fee"),
        ({"business": Business.RETURNED, "step": ""}, CLERK, ""),
        ({"business": Business.REFUSED, "step": ""}, CLERK, ""),
    ],
)
def test_one_next_thing_is_offered_to_whose_turn_it_is(changes, hand, deed):
    assert offered(a_card(**changes), hand) == deed


def test_the_first_desk_with_something_to_do_is_offered():
    assert offered(a_card(), STRANGER, CLERK) == "accept"
