"""A clerk at the counter of the demonstration, by HTTP, as a browser would send it."""

import re

from bench.served import Browser

CLERK, PASSWORD = "motcua.laee", "nha-guol-nam-giang"
COUNTER = "u20698.1-motcua"
LINK = re.compile(r'href="/ho-so/([^/"]+)/"')
HIDDEN = re.compile(r'name="(key|seen|desk)"[^>]*value="([^"]*)"')


def sign_in(browser: Browser, login: str = CLERK) -> None:
    """Sign in through the page. Raises when it is refused."""
    browser.get("/dang-nhap/")
    page = browser.post("/dang-nhap/", {"login": login, "password": PASSWORD})
    if "vao" not in browser.cookies:
        raise RuntimeError(f"{login} was not let in: {page.status}")


def dossiers_in(browser: Browser, chosen: str) -> list[str]:
    """Return the names of the dossiers in one of the counter's lists."""
    page = browser.get(f"/mot-cua/?ds={chosen}")
    return list(dict.fromkeys(LINK.findall(page.text)))


def hidden_in(text: str) -> dict[str, str]:
    """Return what the first form of a page hides."""
    found: dict[str, str] = {}
    for name, value in HIDDEN.findall(text):
        found.setdefault(name, value)
    return found
