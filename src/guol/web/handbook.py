"""Help for people (docs/people): Markdown beside the program, served without a line out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from guol.kernel.text import fold

FOLDER = Path(__file__).with_name("help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of help: its first line is the title, its second paragraph the lead.

    ``folded`` is all of it as it is searched.
    """

    name: str
    title: str
    lead: str
    body: SafeString
    folded: str = ""


def pages_of() -> tuple[Page, ...]:
    """Return every page, in the order of their files."""
    return tuple(_pages().values())


def page_of(name: str) -> Page | None:
    """Return the page of this name."""
    return _pages().get(name)


@cache
def _pages() -> dict[str, Page]:
    pages = (_read(path) for path in sorted(FOLDER.glob("*.md")))
    return {page.name: page for page in pages}


def _read(path: Path) -> Page:
    whole = path.read_text(encoding="utf-8")
    title, _, rest = whole.partition("\n")
    lead, _, body = rest.strip().partition("\n\n")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Page(
        name=path.stem.partition("-")[2],
        title=title.lstrip("# ").strip(),
        lead=lead.strip(),
        folded=fold(whole),
        body=SafeString(reader.render(body)),  # HTML inside the text is not let through
    )
