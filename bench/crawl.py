"""Every page of the product: followed from link to link, signed out and as each role.

In the demonstration district, within this process. So a new page cannot escape: what nobody
links to is told by its pattern.
"""

import re
import warnings
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve

LINK = re.compile(r"<a\b[^>]*\bhref=\"([^\"]+)\"")
ACCOUNT = re.compile(
    r'name="login" value="([^"]+)".*?name="password" value="([^"]+)"', re.DOTALL
)
HOST = "http://localhost"
VISITOR = ""
NO_PAGES = re.compile(r"^(s/|d/|sw\.js|healthz|readyz|cho-gui/the/)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page that somebody was shown."""

    role: str
    route: str
    address: str
    status: int
    page: bytes
    headers: Mapping[str, str]
    kind: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page, not a file."""
        return self.kind.startswith("text/html")


@cache
def clients() -> dict[str, Client]:
    """Return somebody of each role, signed in, and a visitor."""
    warnings.simplefilter("ignore")
    people: dict[str, Client] = {VISITOR: a_client()}
    for login in accounts():
        role = login.partition(".")[0]
        if role not in people:
            people[role] = signed_in(login)
    return people


@cache
def accounts() -> dict[str, str]:
    """Return the password of each account that the demonstration shows."""
    return dict(ACCOUNT.findall(a_client().get("/demo/").content.decode()))


@cache
def signed_in(login: str) -> Client:
    """Return the browser of somebody who signed in."""
    client = a_client()
    typed = {"login": login, "password": accounts()[login], "key": login}
    client.post("/dang-nhap/", typed)
    return client


def a_client() -> Client:
    """Return a browser that says its own name for the host, as one behind a proxy does."""
    return Client(headers={"host": "localhost", "x-forwarded-proto": "https"})


def crawl(role: str, client: Client, *, each: int) -> Iterator[Visit]:
    """Follow every link from the home page; of each pattern only the first few addresses."""
    ahead, seen = deque(["/", "/demo/", "/cho-gui/"]), {"/", "/demo/", "/cho-gui/"}
    counted: Counter[tuple[str, bool]] = Counter()
    while ahead:
        address = ahead.popleft()
        try:
            route = resolve(urlsplit(address).path).route
        except Resolver404:
            route = "(none)"
        counted[route, "?" in address] += 1
        if counted[route, "?" in address] > each or NO_PAGES.match(route):
            continue
        answer: Any = client.get(address, follow=False)
        visit = visit_of(role, route, address, answer)
        yield visit
        ways = LINK.findall(visit.page.decode()) if visit.is_page else []
        for way in [unescape(link) for link in ways] + _led_to(answer):
            to = urldefrag(urljoin(HOST + address, way)).url
            if to.startswith(HOST + "/") and to not in seen:
                seen.add(to)
                ahead.append(to.removeprefix(HOST))


def visit_of(role: str, route: str, address: str, answer: HttpResponse) -> Visit:
    """Return what was shown."""
    kind = answer.headers.get("Content-Type", "")
    content = b"" if getattr(answer, "streaming", False) else answer.content
    return Visit(
        role=role,
        route=route,
        address=address,
        status=answer.status_code,
        page=content,
        headers=dict(answer.headers),
        kind=kind,
    )


def routes(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Return every pattern of the product."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each.url_patterns, route)


def _led_to(answer: HttpResponse) -> list[str]:
    return [answer.headers["Location"]] if answer.has_header("Location") else []
