"""Every page of the shell is sound HTML, for a screen reader and for a strict policy."""

import re
from html.parser import HTMLParser

import pytest

from guol.web.assets import assets

pytestmark = pytest.mark.django_db
VOID = {"meta", "link", "input", "img", "br", "hr"}
PAGES = [
    "/",
    "/cho-gui/",
    "/tro-giup/",
    "/tro-giup/can-bo-mot-cua/",
    "/nowhere/",
    "/demo/thanh-phan/",
]


class Reader(HTMLParser):
    """Reads one page and notes what is wrong with it."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.faults, self.tags = [], [], [], []
        self.feed(page)
        if self.open:
            self.faults.append(f"left open: {self.open}")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes, list(self.open)))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        self.faults += [
            f"{tag} {name}" for name in attributes if name.startswith("on") or name == "style"
        ]
        if tag == "style" or (tag == "script" and not attributes.get("src")):
            self.faults.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


@pytest.fixture(params=PAGES)
def reader(request, client, settings):
    settings.GUOL_DEMO = True
    return Reader(client.get(request.param).content.decode())


def test_what_is_opened_is_closed_and_nothing_is_inline(reader):
    assert reader.faults == []


def test_no_id_stands_twice(reader):
    assert len(reader.ids) == len(set(reader.ids))


def test_there_is_one_main_heading(reader):
    headings = [tag for tag, attributes, around in reader.tags if tag == "h1"]
    assert len(headings) == 1 or "panel" in str(reader.tags)


def test_each_field_has_a_label(reader):
    labelled = {a.get("for") for tag, a, _ in reader.tags if tag == "label"}
    for tag, attributes, around in reader.tags:
        if tag in {"input", "select", "textarea"} and attributes.get("type") != "hidden":
            assert "label" in around or attributes["id"] in labelled


def test_what_describes_a_field_is_on_the_page(reader):
    for _tag, attributes, _around in reader.tags:
        for name in attributes.get("aria-describedby", "").split():
            assert name in reader.ids


def test_each_link_inside_the_page_leads_somewhere(reader):
    for tag, attributes, _around in reader.tags:
        if tag == "a" and attributes["href"].startswith("#"):
            assert attributes["href"][1:] in reader.ids


def test_each_picture_has_its_text(reader):
    assert all("alt" in attributes for tag, attributes, _ in reader.tags if tag == "img")


COLOURS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "soft"),
    ("mute", "paper"),
    ("mute", "soft"),
    ("mute", "card"),
    ("link", "paper"),
    ("link", "card"),
    ("link", "infob"),
    ("bad", "paper"),
    ("bad", "card"),
    ("good", "goodb"),
    ("warn", "warnb"),
    ("bad", "badb"),
    ("ink", "infob"),
    ("ink", "goodb"),
    ("ink", "warnb"),
    ("ink", "badb"),
]


def style():
    return assets()["web/guol.css"].bodies[""].decode()


def palettes():
    """The colours by name, in the light and in the dark."""
    light, dark = re.findall(r":root\{(--ink.*?)(?:--weave|\})", style())[:2]
    read = [dict(re.findall(r"--(\w+):(#\w+)", each)) for each in (light, dark)]
    return [read[0], read[0] | read[1]]


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), COLOURS)
def test_text_can_be_read_in_the_light_and_in_the_dark(text, ground):
    assert all(contrast(each[text], each[ground]) >= 4.5 for each in palettes())


@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_edge_of_a_field_can_be_seen(ground):
    assert all(contrast(each["edge"], each[ground]) >= 3 for each in palettes())


def test_white_can_be_read_on_buttons_and_on_the_head():
    for each in palettes():
        assert contrast("#ffffff", each["red"]) >= 4.5
        assert contrast("#ffffff", each["deep"]) >= 4.5
        assert contrast("#ffffff", each["night"]) >= 4.5


def test_the_style_loads_nothing_from_elsewhere():
    assert not re.search(r"@import|@font-face|url\((?!\"data:image/svg)", style())
