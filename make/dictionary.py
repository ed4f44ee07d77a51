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
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import escape, unescape
from math import sqrt
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
DAILY = re.compile(r"mot-cua/|ho-so/|thu-tuc/<|tra-cuu/")  # what is opened every day
HOURLY = re.compile(  # what is opened all day long, by officials or by many applicants
    r"$|mot-cua/$|ho-so/<str|nguoi/|mot-cua/tiep-nhan/<|mot-cua/so/$|tra-cuu/$"
    r"|thu-tuc/(<str:code>/(nop/)?)?$"
)
COUNTER = re.compile(r"mot-cua/$|ho-so/<str|nguoi/dang-ky")  # where clerks go to and fro
OFTEN, HOURLY_COUNTS, ALWAYS = 3, 10, 30  # as much as others count such pages
EACH = 6  # addresses of each pattern that are read: a dossier has another page in each state
FORM = re.compile(r'<form method="post" action="[^"]*?([^/"]*)/?"')
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LEAST_SENTENCE, MOST_HOLES = 6, 5
OFFICE = re.compile(r"u\d{5}\.\d-ubnd$")  # a public place, named in the data of the areas
CHOICES = re.compile(
    r'<option value="(?:ng-|u\d)[^<]*</option>\s*'
)  # each district has its own
ASSET = re.compile(r"/s/[0-9a-f]+/")
CHANGING = re.compile(r"[0-9a-f]{8}|[0-9]{3}|^/ho-so/|^/nguoi/")
FREE = frozenset({"value", "data-me", "datetime"})
INPUTS = frozenset({"csrfmiddlewaretoken", "key", "seen", "desk"})


def own_words() -> set[str]:
    """Return every text that the product itself can say."""
    said = set(_translated()) | set(_of_templates()) | set(_of_catalogue())
    return {" ".join(text.split()) for text in said if text.strip()}


class Sentences:
    r"""Sentences with values in them: of one that was said, the words stay.

    >>> Sentences({"Trang %(number)s trên %(all)s"}).blanked("Trang 2 trên 7")
    'Trang \x00 trên \x00'
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._known: list[tuple[str, re.Pattern[str]]] = []
        for words_of_one in words:
            parts = HOLE.split(" ".join(words_of_one.split()))
            longest = max(parts, key=len)
            if 1 < len(parts) <= MOST_HOLES + 1 and len(longest) >= LEAST_SENTENCE:
                pattern = "(.*?)".join(re.escape(part) for part in parts) + r"\Z"
                self._known.append((longest, re.compile(pattern)))

    def blanked(self, text: str) -> str:
        """Return the text with a blank for each value; a blank alone for what nobody says."""
        plain = " ".join(unescape(text).split())
        said = [
            match
            for longest, pattern in self._known
            if longest in plain and (match := pattern.match(plain))
        ]
        if not said:
            return "\0"
        closest = min(said, key=lambda match: sum(map(len, match.groups())))
        result, at = "", 0
        for place in range(1, len(closest.groups()) + 1):
            result += plain[at : closest.start(place)] + "\0"
            at = closest.end(place)
        return escape(result + plain[at:])


def blanked(page: str, words: set[str], sentences: Sentences) -> str:
    r"""Return a page with a blank for whatever is not the product's own.

    >>> own = {"Người nộp", "title"}
    >>> blanked('<p title="A Viết">Người nộp</p><b>A Viết</b>', own, Sentences(own))
    '<p title="\x00">Người nộp</p><b>\x00</b>'
    """
    tokens = TOKEN.findall(CHOICES.sub("\0", page))
    return "".join(_blanked(token, words, sentences) for token in tokens)


def chosen(pages: Iterable[tuple[str, float]], most: int = MOST_BYTES) -> str:
    r"""Return what most pages share, each once, the most common last: it is found cheapest.

    Each page comes with how much it counts.

    >>> chosen([("<ul class=list>\0<b id=abc\0", 1), ("<ul class=list>\0", 1)])
    '<b id=abc<ul class=list>'
    """
    counted: defaultdict[str, float] = defaultdict(float)
    for page, weight in pages:
        for run in {run for run in page.split("\0") if run.strip()}:
            counted[run] += weight
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
        sentences = Sentences(words)
        text = chosen((blanked(page, words, sentences), weight) for page, weight in _pages())
    path = write(text)
    print(f"· {path.relative_to(ROOT)}: {len(text.encode())} bytes", flush=True)  # noqa: T201
    return 0


def _pages() -> Iterator[tuple[str, float]]:
    """Yield the longest page of each pattern and kind, with how much it counts."""
    import django  # noqa: PLC0415  settings are read at this moment

    django.setup()
    from bench.crawl import clients, crawl  # noqa: PLC0415

    longest: dict[tuple[object, ...], str] = {}
    for role, client in clients().items():
        for visit in crawl(role, client, each=EACH):
            if visit.is_page and visit.status == 200 and not SELDOM.match(visit.route):  # noqa: PLR2004
                page = visit.page.decode()
                known = _kind_of(visit.route, role, page)
                longest[known] = max(longest.get(known, ""), page, key=len)
    kinds = Counter(route for route, *_kind in longest)
    for (route, *_kind), page in longest.items():
        yield page, _weight_of(str(route)) / sqrt(kinds[route])  # between one for all and each


def _kind_of(route: str, role: str, page: str) -> tuple[object, ...]:
    """Return what makes a page another one than its like: who looks, and what may be done."""
    if HOURLY.match(route) and route.startswith(("mot-cua/", "ho-so/")):
        return route, role, frozenset(FORM.findall(page))
    return route, bool(role)


def _weight_of(route: str) -> int:
    if COUNTER.match(route):
        return ALWAYS
    return HOURLY_COUNTS if HOURLY.match(route) else OFTEN if DAILY.match(route) else 1


def _blanked(token: str, words: set[str], sentences: Sentences) -> str:
    if not token.startswith("<"):
        lines = token.split("\n")
        return "\n".join(
            line if _is_own(line, words) else sentences.blanked(line) for line in lines
        )
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
