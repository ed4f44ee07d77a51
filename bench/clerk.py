"""A clerk at the counter of the demonstration, by HTTP, as a browser would send it."""

import re

from bench.served import Browser

CLERK, PASSWORD = "motcua.laee", "nha-guol-nam-giang"
COUNTER = "u20698.1-motcua"
BIRTH = "1.001193"
WHERE = re.compile(r"/ho-so/([^/]+)/")
OFFERED = re.compile(
    r'<form method="post" action="(/ho-so/[^"]+/chuyen/)".*?</form>', re.DOTALL
)
SELECT = re.compile(r'<select name="([^"]+)".*?>(.*?)</select>', re.DOTALL)
CHOSEN = re.compile(r'<option value="([^"]+)" selected')
OPTION = re.compile(r'<option value="([^"]+)"')
LINK = re.compile(r'href="/ho-so/([^/"]+)/"')
HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">')


def sign_in(browser: Browser, login: str = CLERK) -> None:
    """Sign in through the page. Raises when it is refused."""
    form = hidden_in(browser.get("/dang-nhap/").text)
    page = browser.post("/dang-nhap/", form | {"login": login, "password": PASSWORD})
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


def take_in(browser: Browser, *, key: str, child: str) -> str:
    """Take a dossier in at the counter with the form's ``key``; return the dossier's key.

    Sent again with the same key, the answer is the same. Raises ``RuntimeError`` when the
    answer is no dossier.
    """
    page = browser.post(
        f"/mot-cua/tiep-nhan/{BIRTH}/",
        _intake(browser)
        | {
            "key": key,
            "applicant": "A Lăng Thị Bưới",
            "f-child_name": child,
            "f-child_born_on": "20/06/2025",
            "f-child_nationality": "Việt Nam",
            "f-child_born_at": "Thôn Pà Ooi",
            "f-child_origin": "La Êê",
            "f-mother_name": "A Lăng Thị Bưới",
        },
    )
    found = WHERE.match(page.headers.get("Location", ""))
    if not found:
        said = re.findall(r'<a href="#[^"]*">([^<]*)', page.text)
        raise RuntimeError(f"no dossier was made: {page.status} {said}")
    return found[1]


def press(browser: Browser, dossier: str) -> str:
    """Press the next step that the dossier's page offers; return the key it was sent with."""
    text = browser.get(f"/ho-so/{dossier}/").text
    offered = OFFERED.search(text)
    if not offered:
        raise RuntimeError(f"nothing is offered for {dossier}")
    form = hidden_in(offered[0])
    page = browser.post(offered[1], form)
    if not WHERE.match(page.headers.get("Location", "")):
        raise RuntimeError(f"{offered[1]}: {page.status}")
    return form["key"]


def _intake(browser: Browser) -> dict[str, str]:
    """Return what a clerk leaves as the page has it; the page is read once a browser."""
    if not browser.kept:
        text = browser.get(f"/mot-cua/tiep-nhan/{BIRTH}/").text
        for name, inside in SELECT.findall(text):
            chosen = CHOSEN.search(inside) or OPTION.search(inside)
            if chosen and name != "fee_ground":  # who pays in full chooses no exemption
                browser.kept[name] = chosen[1]
    return browser.kept
