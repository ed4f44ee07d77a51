"""What is taken in, what is refused with a reason, and that a refused file leaves nothing."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from guol.kernel.errors import Refused
from guol.papers import rules
from guol.papers.api import drop_upload, sweep_uploads, take_upload, upload, uploads
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


def test_a_picture_with_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr("guol.papers.gateways.MOST_PIXELS", 100)
    with pytest.raises(Refused) as no:
        take(a_picture())
    assert isinstance(no.value.reason, rules.PictureTooWide)


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
