"""Names keep to the glossary: levels of government are data, and some words say nothing."""

import re

import pytest

from tests.shape.house import ROOT, SOURCE

BANNED = {
    "says nothing": r"\b(?:class|def) \w*(?:[Hh]elper|[Mm]isc|Handler|Processor|[Uu]tils?)\w*",
    "a level of government": r"\b(?:class|def) \w*(?:[Dd]istrict|[Pp]rovince|[Cc]ommune)\w*",
    "put off or hushed up": r"#.*\b(?:TODO|FIXME|XXX|type: ignore)\b.*",
    "an import within": r"^ +(?:from \S+ )?import \w+.*",
    "a signal": r"@receiver\b.*|\.connect\(\w+, sender=.*",
    "a save of its own": r"^    def save\(self.*",
}
ALLOWED = {"an import within": {"apps.py"}}
SINS = {
    "says nothing": "def date_helper(at):",
    "a level of government": "class CommuneForm:",
    "put off or hushed up": "x = 1  # type: ignore[misc]",
    "an import within": "    from guol.feed.api import append",
    "a signal": "@receiver(post_save)",
    "a save of its own": "    def save(self, **kwargs):",
}
NAMELESS = {"utils", "helpers", "common", "misc", "manager", "handler", "data", "info"}
LEVELS = re.compile("district|province|commune")


def found_in(text, why):
    return [match.group() for match in re.finditer(BANNED[why], text, re.MULTILINE)]


@pytest.mark.parametrize("why", BANNED)
def test_source_is_free_of(why):
    found = [
        f"{path.relative_to(SOURCE)}: {match}"
        for path in SOURCE.rglob("*.py")
        if path.name not in ALLOWED.get(why, ())
        for match in found_in(path.read_text(), why)
    ]
    assert not found, found


@pytest.mark.parametrize("why", BANNED)
def test_the_search_finds_what_it_is_for(why):
    assert found_in(SINS[why], why)


def test_modules_are_named_for_a_subject_and_no_level_of_government():
    names = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    assert not [path for path in names if path.stem in NAMELESS or LEVELS.search(path.stem)]


def test_nothing_names_the_place_it_was_built_in():
    texts = [ROOT / name for name in ("README.md", "README.vi.md", "CONTRIBUTING.md")]
    texts += (ROOT / "docs").rglob("*.md")
    assert texts
    assert not [path for path in texts if str(ROOT) in path.read_text()]
