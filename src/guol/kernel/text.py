"""Values as people read them, and names as people look for them."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from unicodedata import combining, normalize

from guol.kernel.clock import local

_DIGITS = re.compile(r"\d+", re.ASCII)
APOSTROPHES = "\u2018\u2019\u02bc`"
_PLAIN_LETTERS = str.maketrans({"đ": "d", "ð": "d"} | dict.fromkeys(APOSTROPHES, "'"))


def plain(value: object) -> str:
    """Return ``value`` as it stands in a sentence.

    >>> plain(date(2026, 5, 4)), plain(("form", "birth notice"))
    ('04/05/2026', 'form, birth notice')
    """
    if isinstance(value, datetime):
        return f"{local(value):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return ", ".join(map(plain, value))
    return str(value)


def fold(text: str) -> str:
    """Return ``text`` as it is searched: small letters, no diacritics, one kind of apostrophe.

    >>> fold("Zơ Râm Bh" + APOSTROPHES[1] + "riu"), fold("  Đinh   A  Viết ")
    ("zo ram bh'riu", 'dinh a viet')
    """
    letters = normalize("NFD", text.lower()).translate(_PLAIN_LETTERS)
    return " ".join("".join(each for each in letters if not combining(each)).split())


def longest_number(text: str) -> str:
    """Return the longest run of digits: the number of a paper, however it is written.

    >>> longest_number("CCCD 049190000123, cấp 2021"), longest_number("C1234567")
    ('049190000123', '1234567')
    >>> longest_number("chưa có")
    ''
    """
    return max(_DIGITS.findall(text), key=len, default="")


def beginnings(text: str) -> Iterator[str]:
    """Yield ``text`` folded, from each of its words to the end: what a search may begin with.

    >>> list(beginnings("Zơ Râm Bưới"))
    ['zo ram buoi', 'ram buoi', 'buoi']
    """
    words = fold(text).split()
    return (" ".join(words[place:]) for place in range(len(words)))
