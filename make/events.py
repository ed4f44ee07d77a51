"""`make docs`: docs/events.md, written from the code, and golden bodies that are missing."""

import inspect
import os
from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from typing import Any, get_type_hints

import django

from guol.feed.rooms import kinds, projections, reactions, rooms
from guol.kernel.event import Event
from make.golden import ROOT, write_missing

PAGE = ROOT / "docs/events.md"
HEAD = """\
# The facts of the log

Every kind of event that the program knows, written from the code by `make docs` (a test says
when that was forgotten). Each has, besides what its table names, the `act` it came from (by
whom, at, node, key) and the `stream` it belongs to; its bytes are canonical JSON, and an
example of each kind stands in `tests/feed/golden/`. A field may be added with a default; a
changed meaning is a new kind.
"""


def package_of(kind: type[Event]) -> str:
    """Return the name of the package that owns this kind."""
    return kind.__module__.split(".")[1]


def shown(hint: Any) -> str:
    """Return a type as people read it.

    >>> shown(tuple[str, ...])
    'tuple[str, ...]'
    """
    if isinstance(hint, type) and not hasattr(hint, "__origin__") and "[" not in repr(hint):
        return hint.__name__
    text = inspect.formatannotation(hint).replace("typing.", "").replace("guol.", "")
    return text.replace("|", "or")


def section(kind: type[Event]) -> Iterator[str]:
    """Return the lines about one kind."""
    yield f"### {kind.__name__}\n"
    yield inspect.cleandoc(kind.__doc__ or "") + "\n"
    hints = get_type_hints(kind)
    own = [each.name for each in fields(kind) if each.name not in {"act", "stream"}]
    if own:
        yield "| field | type |\n|---|---|"
        yield from (f"| `{name}` | {shown(hints[name])} |" for name in own)
        yield ""
    jobs = [getattr(each.job, "name", repr(each.job)) for each in reactions()[kind]]
    follows = [f"`{each.__module__}.{each.__name__}`" for each in projections()[kind]]
    follows += [f"the job `{name}`" for name in jobs]
    if any(kind in room.by_authority for room in rooms()):
        yield "Only a desk of the authority may write it."
    if package_of(kind) == "feed":
        follows += ["the log's own tables"]
    yield f"What follows: {', '.join(follows)}.\n" if follows else "Nothing follows at once.\n"


def page() -> str:
    """Return docs/events.md as it has to be."""
    every = sorted(kinds().values(), key=lambda each: (package_of(each), each.__name__))
    lines = [HEAD]
    for package, those in groupby(every, package_of):
        lines += [f"## {package}\n", *(line for kind in those for line in section(kind))]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Write the page and the bodies."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guol.config.settings")
    django.setup()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
    for path in write_missing(kinds()):
        print(f"new: {path.relative_to(ROOT)}")  # noqa: T201  for the screen


if __name__ == "__main__":
    main()
