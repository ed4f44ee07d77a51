"""Run the scripts of this folder: ``python -m bench.run [NAME] [--seed N] [--soak]``.

With NAME only the scripts that print a figure whose name begins so. Ends with 1 if a figure was
not taken or missed its goal; `docs/figures.md` is written anew from what was printed. A script
that falls over leaves no figure out: each it owes is printed with null and its last words.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from bench.figure import end_in_order, note
from bench.page import write_page

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = {
    "bench.counter": (
        "onestop.open_case.cpu_ms",
        "onestop.open_case.queries",
        "onestop.step.cpu_ms",
        "onestop.step.queries",
        "onestop.list100.queries",
        "onestop.list100.bytes",
    ),
    "bench.forms": ("onestop.form_pdf_ms",),
    "bench.clock": ("onestop.due_date_us", "onestop.clock.disagreements"),
    "bench.growth": ("onestop.growth.p99_ratio", "onestop.page_1m.cpu_ms"),
    "bench.keystrokes": ("onestop.intake.keystrokes",),
    "bench.node": ("node.cold_start_s", "node.idle.pss_mb", "node.printing.pss_mb"),
    "bench.rebuild": ("feed.rebuild.events_per_s",),
    "bench.histories": ("feed.custody.histories",),
    "bench.pages": (
        "web.css.bytes",
        "web.js.bytes",
        "web.sw.bytes",
        "web.cold_page.bytes",
        "web.warm_list.bytes",
        "web.warm_detail.bytes",
        "web.warm_form.bytes",
        "web.warm_up.bytes",
        "web.cold_all.bytes",
        "web.warm_over.count",
    ),
    "bench.outbox": ("web.outbox.lost", "web.outbox.duplicated"),
    "bench.axe": ("web.axe.violations",),
    "bench.nu": ("web.nu.errors",),
    "bench.kill": ("feed.kill9.lost",),
    "bench.powercut": ("feed.powercut.lost",),
    "bench.parallel": (
        "feed.parallel_acts.tx_per_s.one_desk",
        "feed.parallel_acts.tx_per_s.ten_desks",
    ),
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
    end_in_order()
    is_one_wanted, missed = False, 0
    for script, owed in SCRIPTS.items():
        wanted = [each for each in owed if each.startswith(given.name)]
        if not wanted:
            continue
        is_one_wanted = True
        note(f"· {script}")
        more = ["--soak"] if given.soak and script == "bench.histories" else []
        told = figures_of([script, "--seed", str(given.seed), *more], owed)
        lines = [each for each in told if each["figure"].startswith(given.name)]
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            missed += not line["ok"]
        write_page(lines)
    if not is_one_wanted:
        note(f"No figure begins with {given.name!r}. There are: {', '.join(_all())}.")
        return 2
    return 1 if missed else 0


def figures_of(words: Sequence[str], owed: Iterable[str]) -> list[dict[str, Any]]:
    """Run a script; return the figures it printed, and with null those that it owes still."""
    with TemporaryFile() as printed:
        call = [sys.executable, "-m", *words]
        with subprocess.Popen(call, cwd=ROOT, stdout=printed, stderr=subprocess.PIPE) as script:
            try:
                last = _passed_on(script)
            finally:
                script.terminate()  # nothing for one that has ended by itself
        printed.seek(0)
        told = [json.loads(line) for line in printed.read().splitlines()]
    missing = set(owed) - {each["figure"] for each in told}
    how = f"not taken: {words[0]} ended with {script.returncode}: {last}"
    return told + [_not_taken(each, how) for each in owed if each in missing]


def _passed_on(script: subprocess.Popen[bytes]) -> str:
    """Show what a script says beside its figures to its end; return the last line."""
    last = "it said nothing"
    for line in script.stderr or ():
        text = line.decode(errors="replace").rstrip()
        note(text)
        last = text or last
    return last.strip()


def _not_taken(name: str, how: str) -> dict[str, Any]:
    return {
        "figure": name,
        "value": None,
        "unit": "",
        "goal": None,
        "better": "lower",
        "n": 0,
        "seed": 0,
        "peers": {},
        "how": how,
        "ok": False,
    }


def _all() -> list[str]:
    return [name for owed in SCRIPTS.values() for name in owed]


if __name__ == "__main__":
    sys.exit(main())
