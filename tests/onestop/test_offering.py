"""The first page and the one search: each person sees what waits for them, and finds theirs."""

import gzip
import re
from datetime import timedelta

import pytest
from django.test import Client

from guol.kernel.clock import legal_day
from guol.onestop.models import Dossier
from guol.onestop.queries import dossier
from guol.people.api import create_account, register_person
from guol.people.events import Particulars
from guol.procedures.actions import confirm_day
from guol.procedures.actions.drafts import begin_draft
from tests.onestop.given import (
    a_dossier_to_assign,
    a_dossier_to_return,
    a_dossier_waiting,
    a_lodged_dossier,
    an_accepted_dossier,
)
from tests.onestop.test_parking import put_aside
from tests.onestop.test_promises import administrator, flood, slow_birth
from tests.onestop.world import MONDAY, PASSWORD, Staff, an_order, sign_in_as

__all__ = ["administrator"]
pytestmark = pytest.mark.django_db
QUERIES, PAGE_BYTES = 9, 14_000
YEAR = MONDAY.year


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def work_on(client):
    page = text_of(client.get("/"))
    begin = page.find('id="work"')
    return page[begin : page.index("</ul>", begin)] if begin >= 0 else ""


def test_the_clerk_finds_what_waits_with_its_count(client, house):
    for _ in range(2):
        a_lodged_dossier()
    work = work_on(sign_in_as(client, house.clerk))
    assert '<a href="/mot-cua/?ds=to_accept">' in work
    assert ">2</strong>" in work
    assert "ds=to_return" not in work


def test_late_things_stand_first_and_old_results_are_named(client, house, clock_at):
    a_dossier_to_return(house)
    an_accepted_dossier(house)
    sign_in_as(client, house.clerk)
    assert "quá một tuần" not in work_on(client)
    assert "ds=to_return" in work_on(client)
    Dossier.objects.filter(business="decided").update(ended_at=MONDAY - timedelta(days=8))
    Dossier.objects.exclude(business="decided").update(due=MONDAY - timedelta(days=1))
    work = work_on(client)
    assert "quá một tuần" in work
    for url in re.findall(r'href="([^"]+)"', work):
        assert client.get(url).status_code == 200
    assert work.index("ds=overdue") < work.index("ds=to_return")


def test_what_was_put_aside_is_work(client, house):
    clerk = sign_in_as(client, house.clerk)
    assert "/mot-cua/tam/" not in work_on(clerk)
    put_aside()
    assert 'href="/mot-cua/tam/"' in work_on(clerk)


def test_a_promise_hit_by_a_late_day_is_told_to_those_near_it(client, house):
    slow_birth()
    a_dossier_to_assign(house)
    officer = sign_in_as(client, house.officer)
    assert "xác nhận muộn" not in work_on(officer)
    flood()
    assert "xác nhận muộn" in work_on(officer)
    client.cookies.clear()
    assert "xác nhận muộn" not in work_on(sign_in_as(client, house.far_clerk))


def test_the_administrator_finds_drafts_and_years_without_days(
    client, house, clock_at, administrator
):
    admin = sign_in_as(client, administrator)
    begin_draft("d-1", {"code": "9.1", "name": "Mới"}, by="x", at=MONDAY)
    work = work_on(admin)
    assert 'href="/danh-muc/"' in work
    assert f"/lich-lam-viec/{YEAR}/" in work
    days = {"name": "Tết", "source": "TB 1", "certainty": "seen", "kind": "off"}
    confirm_day(an_order(), legal_day(MONDAY), **days)
    assert f"/lich-lam-viec/{YEAR}/" not in work_on(admin)
    november = MONDAY.replace(month=11)
    clock_at(november)
    client.cookies.clear()
    assert f"/lich-lam-viec/{YEAR + 1}/" in work_on(
        sign_in_as(client, administrator, at=november)
    )


def test_a_citizen_finds_what_their_own_dossier_lacks(client, house):
    person = register_person(an_order(), Particulars(name="A Lăng Mai"), is_sure=True)
    create_account(an_order(), "mai.alang", password=PASSWORD, person=person)
    mine, other = a_dossier_waiting(house), a_dossier_waiting(house)
    Dossier.objects.filter(stream=mine).update(person=person)
    citizen = sign_in_as(client, Staff(person, "", "", "mai.alang", frozenset()))
    work = work_on(citizen)
    assert f"{dossier(mine).number} cần bổ sung" in work
    assert dossier(other).number not in work
    assert dossier(mine).number in text_of(citizen.get("/tra-cuu/"))
    assert 'href="/tra-cuu/"' in work


def test_a_visitor_has_no_work_and_a_search(client, house):
    a_lodged_dossier()
    page = text_of(client.get("/"))
    assert 'id="work"' not in page
    assert "Hiện không có việc nào" not in page
    assert '<form action="/tim/" role="search"' in page


def test_the_first_page_is_few_reads_and_small(client, house, django_assert_max_num_queries):
    for _ in range(3):
        a_dossier_waiting(house)
        a_lodged_dossier()
    clerk = sign_in_as(client, house.clerk)
    clerk.get("/")
    with django_assert_max_num_queries(QUERIES):
        page = clerk.get("/")
    assert len(gzip.compress(page.content, 6)) < PAGE_BYTES / 2


def found(client, words):
    return text_of(client.get("/tim/", {"tim": words}))


def test_an_official_finds_dossiers_procedures_and_help(client, house):
    card = dossier(an_accepted_dossier(house))
    clerk = sign_in_as(client, house.clerk)
    for words in (card.number, "lang thi buoi"):
        assert f'href="/ho-so/{card.number}/"' in found(clerk, words)
    page = found(clerk, "khai sinh")
    assert 'href="/thu-tuc/1.001193/"' in page
    assert 'href="/tro-giup/can-bo-mot-cua/"' in page
    client.cookies.clear()
    assert card.number not in found(sign_in_as(client, house.far_clerk), "lang thi buoi")


def test_nobody_else_learns_whether_there_is_a_dossier(client, house):
    card = dossier(an_accepted_dossier(house))
    assert card.applicant not in found(client, card.applicant).replace(
        f'value="{card.applicant}"', ""
    )
    none = card.number[:-1] + "9"
    told = [found(Client(), words).replace(words, "") for words in (card.number, none)]
    assert 'href="/tra-cuu/"' in told[0]
    assert _plain(told[0]) == _plain(told[1])


def _plain(page):
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("words", ["", "a", "   ", "<b>", "%", "x" * 500, "'\"\\", "đ" * 40])
def test_anything_may_be_looked_for(client, house, words):
    sign_in_as(client, house.clerk)
    assert "<h1>Tìm kiếm</h1>" in found(client, words)


def test_more_of_what_was_found_is_a_link_away(client, house):
    row = Dossier.objects.values().get(stream=an_accepted_dossier(house))
    Dossier.objects.bulk_create(
        Dossier(**row | {"stream": f"dossier/c-{n}", "number": f"{row['number'][:-1]}{n + 10}"})
        for n in range(12)
    )
    page = found(sign_in_as(client, house.clerk), row["applicant"])
    assert page.count('href="/ho-so/') == 10
    assert 'href="/mot-cua/?tim=A+L' in page


def test_the_search_is_few_reads(client, house, django_assert_max_num_queries):
    an_accepted_dossier(house)
    clerk = sign_in_as(client, house.clerk)
    clerk.get("/tim/", {"tim": "khai"})
    with django_assert_max_num_queries(5):
        clerk.get("/tim/", {"tim": "khai"})
