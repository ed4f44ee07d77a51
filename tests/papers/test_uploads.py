"""What is taken in, what is refused with a reason, and that a refused file leaves nothing."""

from datetime import timedelta
from io import BytesIO
from zlib import compress

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from guol.feed.api import has_blob, open_blob
from guol.kernel.errors import Refused
from guol.papers import rules
from guol.papers.api import (
    bind_uploads,
    drop_upload,
    sweep_uploads,
    take_upload,
    upload,
    uploads,
)
from guol.papers.gateways import joining
from guol.papers.models import Upload
from guol.web.words import say
from tests.acts import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MINE = "browser-1"


def a_picture(kind="PNG", size=(40, 30)):
    content = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(content, kind)
    return content.getvalue()


def a_pdf(**saved):
    content = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content, **saved)
    return content.getvalue()


def an_active_pdf():
    content = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = pdf.make_indirect(action)
        pdf.save(content)
    return content.getvalue()


def take(content, name="giấy chứng sinh.pdf"):
    return take_upload(SimpleUploadedFile(name, content), owner=MINE, at=MONDAY)


def files_in(folder):
    return [path for path in (folder / "blobs").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (a_pdf(), "application/pdf", "giấy chứng sinh.pdf"),
        (a_picture("JPEG"), "image/jpeg", "giấy chứng sinh.jpg"),
        (a_picture("PNG"), "image/png", "giấy chứng sinh.png"),
        (a_picture("WEBP"), "image/webp", "giấy chứng sinh.webp"),
    ],
)
def test_a_file_is_what_its_content_says(content, kind, name):
    kept = take(content)
    assert (kept.blob.media_type, kept.name, kept.blob.size) == (kind, name, len(content))
    assert upload(kept.key, owner=MINE) == kept


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", rules.FileEmpty),
        (b"MZ\x90\x00 this is a program", rules.FileOfOtherKind),
        (b"<html><script>alert(1)</script>", rules.FileOfOtherKind),
        (b"just words", rules.FileOfOtherKind),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", rules.FileOfOtherKind),
        (a_pdf()[:-40], rules.FileCutOff),
        (a_pdf()[:60] + b"%%EOF", rules.FileCutOff),
        (b"%PDF-1.7\n%%EOF", rules.FileCutOff),
        (a_picture("JPEG", (400, 300))[:-900], rules.FileCutOff),
        (a_picture("PNG", (400, 300))[:2000], rules.FileCutOff),
        (a_pdf(encryption=pikepdf.Encryption(user="u", owner="o")), rules.FileLocked),
        (an_active_pdf(), rules.FileActive),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason_and_leaves_nothing(
    content, reason, guol_data
):
    with pytest.raises(Refused) as no:
        take(content)
    assert isinstance(no.value.reason, reason)
    assert "giấy chứng sinh" in say(no.value.reason)
    assert files_in(guol_data) == []
    assert not Upload.objects.exists()


def a_wide_picture(kind, side):
    content = BytesIO()
    Image.new("1" if kind == "PNG" else "L", (side, side)).save(content, kind)
    return content.getvalue()


def a_swelling_pdf(swollen_bytes):
    """A PDF of a few kilobytes whose packed objects unfold to very many."""
    packed = compress(b"1 0 " + b"<< /A 1 >>" + b" " * swollen_bytes, 9)
    body = b"%PDF-1.5\n"
    places = []

    def add(number, content):
        nonlocal body
        places.append((number, len(body)))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"

    add(2, b"<< /Type /Catalog /Pages 3 0 R >>")
    add(3, b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>")
    add(4, b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >>")
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    add(5, head + b"\nstream\n" + packed + b"\nendstream")
    at = len(body)
    entries = b"\x00" * 4 + b"\x02\x00\x05\x00"  # object 1 is the first in stream 5
    entries += b"".join(b"\x01" + place.to_bytes(2, "big") + b"\x00" for _, place in places)
    big = at.to_bytes(4, "big")
    wide = b"".join(
        each[:1] + b"\0" * 2 + each[1:3] + each[3:]
        for each in (entries[place : place + 4] for place in range(0, len(entries), 4))
    )
    wide += b"\x01" + big + b"\x00"
    table = (
        b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 2 0 R /Length %d >>\nstream\n"
        % len(wide)
    )
    return body + table + wide + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


@pytest.mark.parametrize(
    ("kind", "side"),
    [("PNG", 10_000), ("PNG", 30_000), ("JPEG", 10_000)],
    ids=["wide", "very wide", "wide photograph"],
)
def test_a_small_file_that_unfolds_to_a_huge_one_is_refused(kind, side, guol_data):
    with pytest.raises(Refused) as no:
        take(a_wide_picture(kind, side))
    assert isinstance(no.value.reason, rules.PictureTooWide)
    assert files_in(guol_data) == []


@pytest.mark.heavy
def test_a_pdf_that_unfolds_to_more_than_the_memory_for_it_is_refused(monkeypatch, guol_data):
    monkeypatch.setattr("guol.papers.gateways.looking.MOST_MEMORY_BYTES", 256 * 1024 * 1024)
    with pytest.raises(Refused) as no:
        take(a_swelling_pdf(150_000_000))
    assert isinstance(no.value.reason, rules.FileTooHeavy)
    assert files_in(guol_data) == []


def test_a_packed_pdf_that_does_not_swell_is_taken():
    assert take(a_swelling_pdf(10)).blob.media_type == "application/pdf"


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("guol.papers.gateways.looking.PATIENCE_S", 0.001)
    with pytest.raises(Refused) as no:
        take(a_pdf())
    assert isinstance(no.value.reason, rules.FileTooHeavy)


def test_what_is_too_large_is_refused_by_the_setting(settings, guol_data):
    settings.GUOL_UPLOAD_MAX_BYTES = 2 * 1024 * 1024
    with pytest.raises(Refused) as no:
        take(bytes(3 * 1024 * 1024))
    assert no.value.reason == rules.FileTooLarge(
        name="giấy chứng sinh.pdf", megabytes=3, most=2
    )
    assert files_in(guol_data) == []


def test_only_whoever_handed_it_in_finds_it():
    kept = take(a_pdf())
    assert upload(kept.key, owner="browser-2") is None
    drop_upload(kept.key, owner="browser-2")
    assert uploads([kept.key, "nothing"], owner=MINE) == (kept,)


def test_a_dropped_file_goes_but_its_twin_keeps_the_content(guol_data):
    one, two = take(a_pdf(deterministic_id=True)), take(a_pdf(deterministic_id=True))
    drop_upload(one.key, owner=MINE)
    assert len(files_in(guol_data)) == 1
    drop_upload(two.key, owner=MINE)
    assert files_in(guol_data) == []


def test_files_whose_form_never_came_are_swept_after_a_week(guol_data):
    take(a_pdf())
    assert sweep_uploads(at=MONDAY + timedelta(days=6)) == 0
    assert sweep_uploads(at=MONDAY + timedelta(days=8)) == 1
    assert files_in(guol_data) == []


def test_whoever_brings_a_file_sweeps_out_what_nobody_came_back_for(guol_data):
    old = take(a_pdf())
    later = MONDAY + timedelta(days=8)
    new = take_upload(SimpleUploadedFile("a.png", a_picture()), owner="browser-2", at=later)
    assert upload(old.key, owner=MINE) is None
    assert upload(new.key, owner="browser-2") == new
    assert len(files_in(guol_data)) == 1


def test_a_sweep_never_takes_the_file_that_has_just_come_again(guol_data):
    content = a_pdf(deterministic_id=True)
    take(content)
    later = MONDAY + timedelta(days=8)
    again = take_upload(SimpleUploadedFile("a.pdf", content), owner=MINE, at=later)
    assert upload(again.key, owner=MINE) == again
    assert len(files_in(guol_data)) == 1


# ── several pages of one paper ───────────────────────────────────────────────────────────


def a_photograph(size, turned=1, shade=90):
    """As a telephone makes it: points as the lens was held, EXIF says which way is up."""
    picture = Image.new("RGB", size, (shade, 40, 40))
    exif = picture.getexif()
    exif[0x0112] = turned
    content = BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()


def pages_of(bound):
    with open_blob(bound.blob.digest) as content, pikepdf.open(content) as pdf:
        return [tuple(round(float(x)) for x in each.mediabox[2:]) for each in pdf.pages]


def taken(*contents, owner=MINE):
    return [
        take_upload(SimpleUploadedFile(f"trang {n}.jpg", each), owner=owner, at=MONDAY)
        for n, each in enumerate(contents, start=1)
    ]


def test_pages_become_one_paper_upright_and_in_order():
    pages = taken(
        a_photograph((400, 300), turned=6), a_photograph((400, 300)), a_pdf(), a_picture()
    )
    bound = bind_uploads(pages, owner=MINE, at=MONDAY)
    sizes = pages_of(bound)
    assert (bound.name, bound.blob.media_type) == ("trang 1.pdf", "application/pdf")
    assert [width > height for width, height in sizes] == [False, True, False, True]
    assert Upload.objects.get().key == bound.key
    assert not any(has_blob(each.blob.digest) for each in pages)


def test_one_page_alone_stays_the_file_that_it_is():
    (page,) = taken(a_picture())
    assert bind_uploads([page], owner=MINE, at=MONDAY) == page


def test_a_paper_of_large_photographs_is_small_enough_for_a_weak_line():
    content = BytesIO()
    Image.effect_noise((4000, 3000), 30).convert("RGB").save(content, "JPEG", quality=95)
    assert len(content.getvalue()) > 4_000_000
    bound = bind_uploads(taken(content.getvalue(), a_picture()), owner=MINE, at=MONDAY)
    assert bound.blob.size < 1_500_000


def test_pages_that_cannot_be_put_together_are_refused_in_a_sentence():
    content = BytesIO()
    Image.new("1", (8900, 8900)).save(content, "PNG")  # small to send, large to open
    pages = taken(content.getvalue(), a_picture())
    joining.MOST_MEMORY_BYTES, before = 120 * 1024 * 1024, joining.MOST_MEMORY_BYTES
    try:
        with pytest.raises(Refused) as no:
            bind_uploads(pages, owner=MINE, at=MONDAY)
    finally:
        joining.MOST_MEMORY_BYTES = before
    assert "trang 1.png" in str(say(no.value.reason))
