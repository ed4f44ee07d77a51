"""Files that come in pieces: the protocol, what is refused, and that each byte travels once."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha1, sha256

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import open_blob
from guol.kernel.clock import utc_now
from guol.papers import jobs, rules
from guol.papers.actions import sweep
from guol.papers.api import refusal_of, upload
from guol.papers.models import Arrival, Upload
from guol.papers.queries import refusal_slip
from tests.papers.test_uploads import a_pdf, a_picture, files_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]
FORM = "a-form-0123456789abcdef"
PICTURE = a_picture("PNG", (200, 150))
PIECE = "application/offset+octet-stream"


def told_of(**words):
    return ",".join(
        f"{name} {b64encode(value if isinstance(value, bytes) else value.encode()).decode()}"
        for name, value in words.items()
    )


def begin(client, content=PICTURE, *, form=FORM, name="giấy.png", size=None, **more):
    metadata = told_of(form=form, filename=name, **more)
    length = len(content) if size is None else size
    return client.post(
        "/tep/", headers={"upload-length": str(length), "upload-metadata": metadata}
    )


def send(client, address, content, offset, **headers):
    headers = {"upload-offset": str(offset)} | headers
    return client.patch(address, content, content_type=PIECE, headers=headers)


@pytest.fixture
def tus():
    """Somebody who speaks the protocol, from elsewhere than a page: there is no token."""
    return Client(enforce_csrf_checks=True, headers={"tus-resumable": "1.0.0"})


def test_what_is_known_of_the_protocol_is_told(client, settings):
    settings.GUOL_UPLOAD_MAX_BYTES = 5_000_000
    answer = client.options("/tep/")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,checksum,expiration,termination"
    assert answer.headers["Tus-Max-Size"] == "5000000"
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_a_file_comes_in_pieces_and_is_what_was_sent(tus, guol_data):
    begun = begin(tus, sha256=sha256(PICTURE).digest())
    address = begun.headers["Location"]
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    assert begun.headers["Upload-Expires"].endswith("GMT")
    middle = len(PICTURE) // 2
    answer = send(tus, address, PICTURE[:middle], 0)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(middle))
    far = tus.head(address)
    assert far.headers["Upload-Offset"] == str(middle)
    assert far.headers["Upload-Length"] == str(len(PICTURE))
    assert far.headers["Cache-Control"] == "no-store"
    assert send(tus, address, PICTURE[middle:], middle).status_code == 204
    kept = upload(address.split("/")[2], owner=FORM)
    assert (kept.name, kept.blob.media_type) == ("giấy.png", "image/png")
    with open_blob(kept.blob.digest) as blob:
        assert blob.read() == PICTURE
    assert not Arrival.objects.exists()
    assert list((guol_data / "arriving").iterdir()) == []
    assert upload(kept.key, owner="another-form-0123456789") is None


def test_announced_again_it_goes_on_where_it_stopped(tus):
    digest = sha256(PICTURE).digest()
    address = begin(tus, sha256=digest).headers["Location"]
    send(tus, address, PICTURE[:300], 0)
    again = begin(tus, sha256=digest)
    assert (again.headers["Location"], again.headers["Upload-Offset"]) == (address, "300")
    send(tus, address, PICTURE[300:], 300)
    whole = begin(tus, sha256=digest)
    assert (whole.headers["Location"], whole.headers["Upload-Offset"]) == (
        address,
        str(len(PICTURE)),
    )
    other = begin(tus, sha256=digest, form="another-form-0123456789")
    assert other.headers["Location"] != address
    assert begin(tus).headers["Location"] != begin(tus).headers["Location"]


def test_a_piece_in_the_wrong_place_is_told_the_right_one(tus):
    address = begin(tus).headers["Location"]
    send(tus, address, PICTURE[:300], 0)
    twice = send(tus, address, PICTURE[:300], 0)
    assert (twice.status_code, twice.headers["Upload-Offset"]) == (409, "300")
    assert send(tus, address, PICTURE[300:], 300).status_code == 204
    late = send(tus, address, PICTURE[300:], 300)
    assert (late.status_code, late.headers["Upload-Offset"]) == (409, str(len(PICTURE)))


def test_a_piece_may_bring_its_own_checksum(tus):
    address = begin(tus).headers["Location"]
    wrong = b64encode(sha1(b"other").digest()).decode()
    answer = send(tus, address, PICTURE[:300], 0, **{"upload-checksum": f"sha1 {wrong}"})
    assert answer.status_code == 460
    assert tus.head(address).headers["Upload-Offset"] == "0"
    right = b64encode(sha1(PICTURE[:300]).digest()).decode()
    answer = send(tus, address, PICTURE[:300], 0, **{"upload-checksum": f"sha1 {right}"})
    assert answer.headers["Upload-Offset"] == "300"
    unknown = send(tus, address, b"x", 300, **{"upload-checksum": "md4 AAAA"})
    assert unknown.status_code == 400


def test_no_more_is_kept_than_was_announced(tus, guol_data):
    address = begin(tus).headers["Location"]
    assert send(tus, address, PICTURE + b"more", 0).status_code == 204
    assert Upload.objects.get().size == len(PICTURE)


@pytest.mark.parametrize(
    ("content", "announced", "reason"),
    [
        (b"", {}, rules.FileEmpty),
        (b"", {"size": 20_000_000}, rules.FileTooLarge),
        (b"MZ\x90\x00 a program", {}, rules.FileOfOtherKind),
        (a_pdf()[:-40], {}, rules.FileCutOff),
        (PICTURE, {"sha256": sha256(b"other").digest()}, rules.FileChanged),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(
    tus, guol_data, content, announced, reason
):
    answer = begin(tus, content, **announced)
    if answer.status_code == 201:
        answer = send(tus, answer.headers["Location"], content, 0)
    assert answer.status_code == (413 if reason is rules.FileTooLarge else 422)
    assert "“giấy.png”" in answer.content.decode()
    assert isinstance(refusal_of(answer.headers["Upload-No"]), reason)
    assert not Arrival.objects.exists()
    assert not Upload.objects.exists()
    assert files_in(guol_data) == []
    assert not (guol_data / "arriving").exists() or not list((guol_data / "arriving").iterdir())


def test_a_wrong_kind_is_refused_before_the_rest_travels(tus):
    address = begin(tus, b"MZ" + bytes(200_000)).headers["Location"]
    answer = send(tus, address, b"MZ" + bytes(2_000), 0)
    assert isinstance(refusal_of(answer.headers["Upload-No"]), rules.FileOfOtherKind)
    assert tus.head(address).status_code == 404


def test_a_form_has_only_so_many_files_under_way(tus):
    for number in range(rules.MOST_AT_ONCE):
        assert begin(tus, name=f"{number}.png").status_code == 201
    answer = begin(tus)
    assert isinstance(refusal_of(answer.headers["Upload-No"]), rules.FilesTooMany)
    assert begin(tus, form="another-form-0123456789").status_code == 201


def test_a_file_under_way_may_be_let_go(tus, guol_data):
    address = begin(tus).headers["Location"]
    send(tus, address, PICTURE[:300], 0)
    by_post = tus.post(address, headers={"x-http-method-override": "DELETE"})
    assert by_post.status_code == 204
    assert tus.head(address).status_code == 404
    assert send(tus, address, PICTURE[300:], 300).status_code == 404
    assert tus.delete(address).status_code == 404
    assert list((guol_data / "arriving").iterdir()) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"tus-resumable": "0.2.0"}, 412),
        ({"upload-length": "many"}, 400),
        ({"upload-metadata": ""}, 400),
        ({"upload-metadata": "form %%%"}, 400),
        ({"upload-metadata": told_of(form="short")}, 400),
        ({"upload-metadata": told_of(form=FORM, sha256=b"short")}, 400),
        ({"upload-metadata": told_of(form=FORM, filename=b"\xff\x00.png")}, 201),
        ({"x-http-method-override": "BREW"}, 405),
    ],
)
def test_what_is_not_the_protocol_is_answered(tus, headers, status):
    usual = {"upload-length": "9", "upload-metadata": told_of(form=FORM, filename="a.png")}
    assert tus.post("/tep/", headers=usual | headers).status_code == status


def test_a_piece_of_another_type_is_not_taken(tus):
    address = begin(tus).headers["Location"]
    answer = tus.patch(address, PICTURE, headers={"upload-offset": "0"})
    assert answer.status_code == 415


def test_what_nobody_came_back_for_goes(tus, guol_data):
    address = begin(tus).headers["Location"]
    send(tus, address, PICTURE[:300], 0)
    assert sweep(at=utc_now() + timedelta(days=2)) == 0
    assert sweep(at=utc_now() + timedelta(days=4)) == 1
    assert list((guol_data / "arriving").iterdir()) == []
    (guol_data / "arriving" / "stray").write_bytes(b"of a power cut")
    assert jobs.let_go() == 1
    assert list((guol_data / "arriving").iterdir()) == []


def test_only_a_slip_of_ours_says_why():
    no = rules.FileLocked(name="a.pdf")
    assert refusal_of(refusal_slip(no)) == no
    assert refusal_of("a file's key") is None
    assert refusal_of(refusal_slip(no)[:-1]) is None


@given(st.binary(max_size=2000), st.binary(max_size=200))
def test_a_beginning_never_decides_against_what_would_be_taken(content, before):
    for kind in (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        assert rules.may_be_ours(kind + content)
    assert rules.may_be_ours(b"RIFF\x00\x00\x00\x00WEBP" + content)
    assert rules.may_be_ours(b"\n \r\t" + b"%PDF-" + content)
    assert not rules.may_be_ours(b"MZ" + before)
