"""A version as YAML and back; what cannot be read, with its line; what contradicts itself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guol.kernel.terms import Not
from guol.procedures.events import (
    KINDS_OF_FIELD,
    Branch,
    Exemption,
    Fee,
    Field,
    Group,
    RequiredPaper,
    Requirement,
    Step,
    Time,
    Version,
)
from guol.procedures.gateways import agencies_known, posts_known, versions_brought
from guol.procedures.gateways.exchange import (
    NobodyKnows,
    NotThere,
    NoYaml,
    TooLong,
    WrongShape,
    exported,
    imported,
)
from guol.procedures.rules.flaws import (
    BoundsCrossed,
    DependsOnNothing,
    Known,
    NamedTwice,
    NameNotUsable,
    NothingThere,
    NotPositive,
    UnknownAgency,
    UnknownUnit,
)
from guol.procedures.rules.language import NotReadable, condition_in
from guol.procedures.rules.soundness import (
    ChoicesMissing,
    DependsOnItself,
    DependsOnLater,
    KnownOfNobody,
    NeverAnswered,
    StepElsewhere,
    StepWithoutAgency,
    StepWithoutPost,
    TermsTooNew,
    TooManyHours,
    UnknownKind,
    UnknownPost,
    flaws,
)
from tests.procedures.test_language import conditions, formulas

BROUGHT = versions_brought()
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
some = {"max_size": 2}
times = st.none() | st.builds(
    Time, value=st.integers(0, 90), unit=st.sampled_from(["wd", "wh", "d", "same_day"])
)
pairs = st.lists(st.tuples(keys, texts), **some).map(tuple)
versions = st.builds(
    Version,
    key=texts,
    code=texts,
    name=texts,
    field=texts,
    valid_from=st.dates(),
    valid_to=st.none() | st.dates(),
    competence=st.lists(keys, **some).map(tuple),
    papers=st.lists(
        st.builds(RequiredPaper, name=texts, original=st.integers(0, 3), applies=conditions),
        **some,
    ).map(tuple),
    fields=st.lists(
        st.builds(
            Field,
            name=keys,
            label=texts,
            kind=st.sampled_from(KINDS_OF_FIELD),
            is_required=st.booleans(),
            choices=pairs,
            when=conditions,
            most=st.none() | st.integers(0, 9),
        ),
        **some,
    ).map(tuple),
    limit=times,
    fee=st.builds(
        Fee,
        amount_vnd=st.none() | st.integers(0, 10**6),
        formula=formulas,
        exemptions=st.lists(
            st.builds(Exemption, ground=keys, label=texts, when=conditions), **some
        ).map(tuple),
    ),
    groups=st.lists(st.builds(Group, name=keys, label=texts), **some).map(tuple),
    requirements=st.lists(
        st.builds(Requirement, name=keys, label=texts, when=conditions), **some
    ).map(tuple),
    branches=st.lists(st.builds(Branch, case=texts, when=conditions, limit=times), **some).map(
        tuple
    ),
    steps=st.lists(
        st.builds(Step, step=keys, role=keys, what=texts, when=conditions), **some
    ).map(tuple),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(versions)
def test_what_is_exported_is_imported_the_same(version):
    text = exported(version)
    read = imported(text)
    if read.version is None:
        assert all("TooLarge" in type(flaw.reason).__name__ for flaw in read.flaws)
    else:
        assert read.version == version
        assert exported(read.version) == text


@pytest.mark.parametrize("version", BROUGHT, ids=lambda each: each.key)
def test_everything_that_is_brought_is_sound_and_travels(version):
    known = Known(agencies=frozenset(agencies_known()), posts=frozenset(posts_known()))
    assert flaws(version, known) == ()
    assert imported(exported(version)).version == version


def wrong_lines(text):
    read = imported(text)
    assert read.version is None
    return [(read.line_of(flaw.place), flaw.reason) for flaw in read.flaws]


HEAD = "key: x@1\ncode: x\nname: X\nfield: F\nvalid_from: 2025-07-01\n"


@pytest.mark.parametrize(
    ("more", "line", "reason"),
    [
        (
            "steps:\n- step: B1\n  role: r\n  what: w\n  hours: 3\n",
            7,
            NobodyKnows(what="hours"),
        ),
        (
            "fields:\n- name: a\n  label: A\n  when: co(\n",
            9,
            NotReadable(typed="co(", at=4, found=""),
        ),
        ("fields:\n- name: a\n", 7, NotThere(what="label")),
        ("duty_days: nhiều\n", 6, WrongShape(found="nhiều", wanted="number")),
        ("is_in_person: 1\n", 6, WrongShape(found="1", wanted="yes or no")),
        ("result: 3\n", 6, WrongShape(found="3", wanted="text")),
        ("valid_to: mai\n", 6, WrongShape(found="mai", wanted="date")),
        ("name: Y\n", 3, NamedTwice(name="name")),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(more, line, reason):
    assert (line, reason) in wrong_lines(HEAD + more)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x [1]\nb: *x", 2),
        ("[" * 5_000, 1),
        ("- 1", 1),
        ("", 1),
        ("a: !!python/object:os.system x", 1),
        ("a: 1\n\tb: 2", 2),
        ("a: 2025-99-99", 1),
        ("\x00", 1),
    ],
)
def test_what_is_no_yaml_of_a_procedure_is_said_so(text, line):
    assert wrong_lines(text) == [(0, NoYaml(line=line))]


def test_a_text_without_end_is_not_read():
    assert wrong_lines("a" * 300_001) == [(0, TooLong(most=300_000))]


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_whatever_is_pasted_is_answered(text):
    imported(text)


GOOD = Version(
    key="x@1",
    code="x",
    name="X",
    field="F",
    valid_from=date(2025, 7, 1),
    competence=("commune_pc",),
    limit=Time(value=1, unit="wd"),
    fields=(
        Field(name="a", label="A", kind="choice", choices=(("1", "Một"), ("2", "Hai"))),
        Field(name="b", label="B", when=condition_in('a = "1"')),
    ),
    steps=(
        Step(step="B1", role="one_stop", what="Nhận"),
        Step(step="B2", role="chair", what="Ký", working_minutes=480),
        Step(step="B3", role="one_stop", what="Trả"),
    ),
    papers=(RequiredPaper(name="Đơn", key="request", original=1),),
)


def with_field(**changes):
    return replace(GOOD, fields=(replace(GOOD.fields[0]), replace(GOOD.fields[1], **changes)))


def with_step(**changes):
    first, second, last = GOOD.steps
    return replace(GOOD, steps=(first, replace(second, **changes), last))


def test_a_version_without_contradiction_has_none():
    assert flaws(GOOD) == ()


@pytest.mark.parametrize(
    ("version", "place", "reason"),
    [
        (replace(GOOD, terms=99), "terms", TermsTooNew(terms=99)),
        (replace(GOOD, name=" "), "name", NothingThere(what="name")),
        (replace(GOOD, steps=()), "steps", NothingThere(what="steps")),
        (replace(GOOD, limit=None), "limit", NothingThere(what="limit")),
        (
            replace(GOOD, competence=("nowhere",)),
            "competence.0",
            UnknownAgency(agency="nowhere"),
        ),
        (replace(GOOD, competence=()), "steps.0", StepWithoutAgency(step="B1")),
        (
            with_step(agency="school"),
            "steps.1.agency",
            StepElsewhere(step="B2", agency="school"),
        ),
        (with_step(role=""), "steps.1.role", StepWithoutPost(step="B2")),
        (with_step(role="king"), "steps.1.role", UnknownPost(step="B2", role="king")),
        (with_step(working_minutes=481), "steps", TooManyHours(hours=8, limit=8)),
        (with_step(working_minutes=-1), "steps.1", NotPositive(what="B2", value=-1)),
        (with_step(step="B1"), "steps.1.step", NamedTwice(name="B1")),
        (
            replace(GOOD, limit=Time(value=1, unit="tuần")),
            "limit.unit",
            UnknownUnit(unit="tuần"),
        ),
        (
            replace(GOOD, limit=Time(unit="wd"), steps=GOOD.steps[:1]),
            "limit.value",
            NotPositive(what="limit", value=0),
        ),
        (
            replace(GOOD, fee=Fee(amount_vnd=-5)),
            "fee.amount_vnd",
            NotPositive(what="fee", value=-5),
        ),
        (with_field(when=condition_in("có(b)")), "fields.1.when", DependsOnItself(name="b")),
        (
            replace(GOOD, fields=GOOD.fields[::-1]),
            "fields.0.when",
            DependsOnLater(name="b", other="a"),
        ),
        (
            with_field(when=condition_in("có(z)")),
            "fields.1.when",
            DependsOnNothing(rule="b", other="z"),
        ),
        (
            with_field(when=condition_in('a = "9"')),
            "fields.1.when",
            NeverAnswered(rule="b", value="9"),
        ),
        (with_field(name="a"), "fields.1.name", NamedTwice(name="a")),
        (with_field(name="Tên"), "fields.1.name", NameNotUsable(name="Tên")),
        (with_field(name="trong"), "fields.1.name", NameNotUsable(name="trong")),
        (with_field(label=""), "fields.1.label", NothingThere(what="label")),
        (with_field(kind="x"), "fields.1.kind", UnknownKind(name="b", kind="x")),
        (with_field(kind="choice"), "fields.1.choices", ChoicesMissing(name="b")),
        (with_field(known="x"), "fields.1.known", KnownOfNobody(name="b", known="x")),
        (with_field(group="x"), "fields.1.group", DependsOnNothing(rule="b", other="x")),
        (with_field(least=3, most=2), "fields.1.most", BoundsCrossed(name="b")),
        (
            replace(GOOD, groups=(Group(name="g", label="", least=2, most=1),)),
            "groups.0",
            BoundsCrossed(name="g"),
        ),
        (
            replace(GOOD, papers=(*GOOD.papers, *GOOD.papers)),
            "papers.1.key",
            NamedTwice(name="request"),
        ),
        (
            replace(GOOD, papers=(RequiredPaper(name=""),)),
            "papers.0.name",
            NothingThere(what="name"),
        ),
        (
            replace(GOOD, papers=(RequiredPaper(name="Đơn", copy=-1),)),
            "papers.0",
            NotPositive(what="Đơn", value=-1),
        ),
        (
            replace(GOOD, fee=Fee(exemptions=(Exemption(ground="g", label="G", paper="z"),))),
            "fee.exemptions.0.paper",
            DependsOnNothing(rule="G", other="z"),
        ),
    ],
)
def test_a_contradiction_is_found_with_its_place(version, place, reason):
    known = Known(agencies=frozenset({"commune_pc", "school"}), posts=frozenset(POSTS))
    found = [(flaw.place, flaw.reason) for flaw in flaws(version, known)]
    assert (place, reason) in found


POSTS = ("one_stop", "chair")


def test_a_rule_that_nobody_could_follow_is_a_contradiction():
    deep = condition_in("có(a)")
    for _ in range(9):
        deep = Not(of=deep)
    found = [type(flaw.reason).__name__ for flaw in flaws(with_field(when=deep))]
    assert found == ["TooLarge"]
