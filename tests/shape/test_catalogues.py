"""Every text is said in both languages, and by nobody but a person."""

import pytest

from make import words
from tests.shape.house import FOLDERS


@pytest.mark.parametrize("package", sorted(FOLDERS))
def test_catalogues_are_whole(package):
    assert list(words.lacks(package)) == []


@pytest.fixture
def greeter(tmp_path, monkeypatch):
    """A package that says one thing in Python, in a page, in a script and on paper."""
    monkeypatch.setattr(words, "SOURCE", tmp_path)
    monkeypatch.setattr(words, "catalogue", lambda *where: tmp_path.joinpath(*where) / "a.po")
    monkeypatch.setattr(words, "ROOT", tmp_path)
    texts = {
        "babel.cfg": (words.Path(words.__file__).parents[1] / "babel.cfg").read_text(),
        "greeter/__init__.py": "x = _('From Python')",
        "greeter/templates/greeter/page.html": "    <p>\n  {% translate 'From a page' %}\n <b>",
        "greeter/static/greeter/small.js": "say(gettext('From a script'))",
        "greeter/paper.typ": '= #t("From paper")',
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return "greeter"


def test_texts_are_found_wherever_they_are_said(greeter):
    found = {each.id for each in words.messages(words.texts_of(greeter))}
    assert found == {"From Python", "From a page", "From a script", "From paper"}


def test_a_text_without_translation_is_named(greeter):
    words.gather(greeter)
    said = list(words.lacks(greeter))
    assert len(said) == 4
    assert all("greeter/vi/a.po" in sentence for sentence in said)


def test_a_fuzzy_translation_is_named(greeter):
    words.gather(greeter)
    path = words.catalogue(greeter, "vi")
    text = path.read_text().replace('msgstr ""\n\n', 'msgstr "Rồi"\n\n')
    path.write_text(text.replace('msgid "From a page"', '#, fuzzy\nmsgid "From a page"'))
    assert any("'From a page' is missing or fuzzy" in each for each in words.lacks(greeter))


def test_gathering_keeps_what_a_person_wrote(greeter):
    words.gather(greeter)
    path = words.catalogue(greeter, "vi")
    path.write_text(path.read_text().replace('n"\nmsgstr ""', 'n"\nmsgstr "Từ Python"'))
    words.gather(greeter)
    assert 'msgid "From Python"\nmsgstr "Từ Python"' in path.read_text()


def test_english_repeats_its_own_words(greeter):
    words.gather(greeter)
    text = words.catalogue(greeter, "en").read_text()
    assert 'msgid "From paper"\nmsgstr "From paper"' in text


def test_a_text_of_the_past_is_named(greeter):
    words.gather(greeter)
    (words.SOURCE / "greeter/paper.typ").unlink()
    assert any("'From paper' is said nowhere" in each for each in words.lacks(greeter))
