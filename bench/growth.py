"""What ten years of history cost a page: a district with 10^3 dossiers beside one with 10^6.

Both run at once, each in a process of its own, and are asked in turn, small and large, so that
what else the machine does falls on both alike. Every address of the product without gaps is
asked for as a clerk, a chairman and an administrator; with them dossiers, searches, registers
and a day of long ago. Whatever answers in one district must answer in the other; no page is
left out, and a new page is measured without a word here.

A request's time is that of the wall clock without the time that it stood in the queue for a
processor, which the kernel counts for each process (``/proc/PID/schedstat``), the database's
process included: the disk, the network to the database and all reckoning stay in it, other
people's load does not. Where the kernel does not count it, ``how`` says so.

The ratio of a page is the median over batches of p99 of the large district over p99 of the
small one. A moment in which the machine was disturbed spoils one batch, not the median; a page
that grows is slower in every batch. A page near the goal or above it is asked in further
batches, so that the worst is not the unluckiest.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from bench.figure import note, say
from bench.served import House, a_house
from tests.databases.postgres import server

FEW, MANY, TRIES = 1_000, 1_000_000, 100
BATCHES, FURTHER = 3, 4
NEAR = 0.8  # of the goal: such a page is asked further
WARM = 5
ALL = 20_000  # dossiers up to which everything is verified
SAMPLE = 2_000  # streams verified of a larger district
FEEDS = 3
LOGINS = ("motcua.laee", "chutich.laee", "quantri.huyen")
DATABASES = ("SQLite", "PostgreSQL")
GOAL_RATIO, GOAL_MS = 1.5, 30
PATIENCE_S = 10
QUEUED = Path("/proc/self/schedstat")


def main() -> int:
    """Take both figures, on both databases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--many-postgres", type=int, help="another number there")
    parser.add_argument("--tries", type=int, default=TRIES, help="a page, batch and district")
    parser.add_argument("--only", choices=DATABASES, action="append", help="not all databases")
    parser.add_argument("--worker", type=int, help="one district of so many dossiers")
    told = parser.parse_args()
    if told.worker:
        return _work(told.worker, told.seed)
    sizes = dict.fromkeys(told.only or DATABASES, told.many)
    if told.many_postgres and "PostgreSQL" in sizes:
        sizes["PostgreSQL"] = told.many_postgres
    worst = [_compared(name, size, told) for name, size in sizes.items()]
    is_whole = (
        set(sizes) == set(DATABASES)
        and min(sizes.values()) >= MANY
        and told.few <= FEW
        and told.tries >= TRIES
        and all(each["is_verified"] for each in worst)
    )
    ratio = max(worst, key=lambda each: each["ratio"])
    dear = max(worst, key=lambda each: each["cpu_ms"])
    found = "; ".join(
        f"{each['database']} at {sizes[each['database']]}: {each['ratio']:.2f} times"
        f" {each['ratio_page']}, {each['cpu_ms']:.1f} ms {each['cpu_page']};"
        f" {each['pages']} pages, {each['verified']}, grown in {each['grown_s']:.0f} s"
        for each in worst
    )
    whole = "" if is_whole else f"not whole, which needs {MANY} verified on both databases. "
    queue = "" if QUEUED.exists() else "; time in the queue for a processor not taken off"
    held = [
        say(
            "onestop.growth.p99_ratio",
            round(ratio["ratio"], 2) if is_whole else None,
            "times",
            goal=GOAL_RATIO,
            n=min(sizes.values()),
            seed=told.seed,
            how=f"{whole}worst page, median of batches of p99 over {told.tries} requests, over"
            f" the same with {told.few} dossiers{queue}. {found}",
        ),
        say(
            "onestop.page_1m.cpu_ms",
            round(dear["cpu_ms"], 1) if is_whole else None,
            "ms",
            goal=GOAL_MS,
            n=min(sizes.values()),
            seed=told.seed,
            how=f"{whole}median of the worst page, {dear['cpu_page']} on {dear['database']};"
            " the database's own process is counted",
        ),
    ]
    return 0 if all(held) else 1


def _compared(database: str, size: int, told: argparse.Namespace) -> dict[str, Any]:
    """Ask a small and a large district in turn; return the worst that was found."""
    with ExitStack() as open_things:
        if database == "PostgreSQL":
            address = open_things.enter_context(server(is_durable=True))
            names = [_another(address, name) for name in ("few", "many")]
        else:
            names = ["", ""]
        few, many = (
            open_things.enter_context(closing(_District(database, name, each, open_things)))
            for name, each in zip(names, (told.few, size), strict=True)
        )
        labels, others = many.ask("pages"), few.ask("pages")
        if labels != others:
            odd = sorted({*map(str, labels)} ^ {*map(str, others)})
            raise RuntimeError(f"pages that answer in one district alone: {odd}")
        note(f"  {database}: {len(labels)} pages …")
        is_verified, verified = many.ask("verify")
        return _worst(few, many, labels, told.tries) | {
            "database": database,
            "pages": len(labels),
            "is_verified": is_verified,
            "verified": verified,
            "grown_s": many.grown_s,
        }


def _worst(
    few: "_District", many: "_District", labels: Sequence[str], tries: int
) -> dict[str, Any]:
    ratios, costs = {}, {}
    for label in labels:
        spent: list[float] = []
        found = [_batch(few, many, label, tries, spent) for _ in range(BATCHES)]
        if median(found) > NEAR * GOAL_RATIO:
            found += [_batch(few, many, label, tries, spent) for _ in range(FURTHER)]
        ratios[label], costs[label] = median(found), median(spent)
        each = ", ".join(f"{ratio:.2f}" for ratio in found)
        note(f"    {ratios[label]:5.2f} times ({each}), {costs[label]:6.2f} ms  {label}")
    slow, dear = max(ratios, key=lambda n: ratios[n]), max(costs, key=lambda n: costs[n])
    return {
        "ratio": ratios[slow],
        "ratio_page": slow,
        "cpu_ms": costs[dear],
        "cpu_page": dear,
    }


def _batch(
    few: "_District", many: "_District", label: str, tries: int, spent: list[float]
) -> float:
    """Return how much longer p99 is in the large district; add what it spent there."""
    took: list[tuple[float, float]] = []
    for turn in range(tries + WARM):
        small, large = few.ask(label), many.ask(label)
        if turn >= WARM:
            took.append((small[0], large[0]))
            spent.append(large[1])
    smalls, larges = zip(*took, strict=True)
    return _p99(larges) / _p99(smalls)


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
        self.grown_s = self.ask("ready")

    def ask(self, what: object) -> Any:
        """Ask for a page by its label, or for what it knows; return the answer."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("no pipe")
        answer = ""
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(what) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{what}: the district {_ended(self.process)}")
        return json.loads(answer)

    def close(self) -> None:
        """End the process."""
        if self.process.stdin:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
        self.process.wait()


def _ended(process: "subprocess.Popen[str]") -> str:
    """Return how a process that answers no more has ended, in words."""
    try:
        status = process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        return "answers nothing, but runs still"
    if status < 0:
        return f"was ended by signal {-status} ({signal.strsignal(-status)})"
    return f"has ended with status {status}"


def _work(size: int, seed: int) -> int:
    """Be a district: grow, then answer the questions of the other process."""
    import django  # noqa: PLC0415  only now is the environment the measured node's

    answers, sys.stdout = sys.stdout, sys.stderr
    django.setup()
    from bench.grown import Growth  # noqa: PLC0415

    began = time.perf_counter()
    Growth().to(size, note)
    grown_s = time.perf_counter() - began
    district = _Pages()
    for line in sys.stdin:
        asked = json.loads(line)
        if asked == "verify":
            told: Any = _verified(size, seed)
        elif asked == "pages":
            told = sorted(district.pages)
        else:
            told = grown_s if asked == "ready" else district.get(asked)
        answers.write(json.dumps(told) + "\n")
        answers.flush()
    return 0


class _Pages:
    """Browsers of several people, each signed in, and the addresses that answer them.

    A page is known by a label, because what it shows has another number in another district.
    """

    def __init__(self) -> None:
        from django.conf import settings  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415

        from guol.demo.rules import PASSWORD  # noqa: PLC0415
        from guol.kernel.ids import new_key  # noqa: PLC0415

        settings.ALLOWED_HOSTS = ["*"]
        self.browsers = {}
        for login in LOGINS:
            browser = self.browsers[login] = Client()
            form = {"login": login, "password": PASSWORD, "key": new_key()}
            browser.post("/dang-nhap/", form)
        clerk, chairman, _ = LOGINS
        asked = {
            f"{each} ({login})": (login, each) for login in LOGINS for each in _addresses()
        }
        asked |= {f"{label} ({clerk})": (clerk, each) for label, each in _of_dossiers()}
        asked |= {f"{label} ({chairman})": (chairman, each) for label, each in _of_overview()}
        self.pages = {
            label: (login, address)
            for label, (login, address) in asked.items()
            if self.browsers[login].get(address).status_code == 200  # noqa: PLR2004
        }
        self.processes = [Path("/proc/self")]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.processes.append(Path("/proc") / str(cursor.fetchone()[0]))

    def get(self, label: str) -> tuple[float, float]:
        """Return the milliseconds of a page: on the wall without queues, of processors."""
        login, address = self.pages[label]
        browser = self.browsers[login]
        own = time.process_time()
        ran, queued = self._used()
        began = time.perf_counter()
        browser.get(address)
        wall = time.perf_counter() - began
        ran_then, queued_then = self._used()
        cpu = time.process_time() - own + (ran_then - ran)
        return (wall - (queued_then - queued)) * 1000, cpu * 1000

    def _used(self) -> tuple[float, float]:
        """Return seconds: that the database's process ran, and that both stood in the queue."""
        ran, queued = 0.0, 0.0
        for process in self.processes if QUEUED.exists() else ():
            running, waiting, _ = (process / "schedstat").read_text().split()
            queued += int(waiting) / 1e9
            ran += int(running) / 1e9 if process.name != "self" else 0.0
        return ran, queued


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


def _of_dossiers() -> Iterator[tuple[str, str]]:
    """Yield pages of one counter: dossiers new and old, lists, searches, registers, money."""
    from guol.onestop.models import CivilEntry, Dossier  # noqa: PLC0415
    from guol.onestop.queries import LISTS  # noqa: PLC0415
    from guol.payments.models import Drawer, FeeReceipt  # noqa: PLC0415

    desk = "u20698.1-motcua"
    near = Dossier.objects.filter(receiving=desk, business="returned")
    for age, order in (("an old", "received_at"), ("a new", "-received_at")):
        number = near.order_by(order).values_list("number", flat=True).first()
        yield f"{age} dossier", f"/ho-so/{number}/"
        yield f"{age} dossier sought", f"/mot-cua/?tim={number}"
    for name in LISTS:
        yield f"list {name}", f"/mot-cua/?ds={name}"
    for text in ("zo+ram", "thi", "0003", "bh%27riu+son", "not+there"):
        yield f"sought {text}", f"/mot-cua/?tim={text}"
    month = near.order_by("-received_at").values_list("received_at", flat=True)[0]
    yield "a month", f"/mot-cua/so/?first=01/{month:%m/%Y}&last=28/{month:%m/%Y}"
    yield "a year", f"/mot-cua/so/?first=01/01/{month:%Y}&last=31/12/{month:%Y}"
    entry = CivilEntry.objects.filter(desk="u20698.1-ubnd").order_by("-at", "stream").first()
    if entry:
        yield "an entry", f"/mot-cua/ho-tich/{entry.stream.rpartition('/')[2]}/"
        yield "a register", "/mot-cua/quyen-so/birth-2025-1/"
        yield "sought in a register", "/mot-cua/quyen-so/birth-2025-1/?tim=thi"
    receipt = FeeReceipt.objects.filter(desk=desk).order_by("-at", "stream").first()
    if receipt:
        drawer = Drawer.objects.get(stream=receipt.drawer).stream.rpartition("/")[2]
        yield "a receipt", f"/mot-cua/thu-phi/{receipt.stream.removeprefix('fee/')}/"
        yield "a cash book", f"/mot-cua/thu-phi/quy/{drawer}/"
        yield "a day of fees", f"/mot-cua/thu-phi/?ngay={receipt.day:%d/%m/%Y}"


def _of_overview() -> Iterator[tuple[str, str]]:
    """Yield the lists of the overview."""
    from guol.onestop.queries.overview import LISTS  # noqa: PLC0415

    return ((f"overview {each}", f"/mot-cua/toan-canh/?ds={each}") for each in LISTS)


def _verified(size: int, seed: int) -> tuple[bool, str]:
    """Tell whether what was copied is as a log must be: all of it, or a sample."""
    from guol.feed import proof  # noqa: PLC0415
    from guol.feed.models import FeedHead, Stream  # noqa: PLC0415

    if size <= ALL:
        broken, what = proof.broken(), "all"
    else:
        draw = Random(seed)  # noqa: S311  reproducible on purpose
        feeds = FeedHead.objects.filter(number__lt=size).order_by("key")
        chosen = draw.sample(sorted(feeds.values_list("key", flat=True)), FEEDS)
        begins = [f"{kind}/{draw.getrandbits(128):032x}" for kind in _kinds(draw)]
        keys = [
            Stream.objects.filter(key__gte=each).order_by("key").values_list("key")[0][0]
            for each in begins
        ]
        broken = chain(
            proof.broken_chains(chosen), proof.broken_custody(keys), proof.broken_rows(keys)
        )
        what = f"{FEEDS} feeds and {len(set(keys))} streams"
    first = next(broken, None)
    if first is None:
        return True, f"{what} verified"
    return False, f"NOT verified: {first.part}: {first.where}: {first.what}"


def _kinds(draw: Random) -> list[str]:
    return draw.choices(("dossier", "civil", "fee"), (8, 3, 1), k=SAMPLE)


if __name__ == "__main__":
    sys.exit(main())
