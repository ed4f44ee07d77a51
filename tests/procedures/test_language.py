"""Conditions and formulas: what they come to, how they are written, and read back the same."""

import json
from datetime import date

import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given, settings
from hypothesis import strategies as st

from guol.kernel import terms
from guol.kernel.terms import (
    MOST_DEPTH,
    SIGNS,
    TODAY,
    Age,
    Always,
    Amount,
    Answer,
    Answered,
    Choose,
    Compare,
    Condition,
    Days,
    Every,
    Facts,
    Formula,
    Greatest,
    HasPaper,
    Is,
    Least,
    Less,
    Not,
    NotKnown,
    OneOf,
    RowsOf,
    Some,
    Span,
    Sum,
    Times,
    amount,
    depth,
    groups_in,
    holds,
    is_too_large,
    names_in,
    papers_in,
    span,
    trace,
    values_in,
)
from guol.procedures.rules.language import (
    WORDS,
    NotReadable,
    TooLarge,
    condition_in,
    formula_in,
    written,
)

TODAY_IS = date(2025, 6, 30)


def facts(**answers):
    return Facts(today=TODAY_IS, answers=answers)


names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda n: n not in WORDS)
texts = st.text(
    st.characters(exclude_categories=["C"], exclude_characters='"'), min_size=1, max_size=8
)
days = names | st.just(TODAY)


def at_least_two(of):
    return st.lists(of, min_size=2, max_size=3).map(tuple)


leaves = st.one_of(
    st.builds(Always),
    st.builds(Answered, name=names),
    st.builds(Is, name=names, value=texts),
    st.builds(OneOf, name=names, values=st.lists(texts, min_size=1, max_size=3).map(tuple)),
    st.builds(HasPaper, paper=names),
)
numbers = st.one_of(
    st.builds(Amount, value=st.integers(0, 10**9)),
    st.builds(Answer, name=names),
    st.builds(Age, name=names, on=days),
    st.builds(Days, since=days, until=days),
    st.builds(RowsOf, group=names),
    st.builds(NotKnown),
)
formulas = st.recursive(
    numbers,
    lambda inner: st.one_of(
        st.builds(Sum, of=at_least_two(inner)),
        st.builds(Less, left=inner, right=inner),
        st.builds(Times, left=inner, right=inner),
        st.builds(Least, of=at_least_two(inner)),
        st.builds(Greatest, of=at_least_two(inner)),
        st.builds(Choose, when=leaves, then=inner, otherwise=inner),
    ),
    max_leaves=6,
)
conditions = st.recursive(
    leaves
    | st.builds(Compare, left=formulas, sign=st.sampled_from(sorted(SIGNS)), right=formulas),
    lambda inner: st.one_of(
        st.builds(Every, of=at_least_two(inner)),
        st.builds(Some, of=at_least_two(inner)),
        st.builds(Not, of=inner),
    ),
    max_leaves=6,
)


@settings(max_examples=40)
@given(conditions)
def test_a_condition_written_and_read_back_is_the_same(condition):
    read = condition_in(written(condition))
    assert read == condition or isinstance(read, TooLarge)


@settings(max_examples=40)
@given(formulas)
def test_a_formula_written_and_read_back_is_the_same(formula):
    read = formula_in(written(formula))
    assert read == formula or isinstance(read, TooLarge)


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_said_to_be_unreadable(typed):
    for read in (condition_in(typed), formula_in(typed)):
        if isinstance(read, NotReadable):
            assert 1 <= read.at <= len(typed) + 1


@settings(max_examples=40)
@given(conditions, formulas)
def test_every_term_comes_to_an_answer_and_says_why(condition, formula):
    asked = facts(a="3", b="x")
    assert trace(condition, asked).value == holds(condition, asked)
    found = span(formula, asked)
    assert trace(formula, asked).value == found
    assert found is None or found.low <= found.high


@settings(max_examples=40)
@given(conditions, formulas)
def test_terms_travel(condition, formula):
    converter = make_converter(omit_if_default=True)
    terms.teach(converter)
    for term, union in ((condition, Condition), (formula, Formula)):
        sent = json.dumps(converter.unstructure(term, union))
        assert converter.structure(json.loads(sent), union) == term


@pytest.mark.parametrize("told", [{"is": "Eval"}, {}, "a = b", {"is": "Every", "of": []}, None])
def test_a_term_that_does_not_exist_is_not_read(told):
    converter = make_converter()
    terms.teach(converter)
    with pytest.raises(Exception, match=r"."):
        converter.structure(told, Condition)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ('quan_he = "cha"', Is(name="quan_he", value="cha")),
        ('quan_he != "cha"', Not(of=Is(name="quan_he", value="cha"))),
        ("so_ban > 2", Compare(left=Answer(name="so_ban"), sign=">", right=Amount(value=2))),
        ("tuoi(sinh) >= 18", condition_in("tuổi(sinh, hôm_nay) >= 18")),
        ("(a + b) * 2 > 3 va co(c)", condition_in("(a + b) * 2 > 3 và có(c)")),
        ("(co(a) hoac co(b)) va giay(x)", condition_in("(có(a) hoặc có(b)) và giấy(x)")),
        ("", Always()),
    ],
)
def test_a_condition_is_read_as_it_is_meant(typed, term):
    assert condition_in(typed) == term


@pytest.mark.parametrize(
    ("typed", "at", "found"),
    [
        ("a = ", 5, ""),
        ("co(a", 5, ""),
        ("a b", 3, "b"),
        ("a = 'x'", 5, "'x'"),
        ("__import__(os)", 1, "__import__"),
        ("và", 1, "và"),
        ("Ten > 3", 1, "Ten"),
        ("min(1) > 2", 6, ")"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(typed, at, found):
    assert condition_in(typed) == NotReadable(typed=typed, at=at, found=found)


def test_what_nobody_could_follow_is_refused():
    assert isinstance(condition_in("không " * 12 + "có(a)"), TooLarge)
    assert isinstance(condition_in("a" * 1001), TooLarge)
    assert isinstance(condition_in("không " * 160 + "có(a)"), NotReadable)
    assert isinstance(formula_in(" + ".join("1" for _ in range(120))), TooLarge)


@pytest.mark.parametrize(
    ("born", "holding"),
    [("2004", True), ("30/6/2005", True), ("2005", None), ("7/2005", False)],
)
def test_an_age_of_which_only_the_year_is_known_is_a_span(born, holding):
    assert holds(condition_in("tuổi(born) >= 20"), facts(born=born)) is holding


@pytest.mark.parametrize("sign", sorted(SIGNS))
@settings(max_examples=40)
@given(st.integers(0, 9), st.integers(0, 9))
def test_numbers_compare_as_numbers(sign, left, right):
    term = Compare(left=Amount(value=left), sign=sign, right=Amount(value=right))
    assert holds(term, facts()) is SIGNS[sign](left, right)


def test_what_is_not_known_stays_unknown_but_decides_nothing_it_need_not():
    unknown = Is(name="a", value="x")
    assert holds(unknown, facts()) is None
    assert holds(Not(of=unknown), facts()) is None
    assert holds(Some(of=(unknown, Always())), facts()) is True
    assert holds(Every(of=(unknown, Not(of=Always()))), facts()) is False
    assert holds(Every(of=(unknown, Always())), facts()) is None
    assert holds(Some(of=(unknown, unknown)), facts()) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("nếu(ngày(born) <= 60, 0, 8000 * n)", 24_000),
        ("min(2000 * min(n, 2) + 1000 * max(n - 2, 0), 200000)", 5_000),
        ("min(2000 * min(p, 2) + 1000 * (max(p, 2) - 2), 200000)", 200_000),
        ('nếu(a = "x", 5, 5)', 5),
        ('nếu(a = "x", 5, 6)', None),
        ('nếu(a = "x", 5, tuổi(c))', None),
        ("ngày(born, later)", 30),
        ("ngày(nothing)", None),
        ("ngày(wrong)", None),
        ("tuổi(nothing) + 1", None),
        ("2 - tuổi(nothing)", None),
        ("2 * tuổi(nothing)", None),
        ("chưa_rõ", None),
        ("word", None),
        ("", None),
        ("dòng(kin)", 2),
    ],
)
def test_a_formula_comes_to_its_amount(typed, value):
    known = Facts(
        today=TODAY_IS,
        answers={
            "born": "1/4/2025",
            "later": "1/5/2025",
            "n": "3",
            "p": "1.500",
            "word": "ba",
            "wrong": "32/1/2020",
        },
        rows={"kin": 2},
    )
    assert amount(formula_in(typed), known) == value


def test_numbers_known_in_part_compare_where_they_can():
    born = facts(born="1950")
    assert span(formula_in("tuổi(born)"), born) == Span(low=74, high=75)
    assert holds(condition_in("tuổi(born) = 74"), born) is None
    assert holds(condition_in("tuổi(born) = 60"), born) is False
    assert holds(condition_in("tuổi(born) != 60"), born) is True
    assert holds(condition_in("tuổi(nothing) != 60"), born) is None


def test_a_choice_among_several_is_found():
    several = facts(ground="elderly; poor")
    assert holds(condition_in('ground = "poor"'), several) is True
    assert holds(condition_in('ground trong ("merit", "child")'), several) is False


def test_papers_and_rows_are_facts_too():
    known = Facts(today=TODAY_IS, papers=frozenset({"poor_book"}), rows={"kin": 2})
    assert holds(condition_in("giấy(poor_book) và dòng(kin) = 2"), known) is True


def test_what_a_term_asks_about_is_known():
    term = condition_in('nếu(giấy(x), ngày(since), tuổi(b, on)) > dòng(kin) và a trong ("v")')
    assert names_in(term) == {"since", "b", "on", "a"}
    assert (papers_in(term), groups_in(term)) == ({"x"}, {"kin"})
    assert values_in(condition_in('a = "1" hoặc b trong ("2", "3")')) == (
        ("a", "1"),
        ("b", "2"),
        ("b", "3"),
    )
    assert depth(Always()) == 1
    deep = Always()
    for _ in range(MOST_DEPTH):
        deep = Not(of=deep)
    assert is_too_large(deep)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Every(of=(Always(),)),
        lambda: Sum(of=()),
        lambda: Amount(value=-1),
        lambda: Compare(left=Amount(value=1), sign="~", right=Amount(value=1)),
    ],
)
def test_a_term_that_means_nothing_cannot_be_made(wrong):
    with pytest.raises(ValueError, match=r"."):
        wrong()
