"""What a version asks of one dossier, run from its data alone."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guol.kernel.terms import Facts, RowsOf
from guol.procedures.events import Field, Group, Time, Version
from guol.procedures.gateways import versions_brought
from guol.procedures.rules.language import condition_in
from guol.procedures.rules.running import (
    branch_of,
    charge,
    deciding,
    facts_of,
    in_case,
    needs_answers,
    papers_asked,
    questions,
    questions_of_rights,
    rights,
    skipped_steps,
    unmet,
    without,
)

BROUGHT = versions_brought()
TODAY = date(2025, 6, 16)
BROUGHT = versions_brought()


@cache
def brought(code):
    return next(each for each in versions_brought() if each.code == code)


def known(code, *, papers=(), **answers):
    return facts_of(brought(code), answers, TODAY, papers=papers)


def asked(code, **answers):
    return [each.name for each in questions(brought(code), known(code, **answers))]


def test_a_question_is_asked_only_where_its_condition_holds():
    assert "partner_name" not in asked("1.004873", purpose="land")
    assert "partner_name" in asked("1.004873", purpose="Để kết hôn")  # as the log keeps it


def test_what_was_typed_into_a_question_no_longer_asked_decides_nothing():
    version = Version(
        key="x@1",
        code="x",
        name="X",
        field="F",
        valid_from=TODAY,
        fields=(
            Field(name="a", label="A"),
            Field(name="b", label="B", when=condition_in('a = "1"')),
            Field(name="c", label="C", when=condition_in('b = "2"')),
        ),
    )
    told = {"a": "0", "b": "2", "c": "3"}
    names = [each.name for each in questions(version, Facts(today=TODAY, answers=told))]
    assert names == ["a"]


def test_a_group_is_asked_row_by_row_and_each_row_sees_its_own_answers():
    version = Version(
        key="x@1",
        code="x",
        name="X",
        field="F",
        valid_from=TODAY,
        groups=(Group(name="kin", label="Người", least=2, most=3),),
        fields=(
            Field(name="way", label="Cách", group="kin", is_required=True),
            Field(name="why", label="Vì sao", group="kin", when=condition_in('way = "x"')),
        ),
    )
    told = {"way.1": "y", "way.2": "x"}
    found = questions(version, facts_of(version, told, TODAY))
    assert [each.name for each in found] == ["way.1", "way.2", "why.2"]
    assert found[1].label == "Cách (2)"
    assert facts_of(version, {"way.9": "x"}, TODAY).rows == {"kin": 3}


@pytest.mark.parametrize(
    ("code", "answers", "amount"),
    [
        ("1.001193", {"child_born_on": "17/04/2025"}, 0),
        ("1.001193", {"child_born_on": "16/04/2025"}, 10_000),
        ("1.001193", {"child_born_on": "16/04/2025", "copies": "2"}, 26_000),
        ("1.000656", {"died_on": "01/06/2025"}, 0),
        ("1.000656", {"died_on": "31/05/2025"}, 10_000),
        ("2.000815", {"pages": "1", "copies": "1"}, 2_000),
        ("2.000815", {"pages": "5", "copies": "2"}, 14_000),
        ("2.000815", {"pages": "500", "copies": "1"}, 200_000),
        ("2.000884", {"documents": "2"}, 20_000),
        ("2.000635", {"copies": "3"}, 24_000),
        ("1.004873", {}, 15_000),
        ("1.001612", {}, 100_000),
        ("2.000908", {"copies": "3"}, 0),
        ("1.003583", {"child_born_on": "01/01/2025"}, None),
    ],
)
def test_a_fee_is_what_the_formula_says(code, answers, amount):
    assert charge(brought(code), known(code, **answers)).amount_vnd == amount


def test_an_exemption_counts_when_its_paper_was_seen():
    late = {"child_born_on": "01/01/2025", "fee_ground": "poor"}
    birth = brought("1.001193")
    paper = "Giấy tờ chứng minh thuộc diện được miễn lệ phí"
    assert charge(birth, known("1.001193", **late)).amount_vnd == 10_000
    seen = charge(birth, known("1.001193", papers=[paper], **late))
    assert (seen.amount_vnd, seen.ground) == (0, "poor")
    assert charge(birth, known("1.001193", **late), ground="merit").ground == "merit"


@pytest.mark.parametrize(
    ("code", "answers", "limit"),
    [
        ("1.004859", {"kind": "add"}, Time()),
        ("1.004859", {"kind": "correct"}, Time(value=3, unit="wd")),
        ("TMP-TAMTRU", {"purpose": "residence"}, Time(value=7, unit="wd")),
        ("TMP-TAMTRU", {"purpose": "newborn"}, Time(value=2, unit="wd")),
    ],
)
def test_the_case_of_a_dossier_replaces_the_limit(code, answers, limit):
    assert in_case(brought(code), known(code, **answers)).limit == limit


def test_a_step_whose_condition_does_not_hold_is_skipped():
    of = brought("1.001699")
    facts = known("1.001699", has_board="yes")
    assert skipped_steps(of, facts) == ("B4",)
    assert "B4" not in [step.step for step in in_case(of, facts).steps]
    assert without(of, ("B4",)).steps == in_case(of, facts).steps
    assert without(of, ()) is of


def test_papers_are_asked_for_where_somebody_needs_them():
    def keys(**answers):
        found = papers_asked(brought("1.000894"), known("1.000894", **answers))
        return {paper.key: must for paper, must in found}

    assert "single_paper" not in keys(is_resident="yes")
    assert keys(is_resident="no")["single_paper"] is True
    assert keys()["single_paper"] is False  # not known yet: may be brought


def test_a_right_that_is_lacking_is_found_beforehand():
    of = brought("1.000894")
    young = known("1.000894", groom_born="17/06/2005", bride_born="1/1/2000", is_kin="no")
    assert [each.name for each in unmet(of, young)] == ["groom_age"]
    told = {each.name: value for each, value in rights(of, young)}
    assert (told["groom_age"], told["bride_age"], told["free_will"]) == (False, True, None)
    assert {"groom_born", "is_kin"} <= {each.name for each in questions_of_rights(of)}


def test_only_what_depends_on_answers_reads_them():
    assert needs_answers(brought("TMP-TAMTRU"))
    assert not needs_answers(replace(brought("1.001653"), fee=brought("1.001653").fee))


def filled_in(draw, of):
    """Answers as somebody may give them: choices, days, numbers, words, or nothing."""
    told = {}
    for each in of.fields:
        choices = [code for code, _word in each.choices]
        words = st.sampled_from(["", "1", "2", "có", "12/03/2010", "1948", *choices])
        told[f"{each.name}.1" if each.group else each.name] = draw(words)
    return {name: value for name, value in told.items() if value}


@settings(max_examples=300)
@given(st.data())
def test_what_decides_is_all_that_acceptance_needs(data):
    of = data.draw(st.sampled_from(BROUGHT))
    answers = filled_in(data.draw, of)
    names = [each.name for each in of.papers]
    papers = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    picked = deciding(of, answers, papers)
    if picked is None:
        return
    whole = facts_of(of, answers, TODAY, papers=papers)
    part = facts_of(of, picked[0], TODAY, papers=picked[1])
    assert charge(of, part) == charge(of, whole)
    assert branch_of(of, part) == branch_of(of, whole)
    assert skipped_steps(of, part) == skipped_steps(of, whole)


def test_what_decides_is_little():
    told = {"child_name": "A Viết", "child_born_on": "12/06/2025", "copies": "2"}
    of = brought("1.001193")
    picked = deciding(of, told, [each.name for each in of.papers])
    for_the_fee = "Giấy tờ chứng minh thuộc diện được miễn lệ phí"
    assert picked == ({"child_born_on": "12/06/2025", "copies": "2"}, (for_the_fee,))


def test_where_rows_are_counted_nothing_is_picked_out():
    group = Group(name="children", label="Children", most=3)
    fields = (Field(name="age", label="Age", group="children"),)
    of = replace(brought("1.001193"), fields=fields, groups=(group,))
    counted = replace(of, fee=replace(of.fee, formula=RowsOf(group="children")))
    assert deciding(counted, {"age.1": "3"}, ()) is None
