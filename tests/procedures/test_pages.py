"""The pages of the catalogue for three people: an official, a citizen, and a stranger."""

import gzip

import pytest

from guol.procedures.api import forget_kept, import_catalogue
from tests.people.world import (
    an_order,
    found_house,
)
from tests.procedures.signing import text_of

pytestmark = pytest.mark.django_db
FIRST_PAGE = 14_000
BIRTH, BUNDLE = "/thu-tuc/1.001193/", "/thu-tuc/LT-KS/"
PAGES = ["/thu-tuc/", BIRTH, BUNDLE, "/lich-lam-viec/2026/"]


@pytest.fixture
def house(db):
    found_house()
    forget_kept()
    import_catalogue(lambda key: an_order(key=key))
    yield
    forget_kept()


@pytest.mark.parametrize("who", ["official", "citizen", "stranger"])
@pytest.mark.parametrize("url", PAGES)
def test_the_law_is_open_to_everybody(request, who, url):
    assert request.getfixturevalue(who).get(url).status_code == 200


def test_an_official_sees_which_versions_there_were(official):
    page = text_of(official.get("/thu-tuc/1.001612/"))
    assert "Các phiên bản" in page
    assert "1.001612@1" in page
    assert "1.001612@2" in page


@pytest.mark.parametrize("who", ["citizen", "stranger"])
def test_nobody_else_is_shown_versions(request, who):
    assert "Các phiên bản" not in text_of(request.getfixturevalue(who).get(BIRTH))


@pytest.mark.parametrize("url", PAGES)
def test_a_first_page_comes_in_one_breath(stranger, url):
    assert len(gzip.compress(stranger.get(url).content)) < FIRST_PAGE


@pytest.mark.parametrize(
    ("url", "most"), [("/thu-tuc/", 1), (BIRTH, 1), (BUNDLE, 2), ("/lich-lam-viec/2026/", 1)]
)
def test_a_stranger_costs_few_queries_once_versions_are_known(
    stranger, django_assert_max_num_queries, url, most
):
    stranger.get(url)
    with django_assert_max_num_queries(most):
        stranger.get(url)


def test_the_fee_says_that_only_the_late_pay_and_what_an_extract_costs(stranger):
    page = text_of(stranger.get(BIRTH))
    assert "chỉ thu khi đăng ký sau 60 ngày" in page
    assert "8.000" in page


def test_a_fee_by_pages_is_told_by_pages(stranger):
    page = text_of(stranger.get("/thu-tuc/2.000815/"))
    for amount in ("2.000", "1.000", "200.000"):
        assert amount in page


def test_a_longer_limit_for_asking_elsewhere_is_told(stranger):
    assert "Khi phải xác minh" in text_of(stranger.get("/thu-tuc/1.000894/"))


@pytest.mark.parametrize("code", ["..", "1.001193@1", "x" * 300, "khai sinh", "<b>"])
def test_a_code_that_nobody_published_has_no_page(stranger, code):
    assert stranger.get(f"/thu-tuc/{code}/").status_code == 404


@pytest.mark.parametrize("text", ["%", "_", "'", '"><u>', "  ", "đ" * 500])
def test_any_search_is_answered(stranger, text):
    page = stranger.get("/thu-tuc/", {"tim": text})
    assert page.status_code == 200
    assert '"><u>' not in text_of(page)


@pytest.mark.parametrize("typed", ["khai sinh", "KHAI  SINH", "Khai sinh"])
def test_what_is_sought_stands_before_what_is_more_than_that(stranger, typed):
    page = text_of(stranger.get("/tim/", {"tim": typed}))
    assert page.index("/thu-tuc/1.001193/") < page.index("/thu-tuc/2.000635/")
