"""How little a node needs: memory of all its processes, and the time until it serves."""

import argparse
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from uuid import uuid4

from bench.clerk import sign_in, take_in
from bench.figure import end_in_order, note, say
from bench.jobs import wait_until_caught_up
from bench.served import Browser, House, a_house, end, serving, wait_until_ready
from guol.papers.gateways.press import IDLE_S

DOSSIERS, STARTS = 1_000, 5
SETTLE_S = IDLE_S + 3.0
KIB_A_MB = 1_000_000 / 1024


def main() -> int:
    """Take all figures."""
    end_in_order()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    note(f"  {DOSSIERS} dossiers …")
    with a_house(dossiers=DOSSIERS, seed=seed) as house:
        held = [_memory(house, seed), _starts(house, seed)]
    return 0 if all(held) else 1


def _memory(house: House, seed: int) -> bool:
    with serving(house) as server:
        note("  their jobs …")
        helper = house.start("work")
        try:
            wait_until_caught_up(house)
        finally:
            end(helper)
        browser = Browser(house.port)
        sign_in(browser)
        paper = _take_a_pdf(browser)
        printing = _shares(server.pid)
        time.sleep(SETTLE_S)
        shares = _shares(server.pid)
    say(
        "node.printing.pss_mb",
        round(sum(printing), 1),
        "MB",
        n=DOSSIERS,
        seed=seed,
        how=f"right after the PDF: {_each(printing)}, the last the press that sets forms",
    )
    return say(
        "node.idle.pss_mb",
        round(sum(shares), 1),
        "MB",
        goal=120,
        n=DOSSIERS,
        seed=seed,
        how=(
            f"PSS of {len(shares)} processes ({_each(shares)}) at rest, "
            f"{SETTLE_S:.0f} s after the jobs of {DOSSIERS} dossiers and the district's "
            f"300, a sign-in, and a PDF of {paper} B; SQLite"
        ),
    )


def _starts(house: House, seed: int) -> bool:
    took = [_start_s(house) for _ in range(STARTS)]
    return say(
        "node.cold_start_s",
        round(max(took), 2),
        "s",
        goal=3,
        n=STARTS,
        seed=seed,
        how=(
            f"from the command to the first 200 of /readyz, the slowest of {STARTS}, median "
            f"{median(took):.2f}; {DOSSIERS + 300} dossiers"
        ),
    )


def _shares(pid: int) -> list[float]:
    """Return what each process of the node takes; one that just ends has given it back."""
    shares = []
    for each in family(pid):
        with suppress(ProcessLookupError, FileNotFoundError):
            shares.append(_pss_mb(each))
    return shares


def _each(shares: list[float]) -> str:
    return " + ".join(f"{each:.1f}" for each in shares)


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


def _take_a_pdf(browser: Browser) -> int:
    key = take_in(browser, key=uuid4().hex, child="A Lăng Thị Mây")
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
    sys.exit(main())
