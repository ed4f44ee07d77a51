"""What people type, and what they are told."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.dates import PartialDate
from guol.kernel.errors import Refused
from guol.web.forms import DayField, Form, PartialDateField, PartsField
from guol.web.words import Busy


class Birth(Form):
    name = forms.CharField(label="Họ tên", max_length=10)
    day = DayField(label="Ngày cấp", required=False)
    born = PartsField(label="Ngày sinh", required=False)
    own = forms.CharField(
        label="Khác", required=False, max_length=3, error_messages={"max_length": "Của tôi."}
    )


def birth(**typed):
    return Birth({"key": "k", "name": "A Viết", **typed})


def told(form, name):
    with override("vi"):
        return str(form.errors[name][0])


def test_a_form_comes_with_a_key_of_its_own():
    assert Birth()["key"].value() != Birth()["key"].value()


def test_what_the_action_wants_has_no_key_and_no_seen():
    form = birth(day="4/5/2026")
    assert form.is_valid()
    assert form.values() == {"name": "A Viết", "day": date(2026, 5, 4), "born": None, "own": ""}
    assert form.cleaned_data["seen"] == 0


@pytest.mark.parametrize("seen", ["-1", "99999999999", "x", "9" * 6000])
def test_a_number_seen_that_cannot_be_is_refused(seen):
    assert "seen" in birth(seen=seen).errors


def test_what_is_missing_is_named_in_a_sentence():
    assert told(Birth({"key": "k"}), "name") == "Còn thiếu “Họ tên”. Xin điền vào."


def test_what_is_too_long_is_named_in_a_sentence():
    assert told(birth(name="x" * 11), "name") == "Mục “Họ tên” quá dài. Xin viết ngắn lại."


def test_a_field_that_speaks_for_itself_is_left_alone():
    assert told(birth(own="dài quá"), "own") == "Của tôi."


@pytest.mark.parametrize(
    "text", ["4/5/2026", "04-05-2026", " 4.5.2026 ", "04052026", "2026-05-04", "4 5 2026"]
)
def test_a_day_is_read_as_people_write_it(text):
    assert birth(day=text).fields["day"].clean(text) == date(2026, 5, 4)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "0/1/2026", "1948", "13/13/2026", "\uff14/5/2026", "1/1/0000"]
)
def test_a_day_that_is_in_no_calendar_is_refused(text):
    sentence = "“Ngày cấp”: không có ngày này trong lịch. Xin viết như 24/11/2026."
    assert told(birth(day=text), "day") == sentence


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_shown_is_the_day_read(day):
    field = DayField()
    assert field.clean(field.prepare_value(day)) == day


@given(st.text())
def test_any_text_is_a_day_or_a_sentence(text):
    birth(day=text).is_valid()


def test_three_boxes_make_a_day():
    form = birth(born_0="4", born_1="5", born_2="2026")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2026, 5, 4)


@pytest.mark.parametrize(
    "boxes", [("31", "2", "2026"), ("x", "1", "2026"), ("1", "1", "0"), ("\u0661", "", "2026")]
)
def test_three_boxes_that_make_none_are_refused(boxes):
    form = birth(**{f"born_{i}": box for i, box in enumerate(boxes)})
    assert "born" in form.errors


def test_one_box_left_empty_is_said():
    assert (
        told(birth(born_0="4", born_1="", born_2="2026"), "born")
        == "Mục “Ngày sinh” cần đủ ngày, tháng, năm."
    )


def test_an_empty_upload_is_said():
    class Scan(Form):
        scan = forms.FileField(label="Ảnh chụp")

    form = Scan({"key": "k"}, MultiValueDict({"scan": [SimpleUploadedFile("a.pdf", b"")]}))
    assert (
        told(form, "scan")
        == "Tệp ở mục “Ảnh chụp” trống, không có nội dung. Hãy chọn lại tệp hoặc chụp lại."
    )


class Elder(Form):
    born = PartialDateField(label="Năm sinh")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1948", PartialDate(year=1948)),
        ("3/1948", PartialDate(year=1948, month=3)),
        (" 12/03/1948 ", PartialDate(year=1948, month=3, day=12)),
    ],
)
def test_a_day_is_taken_as_far_as_it_is_known(text, known):
    form = Elder({"key": "k", "born": text})
    assert form.is_valid()
    assert form.cleaned_data["born"] == known


@pytest.mark.parametrize("text", ["31/2/1948", "hôm qua", "48", "0", "9" * 5000])
def test_what_is_known_of_no_day_is_refused_in_a_sentence(text):
    assert told(Elder({"key": "k", "born": text}), "born").startswith("Không đọc được ngày")


def test_what_is_known_is_shown_as_it_was_written():
    form = Elder(initial={"born": PartialDate(year=1948, month=3)})
    assert form["born"].value() == "03/1948"


def test_a_refusal_is_said_over_the_form_and_noted_in_the_log(caplog):
    form = birth()
    with caplog.at_level("INFO", logger="guol.web"), override("vi"):
        form.refuse(Refused(Busy()))
    assert "Lúc này nhiều người đang ghi" in form.non_field_errors()[0]
    assert (caplog.records[0].reason, caplog.records[0].act) == ("Busy", "k")
    assert form.data["name"] == "A Viết"
