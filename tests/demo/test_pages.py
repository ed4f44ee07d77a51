"""What a visitor of the demonstration meets, and that nobody meets it elsewhere."""

import gzip
from datetime import datetime, timedelta
from html import unescape

import pytest

from guol.demo.rules import PASSWORD
from guol.kernel.clock import VIETNAM, utc_now
from guol.kernel.ids import new_key
from guol.notices.api import send_mail
from guol.people.api import create_account
from tests.people.world import a_person, a_post, an_order, found_house

pytestmark = pytest.mark.django_db
ADDRESSES = ("/demo/", "/demo/hop-thu/")
PAGE_BYTES = 14_000
THERE = datetime(2025, 7, 4, 14, 50, tzinfo=VIETNAM)


@pytest.fixture
def demonstration(settings):
    """A house that is a demonstration."""
    settings.GUOL_DEMO = True


@pytest.fixture
def district(demonstration, monkeypatch):
    """A house with one clerk whom a visitor may be."""
    monkeypatch.setattr("guol.demo.queries.SHOWN", ("u1",))
    found_house()
    clerk = a_person("Zơ Râm Thị Nhá")
    a_post(clerk)
    create_account(an_order(), "motcua.laee", password=PASSWORD, person=clerk)


@pytest.fixture
def signed_in(client, district):
    """The clerk's browser, signed in by what the page offers."""
    form = {"login": "motcua.laee", "password": PASSWORD, "next": "/mot-cua/"} | {
        "key": new_key()
    }
    answer = client.post("/dang-nhap/", form)
    assert answer.url == "/mot-cua/"
    return client


def set_clock(client, day="04/07/2025", hour="14:50"):
    return client.post("/demo/gio/", {"key": new_key(), "day": day, "hour": hour})


def text_of(answer):
    return unescape(answer.content.decode())


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_people_work_there_is_no_demonstration(client, settings, address):
    settings.GUOL_DEMO = False
    assert client.get(address).status_code == 404


def test_where_people_work_nobody_sets_the_clock(client, settings, guol_data):
    settings.GUOL_DEMO = False
    assert set_clock(client).status_code == 404
    assert list(guol_data.glob("demo*")) == []


def test_a_stranger_sees_whom_they_may_be(client, district):
    text = text_of(client.get("/demo/"))
    assert "Zơ Râm Thị Nhá" in text
    assert ">motcua.laee</button>" in text


def test_one_click_signs_in(signed_in):
    assert "Zơ Râm Thị Nhá" in text_of(signed_in.get("/demo/"))
    assert signed_in.get("/tai-khoan/").status_code == 200


def test_before_anything_is_filled_the_page_says_how(client, demonstration):
    answer = client.get("/demo/")
    assert answer.status_code == 200
    assert "guol demo" in text_of(answer)


def test_every_page_says_that_it_is_a_demonstration(client, district):
    assert "Bản trình diễn" in text_of(client.get("/tro-giup/"))


def test_no_page_of_an_office_says_so(client, settings):
    settings.GUOL_DEMO = False
    assert "Bản trình diễn" not in text_of(client.get("/tro-giup/"))


def test_the_clock_is_set(client, district):
    assert set_clock(client).url == "/demo/"
    assert abs(utc_now() - THERE) < timedelta(minutes=1)
    assert "04/07/2025" in text_of(client.get("/demo/"))


@pytest.mark.parametrize("there", ["04/07/2025", "04/07/2035"])
def test_who_is_signed_in_stays_so_when_the_clock_moves(signed_in, there):
    set_clock(signed_in, day=there)
    assert signed_in.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("31/02/2025", "14:50"),
        ("04/07/2025", "25:00"),
        ("", ""),
        ("01/01/0001", "00:00"),
        ("31/12/9999", "23:59"),
        ("mai", "sáng"),
    ],
)
def test_an_hour_that_cannot_be_is_said_and_stays_typed(client, district, day, hour):
    answer = set_clock(client, day, hour)
    assert answer.status_code == 422
    assert f'value="{day}"' in text_of(answer) or not day
    assert client.get("/demo/").status_code == 200


def test_a_message_lies_in_the_mailbox(client, district):
    send_mail(
        to="nha@example.vn", subject="Đã tiếp nhận", body="Hẹn trả: 30/06/2025.", key="m1"
    )
    text = text_of(client.get("/demo/hop-thu/"))
    assert "nha@example.vn" in text
    assert "Hẹn trả: 30/06/2025." in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_the_first_flight(client, district, address):
    assert len(gzip.compress(client.get(address).content)) < PAGE_BYTES
