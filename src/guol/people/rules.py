"""Rules about people, posts and signing in: pure functions of values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from guol.kernel.dates import PartialDate
from guol.kernel.errors import Reason
from guol.people.events import Particulars

CITIZEN_DIGITS = 12  # số định danh cá nhân: Law on Identification 26/2023/QH15, Art. 12
SEXES = ("male", "female", "other")
OLDEST_YEARS = 130
LONGEST_DELEGATION = timedelta(days=366)
LEAST_PASSWORD = 10
LONGEST_PASSWORD = 200

STANDS_IN: dict[str, tuple[str, ...]] = {
    "chair": ("leader",),
    "section_head": ("leader", "chair"),
    "police_chief": ("leader",),
    "school_head": ("leader",),
}
"""Roles whose vacant post falls to a deputy at the same desk (khuyết chức danh), and to whom.

The vice chair acts where there is no chair (Law on the organisation of local government); who
stands in for the others is the office's own choice and not held against a text.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityDeskOnly(Reason):
    """Areas, agencies and posts are ordered by the authority's desk alone."""

    about_rights = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialsOnly(Reason):
    """Persons are registered and corrected by officials."""

    about_rights = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaUnknown(Reason):
    """No area has this key."""

    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyUnknown(Reason):
    """No agency has this key."""

    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonUnknown(Reason):
    """No person has this key."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostUnknown(Reason):
    """No post has this key, or it was abolished."""

    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Reason):
    """What was to be changed has ended already."""

    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndBeforeBeginning(Reason):
    """The end of a time lies before its beginning."""

    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUnreadable(Reason):
    """A name without a letter, or with characters that cannot be printed."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenNumberWrong(Reason):
    """The number of a citizen has twelve digits."""

    number: str
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenNumberTaken(Reason):
    """Another record has this number: one of the two is wrong, or it is the same person."""

    number: str
    name: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BornInFuture(Reason):
    """The birth lies after today."""

    born: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BornTooLongAgo(Reason):
    """Nobody lives that long."""

    born: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SexUnknown(Reason):
    """The sex is none of those that forms know."""

    sex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHeld(Reason):
    """Another person is in the post."""

    title: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEmpty(Reason):
    """Nobody is in the post."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYourPost(Reason):
    """Only who holds a post may let another act in it."""

    about_rights = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSubDelegation(Reason):
    """Who acts under a delegation may not pass it on."""

    about_rights = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToYourself(Reason):
    """A delegation is to another person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnOfficial(Reason):
    """Only who holds a post can be delegated to."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginsInPast(Reason):
    """A delegation does not cover what was done before it."""

    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong(Reason):
    """A delegation is for a limited time."""

    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginUnreadable(Reason):
    """A login name has 3 to 64 small letters, digits, dots and hyphens."""

    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTaken(Reason):
    """Another person signs in by this name."""

    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordTooShort(Reason):
    """A password is long enough to be hard to guess."""

    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordTooLong(Reason):
    """A password can be typed."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordCommon(Reason):
    """The password is among the first that anybody tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordTellsLogin(Reason):
    """The password holds the login name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInWrong(Reason):
    """Login name and password do not belong together; which is wrong is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInTooOften(Reason):
    """So many tries failed that the next has to wait."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordWrong(Reason):
    """The present password was not typed rightly."""


# ── validity ─────────────────────────────────────────────────────────────────────────────


def is_valid_on(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether ``day`` lies in [valid_from, valid_to); an open end has no end.

    >>> is_valid_on(None, date(2025, 7, 1), date(2025, 6, 30))
    True
    >>> is_valid_on(None, date(2025, 7, 1), date(2025, 7, 1))
    False
    """
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def span_fault(valid_from: date | None, valid_to: date | None) -> Reason | None:
    """Say what is wrong with a validity that holds on no day at all."""
    if valid_from is not None and valid_to is not None and valid_to <= valid_from:
        return EndBeforeBeginning(valid_from=valid_from, valid_to=valid_to)
    return None


def heirs_of(
    key: str, successors: dict[str, tuple[str, ...]], living: frozenset[str]
) -> tuple[str, ...]:
    """Return who, in the end, followed ``key``: the living ones along the line of successors.

    A line may fork (a division) and meet again (a merger); nobody is named twice.

    >>> heirs_of("a", {"a": ("b", "c"), "b": ("d",), "c": ("d",)}, frozenset({"d"}))
    ('d',)
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        here = waiting.pop(0)
        if here in seen:
            continue
        seen.add(here)
        if here in living:
            found[here] = None
        else:
            waiting.extend(successors.get(here, ()))
    return tuple(found)


# ── persons ──────────────────────────────────────────────────────────────────────────────


def particulars_fault(given: Particulars, today: date) -> Reason | None:
    """Say what cannot be so in a person's particulars; None when all can be.

    A name is taken as people write it: one word, one letter or an apostrophe are names.

    >>> particulars_fault(Particulars(name="A"), date(2026, 4, 27)) is None
    True
    >>> particulars_fault(Particulars(name="A", citizen_number="04920"), date(2026, 4, 27))
    CitizenNumberWrong(number='04920', digits=12)
    """
    for name in (given.name, *given.other_names):
        if not name.isprintable() or not any(letter.isalpha() for letter in name):
            return NameUnreadable(name="".join(filter(str.isprintable, name)))
    if given.sex and given.sex not in SEXES:
        return SexUnknown(sex=given.sex)
    return citizen_number_fault(given.citizen_number) or born_fault(given.born, today)


def citizen_number_fault(number: str) -> Reason | None:
    """Say what is wrong with a citizen's number; it may be missing: many have none."""
    if number and not (number.isascii() and number.isdigit() and len(number) == CITIZEN_DIGITS):
        return CitizenNumberWrong(number=number, digits=CITIZEN_DIGITS)
    return None


def born_fault(born: PartialDate, today: date) -> Reason | None:
    """Say why somebody who lives cannot be born then."""
    if not born.is_known:
        return None
    if born.first_day > today:
        return BornInFuture(born=str(born))
    if born.last_day.year < today.year - OLDEST_YEARS:
        return BornTooLongAgo(born=str(born))
    return None


# ── delegation ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for who wants another to act in their post."""

    giver: str
    receiver: str
    receiver_name: str
    valid_from: date
    valid_to: date
    is_own_post: bool
    is_under_delegation: bool
    is_to_an_official: bool


def delegation_fault(wish: Wish, today: date) -> Reason | None:
    """Say why a delegation cannot be given.

    It is in writing, limited in time and matter, and must not be passed on (Decree
    30/2020/NĐ-CP, Art. 13 cl. 3); that a year is the most is a rule of this house.
    """
    return _rights_fault(wish) or _time_fault(wish, today)


def _rights_fault(wish: Wish) -> Reason | None:
    if wish.is_under_delegation:
        return NoSubDelegation()
    if not wish.is_own_post:
        return NotYourPost()
    if wish.receiver == wish.giver:
        return NotToYourself()
    if not wish.is_to_an_official:
        return NotAnOfficial(name=wish.receiver_name)
    return None


def _time_fault(wish: Wish, today: date) -> Reason | None:
    if wish.valid_from < today:
        return BeginsInPast(valid_from=wish.valid_from)
    if wish.valid_to > wish.valid_from + LONGEST_DELEGATION:
        return TooLong(valid_to=wish.valid_from + LONGEST_DELEGATION)
    return span_fault(wish.valid_from, wish.valid_to)


# ── accounts ─────────────────────────────────────────────────────────────────────────────

SHORTEST_LOGIN, LONGEST_LOGIN = 3, 64
LOGIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
# The roots of what is tried first, here and elsewhere; digits and signs around them add little.
_COMMON = (
    "000000 0123456789 111111 112233 123123 123456 1234567890 987654 abc123 abcdef admin "
    "administrator anhyeuem asdfgh danang emyeuanh iloveyou matkhau matkhaumoi motcua "
    "namgiang passw0rd password quangnam qwerty qwertyuiop ubnd vietnam welcome yeuem "
    "zxcvbn "
)
COMMON = frozenset(_COMMON.split())
_AROUND = "0123456789!@#$%^&*._- "
DIFFERENT = 4  # letters that are not the same, at least


def login_fault(login: str) -> Reason | None:
    """Say why a login name cannot be one."""
    is_long = SHORTEST_LOGIN <= len(login) <= LONGEST_LOGIN
    return None if is_long and set(login) <= LOGIN_LETTERS else LoginUnreadable(login=login)


def password_fault(password: str, login: str) -> Reason | None:
    """Say why a password is too weak: short, common, or made of the login name.

    After NIST SP 800-63B section 5.1.1.2: length and a list of common ones; no rules about
    kinds of letters, no expiry.
    """
    if len(password) < LEAST_PASSWORD:
        return PasswordTooShort(least=LEAST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return PasswordTooLong(most=LONGEST_PASSWORD)
    small = password.lower()
    if login and login in small:
        return PasswordTellsLogin()
    if len(set(small)) < DIFFERENT or {small, small.strip(_AROUND)} & (COMMON | {""}):
        return PasswordCommon()
    return None


# ── failures ─────────────────────────────────────────────────────────────────────────────
#
# Guessing is slowed down, nobody is ever locked out:
#  - A device on which the account signed in before (it carries a signed cookie) is judged by
#    its own failures alone. Whatever others do, somebody at their usual device gets in.
#  - Any other device is judged by the failures of its network for this account, of its
#    network for all accounts, and of all unknown devices together for this account; the
#    longest wait counts. That last one stays short: it is what a stranger can cause.
#  - A try during the wait is not judged and does not lengthen it. A day without failure
#    forgets all.


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How failures slow down: ``free`` ones cost nothing, then the wait doubles up to a cap."""

    free: int
    longest_s: int


DEVICE = Patience(free=5, longest_s=300)
NETWORK_OF_ACCOUNT = Patience(free=5, longest_s=900)
NETWORK = Patience(free=30, longest_s=60)
STRANGERS = Patience(free=20, longest_s=30)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """How often signing in failed in one respect, and when last."""

    patience: Patience
    count: int = 0
    last_at: datetime | None = None


def wait_after(count: int, patience: Patience) -> int:
    """Return the seconds to wait after the ``count``-th failure.

    >>> [wait_after(count, DEVICE) for count in (4, 5, 6, 9, 40)]
    [0, 1, 2, 16, 300]
    """
    if count < patience.free:
        return 0
    # 2 ** 20 is above every cap; beyond it the numbers would only grow, not the wait
    return int(min(2 ** min(count - patience.free, 20), patience.longest_s))


def count_now(failures: Failures, now: datetime) -> int:
    """Return how many failures still count."""
    if failures.last_at is None or now - failures.last_at >= FORGOTTEN_AFTER:
        return 0
    return failures.count


def seconds_to_wait(respects: Iterable[Failures], now: datetime) -> int:
    """Return how long the next try has to wait, in whole seconds; 0 when it need not."""
    longest = 0
    for failures in respects:
        if failures.last_at is None:
            continue
        wait = wait_after(count_now(failures, now), failures.patience)
        passed = (now - failures.last_at).total_seconds()
        longest = max(longest, min(wait, -int((passed - wait) // 1)))
    return longest


def network_of(address: str) -> str:
    """Return the network that an address belongs to: whoever has one address has many.

    >>> network_of("203.113.4.77"), network_of("2001:ee0:4f:1::7"), network_of("")
    ('203.113.4.0/24', '2001:ee0:4f::/56', '')
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{ip}/{24 if ip.version == 4 else 56}", strict=False))  # noqa: PLR2004


# ── sign-ins ─────────────────────────────────────────────────────────────────────────────

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)


def is_over(created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether somebody has to sign in anew: unused for a working day, or a week old."""
    return now - seen_at > IDLE or now - created_at > LONGEST


def device_name(user_agent: str) -> str:
    """Return a short name of a browser and its system, from what it says of itself.

    >>> device_name("Mozilla/5.0 (Linux; Android 11) AppleWebKit/537 Chrome/120 Safari/537")
    'Chrome, Android'
    """
    browsers = ("Edg", "OPR", "coc_coc", "Firefox", "Chrome", "Safari")
    names = {"Edg": "Edge", "OPR": "Opera", "coc_coc": "Cốc Cốc"}
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    browser = next((each for each in browsers if each in user_agent), "")
    system = next((each for each in systems if each in user_agent), "")
    return ", ".join(filter(None, (names.get(browser, browser), system)))
