"""The pages of people, for the one who may, the colleague who may read, and the stranger."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from guol.people import api
from guol.people.models import Delegation, Person, SignIn
from guol.people.rules import SEEN_EVERY
from tests.acts import MONDAY
from tests.people.world import (
    PASSWORD,
    TODAY,
    a_person,
    a_post,
    an_account,
    an_official,
    an_order,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FIRST_PAGE = 14_000
PAGES_OF_ACCOUNT = ["/tai-khoan/", "/tai-khoan/mat-khau/"]
PAGES_OF_OFFICIALS = ["/nguoi/", "/nguoi/dang-ky/", "/tai-khoan/uy-quyen/"]
PUBLIC_PAGES = ["/dang-nhap/", "/co-quan/"]


def signed_in(login="a.viet", client=None):
    client = client or Client()
    sent = client.post("/dang-nhap/", {"key": "k", "login": login, "password": PASSWORD})
    assert sent.status_code == 302
    return client


@pytest.fixture
def official(house):
    an_official()
    return signed_in()


@pytest.fixture
def citizen(house):
    an_account("khach", a_person("Khách"))
    return signed_in("khach")


@pytest.fixture
def stranger(house):
    return Client()


def text_of(response):
    return response.content.decode()


def key_of(response):
    return text_of(response).partition('name="key" value="')[2].partition('"')[0]


def fill(client, url, **typed):
    """Open the form at ``url`` and send it with these values."""
    return client.post(url, {"key": key_of(client.get(url))} | typed)


@pytest.mark.parametrize("url", [*PUBLIC_PAGES, *PAGES_OF_ACCOUNT, *PAGES_OF_OFFICIALS])
def test_an_official_opens_every_page(official, url):
    assert official.get(url).status_code == 200


@pytest.mark.parametrize("url", [*PUBLIC_PAGES, *PAGES_OF_ACCOUNT])
def test_somebody_with_an_account_opens_their_own_pages(citizen, url):
    assert citizen.get(url).status_code == 200


@pytest.mark.parametrize("url", PAGES_OF_OFFICIALS)
def test_somebody_without_a_post_is_refused_in_a_sentence(citizen, url):
    answer = citizen.get(url)
    assert answer.status_code == 403
    assert "<h1>" in text_of(answer)


@pytest.mark.parametrize("url", [*PAGES_OF_ACCOUNT, *PAGES_OF_OFFICIALS])
def test_a_stranger_is_sent_to_sign_in_and_back(stranger, url):
    answer = stranger.get(url)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/?next=%2F")


@pytest.mark.parametrize("url", [*PUBLIC_PAGES, *PAGES_OF_ACCOUNT, *PAGES_OF_OFFICIALS])
def test_a_page_is_small(official, url):
    assert len(gzip.compress(official.get(url).content)) < FIRST_PAGE / 2


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/dang-nhap/", 1),
        ("/tai-khoan/", 2),
        ("/tai-khoan/mat-khau/", 1),
        ("/nguoi/", 1),
        ("/nguoi/?tim=viet", 2),
        ("/nguoi/dang-ky/", 2),
        ("/co-quan/", 4),
        ("/tai-khoan/uy-quyen/", 7),
    ],
)
def test_a_page_asks_little_of_the_database(official, django_assert_num_queries, url, queries):
    with django_assert_num_queries(queries):
        official.get(url)


@pytest.mark.parametrize(("url", "queries"), [("/dang-nhap/", 0), ("/", 0), ("/co-quan/", 3)])
def test_a_stranger_costs_no_query_of_their_own(
    stranger, django_assert_num_queries, url, queries
):
    with django_assert_num_queries(queries):
        stranger.get(url)


def test_that_a_device_is_in_use_is_noted_every_few_minutes_only(
    official, clock_at, django_assert_num_queries
):
    later = MONDAY + SEEN_EVERY + timedelta(seconds=1)
    clock_at(later)
    official.get("/tai-khoan/mat-khau/")
    assert SignIn.objects.get().seen_at == later
    with django_assert_num_queries(1):
        official.get("/tai-khoan/mat-khau/")


def test_signing_in_leads_to_where_one_wanted_to_go(house):
    an_official()
    form = {"key": "k", "login": "a.viet", "password": PASSWORD, "next": "/nguoi/?tim=a"}
    assert Client().post("/dang-nhap/", form).headers["Location"] == "/nguoi/?tim=a"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "x"],
)
def test_it_leads_to_no_other_house(house, elsewhere):
    an_official()
    form = {"key": "k", "login": "a.viet", "password": PASSWORD, "next": elsewhere}
    assert Client().post("/dang-nhap/", form).headers["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_not_the_password(stranger):
    form = {"key": "k", "login": "a.viet", "password": "sai mật khẩu"}
    shown = text_of(stranger.post("/dang-nhap/", form))
    assert 'value="a.viet"' in shown
    assert "sai mật khẩu" not in shown
    assert "không khớp" in shown


def test_too_many_failures_are_said_with_the_seconds(stranger):
    form = {"key": "k", "login": "a.viet", "password": "sai"}
    for _ in range(5):
        stranger.post("/dang-nhap/", form)
    answer = stranger.post("/dang-nhap/", form)
    assert answer.status_code == 429
    assert "phải chờ 1 giây" in text_of(answer)


def test_the_cookies_are_closed_to_scripts(house):
    an_official()
    client = signed_in()
    assert {"vao", "may"} <= set(client.cookies)
    assert all(each["httponly"] for each in client.cookies.values())
    assert {each["samesite"] for each in client.cookies.values()} == {"Lax"}


def test_a_stale_cookie_is_taken_back(stranger):
    stranger.cookies["vao"] = "x"
    assert stranger.get("/").cookies["vao"].value == ""


@pytest.mark.parametrize("token", ["'", "x" * 4000, "%00", "a:b:c"])
def test_odd_cookies_are_nobody(stranger, token):
    stranger.cookies["vao"] = token
    stranger.cookies["may"] = token
    assert stranger.get("/tai-khoan/").status_code == 302


def test_a_form_from_elsewhere_signs_nobody_in(house):
    an_official()
    client = Client(enforce_csrf_checks=True)
    form = {"key": "k", "login": "a.viet", "password": PASSWORD}
    assert client.post("/dang-nhap/", form).status_code == 403
    assert not SignIn.objects.exists()


def test_signing_out_is_for_good(official):
    token = official.cookies["vao"].value
    official.post("/dang-xuat/")
    official.cookies["vao"] = token
    assert official.get("/tai-khoan/").status_code == 302


def test_signing_out_needs_no_token_as_its_badge_comes_from_no_other_site(official):
    badge = official.cookies["vao"]
    assert badge["samesite"] == "Lax"
    careful = Client(enforce_csrf_checks=True)
    careful.cookies["vao"] = badge.value
    assert careful.post("/dang-xuat/").status_code == 302
    assert official.get("/tai-khoan/").status_code == 302


def test_signing_out_takes_a_form(official):
    assert official.get("/dang-xuat/").status_code == 405


def test_signing_out_everywhere_signs_out_the_other_device(official):
    other = signed_in()
    official.post("/tai-khoan/thoat-het/")
    assert other.get("/tai-khoan/").status_code == 302


def test_the_post_one_works_in_is_chosen_on_the_page(house):
    person, _ = an_official()
    other = a_post(person, desk="u1-ubnd", title="Tư pháp - hộ tịch")
    client = signed_in()
    client.post("/tai-khoan/chuc-vu/", {"post": other})
    page = text_of(client.get("/tai-khoan/"))
    assert page.index("Tư pháp - hộ tịch") < page.index("đang làm việc")


@pytest.mark.parametrize("post", ["", "x", "'; --"])
def test_a_post_that_is_not_held_is_not_found(official, post):
    assert official.post("/tai-khoan/chuc-vu/", {"post": post}).status_code == 404


def test_the_password_is_changed_on_the_page(official):
    new = "suối Pring chảy xuôi"
    sent = fill(
        official,
        "/tai-khoan/mat-khau/",
        password=PASSWORD,
        new_password=new,
        again_password=new,
    )
    assert sent.status_code == 302
    assert "Đã đổi mật khẩu" in text_of(official.get("/tai-khoan/"))


def test_two_ways_to_type_the_new_password_are_told(official):
    sent = fill(
        official,
        "/tai-khoan/mat-khau/",
        password=PASSWORD,
        new_password="suối Pring chảy xuôi",
        again_password="suối Pring chảy ngược",
    )
    assert "không giống nhau" in text_of(sent)


@pytest.mark.parametrize("name", ["A Viết", "Bh'riu", "Zơ Râm Bh\u2019riu", "Y", "A & <i>B"])
def test_a_person_is_registered_and_found_through_the_forms(official, name):
    place = fill(official, "/nguoi/dang-ky/", name=name).headers["Location"]
    found = text_of(official.get("/nguoi/", {"tim": name}))
    assert f'<a href="{place}">{escape(name)}</a>' in found


def test_what_is_known_of_a_person_is_shown(official):
    answer = fill(
        official,
        "/nguoi/dang-ky/",
        name="Zơ Râm Bh'riu",
        born="3/1948",
        sex="male",
        ethnic_group="Cơ Tu",
        citizen_number="049 201 000 123",
        residence="u1",
        address="Thôn Pà Đhí",
    )
    shown = text_of(official.get(answer.headers["Location"]))
    for known in ("Bh&#x27;riu", "03/1948", "Nam", "Cơ Tu", "049201000123", "Pà Đhí, Xã La Êê"):
        assert known in shown


def test_a_form_sent_twice_registers_once(official):
    form = {"key": key_of(official.get("/nguoi/dang-ky/")), "name": "A Viết"}
    answers = {official.post("/nguoi/dang-ky/", form).headers["Location"] for _ in range(2)}
    assert len(answers) == 1
    assert Person.objects.filter(name="A Viết").count() == 2  # the official is one of them


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "thiếu"),
        ({"name": "123"}, "không thể ghi làm tên"),
        ({"born": "31/02/1948"}, "Không đọc được ngày"),
        ({"born": "năm kia"}, "Không đọc được ngày"),
        ({"born": "2050"}, "chưa đến"),
        ({"citizen_number": "04920100012"}, "12 chữ số"),
        ({"residence": "u9"}, "danh sách"),
        ({"sex": "x"}, "danh sách"),
        ({"email": "a@"}, "Thư điện tử"),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(official, typed, said):
    before = Person.objects.count()
    form = {"name": "A Tơ", "address": "Thôn Pà Đhí"} | typed
    shown = fill(official, "/nguoi/dang-ky/", **form)
    assert shown.status_code == 422
    assert said in text_of(shown)
    assert "Thôn Pà Đhí" in text_of(shown)
    assert Person.objects.count() == before


def test_a_number_that_another_bears_asks_once_more(official):
    a_person("A Bhlong", citizen_number="049201000123")
    form = {"name": "Y Tơ", "citizen_number": "049201000123"}
    asked = fill(official, "/nguoi/dang-ky/", **form)
    assert "A Bhlong" in text_of(asked)
    assert "is_sure" in text_of(asked)
    assert fill(official, "/nguoi/dang-ky/", **form, is_sure="on").status_code == 302


def test_a_person_is_put_right(official):
    key = a_person("A Viêt Nhầm", citizen_number="049201000123")
    url = f"/nguoi/{key}/sua/"
    form = {"key": "k1", "seen": "1", "name": "A Viết Đúng", "why": "Viết nhầm"}
    assert official.post(url, form).status_code == 302
    assert api.person_name(key) == "A Viết Đúng"


def test_the_form_to_put_right_shows_what_is_known(official):
    key = a_person("Zơ Râm Bh\u2019riu", citizen_number="049201000123")
    shown = text_of(official.get(f"/nguoi/{key}/sua/"))
    assert "Bh\u2019riu" in shown
    assert "049201000123" in shown
    assert 'name="seen" value="1"' in shown


def test_a_second_correction_from_an_old_page_is_a_conflict_and_keeps_the_text(official):
    url = f"/nguoi/{a_person('A Viêt')}/sua/"
    form = {"seen": "1", "name": "A Viết", "why": "Viết nhầm"}
    official.post(url, form | {"key": "k1"})
    answer = official.post(url, form | {"key": "k2", "name": "A Vít"})
    assert answer.status_code == 409
    assert 'value="A Vít"' in text_of(answer)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_an_odd_number_seen_breaks_nothing(official, seen):
    url = f"/nguoi/{a_person('A Viêt')}/sua/"
    form = {"key": "k", "seen": seen, "name": "A Viết", "why": "Viết nhầm"}
    assert official.post(url, form).status_code in {409, 422}


@pytest.mark.parametrize("url", ["/nguoi/x/", "/nguoi/x/sua/", "/tai-khoan/uy-quyen/x/"])
def test_what_does_not_exist_is_not_found(official, url):
    method = official.post if "uy-quyen" in url else official.get
    assert method(url).status_code == 404


def test_a_person_is_shown_to_no_stranger_and_to_no_citizen(stranger, citizen):
    url = f"/nguoi/{a_person('A Viết')}/"
    assert stranger.get(url).status_code == 302
    assert citizen.get(url).status_code == 403


@pytest.fixture
def colleagues(house):
    """Two officials of one place: the one who gives, and the one who receives."""
    giver, post = an_official()
    receiver, _ = an_official("Y Sương", "y.suong", desk="u1-ubnd")
    return {"post": post, "to": receiver, "giver": giver}


def give(client, colleagues, **changes):
    form = {"post": colleagues["post"], "to": colleagues["to"]}
    days = {"valid_from": "27/04/2026", "last_day": "30/04/2026"}
    return fill(client, "/tai-khoan/uy-quyen/", **form | days | changes)


def test_a_delegation_is_given_and_ended_on_the_page(colleagues):
    client = signed_in()
    assert give(client, colleagues).status_code == 302
    shown = text_of(client.get("/tai-khoan/uy-quyen/"))
    assert "Y Sương" in shown
    assert "30/04/2026" in shown
    key = Delegation.objects.get().key
    client.post(f"/tai-khoan/uy-quyen/{key}/", {"key": "k", "seen": "1"})
    assert api.delegations_of(colleagues["giver"], TODAY) == ((), ())


def test_the_colleague_acts_for_the_giver(colleagues):
    give(signed_in(), colleagues)
    shown = text_of(signed_in("y.suong").get("/tai-khoan/"))
    assert "theo uỷ quyền" in shown


def test_the_colleague_does_not_end_it(colleagues):
    give(signed_in(), colleagues)
    url = f"/tai-khoan/uy-quyen/{Delegation.objects.get().key}/"
    assert signed_in("y.suong").post(url, {"key": "k", "seen": "1"}).status_code == 404


def test_the_colleague_does_not_pass_it_on(colleagues):
    give(signed_in(), colleagues)
    shown = give(signed_in("y.suong"), colleagues | {"to": colleagues["giver"]})
    assert shown.status_code == 422
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"last_day": "26/04/2026"},
        {"valid_from": "26/04/2026"},
        {"last_day": "30/04/2036"},
        {"last_day": "hôm nào đó"},
        {"last_day": "31/12/9999"},
        {"to": "x"},
        {"post": "x"},
    ],
)
def test_a_delegation_that_cannot_be_is_told_and_kept(colleagues, changes):
    client = signed_in()
    shown = give(client, colleagues, about="Nghỉ phép", **changes)
    assert shown.status_code == 422
    assert "Nghỉ phép" in text_of(shown)
    assert 'id="errors"' in text_of(shown)


def test_agencies_stand_below_their_area(stranger):
    page = text_of(stranger.get("/co-quan/"))
    assert page.index("<h2>Xã La Êê") < page.index("Công an xã La Êê")


def test_agencies_are_shown_as_of_a_day(stranger):
    api.end_agency(an_order(), "u1-congan", on=TODAY, seen=1)
    assert "Công an" not in text_of(stranger.get("/co-quan/"))
    assert "Công an" in text_of(stranger.get("/co-quan/?ngay=26/04/2026"))


@pytest.mark.parametrize("asked", ["Laêê", "la ee", "cong an"])
def test_agencies_are_looked_up_without_diacritics(stranger, asked):
    assert "Công an xã La Êê" in text_of(stranger.get("/co-quan/", {"tim": asked}))


@pytest.mark.parametrize("day", ["32/13/2026", "x", "0", "31/12/9999", "2026-04-27"])
def test_an_odd_day_breaks_nothing(stranger, day):
    assert stranger.get("/co-quan/", {"ngay": day}).status_code == 200


def test_nothing_found_is_said(stranger):
    assert "không có đơn vị" in text_of(stranger.get("/co-quan/", {"tim": "Atlantis"}))


@pytest.mark.parametrize("url", [*PUBLIC_PAGES, *PAGES_OF_ACCOUNT, *PAGES_OF_OFFICIALS])
def test_every_page_is_there_in_english(official, url):
    official.cookies["lang"] = "en"
    assert '<html lang="en"' in text_of(official.get(url))


def test_callers_behind_our_proxy_are_told_apart(stranger, settings):
    settings.GUOL_PROXIES = 1
    form = {"key": "k", "login": "a.viet", "password": "sai"}
    one, other = ({"X-Forwarded-For": f"9.9.9.9, 198.51.{n}.7"} for n in (1, 2))
    for _ in range(5):
        stranger.post("/dang-nhap/", form, headers=one)
    assert stranger.post("/dang-nhap/", form, headers=one).status_code == 429
    assert stranger.post("/dang-nhap/", form, headers=other).status_code == 422
