"""`make test`: the quick gate, every test on SQLite, those for SQL again on PostgreSQL.

What is missing on this machine is installed if possible; what is still missing is named, the
rest is run, and the end is not a success. Under ``CI=true`` it ends there and then.
"""

import os
import subprocess
import sys
import time

from make.debian import install, missing, sentence

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2"]
GATE = ("the quick gate (make check)", ["make", "--no-print-directory", "check"])
SQLITE = ("all tests on SQLite", PYTEST)
POSTGRES = (
    "the tests that touch the database on PostgreSQL",
    [sys.executable, "-m", "tests.databases.postgres", *PYTEST, "-m", "db"],
)
NEXT = """
Everything passed. What next:
  make run     serve the demonstration district on http://localhost:8000
               (accounts and passwords are shown there at /demo/)
  make bench   take the published figures
  CONTRIBUTING.md tells how to add a thing."""


def say(text: str) -> None:
    """Tell whoever waits."""
    print(text, flush=True)  # noqa: T201  progress is for the screen


def passed(what: str, command: list[str]) -> bool:
    """Run one step, say how long it took."""
    say(f"\n· {what}")
    began = time.monotonic()
    status = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
    say(f"  {'passed' if status == 0 else 'FAILED'} after {time.monotonic() - began:.0f} s")
    return status == 0


def main() -> int:
    """Run the steps; answer 0 only if nothing failed and nothing was missing."""
    say("· looking for what the tests need")
    install(missing())
    lacking = missing()
    for each in lacking:
        say(f"  {sentence(each)}")
    if lacking and os.environ.get("CI") == "true":
        say("On a build machine nothing is skipped: the tests were not run.")
        return 1
    steps = [GATE, SQLITE]
    if "postgresql" not in {each.package for each in lacking}:
        steps.append(POSTGRES)
    failed = [what for what, command in steps if not passed(what, command)]
    for what in failed:
        say(f"Failed: {what}. Its own words stand above; put it right, then: make test")
    for each in lacking:
        say(f"Not tested: {each.why}, for want of {each.package}.")
    if failed or lacking:
        return 1
    say(NEXT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
