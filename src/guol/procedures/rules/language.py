"""Conditions and formulas as people write them, and as they are read back. Pure.

A few Vietnamese words and the signs of a spreadsheet; marks may be left out::

    quan_he = "cha" và không có(giay_uy_quyen)
    tuổi(ngay_sinh) >= 20 hoặc giấy(ban_an)
    nếu(ngày(ngay_sinh) <= 60, 0, 8000 * so_ban)

What is written is read into terms and nothing else; what cannot be read is said with its place.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from guol.kernel.errors import Reason
from guol.kernel.terms import (
    MOST_DEPTH,
    SIGNS,
    TODAY,
    Age,
    Always,
    Amount,
    Answer,
    Answered,
    Choose,
    Compare,
    Condition,
    Days,
    Every,
    Formula,
    Greatest,
    HasPaper,
    Is,
    Least,
    Less,
    Not,
    NotKnown,
    OneOf,
    RowsOf,
    Some,
    Sum,
    Term,
    Times,
    is_too_large,
)
from guol.kernel.text import fold

ALWAYS, NOT_KNOWN = "luôn", "chưa_rõ"
AND, OR, NOT, AMONG = "và", "hoặc", "không", "trong"
HAS, PAPER, AGE, DAYS, ROWS = "có", "giấy", "tuổi", "ngày", "dòng"
CHOOSE, LEAST, GREATEST = "nếu", "min", "max"
_WORDS = (
    *(ALWAYS, NOT_KNOWN, AND, OR, NOT, AMONG, HAS, PAPER, AGE, DAYS, ROWS, CHOOSE),
    *(LEAST, GREATEST, TODAY),
)
WORDS = {fold(word): word for word in _WORDS}
"""The words of the language, found also when they are typed without marks."""
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
LONGEST = 1_000
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<number>\d[\d.]*)|(?P<word>[^\W\d]\w*)'
    r"|(?P<sign><=|>=|!=|[<>=+*(),-]))"
)
_SAID = re.compile(r'"[^"]*"|[^\W\d]\w*')
_SUM, _PRODUCT = 1, 2
_MOST_NESTED = MOST_DEPTH * 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReadable(Reason):
    """A condition or formula that cannot be read; ``at`` is the sign where it fails, from 1."""

    typed: str
    at: int
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLarge(Reason):
    """A condition or formula with more parts than people can follow."""

    typed: str


def condition_in(typed: str) -> Condition | Reason:
    """Return the condition that was typed, nothing for "always"; or what cannot be read.

    >>> condition_in('khong co(a)')
    Not(of=Answered(name='a'))
    >>> condition_in('a = ')
    NotReadable(typed='a = ', at=5, found='')
    """
    return _read(typed, _Reader.condition) if typed.strip() else Always()


def formula_in(typed: str) -> Formula | Reason:
    """Return the formula that was typed, nothing for "not known"; or what cannot be read.

    >>> formula_in('2.000 * min(trang, 2)').left
    Amount(value=2000)
    """
    return _read(typed, _Reader.formula) if typed.strip() else NotKnown()


def written(term: Term) -> str:
    """Return ``term`` as people write it; read back it is the same.

    >>> written(Not(of=Some(of=(Answered(name="a"), Is(name="b", value="c")))))
    'không (có(a) hoặc b = "c")'
    """
    return _WRITERS[type(term)](term)


def in_words(typed: str, called: Mapping[str, object]) -> str:
    """Return what was typed with what its keys are ``called``, and the answers it looks for.

    The answer to a question is called by the key ``question=answer``.

    >>> in_words('sex = "male" và có(x)', {"sex": "Giới tính", "sex=male": "Nam"})
    '“Giới tính” = “Nam” và có(x)'
    """
    asked = ""

    def said(found: re.Match[str]) -> str:
        nonlocal asked
        word = found[0]
        if word.startswith('"'):
            return f"“{called.get(f'{asked}={word[1:-1]}', word[1:-1])}”"
        if word not in called:
            return word
        asked = word
        return f"“{called[word]}”"

    return _SAID.sub(said, typed)


def _read(typed: str, how: "Callable[[_Reader], T]") -> T | Reason:
    if len(typed) > LONGEST:
        return TooLarge(typed=typed[:40])
    try:
        reader = _Reader(typed)
        term = how(reader)
        reader.end()
    except _Stuck as stuck:
        return NotReadable(typed=typed, at=stuck.at + 1, found=stuck.found)
    return TooLarge(typed=typed[:40]) if _is_too_large(term) else term


def _is_too_large(term: object) -> bool:
    return isinstance(term, Term) and is_too_large(term)


class _Stuck(Exception):
    """Reading came to something that cannot stand there."""

    def __init__(self, at: int, found: str) -> None:
        super().__init__(found)
        self.at, self.found = at, found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    text: str
    at: int


def _tokens(typed: str) -> list[_Token]:
    found, at = [], 0
    while typed[at:].strip():
        match = _TOKEN.match(typed, at)
        if match is None:
            start = at + len(typed[at:]) - len(typed[at:].lstrip())
            raise _Stuck(start, typed[start : start + 10])
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "word" and (word := WORDS.get(fold(text))):
            kind, text = "own", word
        found.append(_Token(kind=kind, text=text, at=match.start(match.lastgroup or 0)))
        at = match.end()
    return found


class _Reader:
    """One reading, from left to right."""

    def __init__(self, typed: str) -> None:
        self._tokens = _tokens(typed)
        self._end = _Token(kind="end", text="", at=len(typed))
        self._here = 0
        self._nested = 0

    def end(self) -> None:
        """Refuse what is left over."""
        if self._next.kind != "end":
            raise self._stuck()

    def condition(self) -> Condition:
        """Read alternatives."""
        of = [self._all_of()]
        while self._takes(OR):
            of.append(self._all_of())
        return Some(of=tuple(of)) if len(of) > 1 else of[0]

    def formula(self) -> Formula:
        """Read what is added and taken away."""
        left = self._product()
        while self._next.text in {"+", "-"} and self._next.kind == "sign":
            if self._takes("+"):
                of = [left, self._product()]
                while self._takes("+"):
                    of.append(self._product())
                left = Sum(of=tuple(of))
            else:
                self._want("-")
                left = Less(left=left, right=self._product())
        return left

    @property
    def _next(self) -> _Token:
        return self._tokens[self._here] if self._here < len(self._tokens) else self._end

    def _stuck(self) -> _Stuck:
        return _Stuck(self._next.at, self._next.text)

    def _takes(self, text: str) -> bool:
        if self._next.text == text and self._next.kind in {"own", "sign"}:
            self._here += 1
            return True
        return False

    def _want(self, text: str) -> None:
        if not self._takes(text):
            raise self._stuck()

    def _inner(self, read: Callable[[], T]) -> T:
        """Read one level deeper, so deep at most as somebody could mean it."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise self._stuck()
        found = read()
        self._nested -= 1
        return found

    def _all_of(self) -> Condition:
        of = [self._one()]
        while self._takes(AND):
            of.append(self._one())
        return Every(of=tuple(of)) if len(of) > 1 else of[0]

    def _one(self) -> Condition:
        if self._takes(NOT):
            return Not(of=self._inner(self._one))
        if self._takes(ALWAYS):
            return Always()
        if self._takes(HAS):
            return Answered(name=self._in_brackets(self._name))
        if self._takes(PAPER):
            return HasPaper(paper=self._in_brackets(self._name))
        if self._next.text == "(" and (inner := self._bracketed()):
            return inner
        return self._chosen() or self._comparison()

    def _bracketed(self) -> Condition | None:
        """Read a condition in brackets; None where the bracket belongs to a formula."""
        start, nested = self._here, self._nested
        try:
            found = self._in_brackets(lambda: self._inner(self.condition))
        except _Stuck:
            found = None
        follows = self._next.text in {*SIGNS, "+", "-", "*"} and self._next.kind == "sign"
        if found is None or follows:
            self._here, self._nested = start, nested
            return None
        return found

    def _chosen(self) -> Condition | None:
        """Read whether a question was answered so; None for a comparison of numbers."""
        start = self._here
        if self._next.kind == "word":
            name = self._name()
            if self._takes(AMONG):
                return OneOf(name=name, values=self._in_brackets(self._texts))
            sign = self._next.text
            if sign in {"=", "!="}:
                self._here += 1
                if self._next.kind == "text":
                    found = Is(name=name, value=self._text())
                    return Not(of=found) if sign == "!=" else found
        self._here = start
        return None

    def _comparison(self) -> Condition:
        left = self.formula()
        sign = self._next.text
        if sign not in SIGNS:
            raise self._stuck()
        self._here += 1
        return Compare(left=left, sign=sign, right=self.formula())

    def _product(self) -> Formula:
        left = self._factor()
        while self._takes("*"):
            left = Times(left=left, right=self._factor())
        return left

    def _factor(self) -> Formula:
        if self._next.kind == "number":
            self._here += 1
            return Amount(value=int(self._tokens[self._here - 1].text.replace(".", "")[:15]))
        if self._next.kind == "word":
            return Answer(name=self._name())
        if self._takes("("):
            found = self._inner(self.formula)
            self._want(")")
            return found
        return self._called()

    def _called(self) -> Formula:
        if self._takes(NOT_KNOWN):
            return NotKnown()
        if self._takes(CHOOSE):
            return self._in_brackets(self._choice)
        if self._takes(ROWS):
            return RowsOf(group=self._in_brackets(self._name))
        for word, made in ((LEAST, Least), (GREATEST, Greatest)):
            if self._takes(word):
                return made(of=self._in_brackets(self._formulas))
        return self._of_days()

    def _of_days(self) -> Formula:
        if self._takes(AGE):
            first, second = self._in_brackets(self._days)
            return Age(name=first, on=second)
        self._want(DAYS)
        first, second = self._in_brackets(self._days)
        return Days(since=first, until=second)

    def _choice(self) -> Formula:
        when = self._inner(self.condition)
        self._want(",")
        then = self._inner(self.formula)
        self._want(",")
        return Choose(when=when, then=then, otherwise=self._inner(self.formula))

    def _in_brackets(self, read: Callable[[], T]) -> T:
        self._want("(")
        found = read()
        self._want(")")
        return found

    def _formulas(self) -> tuple[Formula, ...]:
        of = [self._inner(self.formula)]
        self._want(",")
        of.append(self._inner(self.formula))
        while self._takes(","):
            of.append(self._inner(self.formula))
        return tuple(of)

    def _texts(self) -> tuple[str, ...]:
        texts = [self._text()]
        while self._takes(","):
            texts.append(self._text())
        return tuple(texts)

    def _days(self) -> tuple[str, str]:
        first = self._day()
        return first, self._day() if self._takes(",") else TODAY

    def _day(self) -> str:
        return TODAY if self._takes(TODAY) else self._name()

    def _name(self) -> str:
        token = self._next
        if token.kind != "word" or not NAME.fullmatch(token.text):
            raise self._stuck()
        self._here += 1
        return token.text

    def _text(self) -> str:
        token = self._next
        if token.kind != "text":
            raise self._stuck()
        self._here += 1
        return token.text[1:-1]


def _joined(word: str, of: tuple[Condition, ...], loose: tuple[type, ...]) -> str:
    parts = (f"({written(e)})" if isinstance(e, loose) else written(e) for e in of)
    return f" {word} ".join(parts)


def _part(term: Formula, strength: int) -> str:
    weak: tuple[type, ...] = (Sum, Less) if strength == _SUM else (Sum, Less, Times)
    return f"({written(term)})" if isinstance(term, weak) else written(term)


def _called(word: str, *parts: str) -> str:
    return f"{word}({', '.join(parts)})"


def _days_written(word: str, first: str, second: str) -> str:
    return _called(word, first) if second == TODAY else _called(word, first, second)


def _not_written(term: Not) -> str:
    inner = written(term.of)
    return f"{NOT} ({inner})" if isinstance(term.of, Every | Some) else f"{NOT} {inner}"


def _among_written(term: OneOf) -> str:
    values = ", ".join(f'"{value}"' for value in term.values)
    return f"{term.name} {AMONG} ({values})"


_WRITERS: dict[type, Callable[..., str]] = {
    Always: lambda _term: ALWAYS,
    Answered: lambda term: _called(HAS, term.name),
    Is: lambda term: f'{term.name} = "{term.value}"',
    OneOf: _among_written,
    HasPaper: lambda term: _called(PAPER, term.paper),
    Compare: lambda term: f"{written(term.left)} {term.sign} {written(term.right)}",
    Every: lambda term: _joined(AND, term.of, (Every, Some)),
    Some: lambda term: _joined(OR, term.of, (Some,)),
    Not: _not_written,
    Amount: lambda term: str(term.value),
    Answer: lambda term: str(term.name),
    Age: lambda term: _days_written(AGE, term.name, term.on),
    Days: lambda term: _days_written(DAYS, term.since, term.until),
    RowsOf: lambda term: _called(ROWS, term.group),
    Sum: lambda term: " + ".join(_part(each, _SUM) for each in term.of),
    Less: lambda term: f"{_part(term.left, _SUM)} - {_part(term.right, _SUM)}",
    Times: lambda term: f"{_part(term.left, _PRODUCT)} * {_part(term.right, _PRODUCT)}",
    Least: lambda term: _called(LEAST, *(written(each) for each in term.of)),
    Greatest: lambda term: _called(GREATEST, *(written(each) for each in term.of)),
    Choose: lambda term: _called(
        CHOOSE, written(term.when), written(term.then), written(term.otherwise)
    ),
    NotKnown: lambda _term: NOT_KNOWN,
}
