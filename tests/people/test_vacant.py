"""A vacant post falls to its deputy at the same desk, until somebody takes it up."""

import pytest
from django.test import Client

from guol.people.api import assign_post, leave_post
from guol.people.queries import post
from tests.people.world import (
    LONG_AGO,
    PASSWORD,
    TODAY,
    a_person,
    a_post,
    an_account,
    an_order,
    found_house,
)

pytestmark = pytest.mark.django_db
SENTENCE = "đang khuyết, bạn đảm nhiệm thay"


@pytest.fixture
def posts(db):
    found_house()
    deputy = a_person("A Ting Nghĩa")
    an_account("pho", deputy)
    own = a_post(deputy, desk="u1-ubnd", role="leader", title="Phó Chủ tịch")
    chair = a_post(desk="u1-ubnd", role="chair", title="Chủ tịch")
    return own, chair


def account_page():
    client = Client()
    client.post("/dang-nhap/", {"key": "k", "login": "pho", "password": PASSWORD})
    return client.get("/tai-khoan/").content.decode()


def test_a_vacant_post_falls_to_the_deputy(posts):
    page = account_page()
    assert page.count(SENTENCE) == 1
    assert page.index("Phó Chủ tịch") < page.index(SENTENCE)


def test_it_is_the_deputys_no_more_once_it_is_taken_up(posts):
    _own, chair = posts
    person = a_person("Zơ Râm Chăn")
    assign_post(
        an_order(), chair, person=person, valid_from=LONG_AGO, seen=post(chair, TODAY).seen
    )
    assert SENTENCE not in account_page()
    leave_post(an_order(), chair, on=TODAY, seen=post(chair, TODAY).seen)
    assert SENTENCE in account_page()


def test_one_of_two_posts_of_the_role_is_enough(posts):
    a_post(a_person("Hiên Ng"), desk="u1-ubnd", role="chair", title="Chủ tịch thứ hai")
    assert SENTENCE not in account_page()


def test_elsewhere_nothing_falls_to_them(posts):
    own, _chair = posts
    leave_post(an_order(), own, on=TODAY, seen=post(own, TODAY).seen)
    assert SENTENCE not in account_page()
