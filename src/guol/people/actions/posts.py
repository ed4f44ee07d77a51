"""Posts, who holds them, and who acts in another's post."""

from datetime import date, timedelta

from guol.feed.api import append
from guol.kernel.act import Act, Official
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.people.actions.keys import once_by_key
from guol.people.events import (
    DelegationEnded,
    DelegationGiven,
    PostAssigned,
    PostCreated,
    PostEnded,
    PostLeft,
)
from guol.people.permits import acts_for_another, may_order
from guol.people.queries import (
    PostCard,
    agency,
    delegation,
    is_official_on,
    person_name,
    post,
)
from guol.people.rules import (
    AgencyUnknown,
    AuthorityDeskOnly,
    EndBeforeBeginning,
    Ended,
    NotYourPost,
    PersonUnknown,
    PostEmpty,
    PostHeld,
    PostUnknown,
    Wish,
    delegation_fault,
    span_fault,
)

DAY = timedelta(days=1)


@once_by_key
def create_post(
    act: Act,
    *,
    role: str,
    agency_key: str,
    title: str,
    valid_from: date,
    person: str = "",
    desk: str = "",
) -> str:
    """Make a post at an agency and, if a person is named, put them into it; return its key.

    It works at the agency's own desk unless another ``desk`` is named: the administrator of an
    office works at the authority's.
    """
    if not may_order(act):
        raise Refused(AuthorityDeskOnly())
    found = agency(agency_key)
    if found is None:
        raise Refused(AgencyUnknown(agency=agency_key))
    if person:
        _check_person(person)
    key = new_key()
    created = PostCreated(
        act=act,
        stream=_stream(key),
        post=key,
        role=role,
        agency=found.key,
        desk=desk or found.desk,
        title=title,
        valid_from=valid_from,
    )
    assigned = PostAssigned(
        act=act, stream=_stream(key), post=key, person=person, turn=1, valid_from=valid_from
    )
    append(created, *((assigned,) if person else ()), seen=0)
    return key


@once_by_key
def assign_post(
    act: Act,
    key: str,
    *,
    person: str,
    valid_from: date,
    valid_to: date | None = None,
    seen: int,
) -> str:
    """Put a person into a post that nobody holds on that day."""
    found = _ordered(act, key, valid_from)
    _check_person(person)
    if found.person:
        raise Refused(PostHeld(title=found.title, name=found.person_name))
    if fault := span_fault(valid_from, valid_to):
        raise Refused(fault)
    event = PostAssigned(
        act=act,
        stream=_stream(key),
        post=key,
        person=person,
        turn=found.turns + 1,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    append(event, seen=seen)
    return key


@once_by_key
def leave_post(act: Act, key: str, *, on: date, seen: int) -> str:
    """Let the holder leave the post; ``on`` is the first day without them."""
    found = _ordered(act, key, on - DAY)
    if not found.person:
        raise Refused(PostEmpty(title=found.title))
    append(
        PostLeft(act=act, stream=_stream(key), post=key, person=found.person, on=on), seen=seen
    )
    return key


@once_by_key
def end_post(act: Act, key: str, *, on: date, seen: int) -> str:
    """Abolish a post; ``on`` is the first day without it."""
    found = _ordered(act, key, on - DAY)
    if on <= found.valid_from:
        raise Refused(EndBeforeBeginning(valid_from=found.valid_from, valid_to=on))
    append(PostEnded(act=act, stream=_stream(key), post=key, on=on), seen=seen)
    return key


@once_by_key
def give_delegation(
    act: Act, *, to: str, valid_from: date, last_day: date, about: str = ""
) -> str:
    """Let another official act in the author's post, from a day to a last day."""
    if not isinstance(act.by, Official):
        raise Refused(NotYourPost())
    today = legal_day(act.at)
    found = post(act.by.post, today)
    wish = Wish(
        giver=act.by.person,
        receiver=to,
        receiver_name=person_name(to),
        valid_from=valid_from,
        valid_to=min(last_day, date.max - DAY) + DAY,
        is_own_post=found is not None and found.person == act.by.person,
        is_under_delegation=acts_for_another(act),
        is_to_an_official=is_official_on(to, today),
    )
    if fault := delegation_fault(wish, today):
        raise Refused(fault)
    key = new_key()
    event = DelegationGiven(
        act=act,
        stream=f"delegation/{key}",
        delegation=key,
        post=act.by.post,
        giver=act.by.person,
        receiver=to,
        valid_from=valid_from,
        valid_to=wish.valid_to,
        about=about.strip(),
    )
    append(event, seen=0)
    return key


@once_by_key
def end_delegation(act: Act, key: str, *, seen: int) -> str:
    """End a delegation today; whoever gave it may. One that has not begun never begins."""
    today = legal_day(act.at)
    found = delegation(key)
    if found is None or not isinstance(act.by, Official) or act.by.person != found.giver:
        raise Refused(NotYourPost())
    if found.valid_to <= today:
        raise Refused(Ended(name=found.title, on=found.valid_to))
    append(
        DelegationEnded(act=act, stream=f"delegation/{key}", delegation=key, on=today),
        seen=seen,
    )
    return key


def _ordered(act: Act, key: str, day: date) -> PostCard:
    """Return the post as it is on ``day``; ``Refused`` for those who may not order it."""
    if not may_order(act):
        raise Refused(AuthorityDeskOnly())
    found = post(key, day)
    if found is None:
        raise Refused(PostUnknown(post=key))
    if found.valid_to is not None and found.valid_to <= day:
        raise Refused(Ended(name=found.title, on=found.valid_to))
    return found


def _check_person(key: str) -> None:
    if not person_name(key):
        raise Refused(PersonUnknown(person=key))


def _stream(key: str) -> str:
    return f"post/{key}"
