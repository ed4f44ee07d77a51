"""Named reads of drafts: versions that are being written, and what is wrong with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guol.procedures.events import Version
from guol.procedures.gateways import agencies_known, posts_known
from guol.procedures.gateways.exchange import told_of, version_of
from guol.procedures.models import Draft
from guol.procedures.queries import version, versions_of
from guol.procedures.rules.drafting import Change, Row, changes, next_key
from guol.procedures.rules.soundness import Flaw, Known, flaws

LONGEST_LIST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft as the list shows it."""

    key: str
    code: str
    name: str
    base: str
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCard(DraftLine):
    """A draft with what was typed; ``samples`` are pairs of name and answers."""

    told: Mapping[str, Any]
    samples: tuple[tuple[str, Mapping[str, str]], ...]
    seen: int
    is_ended: bool
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What a draft comes to: the version if it can be read, and all that is wrong with it."""

    version: Version | None
    flaws: tuple[Flaw, ...]


def known() -> Known:
    """Return the kinds of agencies and the posts that a version may name."""
    return Known(agencies=frozenset(agencies_known()), posts=frozenset(posts_known()))


def drafts() -> tuple[DraftLine, ...]:
    """Return the drafts that are open, the one saved last first."""
    rows = Draft.objects.filter(ended_at=None).order_by("-saved_at")
    names = ("key", "code", "name", "base", "saved_at", "saved_by")
    return tuple(DraftLine(**row) for row in rows.values(*names)[:LONGEST_LIST])


def drafts_open() -> int:
    """Return how many drafts are open."""
    return Draft.objects.filter(ended_at=None).count()


def draft(key: str) -> DraftCard | None:
    """Return a draft, open or ended."""
    row = Draft.objects.filter(key=key).first()
    if row is None:
        return None
    return DraftCard(
        key=row.key,
        code=row.code,
        name=row.name,
        base=row.base,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        told=row.body,
        samples=tuple((each["name"], each["answers"]) for each in row.samples),
        seen=row.seen,
        is_ended=row.ended_at is not None,
        published=row.published,
    )


def told_plainly(of: Version) -> Row:
    """Return a version as plain values that JSON can hold."""
    told: Row = json.loads(json.dumps(told_of(of), default=str))
    return told


def examined(card: DraftCard) -> Examined:
    """Return the version that a draft tells, under the key it would get, and its flaws."""
    code = str(card.told.get("code", ""))
    before = [each.key for each in versions_of(code)]
    derived = {"key": next_key(code, before)} | _agencies_of(card.told.get("competence"))
    read = version_of({**card.told, **derived})
    if read.version is None:
        return Examined(version=None, flaws=read.flaws)
    return Examined(version=read.version, flaws=flaws(read.version, known()))


def _agencies_of(competence: Any) -> dict[str, list[str]]:
    """Return what the agencies on the way are called, where all of them are known kinds."""
    kinds = agencies_known()
    if not isinstance(competence, list) or not all(each in kinds for each in competence):
        return {}
    return {"agencies": [kinds[each] for each in competence]}


def changes_of(card: DraftCard) -> tuple[Change, ...]:
    """Return in what a draft differs from the newest version of its procedure."""
    lines = versions_of(str(card.told.get("code", "")))
    before = told_plainly(version(lines[0].key)) if lines else {}
    after = examined(card).version
    return changes(before, told_plainly(after) if after else card.told)


def newest_of(code: str) -> Version | None:
    """Return the version of a procedure that was published last."""
    lines = versions_of(code)
    return version(lines[0].key) if lines else None
