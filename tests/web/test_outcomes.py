"""Whatever a page ends in is a sentence with a way on."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guol.web.journal import current_request
from tests.web import addresses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "status", "words"),
    [
        ("refused", 422, "Việc này chưa được thực hiện"),
        ("not_yours", 403, "Only the holder may."),
        ("conflict", 409, "Nội dung vừa có thay đổi"),
        ("broken", 500, "Hệ thống gặp sự cố"),
        ("gone", 404, "Không có trang nào ở địa chỉ này"),
        ("nowhere", 404, "Không có trang nào ở địa chỉ này"),
        ("forbidden", 403, "Xin đăng nhập trước"),
        ("read_only", 405, "Không mở được trang theo cách này"),
    ],
)
def test_each_ending_has_its_sentence_and_a_way_on(endings, page, status, words):
    answer = endings.get(f"/{page}/")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert 'class="button' in answer.content.decode()


@pytest.mark.parametrize("page", ["refused", "conflict"])
def test_the_way_back_is_the_page_it_was_sent_from(endings, page):
    sent = {"referer": "http://testserver/ho-so/7/?ten=Bhriu"}
    answer = endings.post(f"/{page}/", headers=sent).content.decode()
    assert 'href="/ho-so/7/"' in answer


@pytest.mark.parametrize("before", ["https://evil.example/x", "//evil.example/x", "nonsense:["])
def test_no_way_back_leads_elsewhere(endings, before):
    answer = endings.post("/refused/", headers={"referer": before})
    assert (answer.status_code, "evil" in answer.content.decode()) == (422, False)


def test_the_sentences_are_there_in_english_too(endings):
    endings.cookies["lang"] = "en"
    assert "There is no page at this address" in endings.get("/nowhere/").content.decode()


def test_a_page_that_broke_names_its_line_in_the_log(endings):
    (number,) = re.findall(r"Mã 500, ([0-9a-f]{12})", endings.get("/broken/").content.decode())
    assert current_request() == number


def test_a_page_that_broke_asks_no_database(endings, django_assert_num_queries):
    with django_assert_num_queries(0):
        endings.get("/broken/")


@pytest.mark.parametrize("times", [1, 3])
def test_a_busy_database_is_asked_again(endings, times):
    addresses.busy_times[0] = times
    assert endings.get("/busy/").status_code == 200


def test_an_act_is_sent_again_with_its_files(endings):
    addresses.busy_times[0] = 1
    sent = {"key": "k1", "name": "Bhriu ", "scan": SimpleUploadedFile("a.txt", b"whole")}
    assert endings.post("/busy/", sent).content == b"Bhriu whole"


def test_a_post_that_is_no_act_is_not_sent_twice(endings):
    addresses.busy_times[0] = 1
    answer = endings.post("/busy/", {"name": "x"})
    assert (answer.status_code, addresses.busy_times[0]) == (503, 0)


def test_who_waited_long_is_asked_to_wait(endings):
    addresses.busy_times[0] = 99
    answer = endings.get("/busy/")
    addresses.busy_times[0] = 0
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def stale(**headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    return client.post("/form/", {"name": "Zơ Râm", "key": "k"})


def test_a_stale_form_of_ours_can_be_sent_again_as_it_was_typed(endings):
    page = stale(**{"sec-fetch-site": "same-origin"}).content.decode()
    assert '<input type="hidden" name="name" value="Zơ Râm">' in page
    assert '<input type="hidden" name="key" value="k">' in page


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_a_form_from_elsewhere_is_not_offered_again(endings, site):
    answer = stale(**{"sec-fetch-site": site})
    assert (answer.status_code, "Zơ Râm" in answer.content.decode()) == (403, False)


def test_a_password_is_never_put_on_a_page(endings):
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    page = client.post("/form/", {"name": "a", "password": "hush"}).content.decode()
    assert "hush" not in page
