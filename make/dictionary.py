"""Make the dictionary of a release: what its pages repeat, with everything personal left out.

Called as ``python -m make.dictionary``. It fills a demonstration district, reads every page as
every role, and blanks whatever is not the product's own words: of a page's text only what
stands in the templates, the translations or the catalogue of procedures is kept, of its tags
only those values that stand in templates. See ADR-0015.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/guol"
TO = SOURCE / "web/dictionaries"
MOST_BYTES = 32_000  # of at most 32 KB; they travel once, behind the first page
SHORTEST, SHARED = 6, 48  # characters: a run worth keeping, a repeat worth pointing to
KEPT = 3
TOKEN = re.compile(r"<[^>]*>|[^<]+")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
SELDOM = re.compile(r"tro-giup/<|demo/|co-quan/")  # long, and read once
DAILY = re.compile(r"mot-cua/|ho-so/|thu-tuc/<|tra-cuu/")  # what is opened all day long
OFTEN = 3  # as much as others count such a page
OFFICE = re.compile(r"u\d{5}\.\d-ubnd$")  # a public place, named in the data of the areas
ASSET = re.compile(r"/s/[0-9a-f]+/")
CHANGING = re.compile(r"[0-9a-f]{8}|[0-9]{3}|^/ho-so/|^/nguoi/")
FREE = frozenset({"value", "data-me", "datetime"})
INPUTS = frozenset({"csrfmiddlewaretoken", "key", "seen", "desk"})


def own_words() -> set[str]:
    """Return every text that the product itself can say."""
    said = set(_translated()) | set(_of_templates()) | set(_of_catalogue())
    return {" ".join(text.split()) for text in said if text.strip()}


def blanked(page: str, words: set[str]) -> str:
    r"""Return a page with a blank for whatever is not the product's own.

    >>> blanked('<p title="A Viết">Người nộp</p><b>A Viết</b>', {"Người nộp", "title"})
    '<p title="\x00">Người nộp</p><b>\x00</b>'
    """
    return "".join(_blanked(token, words) for token in TOKEN.findall(page))


def chosen(pages: Iterable[str], most: int = MOST_BYTES) -> str:
    r"""Return what most pages share, each once, the most common last: it is found cheapest.

    >>> chosen(["<ul class=list>\0<b id=abc\0", "<ul class=list>\0"])
    '<b id=abc<ul class=list>'
    """
    counted = Counter(run for page in pages for run in page.split("\0") if run.strip())
    picked: list[str] = []
    text = ""
    for run, _times in sorted(counted.items(), key=lambda each: -each[1] * len(each[0])):
        for piece in _fresh(run, text):
            if len((text + piece).encode()) > most:
                continue
            picked.append(piece)
            text += piece
    return "".join(reversed(picked))


def _fresh(run: str, text: str) -> Iterator[str]:
    """Yield what of a run is not in the text already, but for what is too short to matter."""
    begin = at = 0
    while at < len(run):
        length = _match(run, at, text)
        if length < SHARED:
            at += 1
            continue
        if at - begin >= SHORTEST:
            yield run[begin:at]
        at += length
        begin = at
    if at - begin >= SHORTEST:
        yield run[begin:at]


def _match(run: str, at: int, text: str) -> int:
    """Return how much of the run, from a place on, stands in the text."""
    if len(run) - at < SHARED or run[at : at + SHARED] not in text:
        return 0
    low, high = SHARED, len(run) - at
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if run[at : at + middle] in text else (low, middle - 1)
    return low


def write(text: str) -> Path:
    """Keep the text as the newest dictionary, and of the older ones the last two."""
    TO.mkdir(exist_ok=True)
    older = sorted(TO.glob("*.txt"))
    number = int(older[-1].stem) + 1 if older else 1
    if older and older[-1].read_text(encoding="utf-8") == text:
        return older[-1]
    path = TO / f"{number:04}.txt"
    path.write_text(text, encoding="utf-8")
    for old in sorted(TO.glob("*.txt"))[:-KEPT]:
        old.unlink()
    return path


def main() -> int:
    """Make it anew and say how large it is."""
    words = own_words()
    with TemporaryDirectory(prefix="guol-dictionary-") as data:
        told = os.environ | {"GUOL_DATA": data, "GUOL_DEMO": "yes", "GUOL_LOG_LEVEL": "ERROR"}
        told["DJANGO_SETTINGS_MODULE"] = "guol.config.settings"
        call = [
            sys.executable,
            "-c",
            "import sys; from guol.config.command import main; sys.exit(main())",
        ]
        subprocess.run(
            [*call, "demo", "--first", "12"], env=told, check=True, stdout=subprocess.DEVNULL
        )
        os.environ.update(told)
        text = chosen([blanked(page, words) for page in _pages()])
    path = write(text)
    print(f"· {path.relative_to(ROOT)}: {len(text.encode())} bytes", flush=True)  # noqa: T201
    return 0


def _pages() -> Iterator[str]:
    import django  # noqa: PLC0415  settings are read at this moment

    django.setup()
    from bench.crawl import clients, crawl  # noqa: PLC0415

    longest: dict[tuple[str, bool], bytes] = {}
    for role, client in clients().items():
        for visit in crawl(role, client, each=2):
            if visit.is_page and visit.status == 200 and not SELDOM.match(visit.route):  # noqa: PLR2004
                known = (visit.route, bool(role))
                longest[known] = max(longest.get(known, b""), visit.page, key=len)
    for (route, _is_signed_in), page in longest.items():
        for _time in range(OFTEN if DAILY.match(route) else 1):
            yield page.decode()


def _blanked(token: str, words: set[str]) -> str:
    if not token.startswith("<"):
        lines = token.split("\n")
        return "\n".join(line if _is_own(line, words) else "\0" for line in lines)
    if token.startswith("<input") and any(f'name="{name}"' in token for name in INPUTS):
        return re.sub(r'value="[^"]*"', 'value="\0"', token)
    return ATTRIBUTE.sub(lambda found: _attribute(found, words), token)


def _attribute(found: re.Match[str], words: set[str]) -> str:
    name, value = found.groups()
    is_own = (
        value in words
        or bool(OFFICE.match(value))
        or (name not in FREE and not CHANGING.search(value))
    )
    is_own = is_own or name == "maxlength" or bool(ASSET.match(value))
    if name in {"title", "alt", "aria-label", "data-label", "placeholder", "content"}:
        is_own = _is_own(value, words) or name == "content"
    return found.group() if is_own or not value else f'{name}="\0"'


def _is_own(text: str, words: set[str]) -> bool:
    plain = " ".join(unescape(text).split())
    return not plain or plain in words or escape(plain) in words


def _translated() -> Iterator[str]:
    for path in SOURCE.glob("*/locale/vi/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                strings: Any = message.string
                yield from (strings,) if isinstance(strings, str) else strings


def _of_templates() -> Iterator[str]:
    for path in SOURCE.glob("*/templates/**/*.html"):
        text = re.sub(r"\{[%{].*?[%}]\}", "\n", path.read_text(encoding="utf-8"))
        for token in TOKEN.findall(text):
            if token.startswith("<"):
                yield from (value for _name, value in ATTRIBUTE.findall(token))
            else:
                yield from token.split("\n")


def _of_catalogue() -> Iterator[str]:
    for path in [*SOURCE.glob("procedures/data/*.yaml"), *SOURCE.glob("people/data/*.yaml")]:
        for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield from (text, f"UBND {text}", f"UBND xã {text}", f"UBND thị trấn {text}")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


if __name__ == "__main__":
    sys.exit(main())
