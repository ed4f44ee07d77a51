"""The catalogue as data: what comes with the product, versions, the calendar, pages."""

import re
from dataclasses import replace
from datetime import date

import pytest

from guol.kernel.errors import Refused
from guol.kernel.worktime import DayKind
from guol.procedures.api import (
    calendar,
    catalogue,
    confirm_day,
    import_catalogue,
    publish_version,
    version,
    version_on,
)
from guol.procedures.gateways import versions_brought
from guol.procedures.queries import versions_of
from guol.procedures.rules import SuperiorOnly
from tests.house import here

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("brought")]
TODAY = date(2025, 6, 30)
BIRTH = "1.001193"
REFORM = date(2025, 7, 1)  # the day on which the middle level of government ended


def test_all_procedures_that_come_with_the_product_are_published():
    codes = [card.code for card in catalogue(TODAY)]
    assert len(codes) == 25
    assert {each.code for each in versions_brought()} == set(codes)


def test_importing_again_changes_nothing():
    assert import_catalogue(lambda key: here(desk="authority", key=key)) == 0


def test_birth_registration_is_complete_and_says_what_is_not_verified():
    birth = version_on(BIRTH, TODAY)
    assert birth.is_ready
    assert [step.step for step in birth.steps] == [f"B{n}" for n in range(1, 8)]
    assert (birth.duty_days, birth.fee.amount_vnd, birth.limit.unit) == (60, 10_000, "same_day")
    assert {field.certainty for field in birth.fields} == {"unverified"}


def test_a_level_of_government_that_ended_ends_a_version():
    before, after = (version_on("TMP-GCNQSDD", day) for day in (TODAY, REFORM))
    assert before.competence == ("commune_pc", "district_land_registry", "district_pc")
    assert after.competence == ("commune_pc",)
    assert (before.key, after.key) == ("TMP-GCNQSDD@1", "TMP-GCNQSDD@2")


def test_where_no_text_says_who_decides_now_nobody_is_named(client):
    after = version_on("1.001758", REFORM)
    assert (after.competence, after.agencies) == ((), ())
    page = client.get("/thu-tuc/1.001758/").content.decode()
    assert "chưa có văn bản nêu cơ quan giải quyết" in page


@pytest.mark.parametrize("code", ["LT-KS", "LT-KT"])
def test_a_bundle_names_its_legs_and_what_each_waits_for(code):
    bundle = version_on(code, TODAY)
    keys = {leg.key for leg in bundle.legs}
    assert len(keys) == 3
    assert all(set(leg.after) <= keys for leg in bundle.legs)
    assert bundle.is_ready


def test_legs_that_wait_for_the_same_run_side_by_side():
    birth, residence, health_card = version_on("LT-KS", TODAY).legs
    assert (birth.after, residence.after, health_card.after) == ((), ("birth",), ("birth",))


@pytest.mark.parametrize(
    ("code", "known"), [("LT-KS", {"1.001193", "TMP-TAMTRU"}), ("LT-KT", {"1.000656"})]
)
def test_the_page_of_a_bundle_leads_to_the_procedures_that_have_a_page(client, code, known):
    page = client.get(f"/thu-tuc/{code}/").content.decode()
    assert set(re.findall(r'href="/thu-tuc/([^/"]+)/"', page)) == known


def test_a_procedure_is_found_without_marks():
    assert [card.code for card in catalogue(TODAY, text="khai sinh luu dong")] == ["1.003583"]


def test_a_new_version_ends_the_one_before_and_the_old_one_stays_readable():
    first = version_on(BIRTH, TODAY)
    later = replace(first, key=f"{BIRTH}@2", name="Khai sinh mới", valid_from=date(2025, 7, 1))
    publish_version(here(desk="authority"), later)
    assert version_on(BIRTH, TODAY) == first == version(f"{BIRTH}@1")
    assert version_on(BIRTH, date(2025, 7, 1)) == later
    assert [line.valid_to for line in versions_of(BIRTH)] == [None, date(2025, 7, 1)]


def test_only_the_superior_desk_publishes(brought):
    with pytest.raises(Refused) as no:
        publish_version(here(), versions_brought()[0])
    assert no.value.reason == SuperiorOnly()
    with pytest.raises(Refused):
        confirm_day(here(), TODAY, kind="off", name="", source="", certainty="seen")


def test_a_version_never_published_is_no_version():
    assert version_on("9.999999", TODAY) is None
    with pytest.raises(LookupError):
        version("9.999999@1")


def test_the_official_swap_of_january_2026_is_in_the_calendar():
    assert not calendar().counts(date(2026, 1, 2))
    assert calendar().counts(date(2026, 1, 10))


def test_a_day_confirmed_later_counts_at_once_and_confirmed_again_the_later_word_stands():
    flood = date(2025, 10, 28)
    assert calendar().counts(flood)
    given = {"name": "Lũ", "source": "công điện", "certainty": "seen"}
    confirm_day(here(desk="authority"), flood, kind=DayKind.OFF, **given)
    assert not calendar().counts(flood)


def test_the_catalogue_page_is_small_and_finds(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page = client.get("/thu-tuc/", {"tim": "khai sinh"})
    assert "Đăng ký khai sinh" in page.content.decode()
    assert len(page.content) < 14_000
    assert "Không tìm thấy" in client.get("/thu-tuc/", {"tim": "zzz"}).content.decode()


def test_the_page_of_a_procedure_says_what_it_takes(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get(f"/thu-tuc/{BIRTH}/").content.decode()
    for words in ("10.000", "Giấy chứng sinh", "15 giờ", "chưa được đối chiếu"):
        assert words in page
    assert "Các phiên bản" not in page  # a citizen needs no history


def test_a_procedure_nobody_published_has_no_page(client):
    assert client.get("/thu-tuc/9.999999/").status_code == 404


def test_the_calendar_page_names_the_source_of_each_day(client):
    assert "12729/VPCP-KGVX" in client.get("/lich-lam-viec/2026/").content.decode()
    assert client.get("/lich-lam-viec/1999/").status_code == 404
    assert client.get("/lich-lam-viec/2031/").status_code == 200
