"""Contradictions in how the clock runs, and among the legs of a bundle: each with its place."""

from dataclasses import replace
from datetime import date

import pytest

from guol.kernel.terms import ALWAYS
from guol.procedures.events import (
    Exclusion,
    Fee,
    Field,
    Leg,
    Locality,
    RequiredPaper,
    Shortened,
    Stage,
    Step,
    Time,
    Timing,
    Version,
)
from guol.procedures.gateways import versions_brought
from guol.procedures.gateways.exchange import exported, imported
from guol.procedures.rules import EndsBeforeItBegins
from guol.procedures.rules.flaws import (
    DependsOnNothing,
    Known,
    NamedTwice,
    NameNotUsable,
    NothingThere,
    NotPositive,
    UnknownAgency,
    UnknownUnit,
)
from guol.procedures.rules.language import condition_in
from guol.procedures.rules.legs import answers_for, as_one, papers_for, version_of_leg
from guol.procedures.rules.sound_clock import (
    ApplicantsTimeCounted,
    NoHourOfADay,
    NotInTheList,
    NotShorter,
    StageElsewhere,
    StagesTooLong,
)
from guol.procedures.rules.sound_legs import (
    AnsweredByNothing,
    AnsweredTwice,
    AnswersNothing,
    FixedToNothing,
    LegGetsNothing,
    LegIsABundle,
    LegOfNoProcedure,
    LegsInACircle,
    LegTooLong,
    LegWaitsForItself,
    LegWaitsForNothing,
    LegWithoutAgency,
    NeededNotAsked,
)
from guol.procedures.rules.soundness import NeverAnswered, flaws
from tests.procedures.test_exchange import GOOD

DAY, DAYS = Time(value=1, unit="wd"), Time(value=3, unit="wd")
LAW, SINCE = {"certainty": "seen"}, date(2025, 7, 1)
KINDS = frozenset({"commune_pc", "commune_police", "school"})


def clock(**changes):
    return replace(GOOD, timing=Timing(**changes))


def stage(**changes):
    told = {"key": "c1", "agency": "commune_pc", "limit": DAY} | changes
    return Stage(**told)


def place_of(where):
    return f"timing.{where}"


@pytest.mark.parametrize(
    ("timing", "place", "reason"),
    [
        ({"entry_effect": "x"}, "entry_effect", NotInTheList(value="x")),
        ({"appraisal_effect": ""}, "appraisal_effect", NotInTheList(value="")),
        ({"postal_start": "x"}, "postal_start", NotInTheList(value="x")),
        ({"cut_off_minute": 1500}, "cut_off_minute", NoHourOfADay(minute=1500)),
        ({"agreement": Time(unit="x")}, "agreement.unit", UnknownUnit(unit="x")),
        ({"stages": (stage(), stage())}, "stages.1.key", NamedTwice(name="c1")),
        ({"stages": (stage(key=""),)}, "stages.0.key", NothingThere(what="key")),
        ({"stages": (stage(agency=""),)}, "stages.0.agency", NothingThere(what="agency")),
        (
            {"stages": (stage(agency="king"),)},
            "stages.0.agency",
            UnknownAgency(agency="king"),
        ),
        (
            {"stages": (stage(agency="school"),)},
            "stages.0.agency",
            StageElsewhere(stage="c1", agency="school"),
        ),
        (
            {"stages": (stage(agency="applicant"),)},
            "stages.0.is_counted",
            ApplicantsTimeCounted(stage="c1"),
        ),
        (
            {"stages": (stage(limit=Time(unit="wd")),)},
            "stages.0.limit.value",
            NotPositive(what="limit", value=0),
        ),
        (
            {"stages": (stage(), stage(key="c2"))},
            "stages",
            StagesTooLong(hours=16, limit=8),
        ),
        ({"exclusions": (Exclusion(kind="x"),)}, "exclusions.0.kind", NotInTheList(value="x")),
        (
            {"exclusions": (Exclusion(kind="tax", channels=(9,)),)},
            "exclusions.0.channels",
            NotInTheList(value="9"),
        ),
        (
            {"exclusions": (Exclusion(kind="tax", most_days=0),)},
            "exclusions.0.most_days",
            NotPositive(what="tax", value=0),
        ),
        (
            {"localities": (Locality(flag="", more=DAY),)},
            "localities.0.flag",
            NothingThere(what="flag"),
        ),
        (
            {"localities": (Locality(flag="a", more=DAY), Locality(flag="a", more=DAY))},
            "localities.1.flag",
            NamedTwice(name="a"),
        ),
        (
            {"shortened": (Shortened(area="Lào Cai", limit=DAYS),)},
            "shortened.0.limit",
            NotShorter(area="Lào Cai", hours=24, limit=8),
        ),
        (
            {"shortened": (Shortened(area="", limit=DAY),)},
            "shortened.0.area",
            NothingThere(what="area"),
        ),
        (
            {"shortened": (Shortened(area="A", limit=DAY, valid_from=SINCE, valid_to=SINCE),)},
            "shortened.0.valid_to",
            EndsBeforeItBegins(key="A"),
        ),
    ],
)
def test_a_clock_that_contradicts_itself_is_found_with_its_place(timing, place, reason):
    found = [
        (flaw.place, flaw.reason) for flaw in flaws(clock(**timing), Known(agencies=KINDS))
    ]
    assert (f"timing.{place}", reason) in found


def test_what_the_law_names_is_no_contradiction():
    sound = clock(
        stages=(stage(), stage(key="c2", agency="applicant", limit=DAYS, is_counted=False)),
        exclusions=(Exclusion(kind="post", channels=(2,), most_days=15),),
        localities=(Locality(flag="remote", more=Time(value=5, unit="wd")),),
        shortened=(Shortened(area="Lào Cai", limit=Time(value=4, unit="wh")),),
        agreement=Time(value=1, unit="months"),
    )
    assert flaws(sound, Known(agencies=KINDS)) == ()


BIRTH = replace(
    GOOD,
    key="birth@1",
    code="birth",
    fields=(
        Field(name="child", label="Tên trẻ", is_required=True),
        Field(
            name="child_sex",
            label="Giới tính",
            kind="choice",
            choices=(("male", "Nam"), ("female", "Nữ")),
            is_required=True,
        ),
        Field(name="weight", label="Cân nặng"),
    ),
    papers=(RequiredPaper(name="Giấy chứng sinh", key="proof", original=1),),
)
RESIDENCE = replace(
    GOOD,
    key="residence@1",
    code="residence",
    competence=("commune_police",),
    fields=(
        Field(name="subject", label="Người đăng ký", is_required=True),
        Field(
            name="purpose",
            label="Đăng ký",
            kind="choice",
            choices=(("stay", "Tạm trú"), ("newborn", "Trẻ mới sinh")),
            is_required=True,
        ),
        Field(
            name="sex",
            label="Giới tính",
            kind="choice",
            choices=(("male", "Nam"), ("female", "Nữ")),
        ),
        Field(name="until", label="Đến ngày", when=condition_in('purpose = "stay"')),
        Field(name="army", label="Nghĩa vụ", when=condition_in('sex = "male"')),
        Field(name="place", label="Nơi ở", is_required=True),
    ),
    papers=(RequiredPaper(name="Giấy tờ chỗ ở", key="home", copy=1),),
)
FIRST = Leg(key="birth", what="khai sinh", agency="commune_pc", code="birth", limit=DAY)
SECOND = Leg(
    key="residence",
    what="đăng ký thường trú",
    agency="commune_police",
    code="residence",
    limit=Time(value=2, unit="wd"),
    after=("birth",),
    answers=(("subject", "child"), ("purpose", '"newborn"'), ("sex", "child_sex")),
)
THIRD = Leg(
    key="card",
    what="thẻ",
    agency="school",
    after=("birth",),
    answers=(("child", "child"), ("place", "place")),
    papers=("proof",),
)
BUNDLE = Version(
    key="both@1",
    code="both",
    name="Cả hai",
    field="Liên thông",
    valid_from=SINCE,
    legs=(FIRST, SECOND, THIRD),
    limit=DAYS,
    verify_limit=Time(value=5, unit="wd"),
)
BASES = {"birth": BIRTH, "residence": RESIDENCE}
KNOWN = Known(agencies=KINDS, procedures=frozenset({"birth", "residence", "both"}), bases=BASES)


def first(**changes):
    return replace(BUNDLE, legs=(replace(FIRST, **changes), SECOND, THIRD))


def second(**changes):
    return replace(BUNDLE, legs=(FIRST, replace(SECOND, **changes), THIRD))


def third(**changes):
    return replace(BUNDLE, legs=(FIRST, SECOND, replace(THIRD, **changes)))


RESIDES = "đăng ký thường trú"


def test_a_bundle_that_fits_together_has_no_contradiction():
    assert flaws(BUNDLE, KNOWN) == ()


@pytest.mark.parametrize(
    ("bundle", "place", "reason"),
    [
        (second(key="Cư trú"), "1.key", NameNotUsable(name="Cư trú")),
        (second(key="birth"), "1.key", NamedTwice(name="birth")),
        (second(what=" "), "1.what", NothingThere(what="what")),
        (second(agency=""), "1.agency", LegWithoutAgency(leg=RESIDES)),
        (second(agency="king"), "1.agency", UnknownAgency(agency="king")),
        (second(code="none"), "1.code", LegOfNoProcedure(leg=RESIDES, code="none")),
        (second(code="both"), "1.code", LegIsABundle(leg=RESIDES, code="both")),
        (second(after=("residence",)), "1.after", LegWaitsForItself(leg=RESIDES)),
        (second(after=("x",)), "1.after", LegWaitsForNothing(leg=RESIDES, other="x")),
        (first(after=("residence",)), "0.after", LegsInACircle(leg="khai sinh")),
        (
            second(limit=DAYS),
            "1.limit",
            LegTooLong(leg=RESIDES, hours=32, limit=24),
        ),
        (
            second(verify_limit=Time(value=6, unit="wd")),
            "1.verify_limit",
            LegTooLong(leg=RESIDES, hours=48, limit=40),
        ),
        (second(limit=Time(unit="x")), "1.limit.unit", UnknownUnit(unit="x")),
        (
            second(answers=(("subject", "mother"),)),
            "1.answers",
            AnsweredByNothing(leg=RESIDES, name="mother"),
        ),
        (
            second(answers=(("nickname", "child"),)),
            "1.answers",
            AnswersNothing(leg=RESIDES, name="nickname"),
        ),
        (
            second(answers=(("subject", "child"), ("subject", "weight"))),
            "1.answers",
            AnsweredTwice(leg=RESIDES, name="subject"),
        ),
        (
            second(answers=(("purpose", '"x"'),)),
            "1.answers",
            FixedToNothing(name="purpose", value="x"),
        ),
        (
            second(answers=(("subject", ""),)),
            "1.answers",
            NeededNotAsked(leg=RESIDES, name="subject"),
        ),
        (
            second(answers=(("sex", "weight"), ("purpose", "child_sex"))),
            "1.answers",
            NeverAnswered(rule="until", value="stay"),
        ),
        (third(answers=(), papers=()), "2.answers", LegGetsNothing(leg="thẻ")),
        (third(papers=("x",)), "2.papers", DependsOnNothing(rule="thẻ", other="x")),
    ],
)
def test_legs_that_do_not_fit_are_found_with_their_place(bundle, place, reason):
    found = [(flaw.place, flaw.reason) for flaw in flaws(bundle, KNOWN)]
    assert (f"legs.{place}", reason) in found


def test_a_contradiction_has_a_line_in_the_text():
    read = imported(exported(second(after=("residence",))))
    (flaw,) = flaws(read.version, KNOWN)
    text = exported(read.version).splitlines()
    assert text[read.line_of(flaw.place) - 1].strip() == "after:"


def test_a_procedure_outside_the_catalogue_is_let_be_where_the_leg_says_so():
    outside = second(code="9.9", is_outside=True, answers=(("subject", "child"),))
    outside = replace(
        outside, legs=(*outside.legs[:2], replace(THIRD, answers=(("a", "child"),)))
    )
    assert flaws(outside, KNOWN) == ()


def test_the_one_form_asks_once_what_the_data_map():
    one = as_one(BUNDLE, BASES)
    asked = {each.name: each for each in one.fields}
    assert list(asked) == ["child", "child_sex", "weight", "army", "place"]
    assert asked["army"].when == condition_in('child_sex = "male"')
    assert asked["place"].is_required
    assert asked["child"].when == ALWAYS


SENT = {
    "child": ("Tên trẻ", "A Viết"),
    "child_sex": ("Giới tính", "Nam"),
    "weight": ("Cân nặng", "3100"),
    "place": ("Nơi ở", "Thôn Vinh"),
}


def test_each_leg_gets_its_own_answers_and_those_mapped_and_no_other():
    def given(leg):
        of = version_of_leg(BUNDLE, leg, BASES.get(leg.code))
        return {name: (label, text) for name, label, text in answers_for(leg, of, SENT)}

    assert set(given(FIRST)) == {"child", "child_sex", "weight"}
    assert given(SECOND) == {
        "subject": ("Người đăng ký", "A Viết"),
        "purpose": ("Đăng ký", "Trẻ mới sinh"),
        "sex": ("Giới tính", "Nam"),
        "place": ("Nơi ở", "Thôn Vinh"),
    }
    assert given(THIRD) == {"child": SENT["child"], "place": SENT["place"]}


def test_rows_of_a_group_go_on_with_their_numbers():
    leg = replace(THIRD, answers=(("child", "name"),))
    of = version_of_leg(BUNDLE, leg, None)
    told = {"name.2": ("Tên (2)", "B"), "name.1": ("Tên (1)", "A")}
    assert [each[0] for each in answers_for(leg, of, told)] == ["child.1", "child.2"]


def test_each_leg_gets_its_own_papers_and_those_named():
    one = as_one(BUNDLE, BASES)
    papers = [
        papers_for(leg, version_of_leg(BUNDLE, leg, BASES.get(leg.code)), one)
        for leg in BUNDLE.legs
    ]
    assert papers == [{"Giấy chứng sinh"}, {"Giấy tờ chỗ ở"}, {"Giấy chứng sinh"}]


@pytest.mark.parametrize("code", ["LT-KS", "LT-KT"])
def test_a_seed_bundle_gives_every_leg_the_answers_it_needs(code):
    """What must be answered in the one form is enough for what each leg must know."""
    every = versions_brought()
    bases = {
        each.code: each for each in every if not each.legs and each.valid_from.year == 2018
    }
    bundle = next(each for each in every if each.code == code)
    one = as_one(bundle, bases)
    sent = {each.name: (each.label, "x") for each in one.fields if each.is_required}
    for leg in bundle.legs:
        of = version_of_leg(bundle, leg, bases.get(leg.code))
        given = {name for name, _label, _text in answers_for(leg, of, sent)}
        needed = {
            each.name for each in of.fields if each.is_required and each.when == ALWAYS
        } or {name for name, by in leg.answers if by in sent}
        assert needed
        assert needed <= given, leg.key
        assert leg.handed_certainty == "unverified"
    known = Known(procedures=frozenset(bases), bases=bases)
    assert flaws(bundle, known) == ()


SEEN = Version(
    key="s@1",
    code="s",
    name="S",
    field="F",
    valid_from=SINCE,
    certainty="seen",
    fields=(Field(name="a", label="A", **LAW),),
    papers=(RequiredPaper(name="Đơn"),),
    steps=(Step(step="B1", role="one_stop", what="Nhận"),),
    steps_kind="source",
    fee=Fee(amount_vnd=0, **LAW),
)


def test_what_was_held_against_the_law_is_verified():
    assert SEEN.is_verified
    assert replace(SEEN, fee=Fee()).is_verified  # nothing is claimed of it


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"certainty": "mixed"}, "certainty"),
        ({"doubts": ("?",)}, "doubts"),
        ({"fields": (Field(name="a", label="A"),)}, "fields"),
        ({"papers": (RequiredPaper(name="Đơn", certainty="unverified"),)}, "papers"),
        ({"steps_kind": "pattern"}, "steps"),
        (
            {"steps": (Step(step="B1", role="r", what="w", certainty="search_only"),)},
            "steps",
        ),
        ({"fee": Fee(amount_vnd=1000)}, "fee"),
        ({"fee": Fee(amount_vnd=0, note="x", certainty="mixed")}, "fee"),
        ({"timing": Timing(stages=(stage(),))}, "timing.stages"),
        ({"timing": Timing(exclusions=(Exclusion(kind="tax"),))}, "timing.exclusions"),
        ({"timing": Timing(localities=(Locality(flag="a", more=DAY),))}, "timing.localities"),
        ({"timing": Timing(shortened=(Shortened(area="A", limit=DAY),))}, "timing.shortened"),
        ({"legs": (replace(FIRST, **LAW, answers=(("a", "a"),)),)}, "legs"),
    ],
)
def test_each_part_that_was_not_says_so(changes, part):
    assert replace(SEEN, **changes).unverified == (part,)
