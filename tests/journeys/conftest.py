"""A served district for a session, a browser, and people who walk through it."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

SIZES = {"desk": (1280, 800), "phone": (360, 640)}
GUOL = [
    sys.executable,
    "-c",
    "import sys; from guol.config.command import main; sys.exit(main())",
]
PATIENCE_S = 30


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def served_data(tmp_path_factory):
    """The data folder of the district that is served."""
    return tmp_path_factory.mktemp("district")


@pytest.fixture(scope="session")
def served(served_data):
    """The address of a small demonstration district, served as an office would serve it."""
    data, port = served_data, a_free_port()
    address = f"http://localhost:{port}"
    told = {name: value for name, value in os.environ.items() if not name.startswith("GUOL_")}
    told |= {
        "GUOL_DATA": str(data),
        "GUOL_DEMO": "yes",
        "GUOL_PORT": str(port),
        "GUOL_ADDRESS": address,
        "GUOL_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "guol.config.settings",
    }
    told["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    subprocess.run(
        [*GUOL, "demo", "--first", "12"], env=told, check=True, stdout=subprocess.DEVNULL
    )
    server = subprocess.Popen([*GUOL, "serve"], env=told, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _wait_for(address):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            urlopen(address, timeout=5).read()
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


@pytest.fixture(
    scope="module"
)  # its loop must not outlive the walks: Django refuses beside one
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Walker:
    """Somebody at a screen. Every page they see must be whole; pictures are kept if wanted."""

    def __init__(self, chromium, address, size, badges):
        width, height = SIZES[size]
        self.badges = badges
        self.address, self.size = address, size
        self.context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_S * 1000)
        self.faults = []
        self.page.on("response", self._note)

    def _note(self, response):
        if response.status >= 500:
            self.faults.append(response.url)

    def go(self, path):
        self.page.goto(self.address + path)
        return self

    def be(self, login):
        """Sign in by one click of the demonstration; once at each size, then stay signed in."""
        badge = (self.size, login)
        if badge in self.badges:
            self.context.add_cookies(self.badges[badge])
            return self
        self.go("/demo/")
        self.turn(f"button:text-is('{login}')")
        self.badges[badge] = self.context.cookies()
        return self

    def press(self, label):
        self.turn(self.page.get_by_role("button", name=label, exact=True))

    def turn(self, what):
        """Press something that leads to another page, and wait until that page is there.

        It need not come at once: a photograph may first be made smaller.
        """
        with self.page.expect_navigation():
            (self.page.locator(what) if isinstance(what, str) else what).first.click()

    def see(self, name):
        """Look: the page fits its screen; a picture is kept where somebody wants to look."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide at {self.size}"
        if folder := os.environ.get("SCREENSHOTS"):
            place = Path(folder) / f"{self.size}-{name}.png"
            self.page.screenshot(path=place, full_page=True)

    def fetch(self, file_name):
        """Open the paper that came under a file name, and return what it holds."""
        line = self.page.locator("main .tasks li", has_text=file_name)
        return self.context.request.get(
            self.address + line.locator("a").get_attribute("href")
        ).body()

    def fetch_pdf(self, label):
        """Open the paper behind a link, and return what it holds; it is kept like pictures."""
        link = self.page.get_by_role("link", name=label, exact=True)
        paper = self.context.request.get(self.address + link.get_attribute("href")).body()
        if folder := os.environ.get("SCREENSHOTS"):
            name = f"{self.size}-{label} ({self.page.title()}).pdf".replace("/", "-")
            (Path(folder) / name).write_bytes(paper)
        return paper

    def text(self):
        return self.page.locator("main").inner_text()

    def read(self, pattern):
        found = re.search(pattern, self.text())
        assert found, f"{pattern} is not on the page: {self.text()[:800]}"
        return found.group(1)


@pytest.fixture(scope="session")
def badges():
    """What shows that somebody is signed in, by size of screen and login."""
    return {}


@pytest.fixture(params=sorted(SIZES))
def walker(request, chromium, served, badges):
    """Make people at screens of one size; none of them may ever meet a fault."""
    people = []

    def walk():
        people.append(Walker(chromium, served, request.param, badges))
        return people[-1]

    yield walk
    faults = [fault for each in people for fault in each.faults]
    for each in people:
        each.context.close()
    assert faults == []
