"""The forms of the law: their size, their words, that they last."""

import subprocess
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from guol.papers.api import FormFailed, qr_svg, typeset
from guol.papers.gateways import press
from tests.papers.samples import HEAD, OF_THE_LAW, OUR_OWN, ROW, SETS, filled

AT = datetime(2025, 6, 30, 7, tzinfo=UTC)
A5, A4_WIDE, ROLL = (420, 595), (842, 595), 227  # points
ON_A_ROLL = {
    "reminder": "PHIẾU NHẮC HẸN",
    "visit_reminder": "PHIẾU NHẮC HẸN",
    "ticket": "SỐ THỨ TỰ",
}
EVERY = [
    *((form, form_set) for form in OF_THE_LAW for form_set in SETS),
    *((form, "2018") for form in OUR_OWN),
]


def opened(content):
    return pikepdf.open(BytesIO(content))


@cache
def made(form, form_set="2018"):
    """A form as it is for most tests, set once."""
    return typeset(form, filled(form, form_set), at=AT)


def words_of(content, tmp_path):
    place = tmp_path / "form.pdf"
    place.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", str(place), "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize(("form", "form_set"), EVERY)
def test_a_form_is_archival_and_of_its_size(form, form_set):
    with opened(made(form, form_set)) as pdf:
        width, height = (round(float(each)) for each in pdf.pages[0].mediabox[2:])
        if form in ON_A_ROLL:
            assert width == ROLL
            assert len(pdf.pages) == 1
        else:
            assert (width, height) == (A4_WIDE if form == "ledger" else A5)
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        fonts = {
            str(o.get("/BaseFont", ""))
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary)
        }
        assert all("LiberationSerif" in font for font in fonts - {""})


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize(("form", "form_set"), EVERY)
def test_the_words_can_be_found_again_with_all_their_marks(form, form_set, tmp_path):
    words = words_of(made(form, form_set), tmp_path)
    if form in ON_A_ROLL:
        assert ON_A_ROLL[form] in words
        assert HEAD["applicant"] not in words  # slips get lost
        return
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "LA ÊÊ" in words
    if form == "receipt_pad":
        assert "000.02.99.H47-P250630-0005" in words
        return  # it is blank
    assert "Viết Minh" in words or "riu Thị Pơ Loong" in words


PRINTED_NUMBERS = {  # receipt, supplement, refusal, apology, stop, control slip, ledger
    "2018": ("01", "02", "03", "04", "", "05", "06"),
    "2025": ("01", "02", "03", "04", "05", "06", "07"),
}


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("form", OF_THE_LAW)
@pytest.mark.parametrize("form_set", SETS)
def test_a_form_bears_the_number_of_its_circular(form, form_set, tmp_path):
    words = words_of(made(form, form_set), tmp_path)
    number = PRINTED_NUMBERS[form_set][[*OF_THE_LAW].index(form)]
    assert ("Mẫu số" in words) is bool(number)
    assert f"Mẫu số {number}".strip() in words or not number


@pytest.mark.needs("pdftotext")
def test_the_apology_asks_for_more_time_since_2025(tmp_path):
    old = words_of(made("apology", "2018"), tmp_path)
    new = words_of(made("apology", "2025"), tmp_path)
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in old
    assert "gia hạn" not in old
    assert "ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in new
    for words in (old, new):
        assert "17 giờ 00 phút, ngày 07 tháng 7 năm 2025" in words


@pytest.mark.needs("pdftotext")
def test_a_reminder_is_headed_so_that_nobody_takes_it_for_the_receipt(tmp_path):
    words = words_of(made("reminder"), tmp_path)
    assert "Không thay Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in words
    for told in (HEAD["number"], "30/06/2025", "17:00", HEAD["hotline"]):
        assert told in words


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("number", [1, 2, 9])
def test_a_receipt_of_a_visit_lists_every_dossier(number, tmp_path):
    values = filled("visit_receipt")
    dossiers = [
        values["dossiers"][0] | {"number": f"000.02.99.H47-250630-{each:04}"}
        for each in range(1, number + 1)
    ]
    words = words_of(typeset("visit_receipt", values | {"dossiers": dossiers}, at=AT), tmp_path)
    assert all(each["number"] in words for each in dossiers)
    assert "NGƯỜI TIẾP NHẬN" in words.rpartition(dossiers[-1]["number"])[2]


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize(
    ("stage", "effect", "told"),
    [
        ("entry", "none", "chưa được tiếp nhận"),
        ("appraisal", "pause", "không tính"),
        ("appraisal", "restart", "tính lại từ đầu"),
        ("appraisal", "none", "vẫn tiếp tục tính"),
    ],
)
def test_a_supplement_request_says_what_becomes_of_the_clock(stage, effect, told, tmp_path):
    values = filled("supplement") | {"stage": stage, "effect": effect}
    assert told in words_of(typeset("supplement", values, at=AT), tmp_path)


def test_the_same_values_at_the_same_instant_are_the_same_bytes():
    assert typeset("receipt", filled("receipt"), at=AT) == typeset(
        "receipt", filled("receipt"), at=AT
    )


def test_a_receipt_without_papers_and_wishes_is_whole():
    bare = dict.fromkeys(HEAD, "") | {"papers": []}
    with opened(typeset("receipt", bare, at=AT)) as pdf:
        assert len(pdf.pages) == 1


def test_a_long_slip_repeats_its_head_and_counts_its_pages(tmp_path):
    values = filled("control_slip") | {"rows": [ROW] * 30}
    content = typeset("control_slip", values, at=AT)
    with opened(content) as pdf:
        pages = len(pdf.pages)
    assert pages > 1
    words = words_of(content, tmp_path)
    assert words.count("Ghi chú") == pages
    assert f"Trang {pages}/{pages}" in words


@pytest.mark.needs("pdftotext")
def test_hours_are_written_as_the_law_writes_them(tmp_path):
    words = words_of(typeset("receipt", filled("receipt"), at=AT), tmp_path)
    assert "14 giờ 20 phút, ngày 30 tháng 6 năm 2025" in words
    early = filled("receipt") | {"due": "07:30 02/01/2026"}
    words = words_of(typeset("receipt", early, at=AT), tmp_path)
    assert "07 giờ 30 phút, ngày 02 tháng 01 năm 2026" in words


@pytest.mark.needs("pdftotext")
def test_an_agency_above_which_is_none_is_named_once(tmp_path):
    alone = filled("refusal") | {"superior": HEAD["agency"], "foot": ""}
    content = typeset("refusal", alone, at=AT)
    head = words_of(content, tmp_path).partition("PHIẾU TỪ CHỐI")[0]
    assert head.count("BỘ PHẬN TIẾP NHẬN") == 1


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("papers", [9, 10, 11, 12, 13])
def test_nobody_signs_an_empty_page(papers, tmp_path):
    wanted = [{"name": "Giấy chứng nhận kết hôn", "reason": "Mờ, không đọc được " * 3}]
    values = filled("supplement") | {"wanted": wanted * papers}
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
    values = filled("receipt") | {"email": address}
    words = words_of(typeset("receipt", values, at=AT), tmp_path)
    assert address in words.replace(" Quét để tra cứu", "").replace(" ", "")


@pytest.mark.parametrize("name", ['# "quoted" \\ *bold* $x$ <a>', "Ŏ ĕ ĭ Ŭ ơ ư ế ộ", "[x](y)"])
def test_what_people_type_is_printed_and_never_run(name, tmp_path):
    words = words_of(
        typeset("receipt", filled("receipt") | {"applicant": name}, at=AT), tmp_path
    )
    assert name in words


def test_a_form_that_cannot_be_set_says_why():
    with pytest.raises(FormFailed, match="receipt"):
        typeset("receipt", {"papers": "not a list"}, at=AT)


def test_a_press_that_died_is_begun_anew_and_gives_the_same():
    press.end()
    assert typeset("refusal", filled("refusal"), at=AT) == made("refusal")


def test_a_press_that_ends_between_two_forms_is_no_fault(monkeypatch):
    press.end()
    monkeypatch.setattr("guol.papers.gateways.press.MOST_FORMS", 1)
    first = typeset("refusal", filled("refusal"), at=AT)
    assert typeset("refusal", filled("refusal"), at=AT) == first
    press.end()


def test_a_press_that_cannot_begin_is_a_form_that_failed(monkeypatch, tmp_path):
    press.end()
    monkeypatch.setattr("guol.papers.gateways.press.PRESSMAN", tmp_path / "nobody.py")
    with pytest.raises(FormFailed, match="without an answer"):
        typeset("refusal", filled("refusal"), at=AT)
    monkeypatch.undo()
    assert typeset("refusal", filled("refusal"), at=AT)


def test_a_form_that_hangs_ends_the_press_and_not_the_house(monkeypatch):
    monkeypatch.setattr("guol.papers.gateways.press.PATIENCE_S", 0.0)
    with pytest.raises(FormFailed, match="not set within"):
        typeset("refusal", filled("refusal"), at=AT)
    monkeypatch.undo()
    assert typeset("refusal", filled("refusal"), at=AT)


def test_a_code_is_drawn_without_script():
    svg = qr_svg("http://localhost:8000/tra-cuu/")
    assert svg.startswith("<svg")
    assert "script" not in svg
