"""What each component writes, letter for letter; a change of one is seen in review.

A component without its file in `golden` gets it written, and the test fails once: look at it.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from guol.web.forms import Form, PartsField

GOLDEN = Path(__file__).with_name("golden")


class Sample(Form):
    name = forms.CharField(label="Họ & tên", help_text="Viết đủ.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Việc", choices=[("a", "Mới"), ("b", "Lại")], widget=forms.RadioSelect
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ", choices=[("a", "Một")], widget=forms.CheckboxSelectMultiple
    )
    born = PartsField(label="Ngày sinh")
    sure = forms.BooleanField(label="Cam đoan")
    place = forms.ChoiceField(label="Nơi", choices=[("", "Chọn"), ("z", "Zuôih")])
    scan = forms.FileField(label="Ảnh")


COMPONENTS = {
    "errors": "{% errors wrong %}",
    "no-errors": "{% errors form %}",
    "field": "{% field form.name %}",
    "field-wrong": "{% field wrong.name %}",
    "field-optional": "{% field form.note kind='wide' %}",
    "field-radios-wrong": "{% field wrong.kind %}",
    "field-checkboxes": "{% field form.papers kind='inline' %}",
    "field-parts-wrong": "{% field wrong.born hint='Ví dụ: 4 5 2026' %}",
    "field-check-wrong": "{% field wrong.sure %}",
    "field-select": "{% field form.place kind='short' %}",
    "field-file": "{% field form.scan %}",
    "key": "{% key wrong %}",
    "summary": "{% summary rows %}",
    "steps": "{% steps steps %}",
    "timeline": "{% timeline events %}",
    "figures": "{% figures figures %}",
    "tasks": "{% tasks tasks %}",
    "tag": "{% tag typed 'bad' %}{% tag 'Mới' %}",
    "crumbs": "{% crumbs crumbs %}",
    "pages": "{% pages page %}",
    "pages-first": "{% pages first %}",
    "panel": "{% panel typed %}<p>{{ typed }}</p>{% endpanel %}",
    "notice": "{% notice 'bad' typed %}<p>{{ typed }}</p>{% endnotice %}",
    "card": "{% card typed '/nop/' %}<p>{{ typed }}</p>{% endcard %}",
    "more": "{% more typed %}<p>{{ typed }}</p>{% endmore %}",
    "filters": "{{ at|day }} {{ at|instant }} {{ 1250000|vnd }} [{{ none|day }}{{ none|vnd }}]",
}


def written(source, **more):
    context = {
        "form": Sample(),
        "wrong": Sample(
            {"key": "k1", "seen": "7", "born_0": "31", "born_1": "2", "born_2": "2026"}
        ),
        "typed": "<b>Bh'riu</b>",
        "rows": [("Người nộp", "<A Viết>"), ("Nơi", "Zuôih", ("/sua/", "Sửa"))],
        "steps": [("done", "Nhận", "08:10"), ("now", "Xét", ""), ("next", "Trả", "")],
        "events": [{"at": datetime(2026, 11, 24, 1, 10, tzinfo=UTC), "title": "Nhận"}],
        "figures": [(3, "quá hạn", "/qua-han/", "bad"), (9, "xong")],
        "tasks": [("Tờ khai", "/to-khai/", "Đủ", "good", "Bản chính"), ("Ảnh", "")],
        "crumbs": [("Một cửa", "/mot-cua/"), ("Hồ sơ", "")],
        "page": Paginator(range(60), 20).page(2),
        "first": Paginator(range(60), 20).page(1),
        "at": datetime(2026, 11, 24, 18, 10, tzinfo=UTC),
        "request": RequestFactory().get("/ds/?q=A+Viết&trang=2"),
        "none": None,
        **more,
    }
    return Template("{% load guol %}" + source).render(Context(context))


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_writes_what_it_wrote(name):
    place, now = GOLDEN / f"{name}.html", written(COMPONENTS[name]) + "\n"
    if not place.exists():
        place.write_text(now)
        pytest.fail(f"{place} is new: look at it")
    assert now == place.read_text()


def test_no_golden_file_is_left_over():
    assert {each.stem for each in GOLDEN.glob("*.html")} == set(COMPONENTS)


def test_two_buttons_on_one_page_are_two_acts():
    assert written("{% key %}") != written("{% key %}")


def test_a_button_can_carry_what_was_seen():
    assert '<input type="hidden" name="seen" value="4">' in written("{% key seen=4 %}")


def test_a_kind_that_is_none_is_refused_when_it_is_written():
    with pytest.raises(TemplateSyntaxError, match="'great' is none of bad, good"):
        written("{% tag 'x' 'great' %}")


def test_one_page_needs_no_way_to_others():
    assert written("{% pages page %}", page=Paginator([1], 20).page(1)) == ""


def test_an_empty_list_leaves_nothing():
    assert written("{% summary rows %}{% steps rows %}", rows=[]) == ""


def test_each_form_of_a_page_is_an_act_of_its_own_with_boxes_of_its_own():
    context = Context({"one": Sample(), "two": Sample(), "request": RequestFactory().get("/")})
    page = "{% load guol %}{% key one %}{% key two own='two' %}{% key %}{% field two.name %}"
    shown = Template(page).render(context)
    keys = re.findall(r'name="key" value="([^"]+)"', shown)
    assert keys == [keys[0], f"{keys[0]}-1", f"{keys[0]}-2"]
    assert len(keys[0]) == 32
    assert 'for="two_name"' in shown
