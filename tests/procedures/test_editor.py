"""Writing a procedure in the browser: the administrator, an official elsewhere, a stranger."""

import re
from dataclasses import fields

import pytest
from django.test import Client

from guol.procedures.api import forget_kept, import_catalogue, newest_of, version, version_on
from guol.procedures.events import (
    Branch,
    Exclusion,
    Exemption,
    Fee,
    Field,
    Group,
    Leg,
    Locality,
    RequiredPaper,
    Requirement,
    Shortened,
    Stage,
    Step,
    Timing,
    Version,
)
from guol.procedures.forms.parts import OF, PARTS, part_of, row_typed, with_key
from guol.procedures.gateways import versions_brought
from guol.procedures.gateways.exchange import exported, written_out
from guol.procedures.models import Draft
from guol.procedures.queries.drafts import draft, told_plainly
from guol.procedures.rules.drafting import changes, with_row
from guol.procedures.rules.language import in_words
from tests.people.world import an_official, an_order, found_house
from tests.procedures.signing import signed_in, text_of

BIRTH = "1.001193"


class Sent(dict):
    """What a browser sends, one value or several a name."""

    def getlist(self, name):
        found = self.get(name, [])
        return found if isinstance(found, list) else [found]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_what_stands_in_the_boxes_is_read_back_the_same(part):
    for of in versions_brought():
        for row in rows_in(part, told_plainly(of)):
            sent = Sent()
            for box in part.columns:
                sent |= box.typed(row.get(box.name))
            assert row_typed(part, sent, row) == row, of.key


def rows_in(part, told):
    held = told
    for name in filter(None, part.place.split(".")):
        held = held.get(name) or {}
    return held or [] if part.is_list else [held]


DERIVED = {
    Version: {"key", "agencies", "legs", "papers", "fields", "timing", "fee", "steps", "groups"}
    | {"requirements", "branches", "terms"},
    Timing: {"stages", "exclusions", "localities", "shortened"},
    Stage: {"name"},
    Fee: {"exemptions"},
    Leg: {"agency_name"},
}
WRITTEN_IN = {
    Version: ("chung", "thoi-han"),
    Field: ("cau-hoi",),
    Group: ("nhom",),
    RequiredPaper: ("giay-to",),
    Requirement: ("dieu-kien",),
    Step: ("buoc",),
    Branch: ("truong-hop",),
    Timing: ("dong-ho",),
    Stage: ("chang",),
    Exclusion: ("khong-tinh",),
    Locality: ("dia-ban",),
    Shortened: ("rut-ngan",),
    Fee: ("phi",),
    Exemption: ("mien-phi",),
    Leg: ("phan-viec",),
}


@pytest.mark.parametrize("kind", WRITTEN_IN, ids=lambda kind: kind.__name__)
def test_all_of_a_version_is_written_through_boxes(kind):
    boxes = {box.name for slug in WRITTEN_IN[kind] for box in OF[slug].columns}
    assert boxes == {each.name for each in fields(kind)} - DERIVED.get(kind, set())


def test_a_key_is_made_from_words_where_nobody_types_one():
    part = OF["phan-viec"]
    made = with_key(part, {"what": "Đăng ký thường trú"}, [{"key": "dang_ky_thuong_tru"}])
    assert made["key"] == "dang_ky_thuong_tru_2"
    assert with_key(part, {"what": "x", "key": "y"}, []) == {"what": "x", "key": "y"}
    assert with_key(OF["cau-hoi"], {"label": "Tuổi"}, [])["name"] == "m_tuoi"
    assert with_key(OF["giay-to"], {"name": "Đơn"}, []) == {"name": "Đơn"}


def test_a_rule_is_told_with_what_its_keys_are_called():
    called = {"sex": "Giới tính", "sex=male": "Nam"}
    assert in_words('sex = "male" và có(age)', called) == "“Giới tính” = “Nam” và có(age)"
    assert in_words('sex = "', called) == '“Giới tính” = "'


def test_a_row_goes_to_its_place():
    rows = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    moved = with_row(rows, 2, {"name": "c"}, place=1)
    assert [each["name"] for each in moved] == ["c", "a", "b"]
    assert with_row(rows, None, {"name": "d"}, place=99)[-1] == {"name": "d"}


def test_what_differs_is_told_row_by_row():
    before = {"name": "A", "fields": [{"name": "x", "label": "X"}, {"name": "y", "label": "Y"}]}
    after = {"name": "B", "fields": [{"name": "y", "label": "Y"}, {"name": "x", "label": "Z"}]}
    told = {
        (each.part, each.row, each.what): (each.before, each.after)
        for each in changes(before, after)
    }
    assert told == {
        ("name", "", ""): ("A", "B"),
        ("fields", "x", "label"): ("X", "Z"),
        ("fields", "", "order"): (before["fields"], after["fields"]),
    }
    assert changes(before, before) == ()


def test_every_place_lies_in_a_part():
    assert part_of("fee.exemptions.0.when")[0].slug == "mien-phi"
    assert part_of("fee.amount_vnd")[0].slug == "phi"
    assert part_of("limit.unit")[0].slug == "thoi-han"
    assert part_of("timing.stages.1.agency")[0].slug == "chang"
    assert part_of("timing.cut_off_minute")[0].slug == "dong-ho"
    assert part_of("legs.0.answers")[0].slug == "phan-viec"


@pytest.fixture
def house(db):
    found_house()
    forget_kept()
    import_catalogue(lambda key: an_order(key=key))
    yield
    forget_kept()


def begun(client, key="d1", code=BIRTH):
    answer = client.post(f"/thu-tuc/{code}/soan/", {"key": key})
    assert answer.status_code == 302
    return answer.url


def seen_in(answer):
    return re.search(r'name="seen" value="(\d+)"', text_of(answer))[1]


pages = [
    "",
    "chung/",
    "cau-hoi/1/",
    "cau-hoi/moi/",
    "buoc/1/",
    "thoi-han/",
    "phi/",
    "mien-phi/1/",
    "phan-viec/moi/",
    "dong-ho/",
    "chang/moi/",
    "khong-tinh/moi/",
    "dia-ban/moi/",
    "rut-ngan/moi/",
    "van-ban/",
    "van-ban.yaml",
    "cong-bo/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("page", pages)
def test_the_editor_is_open_to_the_administrator_alone(administrator, page):
    an_official()
    url = begun(administrator) + page
    assert administrator.get(url).status_code == 200
    assert signed_in("a.viet").get(url).status_code == 403
    assert Client().get(url).status_code == 403


@pytest.mark.django_db
def test_a_version_is_written_tried_and_published(administrator):
    url = begun(administrator)
    page = administrator.get(url + "chung/")
    typed = {"key": "k1", "seen": seen_in(page), "valid_from": "01/01/2027"}
    form = page.context["form"]
    typed |= {
        box.html_name: box.value() or ""
        for box in page.context["boxes"]
        if box.html_name != "valid_from"
    }
    assert form.fields
    assert administrator.post(url + "chung/", typed).url == url
    page = administrator.get(url + "cau-hoi/moi/")
    question = {
        "key": "k2",
        "seen": seen_in(page),
        "label": "Cân nặng khi sinh (gam)",
        "name": "weight",
        "kind": "number",
        "section": "Người được khai sinh",
        "place": "9",
    }
    assert administrator.post(url + "cau-hoi/moi/", question).url == url
    before = newest_of(BIRTH)
    page = text_of(administrator.get(url + "cong-bo/"))
    assert "Cân nặng khi sinh" in page
    sent = {"key": "k3", "seen": seen_in(administrator.get(url + "cong-bo/"))}
    answer = administrator.post(url + "cong-bo/", sent)
    assert answer.url == f"/thu-tuc/{BIRTH}/phien-ban/"
    after = newest_of(BIRTH)
    assert after.key == "1.001193@" + str(int(before.key[-1]) + 1)
    assert [each.name for each in after.fields].index("weight") == 8
    assert version(before.key) == before
    assert version_on(BIRTH, before.valid_from).key != after.key
    again = administrator.post(url + "cong-bo/", sent)  # sent again: the same answer
    assert again.url == answer.url
    assert newest_of(BIRTH).key == after.key
    assert administrator.get(url).status_code == 404


@pytest.mark.django_db
def test_what_is_wrong_stands_beside_its_box_and_is_kept(administrator):
    url = begun(administrator)
    seen = seen_in(administrator.get(url + "cau-hoi/2/"))
    wrong = {
        "key": "k",
        "seen": seen,
        "label": "",
        "name": "Child Name",
        "when": "a = ",
        "kind": "text",
    }
    answer = administrator.post(url + "cau-hoi/2/", wrong, follow=True)
    page = text_of(answer)
    assert "Child Name" in page
    assert 'id="id_when_error"' in page
    assert draft("d1").told["fields"][1]["when"] == "a ="
    assert "Chưa công bố được" in text_of(administrator.get(url))
    refused = administrator.post(url + "cong-bo/", {"key": "p", "seen": draft("d1").seen})
    assert refused.status_code == 422
    assert newest_of(BIRTH).key == draft("d1").base


@pytest.mark.django_db
def test_two_who_write_the_same_draft_are_told(administrator):
    url = begun(administrator)
    seen = seen_in(administrator.get(url + "thoi-han/"))
    first = {"key": "a", "seen": seen, "limit.value": "3", "limit.unit": "wd"}
    assert administrator.post(url + "thoi-han/", first).status_code == 302
    second = administrator.post(url + "thoi-han/", first | {"key": "b", "limit.value": "5"})
    assert second.status_code == 422
    assert 'value="5"' in text_of(second)
    assert draft("d1").told["limit"] == {"value": 3, "unit": "wd"}


@pytest.mark.django_db
def test_a_new_procedure_needs_a_code_of_its_own(administrator):
    taken = administrator.post("/danh-muc/", {"key": "n", "code": BIRTH})
    assert taken.status_code == 422
    made = administrator.post("/danh-muc/", {"key": "n", "code": "9.000001"})
    page = text_of(administrator.get(made.url))
    assert "Chưa công bố được" in page
    assert administrator.post("/danh-muc/", {"key": "n", "code": "9.000001"}).url == made.url
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_what_is_exported_is_brought_in_again(administrator):
    answer = administrator.get(f"/thu-tuc/{BIRTH}/phien-ban/1.yaml")
    assert answer.headers["Content-Disposition"].endswith('1.001193-1.yaml"')
    assert text_of(answer) == exported(version(f"{BIRTH}@1"))
    made = administrator.post("/danh-muc/", {"key": "t", "text": text_of(answer)})
    assert made.status_code == 302
    told = told_plainly(version(f"{BIRTH}@1"))
    told.pop("key")
    assert draft("t").told == told


@pytest.mark.django_db
def test_text_that_cannot_be_read_is_said_with_its_line(administrator):
    url = begun(administrator)
    seen = draft("d1").seen
    broken = "code: x\nname: y\nfields:\n  - {name: a, label: A, colour: red}\n"
    answer = administrator.post(url + "van-ban/", {"key": "k", "seen": seen, "text": broken})
    assert answer.status_code == 422
    assert "Dòng 4" in text_of(answer)
    assert "colour: red" in text_of(answer)
    assert draft("d1").seen == seen


@pytest.mark.django_db
def test_a_row_is_taken_out_and_a_draft_let_go(administrator):
    url = begun(administrator)
    count = len(draft("d1").told["fields"])
    gone = {"key": "k", "seen": draft("d1").seen, "di": "xoa", "name": "x"}
    administrator.post(url + "cau-hoi/1/", gone)
    assert len(draft("d1").told["fields"]) == count - 1
    administrator.post(url + "bo/", {"key": "z"})
    assert administrator.get(url).status_code == 404
    assert newest_of(BIRTH).key.startswith(BIRTH)


def saved(client, url, **typed):
    """Save a page of the draft; return the page that it leads to."""
    sent = {"key": "k", "seen": draft("d1").seen} | {
        name.replace("__", "."): value for name, value in typed.items()
    }
    answer = client.post(url, sent, follow=True)
    assert answer.status_code == 200
    return text_of(answer)


@pytest.mark.django_db
def test_the_clock_is_written_through_boxes_and_flaws_stand_beside_them(administrator):
    url = begun(administrator, code="TMP-GCNQSDD")
    before = draft("d1").told["timing"]
    stage = {"agency": "school", "limit__value": "99", "limit__unit": "wd"}
    page = saved(administrator, url + "chang/moi/", **stage, is_counted="on")
    assert 'id="id_agency_error"' in page  # the procedure does not go there
    stage |= {"agency": "commune_pc"}
    page = saved(administrator, url + "chang/1/", **stage, is_counted="on", key_="xa")
    assert draft("d1").told["timing"]["stages"] == [
        {"key": "xa", "agency": "commune_pc", "limit": {"value": 99, "unit": "wd"}}
    ]
    assert "792" in text_of(administrator.get(url))  # more hours than the procedure may take
    more = {"what": "Xã vùng cao", "more__value": "5", "more__unit": "wd"}
    saved(administrator, url + "dia-ban/moi/", **more)
    assert draft("d1").told["timing"]["localities"][-1]["flag"] == "xa_vung_cao"
    saved(administrator, url + "khong-tinh/moi/", kind="post", channels=["2", "3"])
    assert draft("d1").told["timing"]["exclusions"][-1] == {"kind": "post", "channels": [2, 3]}
    late = {"cut_off_minute": "14:30", "appraisal_effect": "restart"}
    saved(administrator, url + "dong-ho/", **late, entry_effect="none", postal_start="arrival")
    timing = draft("d1").told["timing"]
    assert (timing["cut_off_minute"], timing["appraisal_effect"]) == (870, "restart")
    assert timing["exclusions"][:-1] == before["exclusions"]
    page = text_of(administrator.get(url + "cong-bo/"))
    assert "14:30" in page
    assert "tính lại cả thời hạn từ khi bổ sung xong" in page
    assert "UBND cấp xã" in page
    assert "commune_pc" not in page


@pytest.mark.django_db
def test_a_bundle_is_written_through_boxes(administrator):
    url = begun(administrator, code="LT-KS")
    page = text_of(administrator.get(url + "phan-viec/2/"))
    assert "luôn là: Thường trú cho trẻ mới sinh" in page
    leg = {"what": "mai táng", "agency": "commune_pc", "after": ["birth", "residence"]}
    page = saved(administrator, url + "phan-viec/moi/", **leg)
    assert 'id="id_answers.also_error"' in page  # no form, and nothing says what it gets
    saved(administrator, url + "phan-viec/4/", **leg, key_="burial", answers__also="child_name")
    told = draft("d1").told["legs"][3]
    assert told["key"] == "burial"
    assert told["answers"] == [["child_name", "child_name"]]
    itself = leg | {"after": ["burial"]}
    page = saved(administrator, url + "phan-viec/4/", **itself, key_="burial", code="9.9")
    assert "chờ chính nó" in page
    assert "danh mục không có" in page
    shown = text_of(administrator.get(url + "cong-bo/"))
    assert "chờ chính nó" in shown
    assert re.search(r"dòng \d+ của văn bản", shown)


@pytest.mark.django_db
def test_a_paper_without_a_key_stays_without(administrator):
    url = begun(administrator)
    before = draft("d1").told["papers"][0]
    saved(administrator, url + "giay-to/1/", name=before["name"], original="2", is_form="on")
    assert "key" not in draft("d1").told["papers"][0]


@pytest.mark.django_db
def test_what_changes_is_told_in_words(administrator):
    url = begun(administrator)
    step = {"step": "B2", "what": "Kiểm tra", "role": "chair", "agency": "commune_pc"}
    saved(administrator, url + "buoc/2/", **step)
    paper = {"name": "Bản án", "applies": 'child_sex = "male"', "copy": "1", "original": "0"}
    saved(administrator, url + "giay-to/moi/", **paper)
    saved(administrator, url + "mien-phi/1/", label="Trẻ", ground="child", paper="identity")
    page = text_of(administrator.get(url + "cong-bo/"))
    for told in ("Chủ tịch UBND", "UBND cấp xã", "“Giới tính” = “Nam”", "CCCD/hộ chiếu"):
        assert told in page, told
    for raw in ("chair<", "commune_pc", "child_sex", "identity<"):
        assert raw not in page, raw


@pytest.mark.django_db
def test_the_administrator_reads_what_was_not_held_against_the_law(administrator):
    page = text_of(administrator.get(f"/thu-tuc/{BIRTH}/"))
    assert "Chưa đối chiếu với văn bản pháp luật" in page
    assert "Chưa đối chiếu với văn bản pháp luật" not in text_of(
        Client().get(f"/thu-tuc/{BIRTH}/")
    )
    url = begun(administrator)
    assert "chưa đối chiếu" in text_of(administrator.get(url))
    assert "Chưa đối chiếu với văn bản pháp luật" in text_of(
        administrator.get(url + "cong-bo/")
    )


@pytest.mark.django_db
def test_the_next_version_begins_after_the_one_before(administrator):
    url = begun(administrator)
    assert "Không có chỗ nào mâu thuẫn" in text_of(administrator.get(url))
    sent = {
        box.name: box.value() or ""
        for box in administrator.get(url + "chung/").context["boxes"]
    }
    page = saved(administrator, url + "chung/", **(sent | {"valid_from": "21/06/2018"}))
    assert 'id="id_valid_from_error"' in page
    assert "Chưa công bố được" in text_of(administrator.get(url))


@pytest.mark.django_db
def test_publishing_is_refused_with_line_and_reason(administrator):
    url = begun(administrator)
    saved(administrator, url + "cau-hoi/2/", label="Tên", name="child", when="có(child)")
    step = {"step": "B4", "what": "Thẩm định", "working_minutes": "9000"}
    page = saved(administrator, url + "buoc/4/", **step)
    assert 'id="id_role_error"' in page
    assert "Ở đây thiếu “Chức danh thực hiện”" in page
    saved(administrator, url + "buoc/4/", **step, role="chair")
    step = {"step": "B3", "what": "Phân công", "role": "section_head", "agency": "school"}
    saved(administrator, url + "buoc/3/", **step)
    told = draft("d1").told
    answer = administrator.post(url + "cong-bo/", {"key": "p", "seen": draft("d1").seen})
    assert answer.status_code == 422
    lines = written_out(told).splitlines()
    found = {each["why"]: lines[each["line"] - 1] for each in answer.context["flaws"]}
    for why, line in (
        ("Câu hỏi “Tên”", "when: có(child)"),
        ("Bước B3", "agency: school"),
        ("giờ làm việc", "steps:"),
    ):
        assert any(why in each and line in found[each] for each in found), (why, found)
    assert "Nhà trường" in text_of(answer)
    assert newest_of(BIRTH).key == draft("d1").base


@pytest.mark.django_db
def test_a_step_without_an_agency_is_refused(administrator):
    url = begun(administrator)
    sent = {
        box.name: box.value() or ""
        for box in administrator.get(url + "chung/").context["boxes"]
    }
    gone = {name: value for name, value in sent.items() if not name.startswith("competence")}
    saved(administrator, url + "chung/", **gone)
    answer = administrator.post(url + "cong-bo/", {"key": "p", "seen": draft("d1").seen})
    assert answer.status_code == 422
    whys = [each["why"] for each in answer.context["flaws"]]
    assert any("B1" in why and "cơ quan" in why for why in whys), whys
