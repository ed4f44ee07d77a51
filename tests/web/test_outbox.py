"""The server's half of the outbox: answers that a service worker can act on."""

import base64
import re

import pytest
from django.conf import settings as told
from django.test import Client

from guol.web.assets import assets
from guol.web.compression import compress

pytestmark = pytest.mark.django_db
OUT = {"x-out": "1", "x-me": ""}


BE = "tests.web.test_shell.be_the_clerk"


def script(client):
    return client.get("/sw.js").content.decode()


def test_where_a_form_led_to_is_told_and_not_followed(client):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/tro-giup/"}, headers=OUT)
    assert (answer.status_code, answer.headers["X-Out"]) == (200, "/tro-giup/")
    assert answer.cookies["lang"].value == "en"


def test_a_browser_is_led_as_ever(client):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/tro-giup/"})
    assert (answer.status_code, "X-Out" in answer.headers) == (302, False)


def test_a_stale_token_is_told():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/dang-nhap/", {"login": "x"}, headers=OUT)
    assert (answer.status_code, answer.headers["X-Out"]) == (403, "stale")


def test_who_must_sign_in_first_is_told(client):
    assert client.get("/mot-cua/", headers=OUT).headers["X-Out"] == "sign-in"
    assert client.get("/tai-khoan/", headers=OUT).headers["X-Out"] == "sign-in"


def test_nothing_is_done_in_the_name_of_somebody_else(client):
    other = {"x-out": "1", "x-me": "12345678"}
    answer = client.post("/ngon-ngu/", {"language": "en"}, headers=other)
    assert (answer.status_code, answer.headers["X-Out"]) == (403, "sign-in")
    assert "lang" not in answer.cookies


def test_a_visitor_has_no_key_and_a_fresh_token(client):
    answer = client.get("/cho-gui/the/")
    assert (answer.json()["me"], answer.json()["key"]) == ("", "")
    assert answer.json()["token"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_who_is_signed_in_has_a_key_of_their_own(client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, BE]
    first, again = client.get("/cho-gui/the/").json(), client.get("/cho-gui/the/").json()
    assert len(base64.b64decode(first["key"])) == 32
    assert first["key"] == again["key"]
    assert f'data-me="{first["me"]}"' in client.get("/").content.decode()
    settings.SECRET_KEY = "another"
    assert client.get("/cho-gui/the/").json()["key"] != first["key"]


def test_what_a_device_keeps_of_the_page_names_nobody(client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, BE]
    assert "data-me" in client.get("/cho-gui/").content.decode()
    kept = client.get("/cho-gui/?may").content.decode()
    assert "data-me" not in kept
    assert "Mai" not in kept


def test_the_worker_names_its_dictionary_and_its_release(client):
    assert "@" not in re.sub(r"'@'", "", script(client))
    mark = re.search(r"DICT='(\w+)'", script(client)).group(1)
    assert client.get(f"/d/{mark}").status_code == 200


def test_the_worker_serves_only_what_is_read(client):
    assert client.post("/sw.js").status_code == 405


@pytest.mark.parametrize(("name", "most"), [("guol.js", 2048), ("guol.css", 3072)])
def test_what_every_page_loads_is_small(name, most):
    assert len(assets()[f"web/{name}"].bodies["br"]) <= most


def test_the_worker_is_small(client):
    assert len(compress(script(client).encode(), "br", lasting=True)) <= 2048


def test_what_goes_ahead_of_forms_is_small():
    assert len(assets()["web/ahead.js"].bodies["br"]) <= 1024


def test_forms_after_which_somebody_else_may_sit_there_exist(client):
    for address in (*told.GUOL_LEAVES, *told.GUOL_ENDS):
        assert client.post(address).status_code != 404


def test_the_page_of_what_waits_says_what_to_do_without_javascript(client):
    page = client.get("/cho-gui/").content.decode()
    assert 'id="none"><p>Trình duyệt này' in page


def test_the_manifest_names_icons_that_are_there(client):
    manifest = client.get(assets()["web/guol.webmanifest"].address)
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    for icon in manifest.json()["icons"]:
        assert client.get(icon["src"]).headers["Cache-Control"].endswith("immutable")
