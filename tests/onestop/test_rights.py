"""Looking beforehand whether one has a right to it: anybody may, nothing is kept."""

import pytest
from django.test import Client

from guol.onestop.models import Dossier
from tests.procedures.test_editor import house

__all__ = ["house"]

pytestmark = pytest.mark.django_db
MARRIAGE = "/thu-tuc/1.000894/dieu-kien/"
YOUNG = {
    "key": "r",
    "f-groom_born": "12/03/2015",
    "f-bride_born": "12/03/1998",
    "f-is_kin": "no",
    "f-is_free": "yes",
}


def test_what_does_not_hold_is_said_with_what_to_do(house):
    page = Client().post(MARRIAGE, YOUNG).content.decode()
    assert page.count("chưa đạt") == 1
    assert "Bên nam chưa đủ 20 tuổi" in page
    assert page.count(">đạt<") == 3
    assert Dossier.objects.count() == 0


def test_what_was_not_answered_stays_open(house):
    page = Client().post(MARRIAGE, {"key": "r"}).content.decode()
    assert page.count("còn tùy") == 4


def test_a_day_that_cannot_be_is_said_beside_its_box_and_kept(house):
    answer = Client().post(MARRIAGE, YOUNG | {"f-groom_born": "31/02/2001"})
    assert answer.status_code == 422
    assert 'value="31/02/2001"' in answer.content.decode()


def test_the_page_of_a_procedure_leads_there_where_something_is_asked(house):
    client = Client()
    assert MARRIAGE in client.get("/thu-tuc/1.000894/").content.decode()
    assert client.get("/thu-tuc/1.001193/dieu-kien/").status_code == 404
    assert client.get("/thu-tuc/khong-co/dieu-kien/").status_code == 404
