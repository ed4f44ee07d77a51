"""Help travels with the program."""

import pytest

from guol.web.handbook import page_of, pages_of

pytestmark = pytest.mark.django_db
NAMES = [page.name for page in pages_of()]


def test_the_citizen_and_the_clerk_have_their_pages():
    wanted = {"nop-ho-so", "theo-doi", "bo-sung", "nhan-ket-qua", "can-bo-mot-cua", "rieng-tu"}
    assert wanted <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_listed_and_can_be_read(client, name):
    page = page_of(name)
    assert f'href="/tro-giup/{name}/"' in client.get("/tro-giup/").content.decode()
    read = client.get(f"/tro-giup/{name}/").content.decode()
    assert f"<h1>{page.title}</h1>" in read
    assert "<h2>" in read


@pytest.mark.parametrize("name", NAMES)
def test_each_page_says_in_one_line_whom_it_helps(name):
    assert 20 < len(page_of(name).lead) < 160
    assert page_of(name).lead.endswith((".", "?"))


def test_a_page_that_is_not_there_is_answered(client):
    assert client.get("/tro-giup/khong-co/").status_code == 404
