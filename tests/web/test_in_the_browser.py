"""The shell in a real browser: on a small phone, on a desk, by night, on paper, by keyboard."""

from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import sync_playwright

from guol.config.wsgi import application

pytestmark = pytest.mark.journey
GALLERY = "/demo/thanh-phan/"
PAGES = [GALLERY, "/", "/cho-gui/", "/tro-giup/", "/tro-giup/can-bo-mot-cua/", "/khong-co/"]
TARGETS = """() => [...document.querySelectorAll('a,button,input,select,textarea,summary')]
    .filter(each => each.type !== 'hidden' && !each.closest('p,.skip') && each.offsetParent)
    .map(each => [each.outerHTML.slice(0, 90), each.closest('label.choice,.card') || each])
    .map(([what, each]) => [what, each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 24 || box.width < 24)
    .map(([what, box]) => `${what} ${box.width}x${box.height}`)"""
BUTTONS = """() => [...document.querySelectorAll('button,.button,input,select,.choice,.menu a')]
    .filter(each => each.type !== 'hidden' && each.offsetParent)
    .map(each => [each.outerHTML.slice(0, 90), (each.closest('.choice') || each)])
    .filter(([, each]) => each.getBoundingClientRect().height < 43.5).map(([what]) => what)"""


class Server(ThreadingMixIn, WSGIServer):
    """Answers several connections at once, as a browser opens them."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *_words):
        """Say nothing."""


@pytest.fixture(scope="module")
def house():
    """The address of the shell as it is served; for a visitor it asks no database."""
    with make_server("127.0.0.1", 0, application, Server, Silent) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def look(chromium, house, settings):
    settings.GUOL_DEMO = True
    contexts = []

    def look_at(address, *, width=360, height=640, **how):
        contexts.append(
            chromium.new_context(viewport={"width": width, "height": height}, **how)
        )
        page = contexts[-1].new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(house + address)
        return page

    yield look_at
    for each in contexts:
        each.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_its_screen(look, address, width):
    page = look(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", PAGES)
def test_what_is_pressed_is_large_enough_for_a_thumb(look, address):
    page = look(address)
    assert page.evaluate(TARGETS) == []
    assert page.evaluate(BUTTONS) == []


@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_the_browser_has_nothing_to_complain_about(look, how):
    page = look(GALLERY, **how)
    assert page.said == []


def test_the_first_key_leads_past_the_menu(look):
    page = look("/tro-giup/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_where_the_keyboard_is_can_be_seen(look):
    page = look("/tro-giup/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_a_fault_leads_to_its_field(look):
    page = look(GALLERY)
    page.click(".errors a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "w-name"


def test_what_is_wrong_is_where_reading_begins(look):
    page = look(GALLERY)
    assert page.evaluate("document.activeElement.id") == "errors"


def test_the_night_is_dark(look):
    page = look("/", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 18, 28)"


def test_paper_shows_what_matters_and_no_more(look):
    page = look("/tro-giup/nop-ho-so/")
    page.emulate_media(media="print")
    assert not page.is_visible("header.top")
    assert not page.is_visible("footer")
    assert page.is_visible("h1")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2


def test_a_language_is_chosen_with_one_press(look):
    page = look("/tro-giup/")
    page.click("text=English")
    assert page.inner_text("h1") == "Help"
    page.click("text=Tiếng Việt")
    assert page.inner_text("h1") == "Trợ giúp"
