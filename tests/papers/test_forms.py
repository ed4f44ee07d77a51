"""The forms of the law: their size, their words, that they last."""

import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from guol.papers.api import qr_svg, typeset
from guol.papers.gateways import FormFailed

AT = datetime(2025, 6, 30, 7, tzinfo=UTC)
A5, A4_WIDE = (420, 595), (842, 595)  # points
HEAD = {
    "agency": "Bộ phận tiếp nhận và trả kết quả xã La Êê",
    "superior": "UBND xã La Êê",
    "competent": "UBND xã La Êê",
    "number": "000.02.99.H47-250630-0012",
    "reference": "T-7F3K",
    "procedure": "Đăng ký khai sinh",
    "procedure_code": "1.001193",
    "applicant": "Bh'riu Thị Pơ Loong",
    "about": "A Viết Minh",
    "address": "Thôn Pà Ooi, xã La Êê",
    "phone": "0905 123 456",
    "email": "poloong@example.vn",
    "received_at": "14:20 30/06/2025",
    "due": "17:00 30/06/2025",
    "hotline": "0235 3840 001",
    "place_and_date": "La Êê, ngày 30 tháng 6 năm 2025",
}
ROW = {
    "step": "B4",
    "what": "Thẩm định, dự thảo kết quả, ghi sổ",
    "giver": "UBND xã La Êê",
    "person": "Zơ Râm Thị Bích",
    "taker": "UBND xã La Êê",
    "taker_role": "Chủ tịch",
    "at": "14:25 30/06/2025",
    "result": "Trước hạn",
    "note": "",
}
LINE = {
    "number": "000.02.99.H47-250630-0012",
    "procedure": "Đăng ký khai sinh",
    "applicant": "A Viết Minh",
    "contact": "",
    "competent": "UBND xã La Êê",
    "received_at": "14:20 30/06/2025",
    "due": "17:00 30/06/2025",
    "ended_at": "",
    "returned_at": "",
    "receiver": "",
}
PAPER = {"name": "Giấy chứng sinh", "kind": "Bản chính", "count": 1}
FORMS = {
    "receipt": HEAD | {"papers": [PAPER], "clerk": "A Lăng Hùng", "link": "http://localhost/x"},
    "supplement": HEAD
    | {"wanted": [{"name": "Giấy chứng sinh", "reason": "Mờ"}], "officer": "A"},
    "refusal": HEAD | {"reason": "Đã đăng ký", "way_on": "Xin trích lục", "officer": "A"},
    "control_slip": HEAD | {"rows": [ROW], "printed_at": "08:00 01/07/2025"},
    "ledger": HEAD
    | {"rows": [LINE], "first": "01/06/2025", "last": "30/06/2025", "printed_at": ""},
    "fee_receipt": HEAD
    | {
        "number": "0000012",
        "book": "2025",
        "payer": HEAD["applicant"],
        "matter_number": HEAD["number"],
        "amount": "10.000 đồng",
        "amount_in_words": "Mười nghìn đồng",
        "taken_at": "14:20 30/06/2025",
        "clerk": "A Lăng Hùng",
        "voided": "",
    },
    "birth_certificate": HEAD
    | {"fields": {"a": "A Viết Minh"}, "labels": {"a": "Họ tên"}, "outside_number": "0" * 12},
}


def opened(content):
    return pikepdf.open(BytesIO(content))


def words_of(content, tmp_path):
    place = tmp_path / "form.pdf"
    place.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", str(place), "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_archival_of_its_size_and_one_page(form):
    with opened(typeset(form, FORMS[form], at=AT)) as pdf:
        (page,) = pdf.pages
        size = tuple(round(float(each)) for each in page.mediabox[2:])
        assert size == (A4_WIDE if form == "ledger" else A5)
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        fonts = {
            str(o.get("/BaseFont", ""))
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary)
        }
        assert all("LiberationSerif" in font for font in fonts - {""})


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("form", FORMS)
def test_the_words_can_be_found_again_with_all_their_marks(form, tmp_path):
    words = words_of(typeset(form, FORMS[form], at=AT), tmp_path)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "LA ÊÊ" in words
    assert "Viết Minh" in words or "riu Thị Pơ Loong" in words


def test_the_same_values_at_the_same_instant_are_the_same_bytes():
    assert typeset("receipt", FORMS["receipt"], at=AT) == typeset(
        "receipt", FORMS["receipt"], at=AT
    )


def test_a_receipt_without_papers_and_wishes_is_whole():
    bare = dict.fromkeys(HEAD, "") | {"papers": []}
    with opened(typeset("receipt", bare, at=AT)) as pdf:
        assert len(pdf.pages) == 1


def test_a_long_slip_repeats_its_head_and_counts_its_pages(tmp_path):
    values = FORMS["control_slip"] | {"rows": [ROW] * 30}
    content = typeset("control_slip", values, at=AT)
    with opened(content) as pdf:
        pages = len(pdf.pages)
    assert pages > 1
    words = words_of(content, tmp_path)
    assert words.count("Ghi chú") == pages
    assert f"Trang {pages}/{pages}" in words


@pytest.mark.needs("pdftotext")
def test_hours_are_written_as_the_law_writes_them(tmp_path):
    words = words_of(typeset("receipt", FORMS["receipt"], at=AT), tmp_path)
    assert "14 giờ 20 phút, ngày 30 tháng 6 năm 2025" in words
    early = FORMS["receipt"] | {"due": "07:30 02/01/2026"}
    words = words_of(typeset("receipt", early, at=AT), tmp_path)
    assert "07 giờ 30 phút, ngày 02 tháng 01 năm 2026" in words


@pytest.mark.needs("pdftotext")
def test_an_agency_above_which_is_none_is_named_once(tmp_path):
    alone = FORMS["refusal"] | {"superior": HEAD["agency"], "foot": ""}
    content = typeset("refusal", alone, at=AT)
    head = words_of(content, tmp_path).partition("PHIẾU TỪ CHỐI")[0]
    assert head.count("BỘ PHẬN TIẾP NHẬN") == 1


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("papers", [9, 10, 11, 12, 13])
def test_nobody_signs_an_empty_page(papers, tmp_path):
    wanted = [{"name": "Giấy chứng nhận kết hôn", "reason": "Mờ, không đọc được " * 3}]
    values = FORMS["supplement"] | {"wanted": wanted * papers}
    (tmp_path / "form.pdf").write_bytes(typeset("supplement", values, at=AT))
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "form.pdf"), "-"],
        capture_output=True,
        check=True,
    )
    last = done.stdout.decode().rstrip("\f\n").rpartition("\f")[2]
    assert "NGƯỜI HƯỚNG DẪN" in last
    assert HEAD["applicant"] in last
    assert "vướng mắc" in last


@pytest.mark.needs("pdftotext")
def test_a_very_long_address_for_mail_can_be_copied_as_it_is(tmp_path):
    address = "zoram.thi.bling@" + "hoptacxanonglamnghiep." * 6 + "example.vn"
    values = FORMS["receipt"] | {"email": address}
    words = words_of(typeset("receipt", values, at=AT), tmp_path)
    assert address in words.replace(" Quét để tra cứu", "").replace(" ", "")


@pytest.mark.parametrize("name", ['# "quoted" \\ *bold* $x$ <a>', "Ŏ ĕ ĭ Ŭ ơ ư ế ộ", "[x](y)"])
def test_what_people_type_is_printed_and_never_run(name, tmp_path):
    words = words_of(
        typeset("receipt", FORMS["receipt"] | {"applicant": name}, at=AT), tmp_path
    )
    assert name in words


def test_a_form_that_cannot_be_set_says_why():
    with pytest.raises(FormFailed, match="receipt"):
        typeset("receipt", {"papers": "not a list"}, at=AT)


def test_a_code_is_drawn_without_script():
    svg = qr_svg("http://localhost:8000/tra-cuu/")
    assert svg.startswith("<svg")
    assert "script" not in svg
