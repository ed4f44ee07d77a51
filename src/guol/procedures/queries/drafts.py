"""Named reads of drafts: versions that are being written, and what is wrong with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as column
from datetime import datetime
from typing import Any

from guol.procedures.events import Field, RequiredPaper, Version
from guol.procedures.gateways import agencies_known, posts_known
from guol.procedures.gateways.exchange import told_of, version_of
from guol.procedures.models import Draft
from guol.procedures.queries import bases_on, codes_published, version, versions_of
from guol.procedures.rules import EndsBeforeItBegins, why_not_published
from guol.procedures.rules.drafting import (
    Change,
    Row,
    changes,
    next_key,
    rows_of,
    with_rows,
)
from guol.procedures.rules.flaws import Flaw, Known
from guol.procedures.rules.legs import as_one
from guol.procedures.rules.soundness import flaws

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The one form of a bundle, its papers, and the forms of its legs' procedures by code."""

    fields: tuple[Field, ...] = ()
    papers: tuple[RequiredPaper, ...] = ()
    forms: Mapping[str, tuple[Field, ...]] = column(default_factory=dict)


def known(of: Version | None = None) -> Known:
    """Return the kinds of agencies and the posts that a version may name.

    And, for a bundle, the procedures that there are and the forms of those that it links.
    """
    agencies, posts = frozenset(agencies_known()), frozenset(posts_known())
    if of is None or not of.legs:
        return Known(agencies=agencies, posts=posts)
    return Known(
        agencies=agencies,
        posts=posts,
        procedures=codes_published(),
        bases=bases_of(of),
    )


def bases_of(of: Version) -> dict[str, Version]:
    """Return the procedures that a bundle links, by code: of its first day, else the newest."""
    codes = {each.code for each in of.legs if each.code}
    newest = {code: found for code in sorted(codes) if (found := newest_of(code))}
    return newest | bases_on(of, of.valid_from)


def joined(told: Mapping[str, Any]) -> Joined:
    """Return the one form of a bundle that is being written; nothing where it is none."""
    of = version_of({**told, "key": told.get("key", "")}).version
    if of is None or not of.legs:
        return Joined()
    bases = bases_of(of)
    one = as_one(of, bases)
    forms = {code: each.fields for code, each in bases.items()}
    return Joined(fields=one.fields, papers=one.papers, forms=forms)


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
    lines = versions_of(code)
    before = [each.key for each in lines]
    derived = {"key": next_key(code, before), **_named(card.told)}
    read = version_of({**card.told, **derived})
    if read.version is None:
        return Examined(version=None, flaws=read.flaws)
    found = flaws(read.version, known(read.version))
    if no := why_not_published(read.version, lines):
        place = "valid_to" if isinstance(no, EndsBeforeItBegins) else "valid_from"
        found = (Flaw(place=place, reason=no), *found)
    return Examined(version=read.version, flaws=found)


def _named(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what follows from the kinds of agencies in a draft: what each is called."""
    kinds = agencies_known()
    found: dict[str, Any] = {}
    competence = told.get("competence")
    if isinstance(competence, list) and all(each in kinds for each in competence):
        found["agencies"] = [kinds[each] for each in competence]
    if legs := rows_of(told, "legs"):
        names = [kinds.get(str(each.get("agency", "")), "") for each in legs]
        found["legs"] = [
            each | ({"agency_name": name} if name else {})
            for each, name in zip(legs, names, strict=True)
        ]
        found["agencies"] = [*dict.fromkeys(filter(None, names))]
    if stages := rows_of(told, "timing.stages"):
        named = [
            each | ({"name": kinds[each["agency"]]} if each.get("agency") in kinds else {})
            for each in stages
        ]
        found["timing"] = {**told["timing"], "stages": named}
    return found


def changes_of(card: DraftCard) -> tuple[Change, ...]:
    """Return in what a draft differs from the newest version of its procedure.

    What follows from other boxes, as the names of agencies do, is not told again.
    """
    after = examined(card).version
    told = told_plainly(after) if after else card.told
    return changes(_told_once(before_of(card)), _told_once(told))


def before_of(card: DraftCard) -> Row:
    """Return the newest version of a draft's procedure as plain values; {} for none."""
    before = newest_of(str(card.told.get("code", "")))
    return told_plainly(before) if before else {}


def _told_once(told: Mapping[str, Any]) -> Row:
    once = {name: each for name, each in told.items() if name not in {"agencies", "terms"}}
    for part, name in (("legs", "agency_name"), ("timing.stages", "name")):
        if rows := rows_of(once, part):
            rows = [{key: row[key] for key in row if key != name} for row in rows]
            once = with_rows(once, part, rows)
    return once


def newest_of(code: str) -> Version | None:
    """Return the version of a procedure that was published last."""
    lines = versions_of(code)
    return version(lines[0].key) if lines else None
