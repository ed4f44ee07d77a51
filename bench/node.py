"""How little a node needs: memory of all its processes, and the time until it serves."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figure import Figure, Order, publish
from bench.clerk import CLERK, dossiers_in, sign_in
from bench.served import Browser, House, a_house, end, serving, wait_until_ready

DOSSIERS, STARTS = 1_000, 5
SETTLE_S, MOST_CATCHING_UP_S = 3.0, 400.0
KIB_A_MB = 1_000_000 / 1024


def measure(order: Order) -> Iterator[Figure]:
    """Yield both figures."""
    number = order.tries or DOSSIERS
    with a_house(dossiers=number, seed=order.seed) as house:
        with serving(house) as server:
            wait_until_caught_up(house)
            browser = Browser(house.port)
            sign_in(browser, CLERK)
            paper = _take_a_pdf(browser)
            time.sleep(SETTLE_S)
            shares = {pid: _pss_mb(pid) for pid in family(server.pid)}
        yield Figure(
            figure="node.idle.pss_mb",
            value=round(sum(shares.values()), 1) if number >= DOSSIERS else None,
            unit="MB",
            goal=120,
            better="lower",
            n=number,
            seed=order.seed,
            how=(
                f"PSS of {len(shares)} processes ({_listed(shares)}) {SETTLE_S:.0f} s after "
                f"{number} dossiers whose jobs are done, a sign-in and a PDF of "
                f"{paper} bytes"
            ),
        )
        starts = [_start_s(house) for _ in range(STARTS)]
        yield Figure(
            figure="node.cold_start_s",
            value=round(max(starts), 2),
            unit="s",
            goal=3,
            better="lower",
            n=STARTS,
            seed=order.seed,
            how=(
                f"from `guol serve` to the first 200 of /readyz, the slowest of {STARTS}; median "
                f"{median(starts):.2f} s; {number} dossiers more than the demonstration has"
            ),
        )


def wait_until_caught_up(house: House, patience_s: float = MOST_CATCHING_UP_S) -> None:
    """Wait until every job is done. Raises ``TimeoutError``."""
    until = time.monotonic() + patience_s
    while jobs_open(house):
        if time.monotonic() > until:
            raise TimeoutError(
                f"{jobs_open(house)} jobs are still open after {patience_s:.0f} s"
            )
        time.sleep(0.5)


def jobs_open(house: House) -> int:
    """Return how many jobs are not yet done, failed ones among them."""
    return int(
        house.ask(
            "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL'"
        )
    )


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    told = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    )
    return [pid, *(each for child in told.stdout.split() for each in family(int(child)))]


def _pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / KIB_A_MB


def _listed(shares: dict[int, float]) -> str:
    return " + ".join(f"{share:.1f}" for share in shares.values())


def _take_a_pdf(browser: Browser) -> int:
    key = dossiers_in(browser, "to_return")[0]
    page = browser.get(f"/ho-so/{key}/giay/receipt/")
    if "application/pdf" not in page.headers.get("Content-Type", ""):
        raise RuntimeError(f"no PDF at {key}: {page.status}")
    return int(page.headers.get("Content-Length") or len(page.text))


def _start_s(house: House) -> float:
    began = time.monotonic()
    server = house.start()
    try:
        wait_until_ready(house.port)
        return time.monotonic() - began
    finally:
        end(server)


if __name__ == "__main__":
    publish(measure)
