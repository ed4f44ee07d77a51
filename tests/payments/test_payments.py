"""Taking money: whole đồng, one receipt, no number twice, a void instead of a deletion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import history_of, number_of
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.payments.api import (
    cash_on,
    fee_receipt,
    receipts_of,
    receipts_on,
    take_cash,
    void_fee_receipt,
)
from guol.payments.rules import (
    LONGEST_REASON,
    MOST_VND,
    AlreadyVoided,
    AmountImpossible,
    ClerksOnly,
    NoSuchReceipt,
    ReasonMissing,
    ReasonTooLong,
    amount_is_possible,
    printed_number,
)
from tests.acts import MONDAY, a_citizens_act
from tests.house import here

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("house")]
FEE = {
    "matter": "dossier/1",
    "matter_number": "000.02",
    "payer": "A Viết",
    "amount_vnd": 10_000,
}
DAY = legal_day(MONDAY)


def test_a_fee_is_one_event_and_one_receipt():
    key = take_cash(here(), **FEE)
    (told,) = history_of(key)
    receipt = fee_receipt(key)
    assert told.event.amount_vnd == receipt.amount_vnd == 10_000
    assert (receipt.number, receipt.payer) == (1, "A Viết")
    assert receipts_of("dossier/1") == (receipt,)


def test_the_same_act_again_takes_nothing_more():
    act = here()
    assert take_cash(act, **FEE) == take_cash(act, **FEE)
    assert cash_on("la-ee", DAY) == 10_000


def test_numbers_of_a_desk_follow_one_another_and_desks_do_not_mix():
    for desk in ("la-ee", "cho-chun", "la-ee"):
        take_cash(here(desk=desk), **FEE)
    assert [each.number for each in receipts_on("la-ee", DAY)] == [1, 2]
    assert [each.number for each in receipts_on("cho-chun", DAY)] == [1]


def test_a_void_stays_in_the_book_and_leaves_the_drawer():
    key = take_cash(here(), **FEE)
    void_fee_receipt(here(), key, why="sai tên", seen=number_of(key))
    assert fee_receipt(key).voided_why == "sai tên"
    assert cash_on("la-ee", DAY) == 0
    with pytest.raises(Refused) as no:
        void_fee_receipt(here(), key, why="again", seen=number_of(key))
    assert no.value.reason == AlreadyVoided()


@pytest.mark.parametrize("amount", [0, -1, MOST_VND + 1])
def test_an_amount_that_cannot_be_is_refused_and_uses_no_number(amount):
    with pytest.raises(Refused) as no:
        take_cash(here(), **FEE | {"amount_vnd": amount})
    assert no.value.reason == AmountImpossible(amount_vnd=amount)
    assert fee_receipt(take_cash(here(), **FEE)).number == 1


def test_a_citizen_takes_no_money(house):
    with pytest.raises(Refused) as no:
        take_cash(a_citizens_act(node=house), **FEE)
    assert no.value.reason == ClerksOnly()


@given(st.integers(-(10**12), 10**12))
def test_a_possible_amount_is_above_nothing_and_below_the_slip_of_a_key(amount):
    assert amount_is_possible(amount) == (1 <= amount <= MOST_VND)


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("", ReasonMissing()),
        ("   ", ReasonMissing()),
        ("x" * (LONGEST_REASON + 1), ReasonTooLong(most=LONGEST_REASON)),
    ],
)
def test_a_receipt_is_voided_with_a_reason_that_fits_or_not_at_all(why, reason):
    key = take_cash(here(), **FEE)
    with pytest.raises(Refused) as no:
        void_fee_receipt(here(), key, why=why, seen=number_of(key))
    assert no.value.reason == reason
    assert len(history_of(key)) == 1
    assert cash_on("la-ee", DAY) == 10_000


def test_what_was_never_written_cannot_be_voided():
    with pytest.raises(Refused) as no:
        void_fee_receipt(here(), "fee/none", why="sai tên", seen=0)
    assert no.value.reason == NoSuchReceipt()
    assert history_of("fee/none") == ()


def test_a_citizen_voids_no_receipt(house):
    key = take_cash(here(), **FEE)
    with pytest.raises(Refused) as no:
        void_fee_receipt(a_citizens_act(node=house), key, why="sai", seen=number_of(key))
    assert no.value.reason == ClerksOnly()


@given(st.integers(1, 10**7 - 1))
def test_a_printed_number_keeps_its_width_and_its_value(number):
    assert len(printed_number(number)) == len(printed_number(1))
    assert int(printed_number(number)) == number
