"""Run the scripts of this folder: ``python -m bench.run [NAME] [--seed N] [--soak]``.

With NAME only the scripts that print a figure whose name begins so. Ends with 1 if a figure was
not taken or missed its goal; `docs/figures.md` is written anew from what was printed.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.figure import note
from bench.page import write_page

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = {
    "bench.counter": ("onestop.open_case", "onestop.step", "onestop.list100"),
    "bench.node": ("node.cold_start_s", "node.idle.pss_mb"),
    "bench.rebuild": ("feed.rebuild.events_per_s",),
    "bench.histories": ("feed.custody.histories",),
    "bench.kill": ("feed.kill9.lost",),
    "bench.powercut": ("feed.powercut.lost",),
    "bench.parallel": ("feed.parallel_acts.tx_per_s",),
}


def main() -> int:
    """Run what was asked for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--soak", action="store_true", help="many seeds of the random histories"
    )
    given = parser.parse_args()
    lines, status = [], 0
    for script, figures in SCRIPTS.items():
        if not any(_is_wanted(each, given.name) for each in figures):
            continue
        note(f"· {script}")
        words = [sys.executable, "-m", script, "--seed", str(given.seed)]
        words += ["--soak"] if given.soak and script == "bench.histories" else []
        done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, check=False)
        for line in done.stdout.decode().splitlines():
            told = json.loads(line)
            if _is_wanted(told["figure"], given.name):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
                lines.append(told)
                status |= not told["ok"]
        if done.returncode > 1:
            note(f"  {script} ended with {done.returncode}")
            status = 1
    write_page(lines)
    return status


def _is_wanted(figure: str, name: str) -> bool:
    return figure.startswith(name) or (bool(name) and name.startswith(figure))


if __name__ == "__main__":
    sys.exit(main())
