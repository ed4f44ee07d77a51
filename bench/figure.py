"""How a figure is said: one JSON object on a line of standard output, nothing else there."""

import json
import operator
import signal
import sys
from collections.abc import Mapping

BETTER = {"lower": operator.le, "higher": operator.ge}


def say(
    name: str,
    value: float | None,
    unit: str,
    *,
    goal: float | None = None,
    better: str = "lower",
    n: int,
    seed: int = 0,
    how: str,
    peers: Mapping[str, float] | None = None,
) -> bool:
    """Print a figure and tell whether it holds; a figure not taken has the value None."""
    ok = value is not None and (goal is None or BETTER[better](value, goal))
    line = {
        "figure": name,
        "value": value,
        "unit": unit,
        "goal": goal,
        "better": better,
        "n": n,
        "seed": seed,
        "peers": dict(peers or {}),
        "how": how,
        "ok": ok,
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return ok


def end_in_order() -> None:
    """Let SIGTERM unwind this process, so that what it began is ended and taken away."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))


def note(text: str) -> None:
    """Tell whoever waits, beside the figures."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
