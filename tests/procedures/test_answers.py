"""What is wrong with an answer, said once for the page and for whoever reads the log."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guol.procedures.events import KINDS_OF_FIELD, Field
from guol.procedures.rules.answers import (
    AnswerTooLong,
    NoMailAddress,
    NoSuchChoice,
    NoSuchDay,
    NoSuchPartialDay,
    NoTelephone,
    NotTwelveDigits,
    NotYet,
    NoWholeNumber,
    wrong_answer,
)

TODAY = date(2025, 6, 30)
CHOICES = (("a", "A"), ("b", "B"))


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        ("citizen_number", "04922500123", NotTwelveDigits),
        ("citizen_number", "٠٤٩٢٢٥٠٠١٢٣٤", NotTwelveDigits),
        ("date", "31/02/2025", NoSuchDay),
        ("date", "1948", NoSuchDay),
        ("date", "01/07/2025", NotYet),
        ("partial_date", "13/1948", NoSuchPartialDay),
        ("partial_date", "2026", NotYet),
        ("choice", "z", NoSuchChoice),
        ("choices", "a; z", NoSuchChoice),
        ("yes_no", "maybe", NoSuchChoice),
        ("number", "1.5", NoWholeNumber),
        ("number", "1000", NoWholeNumber),
        ("number", "-1", NoWholeNumber),
        ("money", "một triệu", NoWholeNumber),
        ("phone", "gọi chị Mai", NoTelephone),
        ("email", "ten@nơi", NoMailAddress),
        ("text", "x" * 201, AnswerTooLong),
        ("long_text", "x" * 2001, AnswerTooLong),
    ],
)
def test_an_answer_that_cannot_be_is_named(kind, typed, reason):
    question = Field(name="q", label="Câu hỏi", kind=kind, choices=CHOICES, is_past=True)
    if kind in {"text", "long_text", "money"}:
        question = Field(name="q", label="Câu hỏi", kind=kind)
    assert isinstance(wrong_answer(question, typed, TODAY), reason)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("citizen_number", "049225001234"),
        ("citizen_number", "049 225 001 234"),
        ("date", "12/06/2025"),
        ("date", "30/06/2025"),
        ("partial_date", "1948"),
        ("partial_date", "3/1948"),
        ("partial_date", "2025"),
        ("choice", "a"),
        ("choices", "b; a"),
        ("yes_no", "no"),
        ("number", "3"),
        ("money", "1.250.000"),
        ("phone", "0905 123 456"),
        ("phone", "+84 905-123-456"),
        ("email", "buoi@example.vn"),
        ("person_name", "A Viết"),
        ("person_name", "Bh'riu"),
        ("place", "thôn Pà Ooi, xã La Êê"),
        ("text", ""),
    ],
)
def test_what_people_have_can_stand(kind, typed):
    question = Field(name="q", label="Câu hỏi", kind=kind, choices=CHOICES, is_past=True)
    if kind not in {"choice", "choices"}:
        question = Field(name="q", label="Câu hỏi", kind=kind, is_past=True)
    assert wrong_answer(question, typed, TODAY) is None


def test_a_number_is_bounded_by_its_question():
    pages = Field(name="q", label="Số trang", kind="number", least=1, most=1_500)
    assert wrong_answer(pages, "1500", TODAY) is None
    assert wrong_answer(pages, "0", TODAY) == NoWholeNumber(
        label="Số trang", typed="0", least=1, most=1_500
    )


def test_a_day_to_come_stands_where_one_can_be_meant():
    assert wrong_answer(Field(name="q", label="", kind="date"), "1/7/2025", TODAY) is None


@settings(max_examples=40)
@given(st.text(max_size=40), st.sampled_from(KINDS_OF_FIELD))
def test_nothing_that_can_be_typed_breaks_a_check(typed, kind):
    wrong_answer(Field(name="q", label="", kind=kind, is_past=True), typed, TODAY)


def test_an_answer_in_words_and_in_code_is_one_answer():
    question = Field(name="q", label="", kind="choices", choices=CHOICES)
    assert (question.in_words("a; b"), question.in_code("A; B")) == ("A; B", "a; b")
    assert question.in_code("a") == "a"
    yes_no = Field(name="q", label="", kind="yes_no")
    assert (yes_no.in_words("yes"), yes_no.in_code("Không")) == ("Có", "no")
    assert Field(name="q", label="").in_code("anything") == "anything"
