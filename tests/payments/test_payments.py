"""Taking money: whole đồng, one receipt, no number twice, a void instead of a deletion."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.actions.found import note_restore, reopen_after_restore
from guol.feed.api import history_of, number_of, rebuild
from guol.feed.reasons import SeriesClosed
from guol.kernel.clock import legal_day
from guol.kernel.errors import Conflict, Refused
from guol.payments import rules
from guol.payments.actions import close_receipt_book, hand_over_drawer
from guol.payments.api import (
    cash_on,
    fee_receipt,
    name_payee,
    open_receipt_book,
    paid_for,
    payee_of,
    receipts_of,
    refund_fee,
    refunds_of,
    start_drawer,
    take_cash,
    take_transfer,
    transfer_order,
    void_fee_receipt,
)
from guol.payments.models import FeeReceipt
from guol.payments.queries import (
    books_of,
    cash_lines,
    drawer,
    drawer_held,
    drawers_of,
    each_receipt_between,
    each_refund_between,
    given_between,
    receipts_between,
    refunds_between,
    uses_of,
)
from guol.payments.rules.vietqr import read_vietqr
from guol.people.api import StaffMember
from tests.acts import MONDAY, a_citizens_act, a_machines_act
from tests.house import here
from tests.payments.till import BOOK, SYMBOL, open_till

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("house")]
FEE = {
    "matter": "dossier/1",
    "matter_number": "000.02",
    "payer": "A Viết",
    "amount_vnd": 10_000,
}
DAY = legal_day(MONDAY)
LEADER = StaffMember(
    person="p-9",
    name="Pơ Loong Hạnh",
    post="post-9",
    role="leader",
    title="Phó Chủ tịch UBND",
    desk="ubnd",
    agency="ubnd",
)
BACK = {"amount_vnd": 4_000, "why": "thu thừa", "approver": LEADER}


@pytest.fixture
def till():
    """The book and the drawer of `la-ee`, both open."""
    return open_till(here)


def no(reason, verb, *args, **values):
    """The act is refused for this reason."""
    with pytest.raises(Refused) as refused:
        verb(*args, **values)
    assert refused.value.reason == reason


def void(key, act=None, why="sai tên"):
    return void_fee_receipt(act or here(), key, why=why, seen=number_of(key))


def hand(stream, **changes):
    values = {"counted_vnd": 0, "receiver": "Thủ quỹ", "seen": number_of(stream)}
    return hand_over_drawer(here(), stream, **values | changes)


# ── receipts ─────────────────────────────────────────────────────────────────────────────


def test_a_fee_is_one_event_and_one_receipt(till):
    key = take_cash(here(), **FEE)
    (told,) = history_of(key)
    receipt = fee_receipt(key)
    assert told.event.amount_vnd == receipt.amount_vnd == 10_000
    assert (receipt.number, receipt.payer, receipt.symbol) == (1, "A Viết", SYMBOL)
    assert receipts_of("dossier/1") == (receipt,)
    assert paid_for(("dossier/1", "dossier/2")) == {"dossier/1": 10_000}


def test_the_same_act_again_takes_nothing_more(till):
    act = here()
    assert take_cash(act, **FEE) == take_cash(act, **FEE)
    assert cash_on("la-ee", DAY) == 10_000


def test_numbers_of_a_desk_follow_one_another_and_desks_do_not_mix(till):
    open_till(lambda: here(desk="cho-chun"))
    for desk in ("la-ee", "cho-chun", "la-ee"):
        take_cash(here(desk=desk), **FEE)
    assert [each.number for each in receipts_between("la-ee", DAY, DAY)] == [1, 2]
    assert [each.number for each in receipts_between("cho-chun", DAY, DAY)] == [1]


def test_a_void_stays_in_the_book_and_leaves_the_drawer(till):
    key = take_cash(here(), **FEE)
    void(key)
    assert fee_receipt(key).voided_why == "sai tên"
    assert cash_on("la-ee", DAY) == 0
    no(rules.AlreadyVoided(), void, key)
    assert fee_receipt(take_cash(here(), **FEE)).number == 2
    assert uses_of([till[0]])[till[0]].voided == 1


@pytest.mark.parametrize("amount", [0, -1, rules.MOST_VND + 1])
def test_an_amount_that_cannot_be_is_refused_and_uses_no_number(till, amount):
    wrong = FEE | {"amount_vnd": amount}
    no(rules.AmountImpossible(amount_vnd=amount), take_cash, here(), **wrong)
    assert fee_receipt(take_cash(here(), **FEE)).number == 1


@pytest.mark.parametrize("author", [a_citizens_act, a_machines_act])
def test_only_an_official_touches_money(till, house, author):
    key = take_cash(here(), **FEE)
    only = rules.ClerksOnly()
    no(only, take_cash, author(node=house), **FEE)
    no(only, take_transfer, author(node=house), bank_line="x", **FEE)
    no(only, void_fee_receipt, author(node=house), key, why="sai", seen=number_of(key))
    no(only, refund_fee, author(node=house), key, **BACK)
    no(only, open_receipt_book, author(node=house), symbol="x", book="1")
    no(only, close_receipt_book, author(node=house), till[0], why="hết", seen=1)
    no(only, start_drawer, author(node=house), opening_vnd=0)
    no(only, hand_over_drawer, author(node=house), till[1], counted_vnd=0, receiver="x", seen=1)
    no(
        only,
        name_payee,
        author(node=house),
        bank="970405",
        bank_name="x",
        account="1",
        owner="",
    )


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("", rules.ReasonMissing()),
        ("   ", rules.ReasonMissing()),
        ("x" * (rules.LONGEST_REASON + 1), rules.ReasonTooLong(most=rules.LONGEST_REASON)),
    ],
)
def test_a_receipt_is_voided_with_a_reason_that_fits_or_not_at_all(till, why, reason):
    key = take_cash(here(), **FEE)
    no(reason, void, key, why=why)
    assert len(history_of(key)) == 1
    assert cash_on("la-ee", DAY) == 10_000


def test_what_was_never_written_or_is_anothers_cannot_be_voided(till):
    key = take_cash(here(), **FEE)
    no(rules.NoSuchReceipt(), void_fee_receipt, here(), "fee/none", why="sai tên", seen=0)
    no(rules.NoSuchReceipt(), void, key, here(desk="cho-chun"))
    assert history_of("fee/none") == ()


def test_two_who_void_at_once_do_it_once(till):
    key = take_cash(here(), **FEE)
    with pytest.raises(Conflict):
        void_fee_receipt(here(), key, why="sai", seen=7)


@given(st.integers(1, 10**7 - 1))
def test_a_printed_number_keeps_its_width_and_its_value(number):
    assert len(rules.printed_number(number)) == len(rules.printed_number(1))
    assert int(rules.printed_number(number)) == number


@given(st.integers(-(10**12), 10**12))
def test_a_possible_amount_is_above_nothing_and_below_the_slip_of_a_key(amount):
    assert rules.amount_is_possible(amount) == (1 <= amount <= rules.MOST_VND)


# ── books of receipts ────────────────────────────────────────────────────────────────────


def test_without_a_book_nothing_is_taken():
    start_drawer(here(), opening_vnd=0)
    no(rules.NoBookOpen(), take_cash, here(), **FEE)
    assert receipts_of("dossier/1") == ()


def test_a_book_ends_with_its_last_leaf_and_the_next_goes_on():
    stream, _ = open_till(here, first=51, last=52)
    numbers = [fee_receipt(take_cash(here(), **FEE)).number for _ in range(2)]
    assert numbers == [51, 52]
    no(rules.BookUsedUp(book=BOOK, last=52), take_cash, here(), **FEE)
    close_receipt_book(here(), stream, why="hết", seen=number_of(stream))
    open_receipt_book(here(), symbol=SYMBOL, book="02", first=1, last=50)
    assert fee_receipt(take_cash(here(), **FEE)).number == 1


def test_paper_and_electronic_receipts_are_numbered_apart(till):
    open_receipt_book(here(), symbol="BL-25E", book="E1", medium="electronic")
    take_cash(here(), **FEE)
    told = fee_receipt(take_cash(here(), medium="electronic", **FEE))
    assert (told.number, told.symbol, told.medium) == (1, "BL-25E", "electronic")


def test_one_book_of_a_medium_is_open_at_a_time(till):
    no(rules.BookStillOpen(book=BOOK), open_receipt_book, here(), symbol="x", book="02")


def test_numbers_once_used_are_in_no_other_book(till):
    take_cash(here(), **FEE)
    close_receipt_book(here(), till[0], why="đổi mẫu", seen=number_of(till[0]))
    again = {"symbol": SYMBOL, "book": BOOK}
    no(rules.NumbersUsedBefore(book=BOOK), open_receipt_book, here(), **again, last=9)
    open_receipt_book(here(), **again, first=2)
    assert fee_receipt(take_cash(here(), **FEE)).number == 2


def test_closing_accounts_for_the_leaves_that_are_left():
    stream, _ = open_till(here, last=50)
    take_cash(here(), **FEE)
    close_receipt_book(here(), stream, why="hỏng", seen=number_of(stream))
    (card,) = books_of("la-ee")
    assert (card.unused_from, card.unused_to, card.closed_why) == (2, 50, "hỏng")
    no(rules.BookNotWhole(), close_receipt_book, here(), stream, why="hỏng", seen=2)


@pytest.mark.parametrize("why", ["", " "])
def test_a_book_is_closed_for_a_reason(till, why):
    no(rules.ReasonMissing(), close_receipt_book, here(), till[0], why=why, seen=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"symbol": " "},
        {"first": 0},
        {"first": 9, "last": 8},
        {"medium": "stone"},
        {"last": 10**8},
    ],
)
def test_a_book_whose_facts_contradict_each_other_is_not_opened(wrong):
    given = {"symbol": "x", "book": "1", "first": 1, "last": 50} | wrong
    no(rules.BookNotWhole(), open_receipt_book, here(), **given)


def test_a_book_of_tomorrow_is_not_used_today():
    start_drawer(here(), opening_vnd=0)
    open_receipt_book(here(), symbol="x", book="1", valid_from=DAY + timedelta(days=1))
    no(rules.NoBookOpen(), take_cash, here(), **FEE)


@pytest.mark.parametrize("seed", range(3))
def test_a_series_has_no_gap_and_no_double_over_desks_and_incarnations(till, house, seed):
    draw, desks = Random(seed), ("la-ee", "cho-chun")
    open_till(lambda: here(desk="cho-chun"))
    for turn in range(3):
        if turn:
            note_restore()
            no(SeriesClosed(series=till[0]), take_cash, here(), **FEE)
            reopen_after_restore(a_machines_act(node=house))
        for _ in range(8):
            desk = draw.choice(desks)
            key = take_cash(here(desk=desk), **FEE)
            if draw.random() < 0.3:
                void(key, here(desk=desk))
    for desk in desks:
        numbers = [each.number for each in receipts_between(desk, DAY, DAY)]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_a_long_list_is_given_whole_however_it_is_read(till, batch):
    take = [take_cash(here(), **FEE) for _ in range(4)]
    for row in FeeReceipt.objects.filter(number__lte=3).values():
        again = {"stream": f"{row['stream']}-2", "serial": "another book"}
        FeeReceipt.objects.create(**row | again)
        later = {"stream": f"{row['stream']}-3", "day": DAY + timedelta(days=row["number"])}
        FeeReceipt.objects.create(**row | later)
    for key in take[:3]:
        refund_fee(here(), key, **BACK)
    last = DAY + timedelta(days=2)
    told = [each.stream for each in each_receipt_between("la-ee", DAY, last, batch=batch)]
    assert len(told) == 4 + 3 + 2
    assert told == [each.stream for each in receipts_between("la-ee", DAY, last)]
    back = list(each_refund_between("la-ee", DAY, last, batch=batch))
    assert {each.receipt for each in back} == set(take[:3])
    assert back == list(refunds_between("la-ee", DAY, last))
    assert given_between("la-ee", DAY, last) == 3 * BACK["amount_vnd"]


# ── transfers ────────────────────────────────────────────────────────────────────────────


def test_a_transfer_is_no_cash_and_needs_no_drawer():
    open_receipt_book(here(), symbol=SYMBOL, book=BOOK)
    told = fee_receipt(take_transfer(here(), bank_line="FT26001", **FEE))
    assert (told.way, told.drawer, told.bank_line) == ("transfer", "", "FT26001")
    assert cash_on("la-ee", DAY) == 0


def test_a_line_of_the_statement_pays_once(till):
    key = take_transfer(here(), bank_line="FT26001", **FEE)
    used = rules.LineUsedBefore(receipt="0000001")
    no(used, take_transfer, here(), bank_line="FT26001", **FEE)
    void(key)
    assert take_transfer(here(), bank_line="FT26001", **FEE)


def test_which_line_it_was_must_be_said(till):
    no(rules.ReasonMissing(), take_transfer, here(), bank_line=" ", **FEE)


def test_the_account_of_a_day_is_the_one_named_last_before_it():
    given = {"bank": "970405", "bank_name": "Agribank", "owner": "UBND xã La Êê"}
    name_payee(here(), account="4201 2050 01234", **given)
    later = DAY + timedelta(days=9)
    name_payee(here(), account="99", valid_from=later, **given)
    assert payee_of("la-ee", DAY).account == "4201205001234"
    assert payee_of("la-ee", later).account == "99"
    assert payee_of("la-ee", DAY - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("bank", "account"), [("97040", "1"), ("Agriba", "1"), ("970405", ""), ("970405", "1-2")]
)
def test_an_account_that_cannot_be_is_refused(bank, account):
    given = {"bank": bank, "bank_name": "x", "account": account, "owner": "x"}
    no(rules.AccountNotWhole(), name_payee, here(), **given)


def test_a_transfer_order_says_where_how_much_and_what_for():
    number = "000.02.99.H47-260420-0001"
    asked = {"number": number, "amount_vnd": 10_000, "day": DAY}
    assert transfer_order("la-ee", **asked) is None
    name_payee(here(), bank="970405", bank_name="Agribank", account="42", owner="UBND")
    order = transfer_order("la-ee", **asked)
    told = read_vietqr(order.code)
    assert (told.bank, told.account, told.amount_vnd) == ("970405", "42", 10_000)
    assert told.purpose == order.purpose
    assert order.svg.startswith("<svg")
    assert transfer_order("la-ee", **asked | {"amount_vnd": 0}) is None


# ── refunds ──────────────────────────────────────────────────────────────────────────────


def test_a_refund_points_at_its_receipt_and_the_receipt_stays(till):
    key = take_cash(here(), **FEE)
    refund_fee(here(), key, **BACK)
    (given,) = refunds_of(key)
    assert (given.amount_vnd, given.why, given.approved_by) == (4_000, "thu thừa", "p-9")
    assert fee_receipt(key).amount_vnd == 10_000
    assert cash_on("la-ee", DAY) == 6_000
    assert paid_for(["dossier/1"]) == {"dossier/1": 6_000}
    no(rules.RefundedBefore(refunded_vnd=4_000), void, key)


def test_no_more_is_given_back_than_was_taken(till):
    key = take_cash(here(), **FEE)
    take_cash(here(), **FEE)
    refund_fee(here(), key, **BACK)
    left = rules.RefundTooLarge(left_vnd=6_000)
    no(left, refund_fee, here(), key, **BACK | {"amount_vnd": 6_001})
    no(left, refund_fee, here(), key, **BACK | {"amount_vnd": 0})
    refund_fee(here(), key, **BACK | {"amount_vnd": 6_000})
    no(rules.RefundTooLarge(left_vnd=0), refund_fee, here(), key, **BACK)


@pytest.mark.parametrize(
    "approver",
    [
        None,
        StaffMember(
            person="p-8", name="x", post="y", role="one_stop", title="z", desk="d", agency="d"
        ),
        StaffMember(
            person="p-1", name="x", post="y", role="leader", title="z", desk="d", agency="d"
        ),
    ],
    ids=["nobody", "no leader", "who pays it out"],
)
def test_somebody_else_who_leads_approves_it(till, approver):
    key = take_cash(here(), **FEE)
    no(rules.ApproverMissing(), refund_fee, here(), key, **BACK | {"approver": approver})


def test_the_drawer_gives_no_more_than_it_holds(till):
    key = take_transfer(here(), bank_line="FT1", **FEE)
    no(rules.DrawerTooEmpty(held_vnd=0), refund_fee, here(), key, **BACK)
    refund_fee(here(), key, **BACK, way="transfer")
    assert cash_on("la-ee", DAY) == 0


def test_a_refund_says_why(till):
    key = take_cash(here(), **FEE)
    no(rules.ReasonMissing(), refund_fee, here(), key, **BACK | {"why": ""})


# ── the drawer ───────────────────────────────────────────────────────────────────────────


def test_cash_needs_an_open_drawer():
    open_receipt_book(here(), symbol=SYMBOL, book=BOOK)
    no(rules.DrawerClosed(), take_cash, here(), **FEE)


def test_one_drawer_is_open_at_a_time(till):
    no(rules.DrawerStillOpen(), start_drawer, here(), opening_vnd=0)


@pytest.mark.parametrize("amount", [-1, rules.MOST_IN_DRAWER_VND + 1])
def test_a_drawer_holds_what_can_be(amount):
    no(rules.CountedAmountMissing(), start_drawer, here(), opening_vnd=amount)


def test_a_drawer_is_handed_over_with_what_the_book_says():
    _, stream = open_till(here, opening_vnd=50_000)
    key = take_cash(here(), **FEE)
    refund_fee(here(), key, **BACK)
    hand(stream, counted_vnd=56_000)
    card = drawer(stream)
    assert (card.receipts_vnd, card.refunds_vnd, card.expected_vnd) == (10_000, 4_000, 56_000)
    assert (card.difference_vnd, card.receiver) == (0, "Thủ quỹ")
    no(rules.DrawerHandedOverBefore(), hand, stream)


def test_a_difference_is_named_or_the_drawer_stays_open(till):
    take_cash(here(), **FEE)
    told = {"expected_vnd": 10_000, "counted_vnd": 9_000}
    no(rules.DifferenceUnnamed(**told), hand, till[1], counted_vnd=9_000)
    hand(till[1], counted_vnd=9_000, why="trả nhầm tiền lẻ")
    card = drawer(till[1])
    assert (card.difference_vnd, card.why) == (-1_000, "trả nhầm tiền lẻ")


def test_a_reason_is_noted_for_a_difference_only(till):
    hand(till[1], counted_vnd=0, why="không có gì")
    assert drawer(till[1]).why == ""


def test_a_count_that_cannot_be_is_refused(till):
    no(rules.CountedAmountMissing(), hand, till[1], counted_vnd=-1)


def test_the_reason_for_a_difference_fits_the_book(till):
    too_long = rules.ReasonTooLong(most=rules.LONGEST_REASON)
    no(too_long, hand, till[1], counted_vnd=5, why="x" * (rules.LONGEST_REASON + 1))


def test_what_was_handed_over_is_refunded_and_not_voided(till):
    key = take_cash(here(), **FEE)
    hand(till[1], counted_vnd=10_000)
    no(rules.InClosedBook(), void, key)
    start_drawer(here(), opening_vnd=20_000)
    no(rules.InClosedBook(), void, key)
    refund_fee(here(), key, **BACK)
    assert drawer_held(drawer(till[1]))[2] == 10_000


def test_a_void_takes_no_more_out_than_is_in(till):
    first, second = (take_cash(here(), **FEE) for _ in range(2))
    refund_fee(here(), first, **BACK | {"amount_vnd": 10_000})
    void(second)
    assert drawer_held(drawer(till[1]))[2] == 0


def a_deed(draw, stream):
    """One act of a day at the drawer, drawn at random; many are refused, and rightly."""
    keys = [each.key for each in receipts_of("dossier/1")] or ["fee/none"]
    deed = draw.choice(("cash", "cash", "transfer", "void", "refund", "hand"))
    if deed == "cash":
        take_cash(here(), **FEE | {"amount_vnd": draw.randint(1, 20) * 500})
    if deed == "transfer":
        take_transfer(here(), bank_line=f"FT{len(keys)}", **FEE)
    if deed == "void":
        void(draw.choice(keys))
    if deed == "refund":
        refund_fee(here(), draw.choice(keys), **BACK | {"amount_vnd": 500})
    if deed == "hand":
        counted = drawer_held(drawer(stream))[2] + draw.choice((0, 0, 500))
        hand(stream, counted_vnd=counted, why="thừa tiền lẻ")
        return start_drawer(here(), opening_vnd=counted)
    return stream


@pytest.mark.parametrize("seed", range(4))
def test_a_cash_book_balances_whatever_happens(seed):
    draw = Random(seed)
    _, stream = open_till(here, opening_vnd=draw.randrange(0, 50_000, 1_000))
    for _ in range(40):
        with suppress(Refused):
            stream = a_deed(draw, stream)
        lines, held = cash_lines(drawer(stream)), drawer_held(drawer(stream))
        assert (lines[-1].held_vnd if lines else drawer(stream).opening_vnd) == held[2] >= 0
    for card in (each for each in drawers_of("la-ee") if not each.is_open):
        assert drawer_held(card)[2] == card.expected_vnd
        assert card.expected_vnd == card.opening_vnd + card.receipts_vnd - card.refunds_vnd
        assert card.counted_vnd == card.expected_vnd + card.difference_vnd


def test_rows_told_anew_are_the_same_rows(till):
    key = take_cash(here(), **FEE)
    refund_fee(here(), key, **BACK)
    hand(till[1], counted_vnd=6_000)
    before = (receipts_of("dossier/1"), refunds_of(key), drawer(till[1]), books_of("la-ee"))
    rebuild()
    after = (receipts_of("dossier/1"), refunds_of(key), drawer(till[1]), books_of("la-ee"))
    assert before == after
