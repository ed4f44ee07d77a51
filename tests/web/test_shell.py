"""The frame of every page: what it shows to whom, how it is sent, what it allows."""

import gzip
from dataclasses import dataclass, field

import brotli
import pytest
from django.test import RequestFactory

from guol.kernel.room import MenuItem
from guol.web import menu
from guol.web.assets import asset_address, assets
from guol.web.compression import coding_for, compress, padding
from guol.web.context import Banner, Frame
from guol.web.policy import POLICY

pytestmark = pytest.mark.django_db


@dataclass
class Clerk:
    account: str = "a1"
    name: str = "Bh'nướch Thị Mai"
    is_official: bool = True
    roles: frozenset = field(default_factory=lambda: frozenset({"one_stop"}))


def frame_of(viewer=None):
    request = RequestFactory().get("/")
    request.viewer = viewer
    return Frame(request)


def be_the_clerk(get_response):
    def answer(request):
        request.viewer = Clerk()
        return get_response(request)

    return answer


def test_who_is_signed_in_finds_account_and_way_out(client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.web.test_shell.be_the_clerk"]
    page = client.get("/").content.decode()
    assert '<a href="/tai-khoan/">Bh&#x27;nướch Thị Mai</a>' in page
    assert '<form method="post" action="/dang-xuat/"><button' in page
    assert "<h1>Việc của bạn</h1>" in page


def tell_the_clock(request):
    return Banner(text="Bản trình diễn", url="/demo/", link="Xem")


def test_the_menu_shows_what_the_viewer_may_open(monkeypatch):
    item = MenuItem(label="Một cửa", url="/mot-cua/", may=lambda rights: rights.is_official)
    monkeypatch.setattr(menu, "_items", lambda: (item,))
    assert frame_of(Clerk()).menu == (item,)
    assert frame_of().menu == ()


def test_a_visitor_is_asked_to_sign_in(client):
    page = client.get("/").content.decode()
    assert 'href="/dang-nhap/"' in page
    assert "csrfmiddlewaretoken" not in page


def test_banners_are_told_by_those_that_the_settings_name(client, settings):
    settings.GUOL_BANNERS = ("tests.web.test_shell.tell_the_clock",)
    page = client.get("/").content.decode()
    assert (
        '<div class="banner demo"><p class="wrap">Bản trình diễn <a href="/demo/">Xem</a>'
        in page
    )


def test_each_page_names_its_language_and_the_way_past_the_menu(client):
    page = client.get("/").content.decode()
    assert '<html lang="vi">' in page
    assert page.index('class="skip" href="#main"') < page.index("<header")


def test_agency_and_hotline_come_from_the_settings(client, settings):
    settings.GUOL_AGENCY_NAME, settings.GUOL_HOTLINE = "UBND xã Zuôih", "0235 111"
    page = client.get("/").content.decode()
    assert "<span>UBND xã Zuôih</span>" in page
    assert 'href="tel:0235 111"' not in page
    assert 'href="tel:0235111"' in page


def test_the_language_chosen_is_kept_on_the_device(client):
    assert (
        client.post("/ngon-ngu/", {"language": "en", "next": "/tro-giup/"}).url == "/tro-giup/"
    )
    assert "<h1>Help</h1>" in client.get("/tro-giup/").content.decode()


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil", "x", ""]
)
def test_the_way_back_never_leads_away(client, back):
    assert client.post("/ngon-ngu/", {"language": "en", "next": back}).url == "/"


def test_a_language_that_is_none_is_not_kept(client):
    assert "lang" not in client.post("/ngon-ngu/", {"language": "xx"}).cookies


def test_a_browser_set_to_english_gets_vietnamese_first(client):
    page = client.get("/tro-giup/", headers={"accept-language": "en-US"})
    assert "<h1>Trợ giúp</h1>" in page.content.decode()


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/dang-nhap/"])
def test_a_page_may_load_only_what_is_ours(client, address):
    page = client.get(address).content.decode()
    policy = 'http-equiv="Content-Security-Policy" content="default-src \'none\';'
    assert 0 < page.find(policy) < page.find("<link")
    assert "unsafe" not in page
    assert '<meta name="referrer" content="same-origin">' in page


def test_a_page_without_the_frame_has_its_policy_in_a_header(client, settings):
    settings.ROOT_URLCONF = "tests.web.addresses"
    answer = client.post("/form/", {"name": "<p>x"})
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert type(answer.headers["Content-Security-Policy"]) is str  # servers take no other


def test_who_may_frame_a_page_only_a_header_can_say(client):
    assert client.get("/").headers["X-Frame-Options"] == "DENY"
    assert client.get("/nowhere/").headers["X-Frame-Options"] == "DENY"


def test_files_keep_the_headers_that_pages_do_without(client, settings):
    settings.SECURE_HSTS_SECONDS = 60
    file = client.get(asset_address("web/guol.css"), secure=True)
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Strict-Transport-Security"] == "max-age=60"
    assert "Strict-Transport-Security" not in client.get("/", secure=True).headers


def test_a_token_that_the_browser_has_is_not_sent_again(client):
    assert "csrftoken" in client.get("/dang-nhap/").cookies
    assert "csrftoken" not in client.get("/dang-nhap/").cookies
    client.cookies["csrftoken"] = "short"
    assert "csrftoken" in client.get("/dang-nhap/").cookies


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/thu-tuc/"])
def test_the_headers_of_a_page_are_few_and_short(client, address):
    headers = client.get(address, headers={"accept-encoding": "br"}).headers
    date = len("date: Tue, 24 Nov 2026 15:14:04 GMT\r\n")  # the proxy's own
    assert sum(len(name) + len(value) + 4 for name, value in headers.items()) + date <= 200


@pytest.mark.parametrize(
    ("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_pages_are_compressed_as_the_browser_asks(client, coding, unpack):
    plain = client.get("/").content
    answer = client.get("/", headers={"accept-encoding": coding})
    assert (answer.headers["Content-Encoding"], unpack(answer.content)) == (coding, plain)


def test_who_takes_no_coding_gets_it_plain():
    assert coding_for("br;q=0, gzip;q=0.0, identity") == ""
    assert compress(b"a" * 300, "gzip") != b"a" * 300


def test_the_length_of_a_page_that_was_asked_something_tells_nothing(client):
    sizes = {
        len(client.get("/?q=a", headers={"accept-encoding": "br"}).content) for _ in range(20)
    }
    assert len(sizes) > 5
    assert padding().startswith(b"<!--")


def test_the_first_page_is_light(client):
    page = client.get("/", headers={"accept-encoding": "br"}).content
    style = assets()["web/guol.css"].bodies["br"]
    assert len(page) + len(style) <= 14_000
    assert len(style) <= 3_072


def test_a_page_needs_no_query_for_a_visitor(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")


def test_a_file_is_kept_for_ever_under_its_mark(client):
    answer = client.get(asset_address("web/guol.css"), headers={"accept-encoding": "gzip, br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_an_old_mark_gets_the_present_file_for_a_minute(client):
    answer = client.get("/s/0000000000/web/guol.css")
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", ["web/none.css", "../settings.py", "%2e%2e/apps.py"])
def test_no_other_file_is_given(client, name):
    assert client.get(f"/s/0/{name}").status_code == 404


@pytest.mark.parametrize(("address", "says"), [("/healthz", b"ok\n"), ("/readyz", b"ready\n")])
def test_probes_are_answered(client, address, says):
    assert client.get(address).content == says


def test_the_gallery_is_for_the_demonstration_only(client, settings):
    settings.GUOL_DEMO = False
    assert client.get("/demo/thanh-phan/").status_code == 404
    settings.GUOL_DEMO = True
    assert client.get("/demo/thanh-phan/").status_code == 200
