"""Rules of people, by example and by property."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.dates import PartialDate
from guol.people import rules
from guol.people.events import Particulars

TODAY = date(2026, 4, 27)
NOW = datetime(2026, 4, 27, 2, tzinfo=UTC)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ends = st.none() | days
patiences = st.sampled_from(
    [rules.DEVICE, rules.NETWORK, rules.NETWORK_OF_ACCOUNT, rules.STRANGERS]
)
instants = st.timedeltas(timedelta(days=-7), timedelta(days=7)).map(lambda since: NOW + since)
failures = st.builds(
    rules.Failures,
    patience=patiences,
    count=st.integers(0, 10_000),
    last_at=st.none() | instants,
)


@pytest.mark.parametrize(
    "name", ["A", "Ô", "Bh'riu", "Bh\u2019riu", "A Viết", "Y Sương", "Coor", "Đinh-Y"]
)
def test_names_are_taken_as_people_write_them(name):
    assert rules.particulars_fault(Particulars(name=name), TODAY) is None


@pytest.mark.parametrize("name", ["", " ", "'", "123", "A\x00B", "A\u202eB", "A\nB"])
def test_what_cannot_be_read_is_no_name(name):
    assert isinstance(
        rules.particulars_fault(Particulars(name=name), TODAY), rules.NameUnreadable
    )


@pytest.mark.parametrize(
    "number", ["1", "04920100012", "0492010001234", "04920100012a", "\u0660" * 12]
)
def test_a_citizens_number_has_twelve_digits(number):
    assert rules.citizen_number_fault(number) == rules.CitizenNumberWrong(
        number=number, digits=12
    )


@pytest.mark.parametrize("number", ["", "049201000123"])
def test_it_may_be_missing(number):
    assert rules.citizen_number_fault(number) is None


@pytest.mark.parametrize(
    ("born", "fault"),
    [
        ("", None),
        ("1948", None),
        ("2026", None),
        ("27/04/2026", None),
        ("28/04/2026", rules.BornInFuture(born="28/04/2026")),
        ("5/2026", rules.BornInFuture(born="05/2026")),
        ("2027", rules.BornInFuture(born="2027")),
        ("1895", rules.BornTooLongAgo(born="1895")),
        ("1896", None),
    ],
)
def test_a_birth_lies_within_a_life(born, fault):
    assert rules.born_fault(PartialDate.parse(born), TODAY) == fault


def test_a_sex_that_no_form_knows_is_refused():
    given_person = Particulars(name="A", sex="m")
    assert rules.particulars_fault(given_person, TODAY) == rules.SexUnknown(sex="m")


@given(ends, ends, days)
def test_something_holds_on_no_day_only_if_its_span_is_at_fault(begin, end, day):
    if rules.span_fault(begin, end):
        assert not rules.is_valid_on(begin, end, day)


@given(days, days, days)
def test_where_one_follows_the_other_each_day_has_exactly_one(one, other, day):
    begin, change = min(one, other), max(one, other)
    held = [rules.is_valid_on(begin, change, day), rules.is_valid_on(change, None, day)]
    assert sum(held) == int(begin <= day)


trees = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.lists(st.sampled_from("abcdefgh"), max_size=3).map(tuple),
)


@given(trees, st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from("abcdefgh")))
def test_heirs_live_and_are_named_once(successors, key, living):
    heirs = rules.heirs_of(key, successors, living)
    assert set(heirs) <= living
    assert len(set(heirs)) == len(heirs)


@given(trees, st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from("abcdefgh")))
def test_whoever_lives_is_their_own_heir(successors, key, living):
    if key in living:
        assert rules.heirs_of(key, successors, living) == (key,)


@given(trees, st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from("abcdefgh")))
def test_the_heirs_are_the_heirs_of_the_successors(successors, key, living):
    if key not in living:
        heirs = set(rules.heirs_of(key, successors, living))
        loop = {key: ()}  # a line that comes back to where it began adds nobody
        of_each = (
            rules.heirs_of(each, successors | loop, living) for each in successors.get(key, ())
        )
        assert heirs == {heir for each in of_each for heir in each}


def a_wish(**changes):
    given_wish = {
        "giver": "p-1",
        "receiver": "p-2",
        "receiver_name": "Y Sương",
        "valid_from": TODAY,
        "valid_to": TODAY + timedelta(days=3),
        "is_own_post": True,
        "is_under_delegation": False,
        "is_to_an_official": True,
    }
    return rules.Wish(**given_wish | changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"is_under_delegation": True}, rules.NoSubDelegation()),
        ({"is_own_post": False}, rules.NotYourPost()),
        ({"receiver": "p-1"}, rules.NotToYourself()),
        ({"is_to_an_official": False}, rules.NotAnOfficial(name="Y Sương")),
        ({"valid_from": date(2026, 4, 26)}, rules.BeginsInPast(valid_from=date(2026, 4, 26))),
        (
            {"valid_to": TODAY},
            rules.EndBeforeBeginning(valid_from=TODAY, valid_to=TODAY),
        ),
        ({"valid_to": date(2027, 4, 28)}, None),
        ({"valid_to": date(2027, 4, 29)}, rules.TooLong(valid_to=date(2027, 4, 28))),
    ],
)
def test_a_delegation_is_limited(changes, fault):
    assert rules.delegation_fault(a_wish(**changes), TODAY) == fault


@given(days, days)
def test_every_delegation_has_an_end_within_a_year(begin, end):
    fault = rules.delegation_fault(a_wish(valid_from=begin, valid_to=end), TODAY)
    assert (fault is None) == (TODAY <= begin < end <= begin + rules.LONGEST_DELEGATION)


@pytest.mark.parametrize("login", ["abc", "a.viet", "motcua-2", "x" * 64])
def test_login_names(login):
    assert rules.login_fault(login) is None


@pytest.mark.parametrize("login", ["", "ab", "A.Viet", "a viet", "a_viet", "việt", "x" * 65])
def test_no_login_names(login):
    assert rules.login_fault(login) == rules.LoginUnreadable(login=login)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("mây phủ núi", None),
        ("xanh9chuoi", None),
        ("ngắn", rules.PasswordTooShort(least=10)),
        ("x" * 201, rules.PasswordTooLong(most=200)),
        ("1234567890", rules.PasswordCommon()),
        ("MatKhau123!", rules.PasswordCommon()),
        ("aaaaaaaaaaaa", rules.PasswordCommon()),
        ("............", rules.PasswordCommon()),
        ("namgiang2026", rules.PasswordCommon()),
        ("a.viet mot cua", rules.PasswordTellsLogin()),
    ],
)
def test_a_password_is_long_and_uncommon(password, fault):
    assert rules.password_fault(password, "a.viet") == fault


@given(st.integers(0, 10_000), patiences)
def test_waits_grow_up_to_a_cap(count, patience):
    wait = rules.wait_after(count, patience)
    assert 0 <= wait <= rules.wait_after(count + 1, patience) <= patience.longest_s
    assert (wait == 0) == (count < patience.free)


@given(st.lists(failures), instants)
def test_nobody_ever_waits_longer_than_the_longest_cap(respects, now):
    longest = max((each.patience.longest_s for each in respects), default=0)
    assert 0 <= rules.seconds_to_wait(respects, now) <= longest


@given(st.lists(failures), instants)
def test_whoever_waits_as_long_as_told_may_try(respects, now):
    wait = rules.seconds_to_wait(respects, now)
    later = now + timedelta(seconds=wait)
    if all(each.last_at is None or each.last_at <= now for each in respects):
        assert rules.seconds_to_wait(respects, later) == 0


@given(st.lists(failures), instants, st.integers(0, 100_000))
def test_time_only_shortens_the_wait(respects, now, seconds):
    if all(each.last_at is None or each.last_at <= now for each in respects):
        later = now + timedelta(seconds=seconds)
        assert rules.seconds_to_wait(respects, later) <= rules.seconds_to_wait(respects, now)


@given(failures)
def test_a_day_without_failure_forgets_all(each):
    if each.last_at:
        assert rules.count_now(each, each.last_at + rules.FORGOTTEN_AFTER) == 0


def test_what_strangers_can_cause_is_half_a_minute_at_most():
    worst = rules.Failures(patience=rules.STRANGERS, count=10**6, last_at=NOW)
    assert rules.seconds_to_wait([worst], NOW) == 30


@given(st.text())
def test_any_text_has_a_network_or_none(address):
    assert rules.network_of(address) == "" or "/" in rules.network_of(address)


@given(st.ip_addresses())
def test_a_network_holds_the_address(address):
    assert rules.network_of(str(address))


@given(st.timedeltas(timedelta(), timedelta(days=30)), st.timedeltas(timedelta()))
def test_a_sign_in_lasts_while_it_is_used_and_not_for_ever(age, unused):
    is_over = rules.is_over(NOW - age, NOW - min(age, unused), NOW)
    assert is_over == (age > rules.LONGEST or min(age, unused) > rules.IDLE)


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Safari/604", "Safari, iPhone"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_device_has_a_short_name(says, name):
    assert rules.device_name(says) == name
