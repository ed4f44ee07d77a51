"""Named reads of posts, those who hold them, and delegations."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from guol.feed.api import number_of, numbers_of
from guol.people.models import Agency, Delegation, Holding, Person, Post
from guol.people.queries.agencies import on_day
from guol.people.queries.persons import names_of
from guol.people.words import ROLES

MOST_DELEGATIONS = 100
# Asked for at each press by which somebody is named: one statement, of no builder's making.
_STAFF = """
SELECT h.person, COALESCE(p.name, ''), o.key, o.role, o.title, o.agency
  FROM people_post o
  JOIN people_holding h ON h.post = o.key
       AND h.valid_from <= %(day)s AND (h.valid_to IS NULL OR h.valid_to > %(day)s)
  LEFT JOIN people_person p ON p.key = h.person
 WHERE o.desk = %(desk)s
   AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to > %(day)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard:
    """A post, and who holds it on the day asked for; ``person`` is empty when nobody does."""

    key: str
    role: str
    agency: str
    desk: str
    title: str
    valid_from: date
    valid_to: date | None
    turns: int
    person: str
    person_name: str
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person who works at a desk, in a post."""

    person: str
    name: str
    post: str
    role: str
    title: str
    desk: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationLine:
    """A delegation as lists show it."""

    key: str
    post: str
    title: str
    desk: str
    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    valid_from: date
    valid_to: date
    about: str
    seen: int

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_to - timedelta(days=1)


def post(key: str, day: date) -> PostCard | None:
    """Return the post with this key as it is on ``day``."""
    row = Post.objects.filter(key=key).first()
    if row is None:
        return None
    held = on_day(Holding.objects.filter(post=key), day).order_by("key").last()
    holder = held.person if held else ""
    return PostCard(
        key=row.key,
        role=row.role,
        agency=row.agency,
        desk=row.desk,
        title=row.title,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        turns=row.turns,
        person=holder,
        person_name=names_of((holder,)).get(holder, ""),
        seen=number_of(row.stream),
    )


def staff_of(desk: str, day: date) -> tuple[StaffMember, ...]:
    """Return who works at the desk on ``day``, in the order of title and name."""
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"desk": desk, "day": day})
        rows = cursor.fetchall()
    staff = (
        StaffMember(
            person=person,
            name=name,
            post=post,
            role=role,
            title=title,
            desk=desk,
            agency=agency,
        )
        for person, name, post, role, title, agency in rows
    )
    return tuple(sorted(staff, key=lambda each: (each.title, each.name, each.post)))


def colleagues_of(agency: str, day: date) -> tuple[StaffMember, ...]:
    """Return who works on ``day`` in the agencies of the same area as ``agency``."""
    area = Agency.objects.filter(key=agency).values("area")[:1]
    near = Agency.objects.filter(area__in=area).values("key")
    return _staff(list(on_day(Post.objects.filter(agency__in=near), day)), day)


def posts_of(person: str, day: date) -> tuple[StaffMember, ...]:
    """Return the posts that the person holds on ``day``, delegations left aside."""
    held = on_day(Holding.objects.filter(person=person), day).values("post")
    staff = _staff(list(on_day(Post.objects.filter(key__in=held), day)), day)
    return tuple(each for each in staff if each.person == person)


def is_official_on(person: str, day: date) -> bool:
    """Whether the person holds any post on ``day``."""
    return bool(posts_of(person, day))


def posts_at(agency: str, day: date) -> tuple[PostCard, ...]:
    """Return the posts of an agency on ``day`` with their holders, empty ones too, by title."""
    return _cards(on_day(Post.objects.filter(agency=agency), day), day)


def empty_posts(day: date) -> tuple[PostCard, ...]:
    """Return the posts that nobody holds on ``day``, by agency and title."""
    held = on_day(Holding.objects.all(), day).values("post")
    return _cards(on_day(Post.objects.exclude(key__in=held), day), day)


def role_name(role: str) -> str:
    """Return the word for a role; a role that data made up speaks for itself."""
    return str(ROLES.get(role, role))


def delegation(key: str) -> DelegationLine | None:
    """Return the delegation with this key."""
    return next(iter(_lines(list(Delegation.objects.filter(key=key)))), None)


def delegations_of(
    person: str, day: date
) -> tuple[tuple[DelegationLine, ...], tuple[DelegationLine, ...]]:
    """Return what the person gave and received that has not ended on ``day``, by beginning."""
    rows = Delegation.objects.filter(valid_to__gt=day).order_by("valid_from", "key")
    given = list(rows.filter(giver=person)[:MOST_DELEGATIONS])
    received = list(rows.filter(receiver=person)[:MOST_DELEGATIONS])
    lines = {line.key: line for line in _lines([*given, *received])}
    return (
        tuple(lines[row.key] for row in given),
        tuple(lines[row.key] for row in received),
    )


def _cards(rows: QuerySet[Post], day: date) -> tuple[PostCard, ...]:
    posts = list(rows.order_by("agency", "title", "key"))
    held = on_day(Holding.objects.filter(post__in=[row.key for row in posts]), day)
    holders = dict(held.values_list("post", "person"))
    names = names_of(holders.values())
    numbers = numbers_of(row.stream for row in posts)
    return tuple(
        PostCard(
            key=row.key,
            role=row.role,
            agency=row.agency,
            desk=row.desk,
            title=row.title,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            turns=row.turns,
            person=holders.get(row.key, ""),
            person_name=names.get(holders.get(row.key, ""), ""),
            seen=numbers.get(row.stream, 0),
        )
        for row in posts
    )


def _staff(posts: list[Post], day: date) -> tuple[StaffMember, ...]:
    if not posts:
        return ()
    by_key = {each.key: each for each in posts}
    name = Person.objects.filter(key=OuterRef("person")).values("name")[:1]
    rows = on_day(Holding.objects.filter(post__in=by_key), day).annotate(name=Subquery(name))
    staff = (
        StaffMember(
            person=person,
            name=called or "",
            post=post,
            role=by_key[post].role,
            title=by_key[post].title,
            desk=by_key[post].desk,
            agency=by_key[post].agency,
        )
        for person, called, post in rows.values_list("person", "name", "post")
    )
    return tuple(sorted(staff, key=lambda each: (each.title, each.name, each.post)))


def _lines(rows: list[Delegation]) -> tuple[DelegationLine, ...]:
    if not rows:
        return ()
    posts = {each.key: each for each in Post.objects.filter(key__in={r.post for r in rows})}
    names = names_of([*(row.giver for row in rows), *(row.receiver for row in rows)])
    numbers = numbers_of(row.stream for row in rows)
    return tuple(
        DelegationLine(
            key=row.key,
            post=row.post,
            title=posts[row.post].title if row.post in posts else "",
            desk=posts[row.post].desk if row.post in posts else "",
            giver=row.giver,
            giver_name=names.get(row.giver, ""),
            receiver=row.receiver,
            receiver_name=names.get(row.receiver, ""),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            about=row.about,
            seen=numbers.get(row.stream, 0),
        )
        for row in rows
    )
