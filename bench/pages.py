"""What pages cost on the wire: through the documented proxy, in a real browser, and every page.

In Chromium over TLS 1.3 and HTTP/2: a first visit, then list, detail and form as a clerk sees
them. The bytes are those of the TCP streams: handshakes, TLS records and headers included. Then
every address of the product is asked for as everybody, and what it would weigh is computed.
"""

import argparse
import os
import re
import sys
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from bench.badline import BadProxy, Counters
from bench.figure import note, say
from bench.proxied import NoProxyError, proxied
from bench.served import a_house, free_port, serving

ROWS = 50
# The browser's loop runs in this thread, beside which Django would ask no database.
WITHIN = {"DJANGO_SETTINGS_MODULE": "guol.config.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
CALM_MS = 700
HANDSHAKE, PHOTO = 2600, 560  # TLS and headers of a first visit; the script of pages with files
GOALS = {
    "web.css.bytes": 3072,
    "web.js.bytes": 2048,
    "web.sw.bytes": 2048,
    "web.cold_page.bytes": 14000,
    "web.warm_list.bytes": 1200,
    "web.warm_detail.bytes": 800,
    "web.warm_form.bytes": 600,
    "web.warm_up.bytes": 150,
}
LINK = re.compile(r'href="(/ho-so/[^"/]+/)"')
CLERK = "motcua."
FORM = "/nguoi/dang-ky/"


@dataclass(kw_only=True)
class Found:
    """What was measured, and how, by the name of the figure."""

    values: dict[str, float]
    how: dict[str, str]

    def tell(self, name: str, value: float, how: str) -> None:
        """Note one figure."""
        self.values[name], self.how[name] = value, how


def main() -> int:
    """Take the figures of the pages."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    listen = free_port()
    found = Found(values={}, how={})
    with a_house(
        first=24, GUOL_ADDRESS=f"https://localhost:{listen}", GUOL_PROXIES="1"
    ) as house:
        within = WITHIN | {"GUOL_ADDRESS": "http://localhost"}
        os.environ.update(house.variables | within)
        import django  # noqa: PLC0415  only now is the environment the measured house's

        django.setup()
        _files(found)
        login = _fill(seed)
        try:
            with (
                serving(house),
                proxied(house.port, listen) as proxy,
                BadProxy(listen) as line,
            ):
                _in_the_browser(found, line, proxy.spki, login)
        except NoProxyError:
            note("  there is no caddy here and none could be fetched")
        tried = _every_page(found)
    return _say(found, tried, seed)


def _files(found: Found) -> None:
    """Weigh what every page loads."""
    from django.test import Client  # noqa: PLC0415

    from guol.web.assets import assets  # noqa: PLC0415

    how = "brotli, as sent"
    found.tell("web.css.bytes", len(assets()["web/guol.css"].bodies["br"]), how)
    found.tell("web.js.bytes", len(assets()["web/guol.js"].bodies["br"]), how)
    packed = Client(headers={"host": "localhost", "accept-encoding": "br"})
    found.tell("web.sw.bytes", len(packed.get("/sw.js", secure=True, follow=True).content), how)


def _fill(seed: int) -> str:
    """Let a counter have a list of so many rows; return who works there."""
    from bench.presses import PLACE_NAME, Counter  # noqa: PLC0415
    from guol.demo.rules import POSTS, account_name  # noqa: PLC0415

    counter = Counter(seed)
    while len(set(LINK.findall(counter.list().content.decode()))) < ROWS:
        counter.fill(1)
    names = [account_name(PLACE_NAME, post) for post in POSTS]
    return next(name for name in names if name.startswith(CLERK))


def _longest(login: str) -> str:
    """Return the address of the longest list of a clerk."""
    from bench.crawl import signed_in  # noqa: PLC0415

    client = signed_in(login)
    page = client.get("/mot-cua/").content.decode()
    lists = sorted(set(re.findall(r'href="(\?ds=\w+)"', page)))
    return max(
        (f"/mot-cua/{each}" for each in lists or [""]),
        key=lambda address: len(LINK.findall(client.get(address).content.decode())),
    )


def _in_the_browser(found: Found, line: BadProxy, spki: str, login: str) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright, TemporaryDirectory() as profile:
        browser = playwright.chromium.launch_persistent_context(
            profile,
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                f"--ignore-certificate-errors-spki-list={spki}",
            ],
        )
        page = browser.pages[0]
        _visit(found, page, f"https://localhost:{line.port}", line.counters, login)
        browser.close()


def _visit(found: Found, page: Any, home: str, wire: Counters, login: str) -> None:
    note("  a first visit …")
    page.goto(home + "/thu-tuc/1.001193/nop/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.wait_for_timeout(3 * CALM_MS)
    found.tell(
        "web.cold_all.bytes",
        wire.down_bytes,
        f"the form to lodge, Chromium, TLS 1.3, HTTP/2, {wire.connections} connection(s), "
        f"worker, dictionary and offline page included; {wire.up_bytes} B up",
    )
    page.goto(home + "/demo/")
    page.locator(f"button:text-is('{login}')").click()
    page.wait_for_url("**/mot-cua/")
    page.wait_for_timeout(CALM_MS)
    longest = home + _longest(login)
    page.goto(longest)
    details = sorted(set(LINK.findall(page.content())))
    rows = len(details)
    ups: list[int] = []

    def warm(address: str) -> int:
        before = wire.down_bytes, wire.up_bytes
        page.goto(address)
        page.wait_for_timeout(CALM_MS)
        ups.append(wire.up_bytes - before[1])
        return wire.down_bytes - before[0]

    page.goto(home + FORM)
    page.wait_for_timeout(CALM_MS)
    note("  list, detail, form …")
    lists = [warm(longest) for _ in range(3)]
    forms = [warm(home + FORM) for _ in range(3)]
    shown = [warm(home + each) for each in details[:5]]
    across = "down; Chromium, service worker, TLS 1.3, HTTP/2, private certificate"
    found.tell("web.warm_list.bytes", max(lists), f"{rows} rows; {across}")
    found.tell("web.warm_form.bytes", max(forms), f"{FORM}; {across}")
    found.tell("web.warm_detail.bytes", max(shown), f"the worst of {len(shown)}; {across}")
    found.tell(
        "web.warm_up.bytes", sorted(ups)[len(ups) // 2], f"the median of {len(ups)} views, up"
    )


def _every_page(found: Found) -> int:
    """Ask for every address as everybody; note the heaviest, and the patterns not reached."""
    from bench.crawl import clients, crawl, routes  # noqa: PLC0415
    from guol.web.assets import assets  # noqa: PLC0415
    from guol.web.compression import compress  # noqa: PLC0415
    from guol.web.dictionary import dictionaries  # noqa: PLC0415

    known = next(iter(dictionaries().values()))
    loaded = ("web/guol.css", "web/guol.js", "web/guol.svg", "web/guol.webmanifest")
    files = sum(min(len(body) for body in assets()[name].bodies.values()) for name in loaded)
    worst: dict[str, tuple[int, int, str, str]] = {}
    tried = 0
    for role, client in clients().items():
        for visit in crawl(role, client, each=2):
            if not visit.is_page:
                continue
            tried += 1
            warm, cold = len(known.deflate(visit.page)), len(compress(visit.page, "br"))
            photo = b'type="file"' in visit.page
            cold += files + HANDSHAKE + (photo and PHOTO)
            worst[visit.route] = max(
                worst.get(visit.route, (0, 0, "", "")), (warm, cold, role, visit.address)
            )
    for route, (warm, cold, role, _address) in sorted(worst.items(), key=lambda e: -e[1][0]):
        note(f"  {warm:5} warm {cold:6} cold  {role or 'visitor':10} {route or '/'}")
    missed = sorted(set(routes()) - set(worst))
    note(f"  no page was reached under: {', '.join(missed)}")
    cold, route = max((cold, route) for route, (_warm, cold, _role, _a) in worst.items())
    found.tell(
        "web.cold_page.bytes",
        cold,
        f"{route}, the worst of {len(worst)} patterns: page, style, script, pictures, "
        f"{HANDSHAKE} B for TLS and headers; worker and dictionary come behind it, "
        "see web.cold_all.bytes",
    )
    over = [each for each in worst.values() if each[0] > GOALS["web.warm_list.bytes"]]
    listed = ", ".join(f"{each[3]} {each[0]}" for each in sorted(over, reverse=True)[:6])
    found.tell(
        "web.warm_over.count",
        len(over),
        f"patterns of {len(worst)} whose packed page is over 1,200 B: {listed}",
    )
    return tried


def _say(found: Found, tried: int, seed: int) -> int:
    held = [
        say(
            name,
            found.values.get(name),
            "pages" if name.endswith("count") else "B",
            goal=GOALS.get(name),
            n=tried,
            seed=seed,
            how=found.how.get(name, "not taken: there is no caddy here, none could be fetched"),
        )
        for name in [*GOALS, "web.cold_all.bytes", "web.warm_over.count"]
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
