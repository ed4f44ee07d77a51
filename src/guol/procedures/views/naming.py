"""What the keys in a draft are called: agencies, posts, procedures, questions, papers, legs."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guol.kernel.clock import legal_day, utc_now
from guol.people.api import role_name
from guol.procedures.events import APPLICANT, YES_NO, Field
from guol.procedures.forms.boxes import OWN, Rule
from guol.procedures.forms.parts import PARTS, Part, Words, part_of
from guol.procedures.gateways import agencies_known, posts_known
from guol.procedures.gateways.exchange import NotThere
from guol.procedures.queries import catalogue
from guol.procedures.queries.drafts import Joined, joined
from guol.procedures.rules.drafting import Told, rows_of
from guol.procedures.rules.flaws import Flaw, NothingThere
from guol.procedures.rules.sound_legs import AnsweredTwice, NeededNotAsked
from guol.procedures.rules.soundness import DependsOnItself, DependsOnLater, NeverAnswered
from guol.web.words import say

Called = dict[str, object]
OF_QUESTIONS = (AnsweredTwice, DependsOnItself, DependsOnLater, NeededNotAsked, NeverAnswered)
"""What is wrong with a question that exists: it has words."""


def words_of(told: Told, *others: Told, row: Told | None = None) -> Words:
    """Return what can be chosen in each box, and what a version's keys are called.

    ``others`` are versions that the draft is held beside; ``row`` is the row being written,
    whose own questions alone are asked about where it is a leg.
    """
    every = [told, *others]
    of = [joined(each) for each in every if rows_of(each, "legs")]
    fields = _fields(every) | {each.name: _label(each) for one in of for each in one.fields}
    papers, groups = _papers(every), _groups(every)
    kinds: Called = dict(agencies_known())
    rules = fields | _answers(every) | _answers_of(of) | papers | groups
    competence = told.get("competence")
    path = {each: kinds.get(each, each) for each in competence or () if isinstance(each, str)}
    found: dict[str, Mapping[str, object]] = {
        f"{part.slug}.{box.name}": rules
        for part in PARTS
        for box in part.columns
        if isinstance(box, Rule)
    }
    return found | {
        "chung.competence": kinds,
        "chung.subject_fields": fields,
        "thoi-han.duty_fields": fields,
        "buoc.role": {role: role_name(role) or name for role, name in posts_known().items()},
        "buoc.agency": path if row is not None else kinds,
        "cau-hoi.group": groups,
        "mien-phi.paper": papers,
        "chang.agency": kinds | {APPLICANT: _("the applicant")},
        **_of_legs(every, of, kinds, row),
    }


def say_why(flaw: Flaw, words: Words) -> str:
    """Return why something cannot be, with agencies, posts, questions, boxes by their words."""
    reason = flaw.reason
    called: dict[str, Mapping[str, object]] = {
        "agency": words["chang.agency"],
        "role": words["buoc.role"],
    }
    if isinstance(reason, OF_QUESTIONS):
        called |= dict.fromkeys(("name", "rule", "other"), words["chung.subject_fields"])
    if isinstance(reason, NotThere | NothingThere):
        called["what"] = _boxes(part_of(flaw.place)[0])
    told = {
        each.name: str(called[each.name].get(value, value))
        for each in dataclasses.fields(reason)
        if each.name in called and (value := getattr(reason, each.name))
    }
    return say(dataclasses.replace(reason, **told))


def _boxes(part: Part) -> Called:
    """Return what the boxes of a part are called, and the lists of a version."""
    lists: Called = {each.place: each.title for each in PARTS if each.is_list}
    return lists | {box.name: box.label for box in part.columns}


def _of_legs(
    every: list[Told], of: list[Joined], kinds: Called, row: Told | None
) -> Mapping[str, Mapping[str, object]]:
    if row is None and not of:
        return {}
    legs: Called = {
        str(each.get("key", "")): each.get("what") or each.get("key", "")
        for told in reversed(every)
        for each in rows_of(told, "legs")
    }
    if row is not None:
        legs.pop(str(row.get("key", "")), None)
    codes = None if row is None else {str(row.get("code", ""))}
    cards = catalogue(legal_day(utc_now()))
    return {
        "phan-viec.agency": kinds,
        "phan-viec.code": {each.code: f"{each.name} ({each.code})" for each in cards},
        "phan-viec.after": legs,
        "phan-viec.answers": _handed(of, codes),
        "phan-viec.papers": {
            paper.key or paper.name: paper.name for each in of for paper in each.papers
        },
    }


def _handed(of: Iterable[Joined], codes: set[str] | None) -> Called:
    """Return the questions of the one form, and those of the legs' own forms."""
    found: Called = {}
    for each in of:
        found |= {field.name: _label(field) for field in each.fields}
        for code, fields in each.forms.items():
            if codes is None or code in codes:
                found |= _own(fields)
    return found


def _own(fields: Iterable[Field]) -> Called:
    found: Called = {}
    for field in fields:
        found[f"{OWN}{field.name}"] = field.label
        for value, label in field.options:
            found[f'{OWN}{field.name}:"{value}"'] = label
    return found


def _label(field: Field) -> str:
    return field.label or field.name


def _fields(every: Iterable[Told]) -> Called:
    return {
        str(each.get("name", "")): each.get("label") or each.get("name", "")
        for told in reversed(list(every))
        for each in rows_of(told, "fields")
    }


def _answers(every: Iterable[Told]) -> Called:
    found: Called = {}
    for told in every:
        for each in rows_of(told, "fields"):
            pairs: Any = YES_NO if each.get("kind") == "yes_no" else each.get("choices")
            for pair in pairs if isinstance(pairs, list | tuple) else ():
                if isinstance(pair, list | tuple) and pair:
                    found[f"{each.get('name', '')}={pair[0]}"] = pair[-1]
    return found


def _answers_of(of: Iterable[Joined]) -> Called:
    return {
        f"{field.name}={value}": label
        for one in of
        for field in one.fields
        for value, label in field.options
    }


def _papers(every: Iterable[Told]) -> Called:
    return {
        str(each["key"]): each.get("name") or each["key"]
        for told in every
        for each in rows_of(told, "papers")
        if each.get("key")
    }


def _groups(every: Iterable[Told]) -> Called:
    return {
        str(each.get("name", "")): each.get("label") or each.get("name", "")
        for told in every
        for each in rows_of(told, "groups")
    }
