"""One visit of a household: several dossiers in a row, who asks typed once."""

import subprocess

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
    assert text.count("/giay/receipt/") == 3  # one each, and one for all


def words_of(pdf, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    told = ["pdftotext", "-layout", str(tmp_path / "sheet.pdf"), "-"]
    return " ".join(
        subprocess.run(told, capture_output=True, check=True).stdout.decode().split()
    )


@pytest.mark.needs("pdftotext")
def test_one_receipt_and_one_slip_tell_of_all(clerk, tmp_path):
    visit = begun(clerk)
    clerk.post(PAGE, typed(luot=visit))
    page = clerk.get(f"/mot-cua/luot/{visit}/").content.decode()
    numbers = [each.number for each in dossiers_of_visit(visit, COUNTER)]
    for kind in ("receipt", "reminder"):
        address = f"/mot-cua/luot/{visit}/giay/{kind}/"
        assert address in page
        answer = clerk.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        words = words_of(answer.content, tmp_path)
        assert all(each in words for each in numbers)
        assert ("A Lăng Thị Bưới" in words) == (kind == "receipt")  # slips get lost


@pytest.mark.parametrize("kind", ["receipt", "reminder"])
def test_the_sheets_of_a_visit_are_for_its_counter(clerk, client, house, kind):
    address = f"/mot-cua/luot/{begun(clerk)}/giay/{kind}/"
    sign_in_as(client, house.officer)
    assert client.get(address).status_code == 403
    sign_in_as(client, house.far_clerk)
    assert client.get(address).status_code == 404
    sign_in_as(client, house.clerk)
    assert client.get(address.replace(kind, "certificate")).status_code == 404


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
