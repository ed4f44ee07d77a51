"""docs/figures.md: the last run of every figure, drawn."""

import json
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "figures.md"
BEGIN, END = "<!-- figures\n", "\n-->"
WIDTH = 20  # characters of a bar; the goal is at its end


def write_page(fresh: Iterable[dict[str, Any]]) -> None:
    """Put fresh figures in the place of those of the same name, and draw all."""
    kept = {each["figure"]: each for each in _kept()}
    kept |= {each["figure"]: each for each in fresh}
    if not kept:
        return
    lines = [
        "# Figures",
        "",
        "Taken by `make bench` (or `make bench ONLY=name`). Compare ratios, not seconds: the",
        f"machine was {platform.machine()}, Python {platform.python_version()}, shared.",
        "The bar shows how much of the goal is used; a figure without a goal has none.",
        "",
        "| figure | value | goal | used | n | how |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(kept[name]) for name in sorted(kept)]
    told = "\n".join(json.dumps(kept[name], ensure_ascii=False) for name in sorted(kept))
    PAGE.write_text("\n".join(lines) + f"\n\n{BEGIN}{told}{END}\n", encoding="utf-8")


def _kept() -> list[dict[str, Any]]:
    if not PAGE.exists():
        return []
    _, _, after = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return [json.loads(line) for line in after.partition(END)[0].splitlines() if line]


def _row(told: dict[str, Any]) -> str:
    value, goal = told["value"], told["goal"]
    shown = "not taken" if value is None else f"**{value:g}** {told['unit']}"
    sign = {"lower": "≤", "higher": "≥"}[told["better"]]
    wish = "" if goal is None else f"{sign} {goal:g}"
    mark = "" if told["ok"] else " ✗"
    cells = [
        f"`{told['figure']}`",
        shown + mark,
        wish,
        _bar(told),
        str(told["n"]),
        told["how"].replace("|", "/"),
    ]
    return f"| {' | '.join(cells)} |"


def _bar(told: dict[str, Any]) -> str:
    value, goal = told["value"], told["goal"]
    if value is None or not goal:
        return ""
    share = value / goal if told["better"] == "lower" else goal / max(value, 1e-9)
    full = min(WIDTH, round(share * WIDTH))
    return f"`{'█' * full}{'░' * (WIDTH - full)}`"
