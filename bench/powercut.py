"""Cut the power under a serving node at random moments, and ask what it still knows.

Database, blobs and keys lie on a disk that forgets whatever was not synced, entries of folders
included (`bench.disk`): all of it at every other cut, a part in no order at the cuts between,
as a disk that was just writing. Clerks take dossiers in meanwhile. After each cut the node goes
on from what is left: every answer that was given must be in its log, and the log must verify.
`--synchronous NORMAL` is the proof that the disk forgets: with it, answers must be lost.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from signal import SIGKILL
from tempfile import TemporaryDirectory
from threading import Event, Thread

from bench.clerk import sign_in
from bench.figure import end_in_order, note, say
from bench.house import ROOT
from bench.kill import Given, missing, wait_for_moment, work
from bench.served import Browser, House, a_house, end, serving, wait_until_ready

CUTS, CLERKS = 200, 2
VERIFIED_EVERY = 20
PATIENCE_S = 20.0
SWITCH = ".power-cut"


def main() -> int:
    """Take the figure."""
    end_in_order()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cuts", type=int, default=CUTS)
    parser.add_argument("--synchronous", default="FULL", choices=["FULL", "NORMAL"])
    told = parser.parse_args()
    with a_house(seed=told.seed) as house:
        lost, answers = cut(house, told.cuts, seed=told.seed, synchronous=told.synchronous)
    is_whole = told.cuts >= CUTS and told.synchronous == "FULL"
    return int(
        not say(
            "feed.powercut.lost",
            lost if is_whole else None,
            "answers",
            goal=0,
            n=told.cuts,
            seed=told.seed,
            how=(
                f"{told.cuts} power cuts under database, blobs and keys, synchronous="
                f"{told.synchronous}; {answers} answers given, {lost} lost; of what was not "
                "synced nothing stayed, at every second cut a random part; SQLite's own check "
                f"after every cut, guol verify after every {VERIFIED_EVERY} and at the end"
            ),
        )
    )


def cut(house: House, cuts: int, *, seed: int, synchronous: str = "FULL") -> tuple[int, int]:
    """Cut the power so often; return how many answers were lost, and how many were given."""
    draw, given, lost = Random(seed), Given(), 0  # noqa: S311  reproducible on purpose
    with serving(house):
        browsers = [Browser(house.port) for _ in range(CLERKS)]
        for browser in browsers:
            sign_in(browser)
    for number in range(1, cuts + 1):
        seed_of_rest = None if number % 2 else draw.randrange(2**32)
        _one_life(house, browsers, given, draw, synchronous, seed_of_rest=seed_of_rest)
        _check_database(house)
        if given.faults:
            raise RuntimeError(f"while the power was on: {given.faults[0]}")
        gone = missing(house, given)
        lost += len(gone)
        for key in gone:
            del given.answers[key]
        if number % VERIFIED_EVERY == 0 or number == cuts:
            house.call("verify")
            note(f"  {number} of {cuts} cuts, {len(given.answers)} answers, {lost} lost")
    return lost, len(given.answers) + lost


def _one_life(
    house: House,
    browsers: list[Browser],
    given: Given,
    draw: Random,
    synchronous: str,
    *,
    seed_of_rest: int | None,
) -> None:
    """Serve from the forgetful disk until its power is cut; go on with what is left."""
    with TemporaryDirectory(prefix="guol-cut-", dir=house.data.parent) as scratch:
        at, left = Path(scratch, "at"), Path(scratch, "left")
        at.mkdir()
        left.mkdir()
        with forgetful(house.data, at, left, seed_of_rest):
            there = replace(house, data=at, prelude=_pragmas(synchronous))
            server, stop = there.start(), Event()
            clerks = [Thread(target=work, args=(each, given, stop)) for each in browsers]
            try:
                wait_until_ready(house.port)
                for clerk in clerks:
                    clerk.start()
                wait_for_moment(given, draw)
            finally:
                stop.set()
                cut_power(at)
                end(server, SIGKILL)
                for clerk in clerks:
                    clerk.join()
        shutil.rmtree(house.data)
        left.rename(house.data)


def _check_database(house: House) -> None:
    said = house.ask_all("PRAGMA integrity_check")
    if said != [("ok",)]:
        raise RuntimeError(f"after a power cut SQLite finds {said[:3]}")


def cut_power(at: Path) -> None:
    """Cut it; the disk answers with a fault, as it does from then on."""
    with suppress(OSError):
        (at / SWITCH).mkdir()


@contextmanager
def forgetful(
    source: Path, at: Path, left: Path, seed_of_rest: int | None = None
) -> Iterator[None]:
    """Show ``source`` at ``at``; a power cut leaves in ``left`` what was synced.

    With a seed, a part of the rest stays besides.
    """
    words = [sys.executable, "-m", "bench.mounted", source, at, left]
    words += [] if seed_of_rest is None else [seed_of_rest]
    disk = subprocess.Popen([str(word) for word in words], cwd=ROOT)
    try:
        until = time.monotonic() + PATIENCE_S
        while not at.is_mount():
            if disk.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the forgetful disk could not be mounted; are you root?")
            time.sleep(0.01)
        yield
    finally:
        subprocess.run(["umount", "--lazy", at], check=False)
        disk.wait(PATIENCE_S)


def _pragmas(synchronous: str) -> str:
    """Return what is done before the program reads its settings: nothing, or the mutation."""
    if synchronous == "FULL":
        return ""
    return (
        "import guol.config.database as d; "
        f"d.PRAGMAS = d.PRAGMAS.replace('=FULL', '={synchronous}'); "
    )


if __name__ == "__main__":
    sys.exit(main())
