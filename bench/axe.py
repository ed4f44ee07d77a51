"""What axe-core finds on every page: each address pattern, light and dark, in both languages.

The rules of WCAG 2.0 to 2.2 at the levels A and AA, and best practice, in Chromium at the width
of a phone. axe-core itself comes from npm, at the version named here, for the bench only.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.figure import note, say
from bench.house import ROOT
from bench.pages import WITHIN
from bench.served import House, a_house, serving

PACKAGE, VERSION = "axe-core", "4.14.1"
KEPT = ROOT / "var/tools"
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]
RUN = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})
    .then(all => all.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"""


def main() -> int:
    """Take the figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    script = _axe()
    found: Counter[str] = Counter()
    tried = 0
    if script:
        with a_house(first=24) as house:
            os.environ.update(house.variables | WITHIN)
            import django  # noqa: PLC0415  only now is the environment the looked-at house's

            django.setup()
            with serving(house):
                tried, found = _looked(house, script)
    worst = ", ".join(f"{times} {name}" for name, times in found.most_common(6))
    how = (
        f"{PACKAGE} {VERSION}, {', '.join(TAGS)}; every pattern as visitor and official, light "
        f"and dark, vi and en, 360 px. {worst}"
        if script
        else f"not taken: {PACKAGE} {VERSION} could not be had from npm"
    )
    held = say(
        "web.axe.violations",
        sum(found.values()) if tried else None,
        "violations",
        goal=0,
        n=tried,
        seed=seed,
        how=how,
    )
    return 0 if held else 1


def _axe() -> str:
    """Return the script; nothing where it cannot be had."""
    folder = packed(PACKAGE, VERSION)
    return (folder / "package/axe.min.js").read_text(encoding="utf-8") if folder else ""


def packed(package: str, version: str) -> Path | None:
    """Return where a package of npm lies, fetched once; None where it cannot be had."""
    to = KEPT / f"{package}-{version}"
    if (to / "package").exists():
        return to
    if not shutil.which("npm"):
        return None
    to.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"],
        cwd=to,
        capture_output=True,
        check=False,
    )
    archive = to / f"{package}-{version}.tgz"
    if done.returncode or not archive.exists():
        return None
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(to)], check=True)
    archive.unlink()
    return to


def _looked(house: House, script: str) -> tuple[int, Counter[str]]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    addresses = _addresses()
    found: Counter[str] = Counter()
    tried = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for look, language in (("light", "vi"), ("dark", "vi"), ("light", "en")):
            for role, paths in addresses.items():
                context = browser.new_context(
                    viewport={"width": 360, "height": 640},
                    color_scheme=look,
                    service_workers="block",
                )
                context.add_cookies(_cookies(house, role, language))
                page = context.new_page()
                for path in paths:
                    tried += 1
                    found.update(_faults(page, f"http://localhost:{house.port}{path}", script))
                context.close()
        browser.close()
    return tried, found


def _faults(page: Any, address: str, script: str) -> list[str]:
    page.goto(address)
    page.evaluate(script)
    told = page.evaluate(RUN, TAGS)
    for name, nodes in told:
        note(f"  {name}: {page.url} {nodes[0][:160]}")
    return [name for name, nodes in told for _node in nodes]


def _addresses() -> dict[str, list[str]]:
    """Return one address of each pattern for a visitor, and one for the first it opens to."""
    from bench.crawl import clients, crawl  # noqa: PLC0415

    shown: dict[str, list[str]] = {}
    known: set[tuple[str, bool]] = set()
    for role, client in clients().items():
        for visit in crawl(role, client, each=1):
            place = (visit.route, bool(role))
            if visit.is_page and place not in known and 300 > visit.status >= 200:  # noqa: PLR2004
                known.add(place)
                shown.setdefault(role, []).append(visit.address)
    return shown


def _cookies(house: House, role: str, language: str) -> list[dict[str, str]]:
    from bench.crawl import clients  # noqa: PLC0415

    own = {each.key: each.value for each in clients()[role].cookies.values() if each.value}
    own["lang"] = language
    url = f"http://localhost:{house.port}"
    return [{"name": name, "value": value, "url": url} for name, value in own.items()]


if __name__ == "__main__":
    sys.exit(main())
