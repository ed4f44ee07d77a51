"""Papers that the agency holds already: who may use them again, and what erasure leaves."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import (
    blobs_of,
    broken,
    erase_stream,
    has_blob,
    history_of,
    number_of,
    rebuild,
    store_blob,
)
from guol.kernel.act import Citizen
from guol.kernel.blob import Blob
from guol.kernel.errors import Refused
from guol.onestop.actions import (
    Decisions,
    Wrong,
    accept_dossier,
    correct_entry,
    lodge_dossier,
    take_in_dossier,
    withdraw_dossier,
)
from guol.onestop.events import DossierLodged, PaperGiven
from guol.onestop.models import Dossier
from guol.onestop.queries.held import held_at_counter, held_of_person
from guol.onestop.rules.held import MOST_OFFERED, EarlierPaper, papers_held
from guol.onestop.rules.reasons import PaperNotHeld
from guol.papers.api import take_upload
from guol.procedures.events import RequiredPaper, Time
from tests.onestop.given import (
    a_lodged_dossier,
    a_lodging,
    a_returned_dossier,
    an_applicant,
    press,
)
from tests.onestop.pictures import a_picture
from tests.onestop.test_pages import LODGE, an_online_form
from tests.onestop.test_parking import PAGE, typed
from tests.onestop.world import COUNTER, MONDAY, OTHER_COUNTER, an_act, birth, sign_in_as

NUMBER, NAME = "049190000123", "A Lăng Thị Bưới"
TODAY = date(2026, 4, 20)
PAPER = birth().papers[1].name
MARK = re.compile(r'name="held" value="([^"]+)"')


# ── the rule ─────────────────────────────────────────────────────────────────────────────


def an_earlier(digest="aa" * 32, key="proof_of_birth", on=TODAY, name="Giấy chứng sinh"):
    blob = Blob(digest=digest, size=9, media_type="image/png") if digest else None
    return EarlierPaper(
        stream=f"dossier/{digest[:8] if digest else 0}",
        number="1",
        about="A",
        given_on=on,
        key=key,
        paper=PaperGiven(name=name, kind=2, file_name="a.png", blob=blob),
    )


def of_papers(*papers):
    return replace(birth(), papers=papers)


def test_a_paper_is_known_by_its_key_or_else_by_its_name():
    wanted = RequiredPaper(name="Giấy chứng sinh (bản chính)", original=1, key="proof_of_birth")
    unnamed = RequiredPaper(name="GIẤY  chứng sinh", original=1)
    assert papers_held(of_papers(wanted), [an_earlier()], TODAY)
    assert papers_held(of_papers(unnamed), [an_earlier(key="")], TODAY)
    assert not papers_held(of_papers(wanted), [an_earlier(key="identity")], TODAY)
    assert not papers_held(of_papers(wanted), [an_earlier(digest="")], TODAY)


@pytest.mark.parametrize(
    "paper",
    [
        RequiredPaper(name="Đơn", key="proof_of_birth", is_for_one_request=True),
        RequiredPaper(name="Tờ khai", key="proof_of_birth", is_form=True),
        RequiredPaper(name="Thẻ", key="proof_of_birth", is_shown_only=True),
    ],
)
def test_what_is_written_anew_or_only_shown_is_not_offered(paper):
    assert papers_held(of_papers(paper), [an_earlier()], TODAY) == ()


@given(st.integers(1, 24), st.integers(0, 900))
def test_a_paper_is_offered_until_its_time_has_certainly_passed(months, days):
    wanted = RequiredPaper(name="x", key="k", valid=Time(value=months, unit="months"))
    earlier = an_earlier(key="k", on=TODAY - timedelta(days=days))
    is_offered = bool(papers_held(of_papers(wanted), [earlier], TODAY))
    if days <= 28 * months:
        assert is_offered
    if days > 31 * months:
        assert not is_offered


@given(st.lists(st.integers(0, 40), max_size=8))
def test_the_newest_come_first_each_file_once_and_not_too_many(days):
    told = [
        an_earlier(digest=f"{day % 5:08x}" + "0" * 56, on=TODAY - timedelta(days=day))
        for day in days
    ]
    found = papers_held(birth(), told, TODAY)
    on = [each.earlier.given_on for each in found]
    assert on == sorted(on, reverse=True)
    assert len(found) == min(MOST_OFFERED, len({day % 5 for day in days}))
    assert len({each.mark for each in found}) == len(found)


# ── the verbs ────────────────────────────────────────────────────────────────────────────


def a_scan(content=b"a scan"):
    return PaperGiven(
        name=PAPER, kind=2, file_name="chung-sinh.png", blob=store_blob(content, "image/png")
    )


def held_before(house, content=b"a scan", **changes):
    """A dossier of the person with a scan, ended; its paper is what the agency holds."""
    asks = an_applicant(paper=f"CCCD {NUMBER}")
    given_in = {"number": "049226000555", "applicant": asks, "papers": (a_scan(content),)}
    return a_returned_dossier(house, **given_in | changes)


def at_counter(paper=NUMBER, name=NAME, desk=COUNTER):
    return held_at_counter(paper, name, desk, birth(), TODAY)


def taken_in(house, papers, staff=None, **asks):
    staff = staff or house.clerk
    lodging = a_lodging(applicant=an_applicant(paper=NUMBER, **asks), papers=papers)
    return take_in_dossier(
        staff.act(), lodging, roles=staff.roles, decisions=Decisions(is_handed_over=False)
    )


def lodged_in(stream):
    told = (each.event for each in history_of(stream))
    return next(each for each in told if isinstance(each, DossierLodged))


@pytest.mark.django_db
@pytest.mark.db
class TestAtTheCounter:
    def test_number_and_name_and_desk_must_all_be_right(self, house):
        held_before(house)
        assert [each.earlier.paper.file_name for each in at_counter()] == ["chung-sinh.png"]
        assert at_counter(paper=f"số {NUMBER}")
        assert at_counter(name="a lăng thị  bưới")
        assert not at_counter(name="Zơ Râm Nhứt")
        assert not at_counter(name="")
        assert not at_counter(paper="049190000124")
        assert not at_counter(paper="")
        assert not at_counter(desk=OTHER_COUNTER)

    def test_what_was_never_accepted_or_taken_back_is_not_held(self, house):
        asks = an_applicant(paper=NUMBER)
        stream = a_lodged_dossier(applicant=asks, papers=(a_scan(),))
        assert not at_counter()
        press(accept_dossier, house.clerk, stream)
        assert at_counter()
        press(withdraw_dossier, house.clerk, stream, reason="Chuyển nơi ở")
        assert not at_counter()

    def test_the_new_dossier_says_from_where_and_since_when(self, house):
        before = held_before(house)
        (held,) = at_counter()
        stream = taken_in(house, (held.given(),))
        (paper,) = lodged_in(stream).papers
        assert (paper.held_in, paper.held_since) == (before, TODAY)
        assert paper.blob in blobs_of(stream)
        again = taken_in(house, (at_counter()[0].given(),))
        assert lodged_in(again).papers[0].held_since == TODAY

    def test_nobody_takes_the_paper_of_another_or_one_that_is_not_held(self, house):
        held_before(house)
        (held,) = at_counter()
        given_on = held.given()
        for papers, staff, asks in (
            ((given_on,), house.clerk, {"name": "Zơ Râm Nhứt"}),
            ((given_on,), house.far_clerk, {}),
            ((replace(given_on, name="Giấy khác"),), house.clerk, {}),
            ((replace(given_on, blob=store_blob(b"x", "image/png")),), house.clerk, {}),
            ((replace(given_on, held_in="dossier/none"),), house.clerk, {}),
        ):
            with pytest.raises(Refused) as no:
                taken_in(house, papers, staff, **asks)
            assert isinstance(no.value.reason, PaperNotHeld)
        assert Dossier.objects.count() == 1

    def test_a_number_put_right_leads_to_the_right_person(self, house):
        stream = taken_in(house, (a_scan(),))
        wrong = Wrong(name="paper", now="049190000999")
        press(correct_entry, house.clerk, stream, wrong=wrong, reason="Gõ nhầm số")
        assert not at_counter()
        assert at_counter(paper="049190000999")
        before = list(Dossier.objects.values())
        rebuild()
        assert list(Dossier.objects.values()) == before


# ── erasure ──────────────────────────────────────────────────────────────────────────────


def erased(house, stream):
    act = house.clerk.act()
    erase_stream(act, stream, why="hết thời hạn lưu giữ", seen=number_of(stream))


@pytest.mark.django_db(transaction=True)  # files go when the transaction has ended
@pytest.mark.db
class TestErasure:
    def test_the_file_stays_as_long_as_a_dossier_names_it(self, house):
        before = held_before(house)
        (held,) = at_counter()
        digest = held.given().blob.digest
        stream = taken_in(house, (held.given(),))
        erased(house, before)
        assert has_blob(digest)
        assert history_of(before) == ()
        assert list(broken()) == []
        erased(house, stream)
        assert not has_blob(digest)

    def test_of_an_erased_dossier_nothing_is_taken_over(self, house):
        before = held_before(house)
        (held,) = at_counter()
        erased(house, before)
        assert at_counter() == ()
        with pytest.raises(Refused):
            taken_in(house, (held.given(),))

    def test_a_file_that_waits_for_its_form_outlives_a_dossier_with_the_same(self, house):
        content = a_picture().read()
        before = held_before(house, content=content)
        waiting = take_upload(a_picture(), owner="browser", at=MONDAY)
        assert waiting.blob.digest == blobs_of(before)[0].digest
        erased(house, before)
        assert has_blob(waiting.blob.digest)

    def test_the_page_says_that_the_earlier_one_was_erased(self, client, house):
        before = held_before(house)
        number = Dossier.objects.get().number
        stream = taken_in(house, (at_counter()[0].given(),))
        clerk = sign_in_as(client, house.clerk)
        address = f"/ho-so/{stream.rpartition('/')[2]}/"
        assert f"lấy từ hồ sơ {number}" in clerk.get(address).content.decode()
        erased(house, before)
        page = clerk.get(address).content.decode()
        assert "lấy từ một hồ sơ nay đã xóa" in page
        link = re.search(r'href="(/ho-so/[^"]+/tep/[^"]+)"', page)[1]
        assert b"".join(clerk.get(link)) == b"a scan"


# ── the pages ────────────────────────────────────────────────────────────────────────────


def marks(answer):
    return MARK.findall(answer.content.decode())


@pytest.mark.django_db
class TestPages:
    def test_the_clerk_looks_ticks_and_takes_in(self, client, house):
        before = held_before(house)
        clerk = sign_in_as(client, house.clerk)
        form = typed(applicant=NAME, paper=NUMBER)
        looked = clerk.post(PAGE, form | {"di": "co-san"})
        assert looked.status_code == 200
        assert Dossier.objects.count() == 1
        text = looked.content.decode()
        assert 'value="A Lăng Bh\u2019riu"' in text
        assert "nộp ngày 20/04/2026 trong hồ sơ" in text
        (mark,) = marks(looked)
        assert f'name="held" value="{mark}" autofocus' in text
        link = re.search(r'href="(/ho-so/[^"]+/tep/[^"]+)" target', text)[1]
        assert b"".join(clerk.get(link)) == b"a scan"
        answer = clerk.post(PAGE, form | {"held": mark})
        stream = f"dossier/{answer.url.rstrip('/').rpartition('/')[2]}"
        assert [each.held_in for each in lodged_in(stream).papers if each.blob] == [before]

    def test_a_clerk_of_another_counter_is_shown_nothing(self, client, house):
        held_before(house)
        clerk = sign_in_as(client, house.far_clerk)
        looked = clerk.post(PAGE, typed(applicant=NAME, paper=NUMBER, di="co-san"))
        assert marks(looked) == []
        assert "Ở đây chưa có giấy tờ nào" in looked.content.decode()

    def test_what_is_ticked_and_not_held_is_said_and_keeps_what_was_typed(self, client, house):
        held_before(house)
        clerk = sign_in_as(client, house.clerk)
        answer = clerk.post(PAGE, typed(applicant=NAME, paper=NUMBER, held="1.x.y"))
        assert answer.status_code == 422
        assert "nay không còn được giữ" in answer.content.decode()
        assert Dossier.objects.count() == 1

    def own(self, house, client):
        """A dossier that somebody with an account lodged, accepted; they are signed in."""
        staff = house.far_clerk
        act = an_act(by=Citizen(person=staff.person))
        asks = an_applicant(person=staff.person)
        stream = lodge_dossier(act, a_lodging(applicant=asks, papers=(a_scan(),)))
        press(accept_dossier, house.clerk, stream)
        return stream, sign_in_as(client, staff)

    def test_whoever_has_an_account_need_not_send_it_again(self, client, house):
        before, citizen = self.own(house, client)
        (mark,) = marks(citizen.get(LODGE))
        form = an_online_form(held=mark)
        review = citizen.post(LODGE, form | {"di": "xem"})
        assert review.status_code == 200, review.content.decode()
        assert "Cơ quan đã có từ ngày 20/04/2026" in review.content.decode()
        assert f'name="held" value="{mark}"' in review.content.decode()
        assert citizen.post(LODGE, form).status_code == 303
        new = Dossier.objects.exclude(stream=before).get().stream
        assert lodged_in(new).papers[0].held_in == before

    def test_a_file_that_is_chosen_goes_before_what_is_held(self, client, house):
        before, citizen = self.own(house, client)
        (mark,) = marks(citizen.get(LODGE))
        citizen.post(LODGE, an_online_form(held=mark) | {"g-1": a_picture()})
        new = Dossier.objects.exclude(stream=before).get().stream
        assert [each.held_in for each in lodged_in(new).papers] == [""]

    def test_another_account_and_a_visitor_are_shown_nothing(self, client, house):
        self.own(house, client)
        mark = held_of_person(house.far_clerk.person, birth(), TODAY)[0].mark
        for who in (house.officer, None):
            client.cookies.clear()
            other = sign_in_as(client, who) if who else client
            assert marks(other.get(LODGE)) == []
            assert other.post(LODGE, an_online_form(held=mark)).status_code == 422
        assert Dossier.objects.count() == 1

    def test_looking_is_short_in_reads(self, client, house, django_assert_max_num_queries):
        for place in range(4):
            held_before(house, content=b"%d" % place, number=f"04922600055{place}")
        clerk = sign_in_as(client, house.clerk)
        clerk.post(PAGE, typed(applicant=NAME, paper=NUMBER, di="co-san"))
        with django_assert_max_num_queries(9):
            looked = clerk.post(PAGE, typed(applicant=NAME, paper=NUMBER, di="co-san"))
        assert len(marks(looked)) == MOST_OFFERED
