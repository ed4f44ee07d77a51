"""Rules of the one-stop shop, by example and as properties."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.onestop.rules import codes, fees, numbers, route, secrets, states
from guol.onestop.rules.reasons import NumberNotWhole
from guol.onestop.rules.route import Deed, Desks
from guol.onestop.rules.states import Business, Delivery, Financial

DAYS = st.dates(min_value=date(2018, 6, 21), max_value=date(2099, 12, 31))
OLD_UNITS = st.builds(
    "{:03d}.{:02d}.{:02d}.{}{:02d}".format,
    st.integers(0, 999),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from("GH"),
    st.integers(0, 99),
)
NEW_UNITS = st.builds(
    "{}{:02d}.{:02d}".format, st.sampled_from("GH"), *[st.integers(0, 99)] * 2
)


@given(st.one_of(OLD_UNITS, NEW_UNITS), DAYS, st.integers(1, 9_999_999))
def test_a_number_is_read_as_it_was_printed(unit, day, serial):
    code = codes.code_of(unit, day, serial)
    assert codes.Code.parse(str(code)) == code


@given(st.one_of(OLD_UNITS, NEW_UNITS), DAYS, st.integers(1, 9_999_999))
def test_a_number_is_one_number_in_either_order(unit, day, serial):
    turned = codes.code_of(unit, day, serial).turned
    assert codes.Code.parse(str(turned)) == turned
    assert codes.levels_of(turned.unit) == codes.levels_of(unit)
    assert codes.order_of(turned.unit) != codes.order_of(unit)
    again = turned.turned
    assert (again.day, again.serial) == (turned.day, turned.serial)
    assert codes.levels_of(again.unit) == codes.levels_of(unit)


@pytest.mark.parametrize(
    ("unit", "day", "printed"),
    [
        ("000.12.34.H47", date(2024, 1, 15), "000.12.34.H47-240115-0003"),
        ("000.12.34.H47", date(2026, 1, 15), "000.12.34.H47-260115-0003"),
        ("H17.92", date(2025, 7, 2), "H17.92-250702-0003"),
        ("H17.92", date(2025, 9, 15), "H17.92-20250915-0000003"),
        ("G09.20", date(2026, 6, 9), "G09.20-20260609-0000003"),
    ],
)
def test_a_number_is_written_as_its_unit_writes_it_on_the_day(unit, day, printed):
    assert str(codes.code_of(unit, day, 3)) == printed


def test_an_agency_may_write_otherwise_from_a_day_on():
    own = codes.Pattern(
        unit="H17.92",
        order=codes.FIRST_FIRST,
        valid_from=date(2026, 3, 1),
        day_digits=6,
        serial_digits=5,
        source="a decision of its own",
        certainty="seen",
    )
    patterns = (*codes.PATTERNS, own)
    for unit, day, printed in (
        ("H17.92", date(2026, 2, 28), "H17.92-20260228-0000007"),
        ("H17.92", date(2026, 3, 1), "H17.92-260301-00007"),
        ("H17.92.04", date(2026, 3, 1), "H17.92.04-260301-00007"),
        ("H17.93", date(2026, 3, 1), "H17.93-20260301-0000007"),
    ):
        assert str(codes.code_of(unit, day, 7, patterns)) == printed


def test_every_way_to_write_names_its_source():
    assert all(each.source and each.certainty for each in codes.PATTERNS)


@given(OLD_UNITS, DAYS, st.integers(1, 9_999), st.integers(1, 9_999))
def test_two_numbers_of_one_day_are_different_texts(unit, day, one, other):
    same = str(codes.code_of(unit, day, one)) == str(codes.code_of(unit, day, other))
    assert same == (one == other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "000.12.34.H47-240230-0003",
        "000.12.34.H47-24011-0003",
        "000.12.34-240115-0003",
        "000.12.34.H47-240115-\u0660\u0660\u0660\u0663",
        "G09.20-20260609-003",
        "000.12.34.H47-240115-0003; DROP TABLE",
    ],
)
def test_what_is_no_number_is_not_read(text):
    assert codes.Code.parse(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_nothing(text):
    code = codes.Code.parse(text)
    assert code is None or codes.Code.parse(str(code)) == code


GOLDEN = {
    Business.LODGED: 1,
    Business.QUEUED: 2,
    Business.ACCEPTED: 2,
    Business.REFUSED: 3,
    Business.PROCESSING: 4,
    Business.WAITING_ENTRY: 5,
    Business.WAITING: 5,
    Business.WITHDRAWN: 7,
    Business.STOPPED: 8,
    Business.DECIDED: 9,
    Business.RETURNED: 10,
}


@pytest.mark.parametrize("business", Business)
def test_each_state_has_its_national_code(business):
    code = states.national_code(business, Financial.NONE, Delivery.NONE)
    assert code == GOLDEN[business]


@pytest.mark.parametrize("business", states.UNDER_WAY)
def test_an_open_fee_asks_for_payment_while_the_dossier_is_worked_on(business):
    assert states.national_code(business, Financial.DUE, Delivery.NONE) == 6


@pytest.mark.parametrize("business", set(Business) - set(states.UNDER_WAY))
def test_an_open_fee_changes_nothing_elsewhere(business):
    assert states.national_code(business, Financial.DUE, Delivery.NONE) == GOLDEN[business]


def test_every_code_of_the_portal_is_reached_and_no_other():
    reached = {states.national_code(*each) for each in product(Business, Financial, Delivery)}
    assert reached == set(states.National)


@dataclass(frozen=True)
class Step:
    step: str
    role: str
    agency: str = ""


SAME_DAY = tuple(
    Step(f"B{number}", role)
    for number, role in enumerate(
        (
            "one_stop",
            "one_stop",
            "section_head",
            "justice_officer",
            "section_head",
            "leader",
            "clerk_and_one_stop",
        ),
        start=1,
    )
)
DESKS = Desks(receiving="la-ee-motcua", competent="la-ee-ubnd")
EVERY_ROLE = frozenset(each.role for each in SAME_DAY)


def test_steps_do_what_their_place_and_role_say():
    assert [route.deed_of(SAME_DAY, place) for place in range(7)] == [
        Deed.RECEIVE,
        Deed.HANDLE,
        Deed.ASSIGN,
        Deed.APPRAISE,
        Deed.HANDLE,
        Deed.DECIDE,
        Deed.RETURN,
    ]


def run(place, *roles, **changes):
    return route.run_from(SAME_DAY, place, roles=frozenset(roles), desks=DESKS, **changes)


def test_one_post_does_one_step():
    found = run(2, "section_head")
    assert (found.first, found.last) == (2, 2)


def test_several_posts_do_steps_on_end_in_one_press():
    found = run(2, "section_head", "justice_officer")
    assert (found.first, found.last) == (2, 4)


def test_a_press_stops_before_the_number_that_is_lacking():
    found = run(2, "section_head", "justice_officer", lacks_number=True)
    assert (found.first, found.last) == (2, 2)


def test_a_press_ends_with_the_signature():
    found = run(4, "section_head", "chair", "clerk_and_one_stop")
    assert (found.first, found.last, found.ends) == (4, 5, Deed.DECIDE)


def test_a_press_stops_at_the_edge_of_the_desk():
    assert run(1, *EVERY_ROLE).last == 1


def test_another_ones_turn_is_no_run():
    assert run(3, "section_head", "leader") is None


@given(st.integers(0, 6), st.sets(st.sampled_from(sorted(EVERY_ROLE))), st.booleans())
def test_a_run_holds_only_steps_of_these_roles_at_one_desk(place, roles, lacks):
    found = run(place, *roles, lacks_number=lacks)
    if found is None:
        return
    steps = SAME_DAY[found.first : found.last + 1]
    assert found.first == place
    assert all(route.may_do(each.role, frozenset(roles)) for each in steps)
    assert len({DESKS.of(each.role) for each in steps}) == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("049226000123", "049226000123"),
        (" 049 226 000 123 ", "049226000123"),
        ("049.226.000.123", "049226000123"),
    ],
)
def test_twelve_digits_are_a_personal_number(typed, read):
    assert numbers.read_personal_number(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "04922600012", "0492260001234", "04922600012a", "\u0660" * 12]
)
def test_anything_else_is_none(typed):
    assert isinstance(numbers.read_personal_number(typed), NumberNotWhole)


@given(st.integers(-30, 200))
def test_only_the_own_time_limit_is_free(days):
    born = date(2026, 6, 1)
    in_time = fees.is_in_time(born, born + timedelta(days=days), within_days=60)
    assert in_time == (0 <= days <= 60)


def test_a_birth_of_which_only_the_year_is_known_is_not_in_time():
    assert fees.first_day({"born": "2026"}, ("born",)) is None
    assert not fees.is_in_time(None, date(2026, 11, 24), within_days=60)


KEYS = st.text("0123456789abcdef", min_size=32, max_size=32).map("dossier/{}".format)


@given(KEYS, st.sampled_from([" ", "-", "", " - "]), st.booleans())
def test_a_secret_is_known_however_it_is_typed(key, between, is_small):
    secret = secrets.secret_of(key, b"pepper")
    typed = secret.replace("-", between)
    typed = typed.lower() if is_small else typed
    assert secrets.fingerprint(key, typed) == secrets.fingerprint(key, secret)


@given(KEYS, KEYS)
def test_one_dossiers_secret_opens_no_other(one, other):
    known = secrets.fingerprint(one, secrets.secret_of(one, b"pepper"))
    told = secrets.fingerprint(other, secrets.secret_of(one, b"pepper"))
    assert (known == told) == (one == other)


def test_another_machine_gives_out_other_secrets():
    assert secrets.secret_of("dossier/1", b"one") != secrets.secret_of("dossier/1", b"two")


def test_look_alike_letters_are_one():
    assert secrets.read_secret("oOil-uV") == "0011VV"
