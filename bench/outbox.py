"""A thousand forms over a line that breaks most of them, and ends of browser and server.

A clerk registers persons in Chromium. The proxy cuts uploads half-way and drops answers after
the commit; every so often the server is killed, or the browser, in the middle of it. At the end
each person has to stand in the database exactly once.
"""

import argparse
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench.badline import BadProxy, Chaos
from bench.figure import note, say
from bench.served import House, a_house, end, free_port, wait_until_ready

FORMS, SERVER_ENDS, BROWSER_ENDS = 1000, 6, 6
LOGIN = "motcua.thanhmy"
FORM = "/nguoi/dang-ky/"
NAMED = "Hôih Đường Truyền"
PATIENCE_MS = 20_000
LAST_S = 300
# Filled in and pressed within the page: a press that takes its own time is not awaited.
PRESS = """name => {
    const form = document.querySelector('main form:has([name=name])');
    form.noValidate = true;
    form.elements.name.value = name;
    form.requestSubmit(form.querySelector('button'));
}"""
LEFT = "guol.all().then(all => all.filter(one => one.s != 'done').map(one => one.s))"
CLEAR = """guol.all().then(all =>
    Promise.all(all.filter(o => o.to).map(o => guol.table(s => s.delete(o.k)))))"""


@dataclass(kw_only=True)
class Trial:
    """A house, a line and a browser, all of which may end at any time and begin again."""

    house: House
    line: BadProxy
    profile: str
    playwright: Any
    server: subprocess.Popen[bytes] | None = None
    chromium: subprocess.Popen[bytes] | None = None
    page: Any = None
    ends: dict[str, int] = field(default_factory=lambda: {"server": 0, "browser": 0})

    def serve(self) -> None:
        """Begin the server."""
        self.server = self.house.start()
        wait_until_ready(self.house.port)

    def kill_server(self) -> None:
        """End the server as a power cut would, and begin it again."""
        if self.server:
            end(self.server, signal.SIGKILL)
        self.ends["server"] += 1
        self.serve()

    def browse(self) -> None:
        """Begin the browser, with what it had kept."""
        port = free_port()
        self.chromium = subprocess.Popen(
            [
                "/usr/bin/chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                f"--user-data-dir={self.profile}",
                f"--remote-debugging-port={port}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + LAST_S
        while True:
            with suppress(Exception):  # it takes a moment to listen
                browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
                break
            if time.monotonic() > until:
                raise TimeoutError("the browser does not answer")
            time.sleep(0.2)
        context = browser.contexts[0]
        self.page = context.pages[0] if context.pages else context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.sign_in()

    def kill_browser(self) -> None:
        """End the browser as an empty battery would, and begin it again."""
        self.stop_browser()
        self.ends["browser"] += 1
        self.browse()

    def stop_browser(self) -> None:
        """End the browser at once."""
        if self.chromium:
            with suppress(ProcessLookupError):
                os.killpg(self.chromium.pid, signal.SIGKILL)
            self.chromium.wait()

    def sign_in(self) -> None:
        """Be the clerk: a sign-in is no form that waits, so it is pressed until it holds."""
        until = time.monotonic() + LAST_S
        while time.monotonic() < until:
            with suppress(Exception):  # the line broke: once more
                self.page.goto(self.line.url + "/mot-cua/")
                if "/mot-cua/" in self.page.url and self.page.locator("[data-me]").count():
                    self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
                    self.page.evaluate("new Promise(yes => setTimeout(yes, 300))")
                    if self.page.evaluate("guol.who().then(who => !!who.key)"):
                        return
                self.page.goto(self.line.url + "/demo/")
                self.page.locator(f"button:text-is('{LOGIN}')").click()
                self.page.wait_for_load_state()
        raise TimeoutError("nobody could sign in")

    def press(self, number: int) -> None:
        """Register one person; what happens to it afterwards is the outbox's business."""
        name = f"{NAMED} {number:04}"
        for _ in range(20):
            self.page.goto(self.line.url + FORM)
            if self.page.url.endswith(FORM) and self.page.locator("[name=name]").count():
                break
            self.sign_in()
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.evaluate(PRESS, name)


def main() -> int:
    """Take the two figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", type=int, default=FORMS)
    told = parser.parse_args()
    with a_house(first=6) as house:
        lost, twice, how = tried(house, told.forms, seed=told.seed)
    is_whole = told.forms >= FORMS
    held = [
        say(
            f"web.outbox.{name}",
            value if is_whole else None,
            "forms",
            goal=0,
            n=told.forms,
            seed=told.seed,
            how=how,
        )
        for name, value in (("lost", lost), ("duplicated", twice))
    ]
    return 0 if all(held) else 1


def tried(house: House, forms: int, *, seed: int) -> tuple[int, int, str]:
    """Send so many forms; return how many were lost, how many came twice, and how it was."""
    draw = Random(seed)  # noqa: S311  reproducible on purpose
    chaos = Chaos(cut_upload=0.3, drop_answer=0.3, seed=seed)
    with _trial(house, chaos) as trial:
        moments = draw.sample(range(1, forms), min(SERVER_ENDS + BROWSER_ENDS, forms - 1))
        for number in range(forms):
            trial.press(number)
            if number in moments:
                if moments.index(number) % 2:
                    trial.kill_browser()
                else:
                    trial.kill_server()
            if number % 50 == 0:
                trial.page.goto(trial.line.url + "/cho-gui/")
                trial.page.evaluate(CLEAR)
                note(f"  {number} of {forms}, waiting: {len(trial.page.evaluate(LEFT))}")
        left = _until_empty(trial)
        counters, ends = trial.line.counters, trial.ends
    names = _names(house)
    wanted = {f"{NAMED} {number:04}" for number in range(forms)}
    posts = counters.uploads_cut + counters.answers_dropped
    how = (
        f"Chromium, service worker, through a line with 60 % broken forms: "
        f"{counters.uploads_cut} uploads cut, {counters.answers_dropped} answers dropped "
        f"({posts} breaks), {ends['server']} kills of the server, {ends['browser']} of the "
        f"browser; left over {len(left)}"
    )
    return len(wanted - set(names)), len(names) - len(set(names)), how


def _until_empty(trial: Trial) -> list[str]:
    """Wait until nothing waits any more; return what still does."""
    until = time.monotonic() + LAST_S
    left = ["?"]
    while left and time.monotonic() < until:
        with suppress(Exception):  # the line broke: once more
            trial.page.goto(trial.line.url + "/cho-gui/")
            trial.page.evaluate("guol.flush()")
            trial.page.wait_for_timeout(1500)
            left = trial.page.evaluate(LEFT)
    return left


@contextlib.contextmanager
def _trial(house: House, chaos: Chaos) -> Iterator[Trial]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with (
        BadProxy(house.port, chaos=chaos) as line,
        TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        sync_playwright() as playwright,
    ):
        trial = Trial(house=house, line=line, profile=profile, playwright=playwright)
        try:
            trial.serve()
            trial.browse()
            yield trial
        finally:
            trial.stop_browser()
            if trial.server:
                end(trial.server)


def _names(house: House) -> list[str]:
    with closing(sqlite3.connect(Path(house.data) / "guol.sqlite3", timeout=30)) as database:
        rows = database.execute(
            "SELECT name FROM people_person WHERE name LIKE ?", (f"{NAMED} %",)
        ).fetchall()
    return [name for (name,) in rows]


if __name__ == "__main__":
    sys.exit(main())
