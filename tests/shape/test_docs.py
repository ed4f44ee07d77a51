"""What the documents promise to be whole about is whole."""

import re
import tomllib

import pytest
import yaml

from guol.config.environment import described
from make.events import PAGE, page
from tests.shape.house import PROJECTED, ROOT


def rows_of(name):
    """The first cells of the tables in a page, without their back ticks."""
    return re.findall(r"^\| `([^`]+)`", (ROOT / name).read_text(), re.MULTILINE)


def test_every_setting_is_described_and_no_other():
    assert sorted(rows_of("docs/settings.md")) == sorted(name for name, *_ in described())


def test_the_page_of_events_is_what_the_code_says():
    assert PAGE.read_text() == page(), "call `make docs` and commit docs/events.md"


@pytest.mark.parametrize("model", PROJECTED, ids=lambda model: model.__name__)
def test_every_thing_of_the_log_stands_in_the_glossary(model):
    glossary = (ROOT / "GLOSSARY.md").read_text()
    assert re.search(rf"`{model.__name__}`", glossary), "GLOSSARY.md: say what it is, in a row"


@pytest.mark.parametrize("model", PROJECTED, ids=lambda model: model.__name__)
def test_every_thing_of_the_log_says_what_it_is(model):
    assert not (model.__doc__ or "").startswith(f"{model.__name__}(")


def test_what_others_look_for_is_there():
    publiccode = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert publiccode["legal"]["license"] == project["license"] == "Apache-2.0"
    assert publiccode["softwareVersion"] == project["version"]
    assert set(publiccode["description"]) == {"en", "vi"}
    assert "Apache License" in (ROOT / "LICENSE").read_text()


@pytest.mark.parametrize("name", ["SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_a_page_for_people_is_there(name):
    assert (ROOT / name).read_text().startswith("# ")


def test_the_two_readmes_are_twins():
    heads = [
        [len(mark) for mark in re.findall(r"^(#+) ", (ROOT / name).read_text(), re.MULTILINE)]
        for name in ("README.md", "README.vi.md")
    ]
    assert heads[0] == heads[1]


@pytest.mark.parametrize(
    "page",
    sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]),
    ids=lambda each: str(each.relative_to(ROOT)),
)
def test_links_within_the_documents_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|mailto:|/|#)([^)#\s]+)", page.read_text())
    assert not [each for each in targets if not (page.parent / each).exists()]
