"""Accounts, sign-ins, and what failures lead to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from guol.kernel.act import Citizen, Official
from guol.kernel.errors import Refused
from guol.people import api, rules
from guol.people.actions import (
    change_password,
    choose_post,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from guol.people.actions.accounts import Attempt
from guol.people.models import Account, FailedAttempt, SignIn
from guol.people.queries import viewer_by_token
from tests.acts import MONDAY
from tests.people.world import (
    PASSWORD,
    TODAY,
    a_person,
    a_post,
    an_account,
    an_act_at,
    an_official,
    an_order,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
OFFICE, ELSEWHERE = "203.113.4.0/24", "198.51.100.0/24"


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as no:
        call(*args, **kwargs)
    return no.value.reason


def a_try(password=PASSWORD, login="a.viet", at=MONDAY, **changes):
    given = {"network": OFFICE, "login": login, "password": password}
    return sign_in(Attempt(**given | changes), at=at)


def fail(times, at=MONDAY, **changes):
    """Fail so often, waiting each time as long as it takes."""
    done = 0
    while done < times:
        reason = refusal(a_try, "wrong", at=at, **changes)
        if isinstance(reason, rules.SignInTooOften):
            at += reason.seconds * SECOND
        else:
            done += 1
    return at


def viewer(signed, at=MONDAY):
    return viewer_by_token(signed.token, at)


def test_whoever_signs_in_is_known(house):
    person, post = an_official()
    found = viewer(a_try())
    assert (found.person, found.name, found.account) == (person, "A Viết", "a.viet")
    assert [held.post for held in found.posts] == [post]


def test_the_login_name_may_be_typed_in_capitals(house):
    an_official()
    assert viewer(a_try(login=" A.Viet ")).account == "a.viet"


def test_only_the_digest_of_a_token_is_kept(house):
    an_official()
    signed = a_try()
    assert signed.token not in str(list(SignIn.objects.values()))


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(house):
    an_official()
    assert refusal(a_try, "wrong") == refusal(a_try, login="nobody") == rules.SignInWrong()


def test_a_token_that_nobody_has_is_nobody(house):
    assert viewer_by_token("x", MONDAY) is None


def test_a_sign_in_is_over_after_a_day_without_use(house):
    an_official()
    signed = a_try()
    assert viewer(signed, MONDAY + rules.IDLE) is not None
    assert viewer(signed, MONDAY + rules.IDLE + SECOND) is None


def test_a_closed_account_is_out_at_once(house):
    an_official()
    signed = a_try()
    api.close_account(an_order(), "a.viet")
    assert viewer(signed) is None
    assert refusal(a_try) == rules.SignInWrong()


def test_signing_out_ends_this_device_alone(house):
    an_official()
    here, there = a_try(), a_try()
    sign_out(viewer(here))
    assert viewer(here) is None
    assert viewer(there) is not None


def test_signing_out_everywhere_ends_all_of_the_account(house):
    an_official()
    an_official("Y Sương", "y.suong")
    mine, others = [a_try(), a_try()], a_try(login="y.suong")
    assert sign_out_everywhere(viewer(mine[0])) == 2
    assert [viewer(each) for each in mine] == [None, None]
    assert viewer(others) is not None


def test_a_new_password_signs_out_all_other_devices(house):
    an_official()
    here, there = a_try(), a_try()
    change_password(
        viewer(here), old=PASSWORD, new="suối Pring chảy xuôi", device="", at=MONDAY
    )
    assert viewer(here) is not None
    assert viewer(there) is None
    assert viewer(a_try("suối Pring chảy xuôi")) is not None


def test_the_present_password_is_asked_for(house):
    an_official()
    here = viewer(a_try())
    reason = refusal(
        change_password, here, old="wrong", new="suối Pring chảy xuôi", device="", at=MONDAY
    )
    assert reason == rules.PasswordWrong()


def test_a_weak_new_password_is_refused(house):
    an_official()
    here = viewer(a_try())
    reason = refusal(
        change_password, here, old=PASSWORD, new="matkhau123", device="", at=MONDAY
    )
    assert reason == rules.PasswordCommon()


def test_guessing_the_present_password_is_slowed_down(house):
    an_official()
    here = viewer(a_try())
    reasons = [
        refusal(
            change_password,
            here,
            old="wrong",
            new="suối Pring chảy xuôi",
            device="",
            at=MONDAY,
        )
        for _ in range(6)
    ]
    assert reasons[-1] == rules.SignInTooOften(seconds=1)


def test_five_failures_are_free_and_the_next_try_waits(house):
    an_official()
    for _ in range(5):
        assert refusal(a_try, "wrong") == rules.SignInWrong()
    assert refusal(a_try) == rules.SignInTooOften(seconds=1)
    assert a_try(at=MONDAY + SECOND)


def test_a_try_during_the_wait_does_not_lengthen_it(house):
    an_official()
    for _ in range(5):
        refusal(a_try, "wrong")
    for _ in range(50):
        refusal(a_try)
    assert a_try(at=MONDAY + SECOND)


def test_success_forgets_the_own_failures(house):
    an_official()
    for _ in range(5):
        refusal(a_try, "wrong")
    a_try(at=MONDAY + SECOND)
    assert refusal(a_try, "wrong", at=MONDAY + 2 * SECOND) == rules.SignInWrong()


def test_strangers_cannot_keep_somebody_from_the_usual_device(house):
    an_official()
    known = a_try()
    at = fail(60, network=ELSEWHERE)
    assert viewer(a_try(at=at, device=known.device), at)


def test_nor_can_they_for_a_whole_office(house):
    logins = [f"can.bo.{number}" for number in range(3)]
    person = a_person("A Viết")
    for login in logins:
        an_account(login, person)
    devices = {login: a_try(login=login).device for login in logins}
    at = MONDAY
    for login in logins:
        at = fail(25, at=at, network=OFFICE, login=login)
    for login in logins:
        assert a_try(login=login, at=at, device=devices[login])


def test_a_new_device_in_the_office_waits_briefly_at_most_for_what_strangers_do(house):
    an_official()
    at = fail(60, network=ELSEWHERE)
    assert refusal(a_try, at=at) == rules.SignInTooOften(seconds=30)
    assert a_try(at=at + rules.STRANGERS.longest_s * SECOND)


def test_a_known_device_that_guesses_is_slowed_down_too(house):
    an_official()
    device = a_try().device
    for _ in range(5):
        refusal(a_try, "wrong", device=device)
    assert refusal(a_try, device=device) == rules.SignInTooOften(seconds=1)


def test_a_device_is_known_for_its_own_accounts_alone(house):
    an_official()
    an_official("Y Sương", "y.suong")
    device = a_try().device
    for _ in range(5):
        refusal(a_try, "wrong", login="y.suong", device=device)
    assert isinstance(refusal(a_try, login="y.suong"), rules.SignInTooOften)


@pytest.mark.parametrize("device", ["", "x", "[]", "WyJ4Il0:1:2", "a:b:c:d"])
def test_a_made_up_device_is_a_stranger(house, device):
    an_official()
    for _ in range(5):
        refusal(a_try, "wrong", device=device)
    assert isinstance(refusal(a_try, device=device), rules.SignInTooOften)


def test_a_device_shared_by_colleagues_knows_them_all(house):
    an_official()
    an_official("Y Sương", "y.suong")
    shared = a_try(login="y.suong", device=a_try().device).device
    fail(60, network=ELSEWHERE)
    assert a_try(device=shared)


def test_the_authority_lets_somebody_in_by_hand(house):
    an_official()
    at = fail(60, network=ELSEWHERE)
    api.forgive_failures(an_order(), "a.viet")
    assert a_try(at=at)


def test_no_name_stands_among_the_failures(house):
    refusal(a_try, login="a secret typed into the wrong field")
    assert "secret" not in str(list(FailedAttempt.objects.values()))


def test_old_failures_are_swept_away(house):
    an_official()
    fail(3, network=ELSEWHERE, login="nobody")
    a_try(at=MONDAY + 2 * DAY)
    assert not FailedAttempt.objects.filter(last_at__lt=MONDAY + DAY).exists()


def test_passwords_are_kept_by_argon2_in_less_than_twenty_mebibytes(house, monkeypatch):
    monkeypatch.undo()
    kept = make_password(PASSWORD)
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_no_password_is_kept_as_typed(house):
    an_official()
    assert PASSWORD not in Account.objects.get().password


def test_a_login_name_belongs_to_one_person(house):
    an_official()
    reason = refusal(
        api.create_account, an_order(), "a.viet", password=PASSWORD, person=a_person("Y")
    )
    assert reason == rules.LoginTaken(login="a.viet")


def test_an_account_made_again_keeps_its_person_and_takes_the_password(house):
    person, _ = an_official()
    other = "nắng trên nương rẫy"
    api.create_account(an_order(), "a.viet", password=other, person=person)
    assert Account.objects.count() == 1
    assert viewer(a_try(other)).person == person


@pytest.mark.parametrize("by", [Citizen(), Official(person="p", post="q", desk="u1-ubnd")])
def test_nobody_else_makes_accounts(house, by):
    act = replace(an_order(), by=by)
    reason = refusal(api.create_account, act, "x.y", password=PASSWORD, person=a_person("Y"))
    assert reason == rules.AuthorityDeskOnly()


def test_the_post_chosen_is_the_one_they_work_in(house):
    person, first = an_official()
    second = a_post(person, desk="u1-ubnd", title="Công chức tư pháp")
    signed = a_try()
    assert viewer(signed).post.post == first
    assert choose_post(viewer(signed), second)
    assert viewer(signed).post.post == second


def test_a_post_of_another_cannot_be_chosen(house):
    an_official()
    _, other = an_official("Y Sương", "y.suong")
    assert not choose_post(viewer(a_try()), other)


def test_a_delegation_brings_the_post_and_says_whose(house):
    giver, post = an_official()
    receiver, own = an_official("Y Sương", "y.suong", desk="u1-ubnd")
    act = an_act_at("u1-motcua")
    act = replace(act, by=replace(act.by, person=giver, post=post))
    api.give_delegation(act, to=receiver, valid_from=TODAY, last_day=TODAY)
    signed = a_try(login="y.suong")
    assert [(h.post, h.delegated_by) for h in viewer(signed).posts] == [
        (own, ""),
        (post, giver),
    ]
    assert viewer(signed).post_at("u1-motcua").delegated_by == giver


def test_a_delegation_lasts_no_longer_than_the_givers_post(house):
    giver, post = an_official()
    receiver, own = an_official("Y Sương", "y.suong", desk="u1-ubnd")
    act = an_act_at("u1-motcua")
    act = replace(act, by=replace(act.by, person=giver, post=post))
    api.give_delegation(act, to=receiver, valid_from=TODAY, last_day=TODAY)
    api.leave_post(an_order(), post, on=TODAY, seen=2)
    assert [held.post for held in viewer(a_try(login="y.suong")).posts] == [own]


def test_somebody_without_a_post_is_no_official(house):
    an_account("khach", a_person("Khách"))
    found = viewer(a_try(login="khach"))
    assert (found.is_official, found.post, found.roles) == (False, None, frozenset())


def test_moving_the_demonstrations_clock_keeps_people_signed_in(house):
    an_official()
    signed = a_try()
    later = MONDAY + 30 * DAY
    api.renew_sign_ins(later)
    assert viewer(signed, later) is not None
