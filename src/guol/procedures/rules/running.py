"""What a version asks of one dossier: questions, papers, rights, fee, limit, way. Pure.

All of it is read from the version's data with the facts of the dossier; nothing here knows a
procedure by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from guol.kernel.terms import (
    ALWAYS,
    NOT_KNOWN,
    Facts,
    Term,
    amount,
    groups_in,
    holds,
    names_in,
    papers_in,
)
from guol.procedures.events import (
    Branch,
    Exemption,
    Field,
    Group,
    RequiredPaper,
    Requirement,
    Version,
)

IN_TIME = "on_time"
"""The ground of whoever comes within their own time (Civil Status Law 60/2014, Art. 11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as a form asks it: in which row of its group (0 outside), and if it must be.

    ``name`` is that of the answer: in a group the question's with the number of its row.
    """

    field: Field
    row: int = 0
    is_required: bool = False

    @property
    def name(self) -> str:
        """The name of the answer."""
        return name_in(self.field, self.row)

    @property
    def label(self) -> str:
        """The question, with the number of its row."""
        return f"{self.field.label} ({self.row})" if self.row else self.field.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What is taken: None where nobody can say from the form; ``ground`` why nothing is."""

    amount_vnd: int | None
    ground: str = ""
    exemption: Exemption | None = None


def name_in(field: Field, row: int) -> str:
    """Return the name of an answer in this row.

    >>> name_in(Field(name="child", label="", group="children"), 2)
    'child.2'
    """
    return f"{field.name}.{row}" if row else field.name


def facts_of(
    version: Version,
    answers: Mapping[str, str],
    today: date,
    *,
    papers: Iterable[str] = (),
    rows: Mapping[str, int] | None = None,
) -> Facts:
    """Return the facts of a dossier: answers as kept in the log, papers that are there by name.

    Without ``rows`` a group has as many as somebody filled in.
    """
    asked = {each.name: each for each in version.fields}
    values = {
        name: asked[plain].in_code(text) if (plain := name.partition(".")[0]) in asked else text
        for name, text in answers.items()
    }
    there = set(papers)
    return Facts(
        today=today,
        answers=values,
        papers=frozenset(
            each.key for each in version.papers if each.key and {each.key, each.name} & there
        ),
        rows={each.name: _rows_in(version, each, values) for each in version.groups}
        | dict(rows or {}),
    )


def _rows_in(version: Version, group: Group, answers: Mapping[str, str]) -> int:
    names = {each.name for each in version.fields if each.group == group.name}
    numbers = [
        int(row)
        for name, value in answers.items()
        if value and (row := name.partition(".")[2]).isdigit()
        if name.partition(".")[0] in names
    ]
    return min(max(numbers, default=0), group.most)


def questions(version: Version, facts: Facts) -> tuple[Asked, ...]:
    """Return the questions to be asked, in order.

    A question sees the answers to those before it that are asked themselves; what was typed
    into one that is not asked any more decides nothing.
    """
    groups = {each.name: each for each in version.groups}
    known: dict[str, str] = {}
    asked: list[Asked] = []
    done: set[str] = set()
    for field in version.fields:
        if not field.group:
            _ask(field, 0, facts, known, asked)
        elif field.group not in done and (group := groups.get(field.group)):
            done.add(group.name)
            members = [each for each in version.fields if each.group == group.name]
            for row in range(1, max(facts.rows.get(group.name, 0), group.least) + 1):
                for each in members:
                    _ask(each, row, facts, known, asked)
    return tuple(asked)


def _ask(
    field: Field, row: int, facts: Facts, known: dict[str, str], asked: list[Asked]
) -> None:
    mark = f".{row}"
    here = known
    if row:  # in a row of its group a question means the answers of that row
        here = known | {
            name.removesuffix(mark): value
            for name, value in known.items()
            if name.endswith(mark)
        }
    seen = replace(facts, answers=here)
    if field.when != ALWAYS and not holds(field.when, seen):
        return
    must = field.is_required and (
        field.required_when == ALWAYS or bool(holds(field.required_when, seen))
    )
    question = Asked(field=field, row=row, is_required=must)
    asked.append(question)
    known[question.name] = facts.answers.get(question.name, "")


def papers_asked(version: Version, facts: Facts) -> tuple[tuple[RequiredPaper, bool], ...]:
    """Return the papers that can belong to the dossier, each with whether it must be there.

    A paper whose condition does not hold is left out; one whose condition stands in words only,
    or cannot be told yet, may be brought and is judged by a person.
    """
    found = []
    for paper in version.papers:
        told = holds(paper.applies, facts)
        if told is False:
            continue
        is_sure = told is True and (paper.applies != ALWAYS or not paper.when)
        found.append((paper, is_sure))
    return tuple(found)


def rights(version: Version, facts: Facts) -> tuple[tuple[Requirement, bool | None], ...]:
    """Return each requirement with whether it holds; None where it cannot be told yet."""
    return tuple((each, holds(each.when, facts)) for each in version.requirements)


def unmet(version: Version, facts: Facts) -> tuple[Requirement, ...]:
    """Return the requirements that certainly do not hold."""
    return tuple(each for each, told in rights(version, facts) if told is False)


def questions_of_rights(version: Version) -> tuple[Field, ...]:
    """Return the questions that the requirements ask about, to be answered beforehand."""
    wanted = {name for each in version.requirements for name in names_in(each.when)}
    return tuple(each for each in version.fields if each.name in wanted and not each.group)


def branch_of(version: Version, facts: Facts) -> Branch | None:
    """Return the case that the dossier falls under: the first that certainly holds."""
    return next((each for each in version.branches if holds(each.when, facts)), None)


def in_case(version: Version, facts: Facts) -> Version:
    """Return the version as it stands for this dossier: limit of its case, steps of its way."""
    found = without(version, skipped_steps(version, facts))
    branch = branch_of(version, facts)
    if branch is None:
        return found
    return replace(found, limit=branch.limit, verify_limit=branch.verify_limit)


def skipped_steps(version: Version, facts: Facts) -> tuple[str, ...]:
    """Return the steps that this dossier does not go through."""
    return tuple(each.step for each in version.steps if holds(each.when, facts) is False)


def without(version: Version, skipped: Iterable[str]) -> Version:
    """Return the version without steps that were found to be skipped."""
    gone = frozenset(skipped)
    if not gone:
        return version
    return replace(version, steps=tuple(s for s in version.steps if s.step not in gone))


def charge(version: Version, facts: Facts, *, ground: str = "") -> Charge:
    """Return what the dossier costs; ``ground`` is what a clerk found, empty for the rule.

    An exemption counts when its condition holds and, where a paper must be seen for it, that
    paper is there.
    """
    fee = version.fee
    due = amount(fee.formula, facts) if fee.formula != NOT_KNOWN else fee.amount_vnd
    if ground:
        named = next((each for each in fee.exemptions if each.ground == ground), None)
        return Charge(amount_vnd=0, ground=ground, exemption=named)
    if due == 0:
        return Charge(amount_vnd=0)
    for each in fee.exemptions:
        is_told = each.when != ALWAYS and holds(each.when, facts) is True
        if is_told and (not each.paper or each.paper in facts.papers):
            return Charge(amount_vnd=0, ground=each.ground, exemption=each)
    return Charge(amount_vnd=due)


def needs_answers(version: Version) -> bool:
    """Whether fee, limit or way of a dossier depend on what its form says."""
    return any(names_in(t) or papers_in(t) or groups_in(t) for t in _deciding_terms(version))


def deciding(
    version: Version, answers: Mapping[str, str], papers: Iterable[str]
) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """Return the answers and papers on which fee, limit or way depend; None for all of them.

    ``papers`` are told by key or by name, and come back as they were told. Where rows are
    counted nothing is picked out: a group may have many.
    """
    terms = _deciding_terms(version)
    names = {name for term in terms for name in names_in(term)}
    in_rows = {each.name for each in version.fields if each.group}
    if names & in_rows or any(groups_in(term) for term in terms):
        return None
    keys = {key for term in terms for key in papers_in(term)}
    keys |= {each.paper for each in version.fee.exemptions if each.when != ALWAYS}
    there = {
        text for each in version.papers if each.key in keys for text in (each.key, each.name)
    }
    picked = {name: value for name, value in answers.items() if name in names}
    return picked, tuple(each for each in papers if each in there)


def _deciding_terms(version: Version) -> list[Term]:
    return [
        *(each.when for each in version.branches),
        *(each.when for each in version.fee.exemptions),
        *(each.when for each in version.steps),
        version.fee.formula,
    ]
