"""Two servers on one PostgreSQL, sixteen clients at once: nothing is lost, doubled or locked.

Each client takes a dossier in and passes it on, through the pages; once all clients work at one
desk, whose feed they share, and once at ten desks, each with a feed of its own. The jobs that
follow run in the same two servers meanwhile.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from math import ceil

import psycopg

from bench.clerk import CLERK, press, sign_in, take_in
from bench.figure import end_in_order, note, say
from bench.served import Browser, House, a_house, free_port, serving
from tests.databases.postgres import server

CLIENTS, DESKS, ACTS = 16, 10, 10_000
ACTS_A_DOSSIER = 2
LOGINS = "SELECT login FROM people_account WHERE login LIKE 'motcua.%%' ORDER BY login LIMIT %s"
DEADLOCKS = "SELECT sum(deadlocks) FROM pg_stat_database"
FEEDS = """SELECT count(*) FROM (
    SELECT feed FROM feed_entry GROUP BY feed
    HAVING count(*) <> max(number) OR min(number) <> 1) AS with_a_gap"""
WRITTEN = "SELECT count(DISTINCT act) FROM feed_entry WHERE act = ANY(%s)"


def main() -> int:
    """Take the figure for one desk and for ten."""
    end_in_order()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=ACTS)
    told = parser.parse_args()
    with server(is_durable=True) as database, ExitStack() as open_things:
        note("  a district on PostgreSQL …")
        house = open_things.enter_context(a_house(seed=told.seed, GUOL_DATABASE=database))
        second = replace(house, port=free_port())
        for each in (house, second):
            open_things.enter_context(serving(each))
        logins = [row[0] for row in _asked(database, LOGINS, (DESKS,))]
        held = []
        for name, who in (("one desk", [CLERK]), ("ten desks", logins)):
            note(f"  {told.acts} acts at {name} …")
            held.append(_run(name, who, (house, second), told, database))
        house.call("verify")
    return 0 if all(held) else 1


def _run(
    name: str,
    logins: Sequence[str],
    servers: Sequence[House],
    told: argparse.Namespace,
    database: str,
) -> bool:
    browsers = [_signed_in(each, logins, servers) for each in range(CLIENTS)]
    each_does = ceil(told.acts / CLIENTS / ACTS_A_DOSSIER)
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        works = [
            clients.submit(_work, browser, f"{name}/{told.seed}/{client}", each_does)
            for client, browser in enumerate(browsers)
        ]
        keys = [key for work in works for key in work.result()]
    took = time.monotonic() - began
    written = _asked(database, WRITTEN, (keys,))[0][0]
    gaps, deadlocks = _asked(database, FEEDS)[0][0], _asked(database, DEADLOCKS)[0][0]
    is_sound = written == len(keys) and not gaps and not deadlocks
    how = (
        f"{CLIENTS} clients at {name}, two guol serve on 2 cores with clients, database "
        f"(fsync on), jobs; {len(keys)} answers, {written} acts in the log, {gaps} feeds with "
        f"a gap, {deadlocks} deadlocks"
    )
    enough = len(keys) >= ACTS and is_sound
    return say(
        f"feed.parallel_acts.tx_per_s.{name.replace(' ', '_')}",
        round(len(keys) / took, 1) if enough else None,
        "acts/s",
        better="higher",
        n=len(keys),
        seed=told.seed,
        how=how,
    )


def _signed_in(client: int, logins: Sequence[str], servers: Sequence[House]) -> Browser:
    browser = Browser(servers[client % len(servers)].port)
    sign_in(browser, logins[client % len(logins)])
    return browser


def _work(browser: Browser, name: str, dossiers: int) -> list[str]:
    keys = []
    for number in range(dossiers):
        key = f"{name}/{number}"
        dossier = take_in(browser, key=key, child=f"Zơ Râm {number}")
        keys += [key, press(browser, dossier)]
    return keys


def _asked(database: str, statement: str, values: tuple[object, ...] = ()) -> list[tuple[int]]:
    with psycopg.connect(database) as line:
        return line.execute(statement, values or None).fetchall()


if __name__ == "__main__":
    sys.exit(main())
