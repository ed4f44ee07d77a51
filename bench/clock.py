"""The clock: how long a due date takes, and whether a slow walk agrees with it.

Cases are random histories of a dossier: limits in every unit, stages, calendars with make-up
days and floods, supplements of both stages and every effect, periods left out, apologies. The
reference (tests/onestop/clock_reference.py) walks minute by minute and shares no code with the
engine. ``--tries`` takes fewer; a figure with fewer than 10,000 is null.
"""

import argparse
import sys
import time
from random import Random
from typing import Any

from bench.figure import note, say
from guol.onestop.rules.clock import Calendars, Facts, clock_of
from guol.procedures.events import Version
from tests.onestop import clock_cases, clock_reference

TRIES = 10_000
ROUNDS = 7
NANOSECONDS = 1_000
GOAL_US = 50.0
OFFICES = 12


def main() -> int:
    """Take both figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tries", type=int, default=TRIES)
    given = parser.parse_args()
    rng = Random(given.seed)  # noqa: S311  random cases, no secret
    offices = clock_cases.calendars(rng, OFFICES)
    cases = [clock_cases.a_case(rng, offices) for _ in range(given.tries)]
    best_us, plain_us = _timed(cases), _timed([_ordinary(each) for each in cases])
    fine = say(
        "onestop.due_date_us",
        round(best_us, 1),
        "us",
        goal=GOAL_US,
        n=given.tries,
        seed=given.seed,
        how=f"date and explanation, mean of random histories, each the best of {ROUNDS}; "
        f"{plain_us:.1f} us where nothing happened after reception",
    )
    note(f"  walking {given.tries} cases minute by minute …")
    wrong = [n for n, case in enumerate(cases) if not _agrees(case)]
    for number in wrong[:5]:
        note(f"  case {number} of seed {given.seed} disagrees")
    is_whole = given.tries >= TRIES
    fine &= say(
        "onestop.clock.disagreements",
        len(wrong) if is_whole else None,
        "",
        goal=0,
        n=given.tries,
        seed=given.seed,
        how=f"{len(wrong)} against a walk minute by minute that shares no code: due moment, "
        "stages, standstill, state",
    )
    return 0 if fine else 1


def _agrees(case: dict[str, Any]) -> bool:
    return bool(clock_cases.worked_out(case) == clock_reference.work_out(case))


def _ordinary(case: dict[str, Any]) -> dict[str, Any]:
    return (
        case
        | {"asks": [], "excluded": [], "postponed": [], "entered": {}, "stages": []}
        | ({} if case["limit"] else {"limit": ("wd", 5)})
    )


def _timed(cases: list[dict[str, Any]]) -> float:
    """Return how long one clock takes, in microseconds: each at its best, then the mean."""
    told = [
        (
            clock_cases.version_of(case),
            clock_cases.facts_of(case),
            Calendars(answering=case["ours"], stages=case["their"]),
        )
        for case in cases
    ]
    best_ns = [min(_once_ns(*each) for _ in range(ROUNDS)) for each in told]
    return sum(best_ns) / len(told) / NANOSECONDS


def _once_ns(of: Version, facts: Facts, calendars: Calendars) -> int:
    begun = time.perf_counter_ns()
    clock_of(of, facts, calendars)
    return time.perf_counter_ns() - begun


if __name__ == "__main__":
    sys.exit(main())
