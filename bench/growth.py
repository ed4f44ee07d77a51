"""What ten years of history cost a page: a district with 10^3 dossiers beside one with 10^6.

Both run at once, each in a process of its own, and are asked in turn, so that what else the
machine does falls on both alike. Every address of the product without gaps is tried as a clerk,
a chairman and an administrator; those that answer are measured, with dossiers, searches and a
month of the register beside them. A new page is measured without a word here.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from statistics import quantiles
from typing import Any

from bench.figure import note, say
from bench.served import House, a_house
from tests.databases.postgres import server

FEW, MANY, TRIES = 1_000, 1_000_000, 200
WARM = 5
LOGINS = ("motcua.laee", "chutich.laee", "quantri.huyen")
DATABASES = ("SQLite", "PostgreSQL")
GOAL_RATIO, GOAL_MS = 1.5, 30


def main() -> int:
    """Take both figures, on both databases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--worker", type=int, help="one district of so many dossiers")
    told = parser.parse_args()
    if told.worker:
        return _work(told.worker)
    worst = [_compared(name, told) for name in DATABASES]
    is_whole = told.many >= MANY and told.few <= FEW and told.tries >= TRIES
    ratio = max(worst, key=lambda each: each["ratio"])
    dear = max(worst, key=lambda each: each["cpu_ms"])
    how = "; ".join(
        f"{each['database']}: {each['ratio']:.2f} {each['ratio_page']},"
        f" {each['pages']} pages, {each['verified']}"
        for each in worst
    )
    held = [
        say(
            "onestop.growth.p99_ratio",
            round(ratio["ratio"], 2) if is_whole else None,
            "times",
            goal=GOAL_RATIO,
            n=told.many,
            seed=told.seed,
            how=f"p99 of {told.tries} requests a page, {told.many} over {told.few} dossiers"
            f" with their events, worst page. {how}",
        ),
        say(
            "onestop.page_1m.cpu_ms",
            round(dear["cpu_ms"], 1) if is_whole else None,
            "ms",
            goal=GOAL_MS,
            n=told.many,
            seed=told.seed,
            how=f"median of the worst page, {dear['cpu_page']} on {dear['database']}; the"
            " database's own process is not counted on PostgreSQL",
        ),
    ]
    return 0 if all(held) else 1


def _compared(database: str, told: argparse.Namespace) -> dict[str, Any]:
    """Ask a small and a large district in turn; return the worst that was found."""
    with ExitStack() as open_things:
        if database == "PostgreSQL":
            address = open_things.enter_context(server(is_durable=True))
            names = [_another(address, name) for name in ("few", "many")]
        else:
            names = ["", ""]
        few, many = (
            open_things.enter_context(closing(_District(database, name, size, open_things)))
            for name, size in zip(names, (told.few, told.many), strict=True)
        )
        pages = [each for each in many.ask("pages") if each in few.ask("pages")]
        note(f"  {database}: {len(pages)} pages …")
        return _worst(database, few, many, pages, told.tries)


def _worst(
    database: str, few: "_District", many: "_District", pages: Sequence[Any], tries: int
) -> dict[str, Any]:
    ratios, costs = {}, {}
    for page in pages:
        name = f"{page[1]} ({page[0]})"
        took: dict[str, list[float]] = {"few": [], "many": []}
        spent = []
        for turn in range(tries + WARM):
            for size, district in (("few", few), ("many", many)):
                wall, cpu = district.ask(page)
                if turn >= WARM:
                    took[size].append(wall)
                    spent += [cpu] if size == "many" else []
        ratios[name] = _p99(took["many"]) / _p99(took["few"])
        costs[name] = sorted(spent)[len(spent) // 2]
        note(f"    {ratios[name]:5.2f} times, {costs[name]:6.2f} ms  {name}")
    slow, dear = max(ratios, key=lambda n: ratios[n]), max(costs, key=lambda n: costs[n])
    return {
        "database": database,
        "pages": len(pages),
        "ratio": ratios[slow],
        "ratio_page": slow,
        "cpu_ms": costs[dear],
        "cpu_page": dear,
        "verified": many.ask("verify"),
    }


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[98]


def _another(address: str, name: str) -> str:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload, unused-ignore]
    return address.replace("/guol?", f"/{name}?")


class _District:
    """A district in a process of its own, asked through a pipe."""

    def __init__(self, database: str, name: str, size: int, open_things: ExitStack) -> None:
        more = {"GUOL_DATABASE": name} if name else {}
        note(f"  {database}: a district of {size} …")
        house: House = open_things.enter_context(a_house(**more))
        call = [sys.executable, "-m", "bench.growth", "--worker", str(size)]
        self.process = subprocess.Popen(
            call,
            env=house.variables | {"DJANGO_SETTINGS_MODULE": "guol.config.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask("ready")

    def ask(self, what: object) -> Any:
        """Ask for a page, or for what it knows; return the answer."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("no pipe")
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()


def _work(size: int) -> int:
    """Be a district: grow, then answer the questions of the other process."""
    import django  # noqa: PLC0415  only now is the environment the measured node's

    answers, sys.stdout = sys.stdout, sys.stderr
    django.setup()
    from bench.grown import Growth  # noqa: PLC0415

    Growth().to(size, note)
    district = _Pages()
    for line in sys.stdin:
        asked = json.loads(line)
        if asked == "verify":
            told: Any = _verified()
        elif asked == "pages":
            told = district.pages
        else:
            told = "ready" if asked == "ready" else district.get(*asked)
        answers.write(json.dumps(told) + "\n")
        answers.flush()
    return 0


class _Pages:
    """Browsers of several people, each signed in, and the addresses that answer them."""

    def __init__(self) -> None:
        from django.conf import settings  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415

        from guol.demo.rules import PASSWORD  # noqa: PLC0415
        from guol.kernel.ids import new_key  # noqa: PLC0415

        settings.ALLOWED_HOSTS = ["*"]
        self.browsers = {}
        for login in LOGINS:
            browser = self.browsers[login] = Client()
            form = {"login": login, "password": PASSWORD, "key": new_key()}
            browser.post("/dang-nhap/", form)
        of_one = list(_of_dossiers())
        self.pages = [
            (login, address)
            for login in LOGINS
            for address in sorted({*_addresses(), *(of_one if login == LOGINS[0] else ())})
            if self.browsers[login].get(address).status_code == 200  # noqa: PLR2004
        ]

    def get(self, login: str, address: str) -> tuple[float, float]:
        """Return the milliseconds that a page took: of the wall clock, of this process."""
        browser = self.browsers[login]
        began, cpu = time.perf_counter(), time.process_time()
        browser.get(address)
        return (
            (time.perf_counter() - began) * 1000,
            (time.process_time() - cpu) * 1000,
        )


def _addresses() -> Iterator[str]:
    """Yield every address without gaps, of which the demonstration's own are no product's."""
    from django.urls import URLPattern, get_resolver  # noqa: PLC0415

    def walk(patterns: Any, before: str) -> Iterator[str]:
        for each in patterns:
            text = before + str(each.pattern)
            if not isinstance(each, URLPattern):
                yield from walk(each.url_patterns, text)
            elif "<" not in text and not text.startswith(("demo/", "dang-")):
                yield "/" + text

    return walk(get_resolver().url_patterns, "")


def _of_dossiers() -> Iterator[str]:
    """Yield pages about dossiers of one counter: a new one, an old one, lists, searches."""
    from guol.onestop.models import Dossier  # noqa: PLC0415
    from guol.onestop.queries import LISTS  # noqa: PLC0415

    near = Dossier.objects.filter(receiving="u20698.1-motcua").exclude(number="")
    for order in ("received_at", "-received_at"):
        number = near.order_by(order).values_list("number", flat=True).first()
        yield f"/ho-so/{number}/"
        yield f"/mot-cua/?tim={number}"
    yield from (f"/mot-cua/?ds={name}" for name in LISTS)
    yield from (f"/mot-cua/?tim={text}" for text in ("zo+ram", "thi", "0003", "bh%27riu+son"))


def _verified() -> str:
    """Tell what ``guol verify`` says of what was copied."""
    from bench.house import GUOL  # noqa: PLC0415

    done = subprocess.run(
        [*GUOL, "verify"], env=os.environ, capture_output=True, text=True, check=False
    )
    last = (done.stdout.strip().splitlines() or ["it said nothing"])[-1]
    return "verified" if done.returncode == 0 else f"NOT verified: {last}"


if __name__ == "__main__":
    sys.exit(main())
