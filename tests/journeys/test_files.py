"""Files over a line that breaks: each byte once, whole at the end, kept meanwhile."""

import hashlib
from contextlib import suppress
from io import BytesIO
from random import Random

import pikepdf
import pytest
from playwright.sync_api import Error

from bench.badline import BadProxy, Chaos
from tests.journeys.test_outbox import (
    BIRTH,
    FORMS,
    WAIT_MS,
    district,
    fill_birth,
    opened,
    until,
)

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
PIECE_BYTES = 524_288  # the largest
SOME_BYTES = 400_000
__all__ = ["district"]


def a_large_pdf(seed):
    content = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        noise = Random(seed).randbytes(SOME_BYTES)
        pdf.Root.Noise = pdf.make_indirect(pikepdf.Stream(pdf, noise))
        pdf.save(content)
    return content.getvalue()


@pytest.fixture
def cutting(served):
    """A line that cuts most pieces half-way or loses their answers."""
    chaos = Chaos(cut_upload=0.35, drop_answer=0.25, seed=69)
    with BadProxy(int(served.rpartition(":")[2]), chaos=chaos) as proxy:
        yield proxy


@pytest.fixture
def phone(chromium, cutting):
    context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(cutting.url + "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.goto(cutting.url + BIRTH)
    yield page
    context.close()


def choose(page, content, name="giấy chứng sinh.pdf"):
    file = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.locator("[type=file]").first.set_input_files(file)


def kept(district, content):
    digest = hashlib.sha256(content).hexdigest()
    return district(f"SELECT key, size FROM papers_upload WHERE digest = '{digest}'")


def test_a_file_sets_out_while_the_rest_is_filled_in(phone, cutting, district, served_data):
    content = a_large_pdf(1)
    before = cutting.counters.up_bytes
    choose(phone, content)
    phone.get_by_text("Đã gửi: 100 %").wait_for(timeout=60_000)
    assert kept(district, content)[0][1] == len(content)
    digest = hashlib.sha256(content).hexdigest()
    assert (served_data / "blobs" / digest[:2] / digest[2:]).read_bytes() == content
    # What was there before a cut did not travel again, but for the piece under way.
    broken = cutting.counters.uploads_cut + cutting.counters.answers_dropped
    assert broken >= 1
    sent = cutting.counters.up_bytes - before
    assert sent < len(content) * 1.1 + broken * PIECE_BYTES
    # The form names it instead of bringing it along.
    before = cutting.counters.up_bytes
    fill_birth(phone, "Hôih Tệp Lớn")
    with suppress(Error), phone.expect_navigation():
        phone.locator("main form button").first.click()
    assert cutting.counters.up_bytes - before < SOME_BYTES / 4


def test_a_file_pressed_without_a_line_goes_when_it_is_back(phone, cutting, district):
    content = a_large_pdf(2)
    phone.context.set_offline(True)
    choose(phone, content)
    fill_birth(phone, "Hôih Không Mạng")
    phone.locator("main form button").first.click()
    phone.wait_for_url("**/cho-gui/")
    assert kept(district, content) == []
    phone.context.set_offline(False)
    phone.reload()
    until(phone, "guol.flush() && guol.all().then(all => all[0].s == 'wrong')", tries=300)
    assert [size for _key, size in kept(district, content)] == [len(content)]
    # Opened again, it stands there by its name.
    opened(phone, cutting)
    assert phone.get_by_text("giấy chứng sinh.pdf").is_visible(), phone.evaluate(FORMS)


def test_what_is_no_paper_is_said_beside_its_box_at_once(phone):
    choose(phone, b"MZ" + bytes(100_000))
    said = phone.locator("p.error")
    said.wait_for(timeout=60_000)
    assert "giấy chứng sinh.pdf" in said.inner_text()
    assert phone.locator("[type=file]").first.input_value() == ""


def test_without_a_line_the_form_says_later_why_a_file_was_not_taken(phone, cutting):
    phone.context.set_offline(True)
    choose(phone, b"MZ" + bytes(100_000))
    fill_birth(phone, "Hôih Tệp Sai")
    phone.locator("main form button").first.click()
    phone.wait_for_url("**/cho-gui/")
    phone.context.set_offline(False)
    until(phone, "guol.flush() && guol.all().then(all => all[0].s == 'wrong')", tries=300)
    opened(phone, cutting)
    assert "giấy chứng sinh.pdf" in phone.locator("#errors").inner_text()
