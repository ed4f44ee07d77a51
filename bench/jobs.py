"""Waiting until later work is done."""

import time

from bench.served import House

MOST_S = 1_200.0
DONE = "SUCCESSFUL"


def jobs_open(house: House) -> int:
    """Return how many jobs are not yet done, failed ones among them."""
    return sum(
        number
        for state, number in house.ask_all(
            "SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY status"
        )
        if state != DONE
    )


def wait_until_caught_up(house: House, patience_s: float = MOST_S) -> None:
    """Wait until every job is done. Raises ``TimeoutError``."""
    until = time.monotonic() + patience_s
    while left := jobs_open(house):
        if time.monotonic() > until:
            raise TimeoutError(f"{left} jobs are still open after {patience_s:.0f} s")
        time.sleep(0.5)
