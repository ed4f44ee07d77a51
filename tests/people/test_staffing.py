"""The administrator puts people into posts and lets them sign in; others may not."""

import pytest
from django.test import Client

from guol.people.models import Account, Holding, Post, SignIn
from tests.people.test_pages import signed_in, text_of
from tests.people.world import a_person, a_post, an_account, an_official

pytestmark = pytest.mark.django_db
PAGE_BYTES, PAGE_QUERIES = 20_000, 9
NEW = {
    "agency": "u1-ubnd",
    "role": "justice_officer",
    "title": "Công chức tư pháp",
    "valid_from": "27/04/2026",
}
PASSWORD = "suối chảy qua làng"


@pytest.fixture
def person(house):
    return a_person("Pơ Loong Thị Đào")


@pytest.fixture
def administrator(house):
    """Somebody who works at the authority's desk."""
    someone = a_person("Kring Vương")
    a_post(someone, role="administrator", title="Quản trị hệ thống", works_at="authority")
    an_account("quan.tri", someone)
    return signed_in("quan.tri")


def page_of(person, rest=""):
    return f"/nguoi/{person}/cong-tac/{rest}"


def order(client, person, rest, **typed):
    form = fill_key(client, person)
    return client.post(page_of(person, rest), form | typed)


def fill_key(client, person):
    text = text_of(client.get(page_of(person)))
    return {"key": text.partition('name="key" value="')[2].partition('"')[0]}


def test_a_person_is_put_into_a_new_post(administrator, person):
    assert order(administrator, person, "giao/", **NEW).status_code == 302
    post = Post.objects.get(title="Công chức tư pháp")
    assert (post.role, post.agency, post.desk) == ("justice_officer", "u1-ubnd", "u1-ubnd")
    assert Holding.objects.get(post=post.key).person == person
    assert "Công chức tư pháp" in text_of(administrator.get(page_of(person)))


def test_an_administrator_works_at_the_authoritys_desk(administrator, person):
    order(administrator, person, "giao/", **NEW | {"role": "administrator"})
    assert Post.objects.get(title="Công chức tư pháp").desk == "authority"


def test_a_person_is_put_into_an_empty_post(administrator, person):
    post = a_post()
    assert order(administrator, person, "giao/", post=post, valid_from="27/04/2026")
    assert Holding.objects.get(post=post).person == person


def test_a_person_leaves_a_post(administrator, person):
    post = a_post(person)
    assert order(administrator, person, f"thoi/{post}/", seen="2").status_code == 302
    assert "/cong-tac/thoi/" not in text_of(administrator.get(page_of(person)))


def test_leaving_from_an_old_page_is_a_conflict_in_a_sentence(administrator, person):
    post = a_post(person)
    shown = order(administrator, person, f"thoi/{post}/", seen="1")
    assert shown.status_code == 409
    assert Holding.objects.get(post=post).valid_to is None


def test_a_person_signs_in_with_what_the_administrator_chose(administrator, person):
    order(administrator, person, "tai-khoan/", login="dao.pl", password=PASSWORD)
    client = Client()
    form = {"key": "k", "login": "dao.pl", "password": PASSWORD}
    assert client.post("/dang-nhap/", form).status_code == 302


def test_a_new_password_signs_out_whoever_had_the_old_one(administrator, person):
    an_account("dao.pl", person)
    signed_in("dao.pl")
    order(administrator, person, "tai-khoan/", login="dao.pl", password=PASSWORD)
    assert not SignIn.objects.filter(account_id="dao.pl").exists()


def test_another_persons_account_is_not_taken(administrator, person):
    shown = order(administrator, person, "tai-khoan/", login="quan.tri", password=PASSWORD)
    assert "quan.tri" in text_of(shown)
    assert Account.objects.get(login="quan.tri").person != person


def test_an_account_is_closed(administrator, person):
    an_account("dao.pl", person)
    assert order(administrator, person, "dong/", login="dao.pl").status_code == 302
    assert not Account.objects.get(login="dao.pl").is_active


def test_the_account_of_another_is_not_closed_from_here(administrator, person):
    assert order(administrator, person, "dong/", login="quan.tri").status_code == 404
    assert Account.objects.get(login="quan.tri").is_active


@pytest.mark.parametrize("missing", ["agency", "role", "title"])
def test_a_new_post_without_all_of_it_is_asked_for_and_kept(administrator, person, missing):
    shown = order(administrator, person, "giao/", **NEW | {missing: ""})
    assert shown.status_code == 422
    assert "mà cũng chưa chọn chức danh còn trống" in text_of(shown)
    if missing != "title":
        assert "Công chức tư pháp" in text_of(shown)
    assert not Post.objects.filter(role="justice_officer").exists()


@pytest.mark.parametrize("typed", [{"password": "ngắn"}, {"login": "Có Dấu"}, {"login": ""}])
def test_a_bad_account_gets_a_sentence(administrator, person, typed):
    form = {"login": "dao.pl", "password": PASSWORD} | typed
    assert order(administrator, person, "tai-khoan/", **form).status_code == 422
    assert not Account.objects.filter(person=person).exists()


def test_an_order_sent_twice_is_done_once(administrator, person):
    form = fill_key(administrator, person) | NEW
    for _ in range(2):
        assert administrator.post(page_of(person, "giao/"), form).status_code == 302
    assert Post.objects.filter(role="justice_officer").count() == 1


@pytest.mark.parametrize("rest", ["", "giao/", "tai-khoan/", "dong/", "thoi/x/"])
def test_an_ordinary_official_orders_nothing(person, rest):
    an_official()
    client = signed_in()
    asked = client.get if not rest else client.post
    assert asked(page_of(person, rest)).status_code == 403


def test_a_stranger_is_sent_to_sign_in(person):
    assert Client().get(page_of(person)).status_code == 302


def test_the_page_is_small(administrator, person, django_assert_max_num_queries):
    with django_assert_max_num_queries(PAGE_QUERIES):
        answer = administrator.get(page_of(person))
    assert len(answer.content) < PAGE_BYTES


def test_an_agency_shows_its_posts_to_officials_alone(house):
    an_official()
    assert "A Viết" in text_of(signed_in().get("/co-quan/u1-motcua/"))
    public = text_of(Client().get("/co-quan/u1-motcua/"))
    assert "Một cửa xã La Êê" in public
    assert "A Viết" not in public
    assert Client().get("/co-quan/x/").status_code == 404
