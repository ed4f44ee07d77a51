"""The catalogues of texts: `make words` gathers, completes and compiles them with Babel.

Each package owns `locale/vi` and `locale/en`. The English catalogue repeats its msgids, for
Django looks a missing text up in the default language, which is Vietnamese. Called as
``python -m make.words gather|check|compile [PACKAGE …]``.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/guol"
LANGUAGES = ("vi", "en")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TYPST_CALL = re.compile(r'#?\bt\(\s*"((?:[^"\\]|\\.)*)"')
HEADER = """\
# {package}: texts in {language}. Gathered by `make words`; translations are written by hand.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

Found = tuple[int, str | None, Any, Any]


def from_template(
    fileobj: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterable[tuple[Any, ...]]:
    """Find the texts of a Django template: Django turns it into calls, Babel reads these.

    >>> list(from_template(BytesIO(b'{% translate "Lodge" %}'), KEYWORDS, [], {}))
    [(1, 'gettext', 'Lodge', [])]
    """
    lines = templatize(fileobj.read().decode()).splitlines()
    calls = "\n".join(line.lstrip() for line in lines)  # where a page indents, Python may not
    return extract_python(BytesIO(calls.encode()), keywords, comment_tags, options)


def from_typst(fileobj: BinaryIO, *_: Any, **_options: Any) -> Iterator[Found]:
    r"""Find the texts of a Typst form, which asks for them by ``#t("…")``.

    >>> list(from_typst(BytesIO(b'= #t("Receipt")\n#t("\\"Said\\"")')))
    [(1, None, 'Receipt', []), (2, None, '"Said"', [])]
    """
    text = fileobj.read().decode()
    for call in TYPST_CALL.finditer(text):
        line = text.count("\n", 0, call.start()) + 1
        yield line, None, re.sub(r"\\(.)", r"\1", call[1]), []


def packages() -> list[str]:
    """Return the names of the packages of the house, a to z."""
    return sorted(each.parent.name for each in SOURCE.glob("*/__init__.py"))


def catalogue(package: str, language: str) -> Path:
    """Return the place of a package's catalogue."""
    return SOURCE / package / "locale" / language / "LC_MESSAGES/django.po"


def texts_of(package: str) -> Catalog:
    """Return what the package says, as its sources stand."""
    with (ROOT / "babel.cfg").open() as rules:
        methods, options = parse_mapping_cfg(rules)
    texts = Catalog(charset="utf-8")
    found = extract_from_dir(
        SOURCE / package, methods, options, KEYWORDS, comment_tags=["Translators:"]
    )
    for _file, _line, message, comments, context in sorted(found, key=lambda each: each[:2]):
        texts.add(message, auto_comments=comments, context=context)
    return texts


def read(package: str, language: str) -> Catalog:
    """Return the catalogue as it is; an empty one if there is none."""
    path = catalogue(package, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def messages(of: Catalog) -> list[Message]:
    """Return the texts without the header."""
    return [each for each in of if each.id]


def written(package: str, language: str) -> bytes:
    """Return what the catalogue has to be: every text of today, translations kept."""
    known = {(each.id, each.context): each for each in messages(read(package, language))}
    new = Catalog(locale=language, charset="utf-8")
    for text in messages(texts_of(package)):
        before = known.get((text.id, text.context))
        new.add(
            text.id,
            before.string
            if before and language != "en"
            else text.id
            if language == "en"
            else "",
            context=text.context,
            auto_comments=text.auto_comments,
            user_comments=before.user_comments if before else (),
            flags=(before.flags & {"fuzzy"} if before else set()) | (text.flags - {"fuzzy"}),
        )
    if not messages(new):
        return b""
    out = BytesIO()
    write_po(out, new, omit_header=True, no_location=True, sort_output=True, width=96)
    header = HEADER.format(package=package, language=language, plurals=new.plural_forms)
    return header.encode() + out.getvalue().strip() + b"\n"


def gather(package: str) -> None:
    """Bring both catalogues of a package up to date."""
    for language in LANGUAGES:
        path, wanted = catalogue(package, language), written(package, language)
        if not wanted:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)


def is_whole(message: Message) -> bool:
    """Whether a person has said the text in this language, in every form it has."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(forms) and all(forms) and not message.fuzzy


def lacks(package: str) -> Iterator[str]:
    """Say what is wrong with the catalogues of a package, a sentence each."""
    for language in LANGUAGES:
        path = catalogue(package, language).relative_to(ROOT)
        before = read(package, language)
        known = {(each.id, each.context): each for each in messages(before)}
        today = {(each.id, each.context) for each in messages(texts_of(package))}
        for key in sorted(today - set(known), key=str):
            yield f"{path}: {key[0]!r} is not there; `make words` puts it in."
        for key in sorted(set(known) - today, key=str):
            yield f"{path}: {key[0]!r} is said nowhere any more; `make words` takes it out."
        for key in sorted(today & set(known), key=str):
            if not is_whole(known[key]):
                yield f"{path}: {key[0]!r} is missing or fuzzy; write its translation."
        for message in messages(before):
            for wrong in message.check(before):
                yield f"{path}: {message.id!r}: {wrong}."


def compile_all(names: Iterable[str] | None = None) -> None:
    """Write the compiled catalogues that are older than their texts."""
    for package in packages() if names is None else names:
        for language in LANGUAGES:
            source = catalogue(package, language)
            compiled = source.with_suffix(".mo")
            if not source.exists():
                compiled.unlink(missing_ok=True)
            elif not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
                out = BytesIO()
                write_mo(out, read(package, language))
                compiled.write_bytes(out.getvalue())


def main(task: str, *names: str) -> int:
    """Do one of the three tasks for the packages named, or for all."""
    chosen = list(names) or packages()
    if task == "gather":
        for package in chosen:
            gather(package)
    if task in {"gather", "compile"}:
        compile_all(chosen)
    wrong = [] if task == "compile" else [each for name in chosen for each in lacks(name)]
    for sentence in wrong:
        print(sentence)  # noqa: T201  for the screen
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
