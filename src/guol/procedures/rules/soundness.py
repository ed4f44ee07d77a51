"""Whether a version can be run at all: contradictions, each with its place. Pure.

What is found here is refused at publishing; a dossier never meets it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guol.kernel.errors import Reason
from guol.kernel.terms import (
    VERSION,
    Term,
    groups_in,
    is_too_large,
    names_in,
    papers_in,
    values_in,
)
from guol.procedures.events import KINDS_OF_FIELD, KNOWN_OF_PERSON, Field, Time, Version
from guol.procedures.rules.flaws import (
    NOTHING_KNOWN,
    UNITS,
    BoundsCrossed,
    DependsOnNothing,
    Flaw,
    Known,
    NameNotUsable,
    NothingThere,
    NotPositive,
    UnknownAgency,
    length_flaws,
    minutes_of,
    twice,
)
from guol.procedures.rules.language import NAME, WORDS, TooLarge, written
from guol.procedures.rules.legs import as_one
from guol.procedures.rules.sound_clock import clock_flaws
from guol.procedures.rules.sound_legs import leg_flaws

CHOOSING = frozenset({"choice", "choices"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWithoutAgency(Reason):
    """Nobody would do the step: no agency decides, and the step names none."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepElsewhere(Reason):
    """The step is at an agency that the procedure does not go through."""

    step: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWithoutPost(Reason):
    """The step names nobody who does it."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownPost(Reason):
    """The step names a post that is nowhere."""

    step: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooManyHours(Reason):
    """The steps together take longer than the procedure may."""

    hours: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DependsOnItself(Reason):
    """A question is asked only if it was answered."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DependsOnLater(Reason):
    """A question depends on one that is asked after it."""

    name: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksForNothing(Reason):
    """A question is named that the form does not ask."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverAnswered(Reason):
    """A rule waits for an answer that is not in the list."""

    rule: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownKind(Reason):
    """A question of a kind that no form can ask."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesMissing(Reason):
    """A question with too little to choose from, or with something that cannot be kept."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOfNobody(Reason):
    """A question would take over something that is not known of anybody."""

    name: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsTooNew(Reason):
    """The rules are written with words that this machine does not know yet."""

    terms: int


def flaws(version: Version, known: Known = NOTHING_KNOWN) -> tuple[Flaw, ...]:
    """Return everything that contradicts itself in a version, in the order it stands there."""
    if version.terms > VERSION:
        return (Flaw(place="terms", reason=TermsTooNew(terms=version.terms)),)
    return (
        *_basics(version, known),
        *_papers(version),
        *_fields(version),
        *_rules(version, _whole(version, known)),
        *_limits(version),
        *_steps(version, known),
        *clock_flaws(version, known),
        *leg_flaws(version, known),
        *_joined_rules(version, known),
    )


def _basics(version: Version, known: Known) -> Iterator[Flaw]:
    for what in ("key", "code", "name", "field"):
        if not getattr(version, what).strip():
            yield Flaw(place=what, reason=NothingThere(what=what))
    for place, agency in enumerate(version.competence):
        if known.agencies and agency not in known.agencies:
            yield Flaw(place=f"competence.{place}", reason=UnknownAgency(agency=agency))
    if version.competence and not version.legs:
        for what in ("fields", "limit", "steps"):
            if not getattr(version, what):
                yield Flaw(place=what, reason=NothingThere(what=what))


def _papers(version: Version) -> Iterator[Flaw]:
    yield from twice("papers", "key", [each.key for each in version.papers])
    yield from twice("papers", "name", [each.name for each in version.papers])
    for place, paper in enumerate(version.papers):
        if not paper.name.strip():
            yield Flaw(place=f"papers.{place}.name", reason=NothingThere(what="name"))
        if paper.original < 0 or paper.copy < 0:
            few = min(paper.original, paper.copy)
            yield Flaw(place=f"papers.{place}", reason=NotPositive(what=paper.name, value=few))


def _fields(version: Version) -> Iterator[Flaw]:
    yield from twice("fields", "name", [each.name for each in version.fields])
    yield from twice("groups", "name", [each.name for each in version.groups])
    for place, field in enumerate(version.fields):
        for key, reason in _field(version, field):
            yield Flaw(place=f"fields.{place}.{key}", reason=reason)
        yield from _dependence(version, place, field)
    for place, group in enumerate(version.groups):
        if not 0 <= group.least <= group.most or not group.most:
            yield Flaw(place=f"groups.{place}", reason=BoundsCrossed(name=group.name))
        if not any(each.group == group.name for each in version.fields):
            yield Flaw(place=f"groups.{place}", reason=NothingThere(what="fields"))


def _field(version: Version, field: Field) -> Iterator[tuple[str, Reason]]:
    if not NAME.fullmatch(field.name) or field.name in WORDS:
        yield "name", NameNotUsable(name=field.name)
    if not field.label.strip():
        yield "label", NothingThere(what="label")
    if field.kind not in KINDS_OF_FIELD:
        yield "kind", UnknownKind(name=field.name, kind=field.kind)
    if _lacks_choices(field):
        yield "choices", ChoicesMissing(name=field.name)
    if field.known and field.known not in KNOWN_OF_PERSON:
        yield "known", KnownOfNobody(name=field.name, known=field.known)
    if field.group and field.group not in {each.name for each in version.groups}:
        yield "group", DependsOnNothing(rule=field.name, other=field.group)
    if field.least is not None and field.most is not None and field.least > field.most:
        yield "most", BoundsCrossed(name=field.name)


def _lacks_choices(field: Field) -> bool:
    if field.kind not in CHOOSING:
        return False
    told = [part for pair in field.choices for part in pair]
    values = [value for value, _label in field.choices]
    return (
        len(field.choices) < 2  # noqa: PLR2004  one is no choice
        or len(set(values)) < len(values)
        or not all(part.strip() and not set(part) & {";", '"'} for part in told)
    )


def _dependence(version: Version, place: int, field: Field) -> Iterator[Flaw]:
    """Find what a question depends on that it cannot see: itself, and what comes later."""
    names = [each.name for each in version.fields]
    for key in ("when", "required_when"):
        term = getattr(field, key)
        for other in sorted(names_in(term)):
            if other == field.name:
                reason: Reason = DependsOnItself(name=field.name)
            elif other in names and names.index(other) > place:
                reason = DependsOnLater(name=field.name, other=other)
            else:
                continue
            yield Flaw(place=f"fields.{place}.{key}", reason=reason)


def _whole(version: Version, known: Known) -> Version | None:
    """Return what is asked and brought in all; None for a bundle whose legs nobody knows."""
    if not version.legs:
        return version
    return as_one(version, known.bases) if known.procedures else None


def _rules(version: Version, whole: Version | None) -> Iterator[Flaw]:
    """Find rules that ask about what does not exist, or wait for what nobody can answer."""
    for place, name, term in terms_of(version) if whole else ():
        for reason in _rule(whole or version, name, term):
            yield Flaw(place=place, reason=reason)
    asked = {each.name for each in whole.fields} if whole else set()
    for what in ("subject_fields", "duty_fields") if asked else ():
        for name in getattr(version, what):
            if name not in asked:
                yield Flaw(place=what, reason=AsksForNothing(name=name))
    yield from twice("requirements", "name", [each.name for each in version.requirements])
    yield from twice(
        "fee.exemptions", "ground", [each.ground for each in version.fee.exemptions]
    )
    papers = {each.key for each in version.papers if each.key}
    for number, exemption in enumerate(version.fee.exemptions):
        if exemption.paper and exemption.paper not in papers:
            yield Flaw(
                place=f"fee.exemptions.{number}.paper",
                reason=DependsOnNothing(rule=exemption.label, other=exemption.paper),
            )


def terms_of(version: Version) -> Iterator[tuple[str, str, Term]]:
    """Yield every condition and formula with its place, and the name of what it rules."""
    for place, field in enumerate(version.fields):
        yield f"fields.{place}.when", field.name, field.when
        yield f"fields.{place}.required_when", field.name, field.required_when
    for place, paper in enumerate(version.papers):
        yield f"papers.{place}.applies", paper.name, paper.applies
    for place, right in enumerate(version.requirements):
        yield f"requirements.{place}.when", right.label, right.when
    yield "fee.formula", "fee", version.fee.formula
    for place, exemption in enumerate(version.fee.exemptions):
        yield f"fee.exemptions.{place}.when", exemption.label, exemption.when
    for place, case in enumerate(version.branches):
        yield f"branches.{place}.when", case.case, case.when
    for place, step in enumerate(version.steps):
        yield f"steps.{place}.when", step.step, step.when


def _rule(version: Version, name: str, term: Term) -> Iterator[Reason]:
    if is_too_large(term):
        yield TooLarge(typed=written(term)[:40])
    fields = {each.name: each for each in version.fields}
    exists = {
        *fields,
        *(each.key for each in version.papers if each.key),
        *(each.name for each in version.groups),
    }
    asked = names_in(term) | papers_in(term) | groups_in(term)
    for other in sorted(asked - exists):
        yield DependsOnNothing(rule=name, other=other)
    for other, value in values_in(term):
        options = dict(fields[other].options) if other in fields else {}
        if options and value not in options:
            yield NeverAnswered(rule=name, value=value)


def _joined_rules(version: Version, known: Known) -> Iterator[Flaw]:
    """Find rules of a leg's form that wait in the one form for what nobody can answer there."""
    one = _whole(version, known)
    if not version.legs or one is None:
        return
    own = {each.name for each in version.fields}
    for number, leg in enumerate(version.legs):
        base = known.bases.get(leg.code)
        names = {each.name for each in base.fields} if base and leg.answers else set()
        for field in one.fields:
            if field.name in names - own:
                for term in (field.when, field.required_when):
                    for reason in _rule(one, field.name, term):
                        yield Flaw(place=f"legs.{number}.answers", reason=reason)


def _limits(version: Version) -> Iterator[Flaw]:
    for place, time in _times(version):
        yield from length_flaws(place, time)
    amount = version.fee.amount_vnd
    if amount is not None and amount < 0:
        yield Flaw(place="fee.amount_vnd", reason=NotPositive(what="fee", value=amount))


def _times(version: Version) -> Iterable[tuple[str, Time]]:
    found: list[tuple[str, Time | None]] = [
        ("limit", version.limit),
        ("verify_limit", version.verify_limit),
    ]
    for place, branch in enumerate(version.branches):
        found += [
            (f"branches.{place}.limit", branch.limit),
            (f"branches.{place}.verify_limit", branch.verify_limit),
        ]
    return [(place, time) for place, time in found if time is not None]


def _steps(version: Version, known: Known) -> Iterator[Flaw]:
    yield from twice("steps", "step", [each.step for each in version.steps])
    through = {*version.competence}
    for place, step in enumerate(version.steps):
        name, at = step.step or str(place + 1), f"steps.{place}"
        if not step.role:
            yield Flaw(place=f"{at}.role", reason=StepWithoutPost(step=name))
        elif known.posts and step.role not in known.posts:
            yield Flaw(place=f"{at}.role", reason=UnknownPost(step=name, role=step.role))
        if not step.agency and not through:
            yield Flaw(place=at, reason=StepWithoutAgency(step=name))
        elif step.agency and step.agency not in through:
            reason = StepElsewhere(step=name, agency=step.agency)
            yield Flaw(place=f"{at}.agency", reason=reason)
        if step.working_minutes is not None and step.working_minutes < 0:
            yield Flaw(place=at, reason=NotPositive(what=name, value=step.working_minutes))
    taken = sum(each.working_minutes or 0 for each in version.steps)
    if version.limit and version.limit.unit in UNITS and taken > minutes_of(version.limit):
        reason_why = TooManyHours(hours=taken // 60, limit=minutes_of(version.limit) // 60)
        yield Flaw(place="steps", reason=reason_why)
