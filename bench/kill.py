"""Kill a serving node with SIGKILL at random moments of traffic, and ask what it still knows.

Clerks take dossiers in and pass them on through the pages, each form with its own key; jobs run
in the same process. After every kill the node is started again: each answer that was given must
be in the log, and a form sent again must get the answer it got, or would have got. The log is
verified now and then, and at the end when all jobs are done.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from random import Random
from signal import SIGKILL
from threading import Event, Lock, Thread

from bench.clerk import press, sign_in, take_in
from bench.figure import end_in_order, note, say
from bench.jobs import wait_until_caught_up
from bench.served import Browser, House, a_house, end, serving, wait_until_ready

KILLS, CLERKS = 200, 2
VERIFIED_EVERY = 40
LONGEST_S = 0.8  # of traffic before a kill
FIRST_ANSWER_S, IN_TRAFFIC = 10.0, 0.8


@dataclass
class Given:
    """The answers that clerks got: the form's key → the dossier it was told of."""

    answers: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)  # key → the child of the form
    faults: list[str] = field(default_factory=list)  # answers that no living server may give
    lock: Lock = field(default_factory=Lock)


def main() -> int:
    """Take the figure."""
    end_in_order()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=KILLS)
    told = parser.parse_args()
    with a_house(seed=told.seed) as house:
        lost, answers = killed(house, told.kills, seed=told.seed, say_so=note)
    return int(
        not say(
            "feed.kill9.lost",
            len(lost) if told.kills >= KILLS else None,
            "answers",
            goal=0,
            n=told.kills,
            seed=told.seed,
            how=(
                f"{told.kills} kills of `guol serve` under {CLERKS} clerks taking in; "
                f"{answers} answers given, all looked for after each kill; forms cut off "
                "sent again twice: one dossier each; guol verify clean and all jobs done at "
                "the end" + "".join(f"; {each}" for each in lost[:3])
            ),
        )
    )


def killed(
    house: House, kills: int, *, seed: int, say_so: Callable[[str], None]
) -> tuple[list[str], int]:
    """Kill the node so often; return what was lost, and how many answers were given."""
    draw, given, lost = Random(seed), Given(), []  # noqa: S311  reproducible on purpose
    browsers = _signed_in(house)
    for round_ in range(1, kills + 1):
        _one_life(house, browsers, given, draw)
        lost = missing(house, given)
        if round_ % VERIFIED_EVERY == 0:
            house.call("verify")
            say_so(f"  {round_} of {kills} kills, {len(given.answers)} answers")
    with serving(house):
        lost += _sent_again(browsers[0], given)
        helper = house.start("work")
        try:
            wait_until_caught_up(house)
        finally:
            end(helper)
    house.call("verify")
    return lost + given.faults, len(given.answers)


def missing(house: House, given: Given) -> list[str]:
    """Return the keys of the answers that the log does not bear out."""
    held = {
        (act, stream)
        for act, stream in house.ask_all("SELECT DISTINCT act, stream FROM feed_entry")
    }
    return [
        key for key, dossier in given.answers.items() if (key, f"dossier/{dossier}") not in held
    ]


def _signed_in(house: House) -> list[Browser]:
    with serving(house):
        browsers = [Browser(house.port) for _ in range(CLERKS)]
        for browser in browsers:
            sign_in(browser)
        return browsers


def _one_life(house: House, browsers: list[Browser], given: Given, draw: Random) -> None:
    server, stop = house.start(), Event()
    clerks = [Thread(target=work, args=(each, given, stop)) for each in browsers]
    try:
        wait_until_ready(house.port)
        for clerk in clerks:
            clerk.start()
        wait_for_moment(given, draw)
    finally:
        end(server, SIGKILL)
        stop.set()
        for clerk in clerks:
            clerk.join()


def wait_for_moment(given: Given, draw: Random) -> None:
    """Wait for the random moment: mostly in full traffic, at times before its first answer."""
    before, until = len(given.answers), time.monotonic() + FIRST_ANSWER_S
    if draw.random() < IN_TRAFFIC:
        while len(given.answers) == before and time.monotonic() < until:
            time.sleep(0.005)
    time.sleep(draw.uniform(0.0, LONGEST_S))


_keys = count(1)


def work(browser: Browser, given: Given, stop: Event) -> None:
    """Take in and pass on until the line breaks."""
    while not stop.is_set():
        key = f"kill-{time.time_ns():x}-{next(_keys)}"
        child = f"Bh\u2019riu {key[-6:]}"
        try:
            dossier = take_in(browser, key=key, child=child)
            with given.lock:
                given.answers[key] = dossier
            passed = press(browser, dossier)
            with given.lock:
                given.answers[passed] = dossier
        except (OSError, HTTPException):
            with given.lock:
                if key not in given.answers:
                    given.unanswered[key] = child
            return
        except RuntimeError as no:
            with given.lock:
                if not stop.is_set():  # a disk that has just failed is answered by a fault
                    given.faults.append(str(no))
            return


def _sent_again(browser: Browser, given: Given) -> list[str]:
    """Send every form again that was cut off, twice: one dossier each."""
    wrong = []
    for key, child in given.unanswered.items():
        first = take_in(browser, key=key, child=child)
        if take_in(browser, key=key, child=child) != first:
            wrong.append(f"{key} made two dossiers")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
