"""Pages as what differs from a dictionary: read back by every way, and safe in each."""

import re
import zlib

import brotli
import pytest
import zstandard

from guol.web.dictionary import KEPT, MOST_BYTES, dictionaries, dictionary_of

pytestmark = pytest.mark.django_db
DCZ = bytes.fromhex("5e2a4d1820000000")


@pytest.fixture(params=range(len(dictionaries())))
def known(request):
    """Each dictionary that is kept."""
    return list(dictionaries().values())[request.param]


def inflated(body, known):
    """What a service worker makes of it: a stored block with the dictionary, then the body."""
    size = len(known.text)
    block = bytes([0, size & 255, size >> 8, ~size & 255, ~size >> 8 & 255])
    return zlib.decompressobj(-15).decompress(block + known.text + body)[size:]


def without_key(page):
    return re.sub(rb'value="[^"]*"', b"", page)


def test_a_service_worker_gets_what_differs(client, known):
    answer = client.get("/", headers={"x-dict": known.mark, "accept-encoding": "br"})
    assert inflated(answer.content, known) == client.get("/").content
    assert answer.headers["X-Dict"] == known.mark
    assert answer.headers["Vary"] == "X-Dict"
    assert "Content-Encoding" not in answer.headers


def test_a_form_that_comes_back_is_packed_as_well(client, known):
    mark = {"x-dict": known.mark}
    plain = client.post("/dang-nhap/", {"login": "x", "key": "k"})
    packed = client.post("/dang-nhap/", {"login": "x", "key": "k"}, headers=mark)
    assert without_key(inflated(packed.content, known)) == without_key(plain.content)


def test_a_browser_that_knows_dictionaries_gets_dcz(client, known):
    how = {"accept-encoding": "br, dcz", "available-dictionary": known.native_name}
    answer = client.get("/", headers=how)
    assert answer.headers["Content-Encoding"] == "dcz"
    head, mark, frame = answer.content[:8], answer.content[8:40], answer.content[40:]
    assert (head, mark) == (DCZ, known.sha256)
    words = zstandard.ZstdCompressionDict(known.text, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    page = zstandard.ZstdDecompressor(dict_data=words).decompressobj().decompress(frame)
    assert page == client.get("/").content


@pytest.mark.parametrize(
    "how",
    [
        {"x-dict": "00000000"},
        {"available-dictionary": ":xxxx:", "accept-encoding": "br, dcz"},
        {"x-dict": next(iter(dictionaries())), "sec-fetch-site": "cross-site"},
        {"x-dict": next(iter(dictionaries())), "sec-fetch-site": "same-site"},
    ],
)
def test_a_dictionary_that_is_not_known_or_asked_for_from_elsewhere_is_not_used(client, how):
    answer = client.get("/", headers={"accept-encoding": "br", **how})
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.content) == client.get("/").content


def test_a_file_is_no_page_and_keeps_its_coding(client):
    mark = next(iter(dictionaries()))
    answer = client.get("/healthz", headers={"x-dict": mark})
    assert answer.content == b"ok\n"


def test_what_was_asked_is_padded_here_too(client, known):
    sizes = {
        len(client.get("/?q=a", headers={"x-dict": known.mark}).content) for _ in range(20)
    }
    assert len(sizes) > 5


def test_no_page_that_is_packed_may_be_shared(client):
    answer = client.get("/", headers={"x-dict": next(iter(dictionaries()))})
    assert answer.headers["Cache-Control"].startswith("private")


def test_the_dictionary_is_kept_for_ever_under_its_mark(client, known):
    answer = client.get(f"/d/{known.mark}", headers={"accept-encoding": "br"})
    assert brotli.decompress(answer.content) == known.text
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Use-As-Dictionary"] == 'match="/*"'
    assert client.get("/d/00000000").status_code == 404


def test_a_dictionary_fits_the_window_and_the_three_last_are_kept():
    assert 1 <= len(dictionaries()) <= KEPT
    assert all(len(each.text) <= MOST_BYTES for each in dictionaries().values())


def test_no_person_stands_in_a_dictionary(known):
    text = known.text.decode()
    assert "\0" not in text
    assert not re.search(r"\d{9}|[0-9a-f]{16}|@\w+\.\w", text)  # numbers, keys, addresses
    for name in (" Thị ", "Cơ Lâu", "Nguyễn ", "Trần "):  # of the demonstration
        assert name not in text
    assert not re.search(r" Văn [A-ZĐ]", text)  # but the office of culture (văn hóa) may


def test_what_is_in_the_dictionary_costs_next_to_nothing():
    known = dictionary_of(b"<main>" + bytes(range(65, 91)) * 20 + b"</main>")
    assert len(known.deflate(known.text)) < 20


def test_a_warm_page_is_less_than_half_of_a_cold_one(client):
    mark = next(iter(dictionaries()))
    cold = client.get("/thu-tuc/", headers={"accept-encoding": "br"}).content
    warm = client.get("/thu-tuc/", headers={"x-dict": mark}).content
    assert len(warm) * 2 < len(cold)
