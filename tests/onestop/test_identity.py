"""The line of an identity card: read whole, or not at all."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.dates import PartialDate
from guol.onestop.rules.identity import (
    IdentityCard,
    answers_from,
    read_card,
    relation_to,
    sections_of_persons,
)
from guol.onestop.rules.reasons import CardNotRead
from tests.onestop.world import birth

LINE = "049190000123|205111222|Bh'riu Thị Pơ Loong|12061990|Nữ|Thôn Pà Ooi, La Êê|01072021"
words = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
births = days.flatmap(
    lambda day: st.sampled_from(
        [
            PartialDate.of(day),
            PartialDate(year=day.year, month=day.month),
            PartialDate(year=day.year),
        ]
    )
)
cards = st.builds(
    IdentityCard,
    number=st.from_regex(r"[0-9]{12}", fullmatch=True),
    old_number=st.sampled_from(["", "205111222"]),
    name=words.map(lambda text: " ".join(text.split()) or "A"),
    born=births,
    sex=st.sampled_from(["male", "female", ""]),
    address=words,
    issued_on=st.none() | days,
)


@given(cards)
def test_what_a_card_holds_is_read_as_it_stands(card):
    read = read_card(card.as_line())
    assert isinstance(read, IdentityCard)
    assert read == read_card(read.as_line())
    assert (read.number, read.born, read.sex, read.issued_on) == (
        card.number,
        card.born,
        card.sex,
        card.issued_on,
    )


@given(st.text())
def test_anything_else_is_no_card_and_breaks_nothing(typed):
    read = read_card(typed)
    assert isinstance(read, IdentityCard | CardNotRead)


@given(cards, st.integers(0, 11))
def test_a_line_that_was_cut_is_no_card(card, kept):
    assert isinstance(read_card(card.as_line()[:kept]), CardNotRead)


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("049190000123", "04919000012"),
        LINE.replace("12061990", "31021990"),
        LINE.replace("Bh'riu Thị Pơ Loong", " "),
        LINE.replace("|", "/"),
        LINE.replace("01072021", "hôm nay"),
    ],
)
def test_a_card_with_one_thing_wrong_is_not_read(line):
    assert isinstance(read_card(line), CardNotRead)


def test_names_are_kept_as_they_stand():
    for name in ("A Viết", "Bh\u2019riu", "Zơ Râm", "Nhứt"):
        card = read_card(LINE.replace("Bh'riu Thị Pơ Loong", name))
        assert card.name == name


def test_a_card_that_says_more_is_read_all_the_same():
    assert read_card(LINE + "||Bh'riu Nhứt|Pơ Loong Thị Mai").name == "Bh'riu Thị Pơ Loong"


@pytest.mark.parametrize(
    ("number", "birth_day", "sex", "fits"),
    [
        ("049190000123", "12061990", "Nữ", True),
        ("049190000123", "12061990", "Nam", False),
        ("049190000123", "12061991", "Nữ", False),
        ("049304000123", "12062004", "Nữ", True),
        ("049204000123", "2004", "Nam", True),
        ("049090000123", "", "", True),
    ],
)
def test_number_year_and_sex_tell_the_same(number, birth_day, sex, fits):
    line = f"{number}||A Viết|{birth_day}|{sex}|La Êê|01072021"
    assert read_card(line).is_in_itself_right is fits


def test_a_card_answers_what_is_asked_of_the_person():
    fields = birth().fields
    told = answers_from(read_card(LINE), fields, "Mẹ")
    assert told == {
        "mother_name": "Bh'riu Thị Pơ Loong",
        "mother_born": "12/06/1990",
        "mother_home": "Thôn Pà Ooi, La Êê",
        "mother_number": "049190000123",
    }


def test_a_year_alone_answers_no_question_for_a_day():
    ask = SimpleNamespace(name="born", section="Con", kind="date", choices=())
    card = read_card(LINE.replace("12061990", "00001990"))
    assert answers_from(card, [ask], "Con") == {}


def test_the_applicant_says_who_they_are_by_the_heading():
    assert sections_of_persons(birth().fields) == ("Mẹ", "Cha")
    assert relation_to(birth().fields, "Mẹ") == {"relation": "mother"}
