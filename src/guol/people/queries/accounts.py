"""Named reads of accounts and sign-ins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.contrib.auth.hashers import check_password
from django.core import signing

from guol.people.models import Account, SignIn
from guol.people.queries.persons import names_of

MOST_SIGN_INS = 50
DEVICE_SALT = "guol.people.device"
MOST_ON_A_DEVICE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLine:
    """A device on which somebody is signed in."""

    device: str
    created_at: datetime
    seen_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """An account of a person; a closed one lets nobody in."""

    login: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What a browser carries: its own key, and the marks of the accounts it knows."""

    key: str
    marks: tuple[str, ...]

    def knows(self, login: str) -> bool:
        """Whether the account signed in here before."""
        return digest(login)[:MARK] in self.marks


MARK = 12


def digest(*parts: str) -> str:
    """Return 32 bytes in hex that stand for ``parts`` in a table or cookie."""
    return blake2b("\0".join(parts).encode(), digest_size=32).hexdigest()


def device_of(cookie: str) -> Device | None:
    """Return the device that a cookie of ours names, None for any other text."""
    try:
        key, *marks = signing.loads(cookie, salt=DEVICE_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(key=str(key), marks=tuple(str(mark) for mark in marks))


def device_cookie(key: str, before: Device | None, login: str) -> str:
    """Return the cookie for a device on which the account now signed in, the newest first."""
    others = (mark for mark in (before.marks if before else ()) if mark != digest(login)[:MARK])
    marks = [digest(login)[:MARK], *others][:MOST_ON_A_DEVICE]
    return signing.dumps([key, *marks], salt=DEVICE_SALT)


def account_of(person: str) -> str | None:
    """Return the login name of the person's first account."""
    rows = Account.objects.filter(person=person, is_active=True).order_by("created_at")
    return rows.values_list("login", flat=True).first()


def accounts_of(person: str) -> tuple[AccountLine, ...]:
    """Return the person's accounts, closed ones too, by login."""
    rows = Account.objects.filter(person=person).order_by("login")
    return tuple(AccountLine(login=row.login, is_active=row.is_active) for row in rows)


def persons_of_accounts(logins: Iterable[str]) -> dict[str, str]:
    """Return the names of the persons behind these accounts, by login."""
    rows = Account.objects.filter(login__in=set(logins), is_active=True)
    persons = dict(rows.values_list("login", "person"))
    names = names_of(persons.values())
    return {login: names.get(person, login) for login, person in persons.items()}


def has_account(login: str) -> bool:
    """Whether somebody signs in by this name."""
    return Account.objects.filter(login=login).exists()


def is_password_of(login: str, password: str) -> bool:
    """Whether the password belongs to the account."""
    kept = Account.objects.filter(login=login).values_list("password", flat=True).first()
    return kept is not None and check_password(password, kept)


def sign_ins_of(login: str, *, here: str) -> tuple[SignInLine, ...]:
    """Return where the account is signed in, the latest first; ``here`` is this one's key."""
    rows = SignIn.objects.filter(account_id=login).order_by("-seen_at", "key")[:MOST_SIGN_INS]
    return tuple(
        SignInLine(
            device=row.device,
            created_at=row.created_at,
            seen_at=row.seen_at,
            is_here=row.key == here,
        )
        for row in rows
    )
