"""What the pages of the one-stop shop cost: statements, processor time, bytes.

Measured in one process through the whole middleware, by Django's test client: the clock of the
processor would otherwise count the client too. What the client itself costs is measured with an
empty answer and taken off.
"""

import gzip
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.clerk import CLERK, COUNTER, PASSWORD
from bench.figure import Figure, Order, publish
from bench.served import a_house

POSTS, WARM = 200, 20
LISTED = 100
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one request took."""

    cpu_ms: float
    queries: int
    what: str


def measure(order: Order) -> Iterator[Figure]:
    """Yield all six figures."""
    with a_house(seed=order.seed) as house:
        os.environ.update(house.variables)
        yield from _in_process(order)


def _in_process(order: Order) -> Iterator[Figure]:
    import django  # noqa: PLC0415  reads the house that was just made

    os.environ["DJANGO_SETTINGS_MODULE"] = "guol.config.settings"
    django.setup()
    from bench.counter import Counter  # noqa: PLC0415  has models behind it

    counter = Counter(login=CLERK, password=PASSWORD, desk=COUNTER)
    number = order.tries or POSTS
    cases = [counter.lodge(f"{order.seed}/{each}") for each in range(number + WARM)]
    opened = [_cost(counter, counter.accepting(each), "accept") for each in cases][WARM:]
    stepped = [cost for each in cases for cost in _steps(counter, each)][WARM:]
    empty = median(_cost(counter, counter.nothing, "nothing").cpu_ms for _ in range(number))
    yield from _two("onestop.open_case", opened, order, empty, number)
    yield from _two("onestop.step", stepped, order, empty, number)
    yield from _listed(counter, order)


def _steps(counter: Any, stream: str) -> Iterator[Cost]:
    """Route the dossier on from its acceptance until it lies before whoever decides."""
    for press in counter.routing(stream):
        yield _cost(counter, press.send, press.what)


def _two(
    name: str, costs: list[Cost], order: Order, empty: float, number: int
) -> Iterator[Figure]:
    by_kind = {each.what: [c for c in costs if c.what == each.what] for each in costs}
    times = {what: median(c.cpu_ms for c in some) - empty for what, some in by_kind.items()}
    dearest = max(times, key=lambda what: times[what])
    told = ", ".join(f"{what} {ms:.2f}" for what, ms in times.items())
    enough = len(costs) >= POSTS
    common = {"better": "lower", "n": len(costs), "seed": order.seed}
    yield Figure(
        figure=f"{name}.cpu_ms",
        value=round(times[dearest], 2) if enough else None,
        unit="ms",
        goal=4,
        how=(
            f"median of processor time of process and children, the dearest kind; {told}; "
            f"{empty:.2f} ms of the client with an empty page taken off; SQLite, "
            "synchronous=FULL"
        ),
        **common,
    )
    most = max(costs, key=lambda each: each.queries)
    yield Figure(
        figure=f"{name}.queries",
        value=most.queries if enough else None,
        unit="",
        goal=10,
        how=f"the most of all, {most.what}; BEGIN and COMMIT not counted",
        **common,
    )
    del number


def _listed(counter: Any, order: Order) -> Iterator[Figure]:
    counter.fill(LISTED)
    answer, statements = counter.listing()
    rows = answer.content.count(b"<tr><th scope=\"row\"")
    common: dict[str, Any] = {"better": "lower", "n": rows, "seed": order.seed}
    yield Figure(
        figure="onestop.list100.queries",
        value=statements if rows >= LISTED else None,
        unit="",
        goal=3,
        how=f"the counter's list in hand with {rows} rows, the signed-in clerk looked up too",
        **common,
    )
    yield Figure(
        figure="onestop.list100.bytes",
        value=len(gzip.compress(answer.content, 6, mtime=0)) if rows >= LISTED else None,
        unit="B",
        goal=8192,
        how=f"the page of the same list, gzip -6, of {len(answer.content):,} B",
        **common,
    )


def _cost(counter: Any, send: Callable[[], None], what: str) -> Cost:
    """Do it with the statements counted, the clock of the processor beside."""
    with counter.counted() as statements:
        began = time.process_time()
        send()
        took = time.process_time() - began
    told = [sql for sql in statements if not sql.startswith(NOT_COUNTED)]
    return Cost(cpu_ms=took * 1000, queries=len(told), what=what)


if __name__ == "__main__":
    publish(measure)
