"""What tests need beside Python: programs of the machine; on Debian, its packages.

Called as ``python -m make.debian`` it installs what is missing, if it may, and says what is
still missing then.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.databases.postgres import initdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Something tests need: why, the Debian package, and how to see that it is there."""

    why: str
    package: str
    is_there: Callable[[], object]


COMPONENTS = (
    Component(
        why="the journeys through the pages",
        package="chromium",
        is_there=lambda: shutil.which("chromium"),
    ),
    Component(
        why="pages and papers drawn with Vietnamese letters",
        package="fonts-liberation",
        is_there=lambda: list(Path("/usr/share/fonts").rglob("LiberationSans-Regular.*")),
    ),
    Component(
        why="the second run of the tests that touch the database",
        package="postgresql",
        is_there=initdb,
    ),
    Component(
        why="power cuts: a disk that forgets what was not synced",
        package="fuse3",
        is_there=lambda: shutil.which("fusermount3"),
    ),
    Component(
        why="reading the PDFs that were made",
        package="poppler-utils",
        is_there=lambda: shutil.which("pdftotext"),
    ),
)


def missing() -> list[Component]:
    """Return what is not there."""
    return [each for each in COMPONENTS if not each.is_there()]


def install(components: list[Component]) -> None:
    """Install the Debian packages, if this is root on Debian; never ask anything."""
    if not components or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    packages = [each.package for each in components]
    print(f"· installing {', '.join(packages)}", flush=True)  # noqa: T201  progress
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", "-qq", *words],
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )


def sentence(component: Component) -> str:
    """Say what is missing, what for, and what to do."""
    return (
        f"{component.package} is missing, so {component.why} cannot be tested: "
        f"have it installed (apt-get install {component.package}), then call make test again."
    )


def main() -> int:
    """Install what is missing and say what still is."""
    install(missing())
    still = missing()
    for each in still:
        print(sentence(each))  # noqa: T201  for the screen
    return bool(still)


if __name__ == "__main__":
    sys.exit(main())
