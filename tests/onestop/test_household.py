"""One visit of a household: several dossiers in a row, who asks typed once."""

import pytest

from guol.onestop.models import Dossier
from guol.onestop.queries.household import (
    applicant_of_visit,
    dossiers_of_visit,
    procedures_often,
)
from tests.onestop.given import a_dossier_taken_in
from tests.onestop.test_parking import PAGE, typed
from tests.onestop.world import COUNTER, OTHER_COUNTER, sign_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


def begun(clerk, **changes):
    """Take the first dossier of a visit in; return the visit's key."""
    answer = clerk.post(PAGE, typed(di="tiep", phone="0905 000 111", **changes))
    return answer.url.partition("luot=")[2]


def test_who_asks_is_typed_once(clerk):
    visit = begun(clerk)
    page = clerk.get(f"/mot-cua/tiep-nhan/?luot={visit}", follow=True)
    text = page.content.decode()
    assert 'value="A Lăng Thị Bưới"' in text
    assert 'value="0905 000 111"' in text
    assert "Trong lượt này" in text


def test_another_of_the_household_may_ask_for_the_next(clerk):
    visit = begun(clerk)
    clerk.post(PAGE, typed(luot=visit, applicant="A Viết Sơn"))
    names = [each.applicant for each in dossiers_of_visit(visit, COUNTER)]
    assert names == ["A Lăng Thị Bưới", "A Viết Sơn"]
    assert applicant_of_visit(visit, COUNTER).name == "A Viết Sơn"


def test_at_the_end_there_is_one_sheet(clerk):
    visit = begun(clerk)
    answer = clerk.post(PAGE, typed(luot=visit))
    assert answer.url == f"/mot-cua/luot/{visit}/"
    text = clerk.get(answer.url).content.decode()
    assert text.count("/giay/receipt/") == 2


def test_a_dossier_alone_is_no_visit(clerk):
    clerk.post(PAGE, typed())
    assert Dossier.objects.get().visit == ""
    assert dossiers_of_visit("", COUNTER) == ()


def test_the_same_form_again_is_the_same_dossier(clerk):
    sent = typed(di="tiep")
    clerk.post(PAGE, sent)
    clerk.post(PAGE, sent)
    assert Dossier.objects.count() == 1


def test_a_visit_at_another_counter_does_not_exist(clerk, client, house):
    visit = begun(clerk)
    assert dossiers_of_visit(visit, OTHER_COUNTER) == ()
    sign_in_as(client, house.far_clerk)
    assert client.get(f"/mot-cua/luot/{visit}/").status_code == 404


@pytest.mark.parametrize("who", ["officer", "technician"])
def test_who_does_not_take_in_sees_no_visit(client, house, who):
    visit = begun(sign_in_as(client, house.clerk))
    sign_in_as(client, getattr(house, who))
    assert client.get(f"/mot-cua/luot/{visit}/").status_code == 403


def test_a_stranger_sees_no_visit(client, house):
    visit = begun(sign_in_as(client, house.clerk))
    client.cookies.clear()
    assert client.get(f"/mot-cua/luot/{visit}/").status_code == 403


def test_the_usual_procedures_are_known(house):
    a_dossier_taken_in(house.clerk)
    assert procedures_often(COUNTER) == ("1.001193",)
    assert procedures_often(OTHER_COUNTER) == ()


def test_the_page_of_a_visit_is_short_in_reads(clerk, django_assert_max_num_queries):
    visit = begun(clerk)
    for _ in range(4):
        clerk.post(PAGE, typed(luot=visit))
    with django_assert_max_num_queries(3):
        clerk.get(f"/mot-cua/luot/{visit}/")
