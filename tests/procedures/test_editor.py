"""Writing a procedure in the browser: the administrator, an official elsewhere, a stranger."""

import re

import pytest
from django.test import Client

from guol.procedures.api import forget_kept, import_catalogue, newest_of, version, version_on
from guol.procedures.forms.parts import PARTS, part_of, row_typed
from guol.procedures.gateways import versions_brought
from guol.procedures.gateways.exchange import exported
from guol.procedures.models import Draft
from guol.procedures.queries.drafts import draft, told_plainly
from guol.procedures.rules.drafting import changes, with_row
from tests.people.world import PASSWORD, an_official, an_order, found_house

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


def signed_in(login):
    client = Client()
    sent = client.post("/dang-nhap/", {"key": "k", "login": login, "password": PASSWORD})
    assert sent.status_code == 302
    return client


@pytest.fixture
def administrator(house):
    an_official("Quản trị", "quantri", role="administrator", works_at="authority")
    return signed_in("quantri")


@pytest.fixture
def official(house):
    an_official()
    return signed_in("a.viet")


def begun(client, key="d1"):
    answer = client.post(f"/thu-tuc/{BIRTH}/soan/", {"key": key})
    assert answer.status_code == 302
    return answer.url


def text_of(answer):
    return answer.content.decode()


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
