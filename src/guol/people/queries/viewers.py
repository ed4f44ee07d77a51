"""Who looks at a page: one statement a request, for those who are signed in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from guol.feed.api import this_node
from guol.kernel.act import Act, Citizen, Official
from guol.kernel.clock import legal_day, utc_now
from guol.people.models import SignIn
from guol.people.queries.accounts import digest
from guol.people.rules import STANDS_IN, is_over

# Sign-in, account, person and the posts held today: own ones first, then delegated ones, which
# last while the giver holds the post, then vacant ones that fall to a deputy. The first part
# answers also for those without a post.
_FALLS = " OR ".join(
    f"(v.role = '{vacant}' AND o.role = '{deputy}')"
    for vacant, deputies in STANDS_IN.items()
    for deputy in deputies
)
_VIEWER = f"""
SELECT s.key, s.created_at, s.seen_at, s.account_id, s.device, s.post,
       a.person AS person, COALESCE(p.name, a.login) AS person_name,
       o.key AS held, o.role AS role, o.desk AS desk, o.agency AS agency, o.title AS title,
       '' AS delegated_by, 0 AS vacant
  FROM people_signin s
  JOIN people_account a ON a.login = s.account_id AND a.is_active
  LEFT JOIN people_person p ON p.key = a.person
  LEFT JOIN people_holding h ON h.person = a.person
       AND h.valid_from <= %(day)s AND (h.valid_to IS NULL OR h.valid_to > %(day)s)
  LEFT JOIN people_post o ON o.key = h.post
       AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to > %(day)s)
 WHERE s.key = %(key)s
UNION ALL
SELECT s.key, s.created_at, s.seen_at, s.account_id, s.device, s.post,
       a.person, '', o.key, o.role, o.desk, o.agency, o.title, d.giver, 0
  FROM people_signin s
  JOIN people_account a ON a.login = s.account_id AND a.is_active
  JOIN people_delegation d ON d.receiver = a.person
       AND d.valid_from <= %(day)s AND d.valid_to > %(day)s
  JOIN people_post o ON o.key = d.post
       AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to > %(day)s)
  JOIN people_holding h ON h.post = d.post AND h.person = d.giver
       AND h.valid_from <= %(day)s AND (h.valid_to IS NULL OR h.valid_to > %(day)s)
 WHERE s.key = %(key)s
UNION ALL
SELECT s.key, s.created_at, s.seen_at, s.account_id, s.device, s.post,
       a.person, '', v.key, v.role, v.desk, v.agency, v.title, '', 1
  FROM people_signin s
  JOIN people_account a ON a.login = s.account_id AND a.is_active
  JOIN people_holding h ON h.person = a.person
       AND h.valid_from <= %(day)s AND (h.valid_to IS NULL OR h.valid_to > %(day)s)
  JOIN people_post o ON o.key = h.post
       AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to > %(day)s)
  JOIN people_post v ON v.agency = o.agency AND v.desk = o.desk AND ({_FALLS})
       AND v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s)
 WHERE s.key = %(key)s AND NOT EXISTS (
       SELECT 1 FROM people_holding t
         JOIN people_post w ON w.key = t.post
        WHERE w.desk = v.desk AND w.role = v.role
          AND t.valid_from <= %(day)s AND (t.valid_to IS NULL OR t.valid_to > %(day)s))
"""  # noqa: S608  the roles are our own, nothing of it comes from outside


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post in which somebody may act today; ``delegated_by`` is who let them, or empty.

    One that ``is_vacant`` nobody holds, nor another of its role at its desk: it falls to the
    deputy, who acts in it under their own name.
    """

    post: str
    role: str
    desk: str
    agency: str
    title: str
    delegated_by: str = ""
    is_vacant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Whoever looks at a page. All empty for somebody whom the house does not know.

    ``chosen`` is the post they work in now, ``sign_in`` the key of their sign-in.
    """

    account: str = ""
    person: str = ""
    name: str = ""
    posts: tuple[HeldPost, ...] = ()
    chosen: str = ""
    sign_in: str = ""
    seen_at: datetime | None = field(default=None, compare=False)

    @property
    def is_official(self) -> bool:
        """Whether the person may act in any post today."""
        return bool(self.posts)

    @property
    def roles(self) -> frozenset[str]:
        """The keys of the roles that the posts bring."""
        return frozenset(held.role for held in self.posts)

    @property
    def post(self) -> HeldPost | None:
        """The post they work in: the one chosen, else the first."""
        chosen = (held for held in self.posts if held.post == self.chosen)
        return next(chosen, self.posts[0] if self.posts else None)

    def post_at(self, desk: str) -> HeldPost | None:
        """Return the post at this desk: the one chosen if it is there, else an own one."""
        here = [held for held in self.posts if held.desk == desk]
        here.sort(
            key=lambda held: (held.post != self.chosen, held.is_vacant, bool(held.delegated_by))
        )
        return here[0] if here else None


STRANGER = Viewer()
COOKIE = "vao"  # the way in: the token of a sign-in


def viewer_by_token(token: str, now: datetime) -> Viewer | None:
    """Return who signed in with this token, None if nobody did or it is over."""
    given = {"key": digest("sign-in", token), "day": legal_day(now)}
    rows: list[dict[str, Any]] = [vars(row) for row in SignIn.objects.raw(_VIEWER, given)]
    if not rows or is_over(rows[0]["created_at"], rows[0]["seen_at"], now):
        return None
    first = next(row for row in rows if not row["delegated_by"])
    posts = [
        HeldPost(
            post=row["held"],
            role=row["role"],
            desk=row["desk"],
            agency=row["agency"],
            title=row["title"],
            delegated_by=row["delegated_by"],
            is_vacant=bool(row["vacant"]),
        )
        for row in rows
        if row["held"]
    ]
    posts.sort(
        key=lambda held: (held.is_vacant, bool(held.delegated_by), held.title, held.post)
    )
    return Viewer(
        account=first["account_id"],
        person=first["person"],
        name=first["person_name"],
        posts=tuple(posts),
        chosen=first["post"],
        sign_in=first["key"],
        seen_at=first["seen_at"],
    )


def viewer_of(request: HttpRequest) -> Viewer:
    """Return whoever looks at the page; the middleware has found out, without a query here."""
    viewer = getattr(request, "viewer", None)
    return viewer if isinstance(viewer, Viewer) else STRANGER


def act_of(request: HttpRequest, *, key: str, desk: str | None = None) -> Act:
    """Return the act of whoever looks at the page.

    An official acts in the post held at ``desk``, or in the post they work in when no desk is
    named; everybody else, and an official at a desk where they have no post, as a citizen.
    """
    viewer = viewer_of(request)
    held = viewer.post if desk is None else viewer.post_at(desk)
    return _act(viewer, held, key)


def act_in_post(request: HttpRequest, *, key: str, post: str) -> Act:
    """Return the act of whoever looks at the page in their own post with this key."""
    viewer = viewer_of(request)
    held_here = (held for held in viewer.posts if held.post == post)
    own = (held for held in held_here if not held.delegated_by and not held.is_vacant)
    return _act(viewer, next(own, None), key)


def _act(viewer: Viewer, held: HeldPost | None, key: str) -> Act:
    by: Official | Citizen = Citizen(person=viewer.person)
    if held is not None:
        by = Official(
            person=viewer.person,
            post=held.post,
            desk=held.desk,
            on_behalf_of=held.delegated_by,
        )
    return Act(by=by, at=utc_now(), node=this_node(), key=key)
