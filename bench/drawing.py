"""Figures as a page: a bar for each, its goal marked on it."""

from collections.abc import Iterable
from typing import Any

WIDTH = 30  # characters of a bar; twice the goal fills it
HEAD = """# Figures

Written by `make bench` from its last run; nothing here is typed by hand. A bar shows the value,
`|` the goal; `lower` or `higher` says on which side of it the value ought to be. A figure that
misses its goal, or could not be taken, stays here and says so.

"""


def drawn(figures: Iterable[dict[str, Any]]) -> str:
    """Return the page."""
    return HEAD + "\n".join(_one(each) for each in figures)


def _one(told: dict[str, Any]) -> str:
    value, goal = told["value"], told["goal"]
    said = "not taken" if value is None else f"{value:,} {told['unit']}".rstrip()
    aim = "" if goal is None else f", goal {goal:,} ({told['better']} is better)"
    verdict = "holds" if told["ok"] else "**missed**"
    lines = [f"## `{told['figure']}`: {said}{aim}: {verdict}", ""]
    if value is not None and goal:
        lines += [f"    {_bar(value, goal)}", ""]
    lines += [f"{name}: {peer:,} {told['unit']}  " for name, peer in told["peers"].items()]
    lines += [f"{told['how']}. n = {told['n']:,}, seed {told['seed']}.", ""]
    return "\n".join(lines)


def _bar(value: float, goal: float) -> str:
    """Return the bar of a value.

    >>> _bar(5, 10)
    '████████       |'
    """
    mark = WIDTH // 2
    filled = min(WIDTH, round(mark * value / goal))
    bar = "█" * filled + " " * max(0, mark - filled)
    return f"{bar[:mark]}|{bar[mark:]}"
