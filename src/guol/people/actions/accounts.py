"""Accounts and signing in: Plain rows, written without an event."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from secrets import token_hex, token_urlsafe

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from guol.kernel.act import Act, Node
from guol.kernel.errors import Refused
from guol.people.models import Account, FailedAttempt, SignIn
from guol.people.permits import may_order
from guol.people.queries import Viewer, is_password_of, person_name
from guol.people.queries.accounts import Device, device_cookie, device_of, digest
from guol.people.rules import (
    DEVICE,
    FORGOTTEN_AFTER,
    NETWORK,
    NETWORK_OF_ACCOUNT,
    STRANGERS,
    AuthorityDeskOnly,
    Failures,
    LoginTaken,
    PasswordWrong,
    Patience,
    PersonUnknown,
    SignInTooOften,
    SignInWrong,
    count_now,
    device_name,
    login_fault,
    password_fault,
    seconds_to_wait,
)

TOKEN_BYTES = 24
DEVICE_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What the browser has to keep: the token of the sign-in, and which device it is."""

    token: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody tries to sign in: from where, and with what device cookie."""

    login: str
    password: str
    network: str = ""
    device: str = ""
    user_agent: str = ""


@transaction.atomic
def create_account(act: Act, login: str, *, password: str, person: str) -> str:
    """Let a person sign in by this name; again for the same person it sets the password.

    The authority may, and the machine itself when it is set up. Whoever was signed in by the
    old password is signed out.
    """
    _check_may_manage(act)
    if fault := login_fault(login) or password_fault(password, login):
        raise Refused(fault)
    if not person_name(person):
        raise Refused(PersonUnknown(person=person))
    known = Account.objects.filter(login=login).values_list("person", flat=True).first()
    if known not in {None, person}:
        raise Refused(LoginTaken(login=login))
    Account.objects.update_or_create(
        login=login,
        defaults={"password": make_password(password), "is_active": True},
        create_defaults={
            "password": make_password(password),
            "person": person,
            "created_at": act.at,
        },
    )
    SignIn.objects.filter(account_id=login).delete()
    return login


@transaction.atomic
def close_account(act: Act, login: str) -> str:
    """Let nobody sign in by this name any more, and sign out who is."""
    _check_may_manage(act)
    Account.objects.filter(login=login).update(is_active=False)
    SignIn.objects.filter(account_id=login).delete()
    return login


def sign_in(attempt: Attempt, *, at: datetime) -> SignedIn:
    """Sign somebody in.

    Raises ``Refused``: ``SignInWrong``, or ``SignInTooOften`` without looking at the password.
    The try counts before the password is looked at, so that many at once gain nothing.
    """
    login = attempt.login.strip().lower()
    device = device_of(attempt.device)
    respects = _respects(login, attempt.network, device)
    _count_try(respects, at)
    account = Account.objects.filter(login=login, is_active=True).first()
    # An unknown name costs the same time as a wrong password, so it cannot be told from it.
    is_right = check_password(
        attempt.password, account.password if account else _nobodys_password()
    )
    if account is None or not is_right:
        raise Refused(SignInWrong())
    return _begin(account, attempt, device, respects, at)


@transaction.atomic
def sign_out(viewer: Viewer) -> None:
    """End the sign-in of this device."""
    SignIn.objects.filter(key=viewer.sign_in).delete()


@transaction.atomic
def sign_out_everywhere(viewer: Viewer) -> int:
    """End every sign-in of the account, this one too; return how many there were."""
    return SignIn.objects.filter(account_id=viewer.account).delete()[0]


@transaction.atomic
def choose_post(viewer: Viewer, post: str) -> bool:
    """Work in this post from now on, on this device; False if it is not held."""
    if post not in {held.post for held in viewer.posts}:
        return False
    SignIn.objects.filter(key=viewer.sign_in).update(post=post)
    return True


@transaction.atomic
def note_seen(viewer: Viewer, at: datetime) -> None:
    """Note that the device is in use."""
    SignIn.objects.filter(key=viewer.sign_in).update(seen_at=at)


@transaction.atomic
def renew_sign_ins(at: datetime) -> None:
    """Let all who are signed in stay so when the demonstration's clock is moved to ``at``."""
    SignIn.objects.update(created_at=at, seen_at=at)
    FailedAttempt.objects.all().delete()


def change_password(viewer: Viewer, *, old: str, new: str, device: str, at: datetime) -> None:
    """Change the password and sign out all other devices. Wrong tries are slowed down.

    Raises ``Refused`` for a wrong present password or a weak new one.
    """
    if fault := password_fault(new, viewer.account):
        raise Refused(fault)
    respects = _respects(viewer.account, viewer.sign_in, device_of(device))
    _count_try(respects, at)
    if not is_password_of(viewer.account, old):
        raise Refused(PasswordWrong())
    hashed = make_password(new)
    with transaction.atomic():
        _forgive(respects)
        Account.objects.filter(login=viewer.account).update(password=hashed)
        others = SignIn.objects.filter(account_id=viewer.account)
        others.exclude(key=viewer.sign_in).delete()


@transaction.atomic
def forgive_failures(act: Act, login: str) -> None:
    """Forget the failures of strangers at an account: its person was let in by hand."""
    _check_may_manage(act)
    FailedAttempt.objects.filter(key=digest("strangers", login)).delete()


@cache
def _nobodys_password() -> str:
    """Return the digest of a password that nobody has, as dear to compare as any."""
    return make_password(token_urlsafe(TOKEN_BYTES))


def _check_may_manage(act: Act) -> None:
    if not (may_order(act) or isinstance(act.by, Node)):
        raise Refused(AuthorityDeskOnly())


def _respects(login: str, network: str, device: Device | None) -> dict[str, Patience]:
    """Return in which respects a try of this account from there is judged."""
    if device is not None and device.knows(login):
        return {digest("device", login, device.key): DEVICE}
    return {
        digest("network", login, network): NETWORK_OF_ACCOUNT,
        digest("network", network): NETWORK,
        digest("strangers", login): STRANGERS,
    }


@transaction.atomic
def _count_try(respects: dict[str, Patience], at: datetime) -> None:
    """Count a try, or refuse it while the last ones are too near."""
    FailedAttempt.objects.bulk_create(
        [FailedAttempt(key=key, last_at=at) for key in sorted(respects)], ignore_conflicts=True
    )
    rows = list(
        FailedAttempt.objects.select_for_update().filter(key__in=respects).order_by("key")
    )
    failures = [
        Failures(patience=respects[row.key], count=row.count, last_at=row.last_at)
        for row in rows
    ]
    if seconds := seconds_to_wait(failures, at):
        raise Refused(SignInTooOften(seconds=seconds))
    for row, each in zip(rows, failures, strict=True):
        row.count, row.last_at = count_now(each, at) + 1, at
    FailedAttempt.objects.bulk_update(rows, ["count", "last_at"])


def _forgive(respects: dict[str, Patience]) -> None:
    """Take back the try that succeeded: nothing is left of the own ones, one less of all."""
    own = [key for key, each in respects.items() if each in {DEVICE, NETWORK_OF_ACCOUNT}]
    FailedAttempt.objects.filter(key__in=own).delete()
    shared = FailedAttempt.objects.filter(key__in=set(respects) - set(own), count__gt=0)
    shared.update(count=F("count") - 1)


@transaction.atomic
def _begin(
    account: Account,
    attempt: Attempt,
    device: Device | None,
    respects: dict[str, Patience],
    at: datetime,
) -> SignedIn:
    _forgive(respects)
    FailedAttempt.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    token = token_urlsafe(TOKEN_BYTES)
    SignIn.objects.create(
        key=digest("sign-in", token),
        account=account,
        created_at=at,
        seen_at=at,
        device=device_name(attempt.user_agent),
    )
    key = device.key if device else token_hex(DEVICE_BYTES)
    return SignedIn(token=token, device=device_cookie(key, device, account.login))
