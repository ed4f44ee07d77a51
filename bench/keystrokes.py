"""How many keys a clerk presses to take a birth registration in, beyond the words typed.

A real Chromium, a real node, no mouse: from the counter's list to the numbered dossier, with
everything that the form asks of child, mother and father. Every key counts, Tab and Enter, the
letters that choose from a list, each modifier of a shortcut by itself; the words of answers do
not. Taken twice: with a card reader for the applicant, and with all typed by hand. The figure
is the greater of the two.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from bench.clerk import BIRTH, CLERK
from bench.figure import note, say
from bench.served import House, serving

GOAL = 60
MOST_TABS = 60
CARD = "049190000123|205111222|Bh'riu Thị Pơ Loong|12061990|Nữ|Thôn Pà Ooi, La Êê|01072021"
APPLICANT = {
    "applicant": "Bh'riu Thị Pơ Loong",
    "paper": "049190000123",
    "address": "Thôn Pà Ooi, La Êê",
}
MOTHER = {
    "f-mother_name": "Bh'riu Thị Pơ Loong",
    "f-mother_born": "12/06/1990",
    "f-mother_ethnic": "Cơ Tu",
    "f-mother_nationality": "Việt Nam",
    "f-mother_home": "Thôn Pà Ooi, La Êê",
    "f-mother_number": "049190000123",
}
TYPED = {
    "phone": "0905 000 111",
    "f-child_name": "A Viết Bh'riu",
    "f-child_born_on": "12062025",
    "f-child_born_at": "Trạm y tế xã La Êê",
    "f-child_origin": "La Êê, Nam Giang",
    "f-father_name": "A Viết Sơn",
    "f-father_born": "1988",
    "f-father_ethnic": "Cơ Tu",
    "f-father_nationality": "Việt Nam",
    "f-father_home": "Thôn Pà Ooi, La Êê",
    "f-father_number": "049088000123",
    "f-copies": "2",
}
CHOSEN = {  # the first letters of what is chosen, and what that must be
    "f-relation": ("M", "mother"),
    "f-child_sex": ("Na", "male"),
    "f-child_ethnic": ("C", "co_tu"),
}
ALT = {"type": "keyDown", "modifiers": 1}
TICKED = 2  # of the papers laid on the counter: the certificate of birth, the card shown


@dataclass(slots=True)
class Hands:
    """A clerk's hands on the keyboard, and how many keys they pressed."""

    page: Page
    keys: int = 0
    told: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.keys += 1
        self.told.append(key)

    def shortcut(self, letter: str) -> None:
        """Press Alt with a letter, two keys; playwright sends Alt without what it is for."""
        line = self.page.context.new_cdp_session(self.page)
        line.send("Input.dispatchKeyEvent", ALT | _letter(letter))
        line.detach()
        self.keys += 2
        self.told.append(f"Alt+{letter}")

    def write(self, words: str) -> None:
        """Type an answer; its letters are free."""
        self.page.keyboard.type(words)

    def look_up(self, code: str) -> None:
        """Type the code of a procedure; it is no answer, so its signs count."""
        self.page.keyboard.type(code)
        self.keys += len(code)
        self.told.append(code)

    def scan(self, line: str) -> None:
        """Let a reader type the line of a card, and the Enter that it sends."""
        self.page.keyboard.type(line)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, letters: str, value: str) -> None:
        """Choose from a list by its first letters."""
        self.page.keyboard.type(letters)
        self.keys += len(letters)
        chosen = self.page.evaluate("document.activeElement.value")
        if chosen != value:
            raise RuntimeError(f"{letters!r} chooses {chosen!r}, not {value!r}")

    @property
    def here(self) -> str:
        """The name of the box that has the keyboard."""
        return str(self.page.evaluate("document.activeElement.name || ''"))

    def go_to(self, name: str) -> None:
        """Press Tab until the box has the keyboard."""
        for _ in range(MOST_TABS):
            if self.here == name:
                return
            self.press("Tab")
        raise RuntimeError(f"{name} is not reached by Tab")


def _letter(letter: str) -> dict[str, str | int]:
    return {
        "key": letter,
        "text": letter,
        "unmodifiedText": letter,
        "code": f"Key{letter.upper()}",
        "windowsVirtualKeyCode": ord(letter.upper()),
    }


def main() -> int:
    """Print the figure; return the exit status."""
    seed = sys.argv[sys.argv.index("--seed") + 1] if "--seed" in sys.argv else "1"
    with TemporaryDirectory(prefix="guol-bench-") as place:
        house = House(data=Path(place) / "var")
        house.call("demo", "--first", "0")
        with serving(house), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            address = f"http://localhost:{house.port}"
            scanned = intake(browser, address, has_reader=True)
            typed = intake(browser, address, has_reader=False)
            browser.close()
    how = f"{scanned} with a card reader, {typed} all typed; Chromium, {len(TYPED)} boxes typed"
    is_good = say(
        "onestop.intake.keystrokes",
        max(scanned, typed),
        "keys",
        goal=GOAL,
        n=2,
        seed=int(seed),
        how=f"{how}, birth registration from the counter's list to its number",
    )
    return 0 if is_good else 1


def intake(browser: Chromium, address: str, *, has_reader: bool) -> int:
    """Take one birth registration in by keyboard; return how many keys it took."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}/demo/")
    page.locator(f"button:text-is('{CLERK}')").click()
    page.wait_for_url("**/mot-cua/")
    hands = Hands(page)
    with page.expect_navigation():
        hands.shortcut("n")
    if not page.url.endswith(f"/{BIRTH}/"):
        hands.look_up(BIRTH)
        with page.expect_navigation():
            hands.press("Enter")
        if not page.url.endswith(f"/{BIRTH}/"):
            raise RuntimeError(f"searching for the procedure leads to {page.url}")
    _fill_in(hands, has_reader=has_reader)
    with page.expect_navigation():
        hands.shortcut("s")
    if "/ho-so/" not in page.url:
        raise RuntimeError(f"not taken in: {page.locator('main').inner_text()[:400]}")
    note(f"  {'reader' if has_reader else 'typed'}: {hands.keys} keys: {' '.join(hands.told)}")
    context.close()
    return hands.keys


def _fill_in(hands: Hands, *, has_reader: bool) -> None:
    answers = dict(TYPED)
    if has_reader:
        hands.scan(CARD)
    else:
        answers |= APPLICANT | MOTHER
    order = hands.page.evaluate(
        "[...document.querySelectorAll('main form [name]:not([type=hidden]):not([type=file])')]"
        ".map(each => each.name)"
    )
    for name in dict.fromkeys(order):
        if has_reader and name == "f-mother_name":
            _mother_is_applicant(hands)
        if name in CHOSEN and not (has_reader and name == "f-relation"):
            hands.go_to(name)
            hands.choose(*CHOSEN[name])
        elif name in answers:
            hands.go_to(name)
            hands.write(answers[name])
        elif name == "laid":
            _tick(hands)


def _mother_is_applicant(hands: Hands) -> None:
    """Press the button of the mother's section; the server fills it in and goes on."""
    hands.go_to("f-mother_name")
    for _ in range(MOST_TABS):
        if str(hands.page.evaluate("document.activeElement.value || ''")).startswith("nhu-"):
            break
        hands.press("Tab")
    with hands.page.expect_navigation():
        hands.press("Enter")


def _tick(hands: Hands) -> None:
    hands.go_to("laid")
    for _ in range(TICKED):
        hands.press("Tab")
        hands.press("Space")


if __name__ == "__main__":
    sys.exit(main())
