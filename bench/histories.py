"""Random histories between several machines: how many end in a disagreement.

Each is a test of `tests/laws/test_custody.py`: machines act, lose contact, burn, are put back
from copies and meet again; then all must agree, and only holders may have written.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from bench.figure import note, say

ROOT = Path(__file__).resolve().parents[1]
FEW, MANY = 40, 1_000
TOLD = re.compile(r"(\d+) (passed|failed|error)")


def main() -> int:
    """Try the seeds; print how many histories failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--soak", action="store_true")
    given = parser.parse_args()
    number = MANY if given.soak else FEW
    first = given.seed * MANY
    note(f"  {number} histories, from seed {first} …")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "tests/laws/test_custody.py"],
        cwd=ROOT,
        env=os.environ | {"SEED": str(first), "HISTORIES": str(number)},
        stdout=subprocess.PIPE,
        check=False,
    )
    told = {what: int(count) for count, what in TOLD.findall(done.stdout.decode())}
    tried = sum(told.values())
    failed = tried - told.get("passed", 0)
    held = say(
        "feed.custody.histories",
        failed if tried == number else None,
        "failures",
        goal=0,
        n=tried,
        seed=given.seed,
        how=f"{number} random histories of 150 steps on three machines, a database each",
    )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
