"""What the Nu HTML checker finds on every page: each address pattern as everybody sees it.

The checker (vnu.jar, what validator.w3.org/nu runs) comes from npm at the version named here,
for the bench only, and wants Java 11 or later. It reads the pages as files, so it cannot know
where style and script come from: what it says of the policy in the page is left out.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.axe import packed
from bench.figure import note, say
from bench.pages import WITHIN
from bench.served import a_house

PACKAGE, VERSION = "vnu-jar", "26.9.27"
JAR = "package/build/dist/vnu.jar"
NOT_OF_FILES = "Content Security Policy"
EACH = 4  # addresses of each pattern as each role


def main() -> int:
    """Take the figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    folder = packed(PACKAGE, VERSION) if shutil.which("java") else None
    found: Counter[str] = Counter()
    tried = 0
    if folder:
        with a_house(first=24) as house:
            os.environ.update(house.variables | WITHIN)
            import django  # noqa: PLC0415  only now is the environment the looked-at house's

            django.setup()
            tried, found = _looked(folder / JAR)
    worst = "; ".join(f"{times} {name}" for name, times in found.most_common(4))
    how = f"{PACKAGE} {VERSION}, every pattern as visitor and each role, vi. {worst}"
    held = say(
        "web.nu.errors",
        sum(found.values()) if tried else None,
        "errors",
        goal=0,
        n=tried,
        seed=seed,
        how=how
        if tried
        else f"not taken: there is no Java, or no {PACKAGE} {VERSION} from npm",
    )
    return 0 if held else 1


def _looked(jar: Path) -> tuple[int, Counter[str]]:
    from bench.crawl import clients, crawl  # noqa: PLC0415

    names: list[str] = []
    with TemporaryDirectory(prefix="guol-nu-") as place:
        for role, client in clients().items():
            for visit in crawl(role, client, each=EACH):
                if visit.is_page:
                    (Path(place) / f"{len(names):05}.html").write_bytes(visit.page)
                    names.append(f"{role or 'visitor'} {visit.address}")
        done = subprocess.run(
            ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", place],
            capture_output=True,
            check=False,
        )
    found: Counter[str] = Counter()
    for told in json.loads(done.stderr)["messages"]:
        if told["type"] == "error" and NOT_OF_FILES not in told["message"]:
            found[told["message"]] += 1
            page = names[int(Path(told["url"]).stem)]
            note(f"  {page}: {told['message']} {told.get('extract', '')[:120]}")
    return len(names), found


if __name__ == "__main__":
    sys.exit(main())
