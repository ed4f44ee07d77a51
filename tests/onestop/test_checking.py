"""Checking a paper: what the house says of it, and to whom it says nothing."""

import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from guol.feed.api import public_key, sign, this_node
from guol.kernel.clock import legal_day
from guol.onestop import events
from guol.onestop.actions import (
    accept_dossier,
    accept_supplement,
    documents,
    request_supplement,
    sealing,
)
from guol.onestop.actions.sealing import check_link
from guol.onestop.events import Wanted
from guol.onestop.queries import dossier
from guol.papers.api import Paper, seal
from tests.onestop.given import (
    a_dossier_waiting,
    a_lodged_dossier,
    an_accepted_dossier,
    an_applicant,
    press,
)
from tests.onestop.world import MONDAY

pytestmark = pytest.mark.django_db


def code_on(stream, kind="receipt", event=events.DossierAccepted):
    """The seal on a paper, as its QR code bears it."""
    told = documents.told_of(stream)
    origin = next(each for each in told.events if isinstance(each.event, event))
    then = told.until(origin)
    values = documents.FORMS[kind].values(then, origin)
    return sealing.sealed(kind, values, at=MONDAY, due=then.due)["seal"]


def page_of(**asked):
    return Client().get("/kiem-tra/", asked).content.decode()


def test_the_page_asks_and_offers_the_way_without_a_line():
    html = page_of()
    assert "Giấy này có thật không?" in html
    assert "khoa.json" in html
    assert "kiem_tra_giay.py" in html


def test_a_seal_is_followed_as_a_telephone_reads_it(house):
    stream = an_accepted_dossier(house)
    link = code_on(stream)
    assert link == link.upper()
    address = "/" + link.partition("//")[2].partition("/")[2]
    html = Client().get(address).content.decode()
    assert "Giấy thật" in html
    card = dossier(stream)
    assert card.number in html
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in html


def test_nothing_is_told_of_the_person(house):
    stream = an_accepted_dossier(house)
    card = dossier(stream)
    for asked in ({"ma": code_on(stream)}, {"ma": card.number}, {"ma": card.reference}):
        html = page_of(**asked)
        for secret in (an_applicant().name, an_applicant().phone, card.about, card.procedure):
            assert secret not in html


def test_a_number_alone_proves_no_paper(house):
    stream = an_accepted_dossier(house)
    html = page_of(ma=dossier(stream).number)
    assert "chưa chứng tỏ tờ giấy" in html
    assert "xã La Êê" in html
    assert "không có hồ sơ nào mang số" in page_of(ma="000.02.99.H47-260420-9999")


@pytest.mark.parametrize("typed", ["xin chào", "ABCDEF", "<b>x</b>", "%00", "x" * 599])
def test_anything_may_be_typed_and_is_kept(house, typed):
    response = Client().get("/kiem-tra/", {"ma": typed})
    assert response.status_code == 200
    assert "không phải mã của giấy" in response.content.decode() or "mang số" in (
        response.content.decode()
    )


def test_a_replaced_number_is_told(house):
    stream = an_accepted_dossier(house)
    number = dossier(stream).number
    assert "Giấy thật" in page_of(ma=code_on(stream), so=number)
    html = page_of(ma=code_on(stream), so=number[:-1] + "9")
    assert "mã lấy từ giấy khác" in html
    assert number in html


def test_a_changed_code_is_told(house):
    code = code_on(an_accepted_dossier(house))
    place = len(code) - 120
    other = code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]
    assert "đã bị sửa sau khi ký" in page_of(ma=other)


def a_forged(stream, **changes):
    card = dossier(stream)
    told = {
        "node": this_node(),
        "kind": "receipt",
        "number": card.number,
        "day": legal_day(MONDAY),
        "due": card.due,
    }
    return Paper(**told | changes)


def test_an_unknown_machine_and_a_strange_key_are_told(house):
    stream = an_accepted_dossier(house)
    strange = a_forged(stream, node="00aa11bb22cc33dd")
    assert "không biết máy đó" in page_of(ma=seal(strange, {}, public_key(), sign))
    key = Ed25519PrivateKey.generate()
    theirs = key.public_key().public_bytes_raw().hex()
    html = page_of(ma=seal(a_forged(stream), {}, theirs, key.sign))
    assert "được ký bằng khóa khác" in html


def test_a_paper_that_the_log_does_not_know_is_told(house):
    """Signed by our machine, say from a database put back since: not in the log."""
    stream = an_accepted_dossier(house)
    code = seal(a_forged(stream), {"applicant": "Ai đó"}, public_key(), sign)
    assert "nhật ký không có giấy nào" in page_of(ma=code)


def test_a_receipt_stays_genuine_whatever_happens_later(house):
    stream = a_dossier_waiting(house)
    assert "Giấy thật" in page_of(ma=code_on(stream))
    html = page_of(ma=code_on(stream, "supplement", events.SupplementRequested))
    assert "Giấy thật" in html


def test_a_paper_from_before_acceptance_stays_genuine_after_it(house):
    stream = a_lodged_dossier()
    press(request_supplement, house.clerk, stream, wanted=(Wanted(name="Ảnh", reason="Mờ"),))
    code = code_on(stream, "supplement", events.SupplementRequested)
    press(accept_supplement, house.clerk, stream)
    press(accept_dossier, house.clerk, stream)
    html = page_of(ma=code)
    assert "Giấy thật" in html
    assert dossier(stream).reference in html


def test_an_address_with_a_path_keeps_its_letters(settings):
    settings.GUOL_ADDRESS = "https://huyen.example.vn/Mot-Cua"
    assert check_link("ABC") == "https://huyen.example.vn/Mot-Cua/kiem-tra/ABC/"


def test_the_keys_and_the_verifier_are_to_be_had(house, tmp_path):
    listed = json.loads(Client().get("/kiem-tra/khoa.json").content)
    assert listed == {"nodes": {this_node(): [public_key()]}}
    program = Client().get("/kiem-tra/kiem_tra_giay.py")
    assert re.search(r'filename="kiem_tra_giay\.py"', program["Content-Disposition"])
    compile(program.content, "kiem_tra_giay.py", "exec")


def test_the_page_asks_the_database_little(house, django_assert_max_num_queries):
    stream = an_accepted_dossier(house)
    code, browser = code_on(stream), Client()
    browser.get("/kiem-tra/", {"ma": code})
    with django_assert_max_num_queries(14):
        browser.get("/kiem-tra/", {"ma": code})
