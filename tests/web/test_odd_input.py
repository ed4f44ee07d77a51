"""What no browser sends gets a sentence, never a 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from guol.config.wsgi import application

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "address", ["/%00", "/tro-giup/%00/", "/?a=%00", "/?%00=1", "/tro-giup/?trang=%00"]
)
def test_a_nul_in_an_address_is_answered(client, address):
    answer = client.get(address)
    assert (answer.status_code, "Không đọc được yêu cầu này" in answer.content.decode()) == (
        400,
        True,
    )


@pytest.mark.parametrize("body", ["name=%00", "%00=1"])
def test_a_nul_in_a_form_is_answered(endings, body):
    assert endings.post("/form/", body, content_type=FORM).status_code == 400


def test_a_nul_in_a_cookie_is_answered(client):
    client.cookies["sessionid"] = "abcdefgh\0ijkl"
    assert client.get("/").status_code == 400


@pytest.mark.parametrize("address", ["/%ff%fe", "/?a=%ff", "/%ed%a0%80", "/" + "a" * 5000])
def test_letters_that_are_none_lead_nowhere_or_home(client, address):
    assert client.get(address).status_code in {200, 404}


def test_a_host_that_is_not_ours_is_answered(client):
    answer = client.get("/tro-giup", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "Tên này không thuộc máy này" in answer.content.decode()


def test_too_large_a_form_is_answered(endings, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = endings.post("/form/", {"name": "x" * 2000})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_too_many_fields_are_answered(endings):
    body = "&".join(f"a{i}=1" for i in range(2000))
    assert endings.post("/form/", body, content_type=FORM).status_code == 400
    assert endings.get(f"/form/?{body}").status_code == 400


def test_too_many_files_are_answered(endings):
    files = {f"f{i}": SimpleUploadedFile("a.txt", b"a") for i in range(150)}
    assert endings.post("/form/", files).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--b\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=b"),
        (b"whatever", "multipart/form-data"),
        (b"whatever", "multipart/form-data; boundary=" + "b" * 300),
        (b"a=%ff%fe", FORM),
        (b"a=1", FORM + "; charset=utf-7"),
        (b"a=1", FORM + "; charset=none"),
        (b"\xff\xfe", "application/json"),
        (b"{", "text/plain; charset=utf-16"),
    ],
)
def test_a_body_that_makes_no_sense_is_answered(endings, body, kind):
    assert endings.generic("POST", "/form/", body, content_type=kind).status_code < 500


@pytest.mark.parametrize("charset", ["idna", "base64", "utf-16", "none", "rot13", "\0"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_odd_charsets_are_answered(method, charset):
    told = []
    request = {"REQUEST_METHOD": method, "QUERY_STRING": "a=%ff%41", "PATH_INFO": "/ngon-ngu/"}
    environ = {
        **RequestFactory().generic(method, "/").environ,
        **request,
        "CONTENT_TYPE": f"{FORM}; charset={charset}",
    }
    application(environ, lambda status, _headers: told.append(int(status[:3])))
    assert told[0] < 500


@pytest.mark.parametrize("method", ["FOO", "TRACE", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_odd_methods_are_answered(client, method):
    assert client.generic(method, "/").status_code < 500
