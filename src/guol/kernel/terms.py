"""Conditions and formulas as data: a closed set of terms, and what they come to.

A rule of a procedure is a tree of these values. Nothing is ever run as program text, so what
an administrator writes can be stored, sent, compared and shown, and always ends. ``VERSION``
counts the set: a term may be added, what one means never changes.

Some things are not known: a birth of which only the year is remembered, a question nobody
answered yet. So a condition holds, does not hold, or is not known (None), and a formula comes
to a span of numbers.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from typing import Any, get_args

from cattrs import Converter

from guol.kernel.dates import PartialDate

VERSION = 1
TODAY = "hôm_nay"
"""The name that stands for the day on which a rule is asked: the day of reception."""
MOST_DEPTH, MOST_TERMS = 8, 100
QUESTIONS = ("name", "on", "since", "until")
"""Under which keys a term names questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """Holds whatever was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The question ``name`` has an answer."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The question ``name`` was answered with ``value``, or that is among its choices."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """The question ``name`` was answered with one of ``values``."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasPaper:
    """The paper with this key was handed in or shown."""

    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Two formulas compared; ``sign`` is one of < <= = != >= >."""

    left: "Formula"
    sign: str
    right: "Formula"

    def __post_init__(self) -> None:
        if self.sign not in SIGNS:
            raise ValueError(f"no comparison: {self.sign!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """All of two or more conditions hold."""

    of: "tuple[Condition, ...]"

    def __post_init__(self) -> None:
        _at_least_two(self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """At least one of two or more conditions holds."""

    of: "tuple[Condition, ...]"

    def __post_init__(self) -> None:
        _at_least_two(self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The condition does not hold."""

    of: "Condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number that is fixed: đồng, days, years, pieces."""

    value: int

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("an amount is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The number that was answered to the question ``name``; no answer is 0."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """The full years from the day answered to ``name`` until ``on``, a question or today."""

    name: str
    on: str = TODAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days from ``since`` to ``until``, each a question or today."""

    since: str
    until: str = TODAY


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOf:
    """How many rows a repeating group of questions has."""

    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Two or more formulas added."""

    of: "tuple[Formula, ...]"

    def __post_init__(self) -> None:
        _at_least_two(self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Less:
    """``right`` taken away from ``left``."""

    left: "Formula"
    right: "Formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """``left`` multiplied by ``right``."""

    left: "Formula"
    right: "Formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The smallest of two or more formulas."""

    of: "tuple[Formula, ...]"

    def __post_init__(self) -> None:
        _at_least_two(self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greatest:
    """The largest of two or more formulas."""

    of: "tuple[Formula, ...]"

    def __post_init__(self) -> None:
        _at_least_two(self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """``then`` where the condition holds, else ``otherwise``."""

    when: "Condition"
    then: "Formula"
    otherwise: "Formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnown:
    """A number that the catalogue does not know; a person says it."""


ALWAYS, NOT_KNOWN = Always(), NotKnown()
Condition = Always | Answered | Is | OneOf | HasPaper | Compare | Every | Some | Not
Formula = (
    Amount
    | Answer
    | Age
    | Days
    | RowsOf
    | Sum
    | Less
    | Times
    | Least
    | Greatest
    | Choose
    | NotKnown
)
Term = Condition | Formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known when a rule is asked.

    ``answers`` are values by question, those of several choices divided by ``;``. ``papers``
    are keys of papers that are there, ``rows`` the length of each repeating group.
    """

    today: date
    answers: Mapping[str, str] = field(default_factory=dict)
    papers: frozenset[str] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A number of which two bounds are known; most are the same."""

    low: int
    high: int

    @property
    def exact(self) -> int | None:
        """The number, None where it is not known to one."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A term, what it came to, and the same of each of its parts: why."""

    term: Term
    value: bool | Span | None
    parts: tuple["Trace", ...] = ()


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Tell whether ``condition`` holds; None where too little is known.

    >>> from datetime import date
    >>> grown = Compare(left=Age(name="born"), sign=">=", right=Amount(value=20))
    >>> day = date(2025, 6, 30)
    >>> known = [Facts(today=day, answers={"born": b}) for b in ("2004", "2005", "7/2005")]
    >>> [holds(grown, each) for each in known]
    [True, None, False]
    """
    return _HOLDS[type(condition)](condition, facts)


def amount(formula: Formula, facts: Facts) -> int | None:
    """Return what ``formula`` comes to; None where it is not known to one number.

    >>> from datetime import date
    >>> amount(Times(left=Answer(name="n"), right=Amount(value=8000)),
    ...        Facts(today=date(2025, 6, 30), answers={"n": "3"}))
    24000
    """
    found = span(formula, facts)
    return found.exact if found else None


def span(formula: Formula, facts: Facts) -> Span | None:
    """Return the bounds of what ``formula`` comes to; None where nothing is known."""
    return _SPANS[type(formula)](formula, facts)


def trace(term: Term, facts: Facts) -> Trace:
    """Return what ``term`` and each of its parts came to."""
    value = holds(term, facts) if isinstance(term, Condition) else span(term, facts)
    return Trace(term=term, value=value, parts=tuple(trace(p, facts) for p in parts_of(term)))


def parts_of(term: Term) -> tuple[Term, ...]:
    """Return the terms that stand directly in ``term``."""
    found: list[Term] = []
    for each in fields(term):
        value = getattr(term, each.name)
        given = value if isinstance(value, tuple) else (value,)
        found += [part for part in given if isinstance(part, Term)]
    return tuple(found)


def all_in(term: Term) -> Iterator[Term]:
    """Yield ``term`` and everything in it."""
    yield term
    for part in parts_of(term):
        yield from all_in(part)


def names_in(term: Term) -> frozenset[str]:
    """Return the questions that ``term`` asks about."""
    names: set[str] = set()
    for each in all_in(term):
        for key in QUESTIONS:
            names.add(getattr(each, key, ""))
    return frozenset(names - {"", TODAY})


def papers_in(term: Term) -> frozenset[str]:
    """Return the papers that ``term`` asks about."""
    return frozenset(each.paper for each in all_in(term) if isinstance(each, HasPaper))


def groups_in(term: Term) -> frozenset[str]:
    """Return the repeating groups that ``term`` counts."""
    return frozenset(each.group for each in all_in(term) if isinstance(each, RowsOf))


def values_in(term: Term) -> tuple[tuple[str, str], ...]:
    """Return the questions and answers that ``term`` looks for, in order."""
    found: list[tuple[str, str]] = []
    for each in all_in(term):
        if isinstance(each, Is):
            found.append((each.name, each.value))
        elif isinstance(each, OneOf):
            found += [(each.name, value) for value in each.values]
    return tuple(found)


def told_otherwise(
    term: Term, names: Mapping[str, str], values: Mapping[str, str] | None = None
) -> Term:
    """Return ``term`` asked of other questions: ``names`` are the new by the old.

    Whether a question has an answer that ``values`` holds is decided at once.

    >>> old = Is(name="sex", value="male")
    >>> told_otherwise(old, {"sex": "child_sex"})
    Is(name='child_sex', value='male')
    >>> told_otherwise(old, {}, {"sex": "female"})
    Not(of=Always())
    """
    fixed = values or {}
    name = getattr(term, "name", "")
    if name in fixed and isinstance(term, Answered | Is | OneOf):
        facts = Facts(today=date.min, answers={name: fixed[name]})
        return ALWAYS if holds(term, facts) else Not(of=ALWAYS)
    changed: dict[str, Any] = {}
    for each in fields(term):
        value = getattr(term, each.name)
        if isinstance(value, Term):
            changed[each.name] = told_otherwise(value, names, fixed)
        elif isinstance(value, tuple) and value and isinstance(value[0], Term):
            changed[each.name] = tuple(told_otherwise(part, names, fixed) for part in value)
        elif each.name in QUESTIONS and value in names:
            changed[each.name] = names[value]
    return replace(term, **changed) if changed else term


def depth(term: Term) -> int:
    """Return how deep ``term`` is nested, 1 for one that stands alone."""
    return 1 + max((depth(part) for part in parts_of(term)), default=0)


def is_too_large(term: Term) -> bool:
    """Whether ``term`` is nested deeper or has more parts than people can follow."""
    return depth(term) > MOST_DEPTH or sum(1 for _ in all_in(term)) > MOST_TERMS


def teach(converter: Converter) -> None:
    """Let ``converter`` read and write terms: each says by ``is`` which one it is."""
    for union in (Condition, Formula):
        kinds = {kind.__name__: kind for kind in get_args(union)}
        converter.register_unstructure_hook(union, partial(_told, converter))
        converter.register_structure_hook(union, partial(_read, converter, kinds))


def _told(converter: Converter, term: Term) -> dict[str, Any]:
    told: dict[str, Any] = converter.unstructure(term, type(term))
    return {"is": type(term).__name__} | told


def _read(converter: Converter, kinds: dict[str, Any], told: Any, _union: Any) -> Any:
    if not isinstance(told, Mapping) or told.get("is") not in kinds:
        raise ValueError(f"no term: {told!r}")
    given = {key: value for key, value in told.items() if key != "is"}
    return converter.structure(given, kinds[told["is"]])


def _at_least_two(of: tuple[object, ...]) -> None:
    if len(of) < 2:  # noqa: PLR2004  one alone is written without the word
        raise ValueError("two or more are joined")


SIGNS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
CHOSEN = ";"


def chosen(answer: str) -> tuple[str, ...]:
    """Return the values of an answer: one, or several where several could be chosen.

    >>> chosen("elderly; poor"), chosen("")
    (('elderly', 'poor'), ())
    """
    return tuple(filter(None, (each.strip() for each in answer.split(CHOSEN))))


def _one_of(name: str, values: tuple[str, ...], facts: Facts) -> bool | None:
    answer = facts.answers.get(name, "").strip()
    if not answer:
        return None
    return answer in values or bool(set(chosen(answer)) & set(values))


def _compare(term: Compare, facts: Facts) -> bool | None:
    left, right = span(term.left, facts), span(term.right, facts)
    if left is None or right is None:
        return None
    test = SIGNS[term.sign]
    corners = {test(a, b) for a in (left.low, left.high) for b in (right.low, right.high)}
    if term.sign in {"=", "!="} and (left.exact is None or right.exact is None):
        apart = left.high < right.low or right.high < left.low
        return (term.sign == "!=") if apart else None
    return corners.pop() if len(corners) == 1 else None


def _every(term: Every, facts: Facts) -> bool | None:
    told = [holds(each, facts) for each in term.of]
    return False if False in told else None if None in told else True


def _some(term: Some, facts: Facts) -> bool | None:
    told = [holds(each, facts) for each in term.of]
    return True if True in told else None if None in told else False


def _not(term: Not, facts: Facts) -> bool | None:
    told = holds(term.of, facts)
    return None if told is None else not told


def _day(name: str, facts: Facts) -> PartialDate | None:
    if name == TODAY:
        return PartialDate.of(facts.today)
    try:
        known = PartialDate.parse(facts.answers.get(name, ""))
    except ValueError:
        return None
    return known if known.is_known else None


def _age(term: Age, facts: Facts) -> Span | None:
    born, on = _day(term.name, facts), _day(term.on, facts)
    if born is None or on is None:
        return None
    return Span(
        low=_years(born.last_day, on.first_day), high=_years(born.first_day, on.last_day)
    )


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _days(term: Days, facts: Facts) -> Span | None:
    since, until = _day(term.since, facts), _day(term.until, facts)
    if since is None or until is None:
        return None
    return Span(
        low=(until.first_day - since.last_day).days,
        high=(until.last_day - since.first_day).days,
    )


def _answer(term: Answer, facts: Facts) -> Span | None:
    text = facts.answers.get(term.name, "").replace(".", "").replace(" ", "") or "0"
    if not (text.isascii() and text.isdigit()):
        return None
    return Span(low=int(text), high=int(text))


def _joined(
    join: Callable[[list[int]], int], of: tuple[Formula, ...], facts: Facts
) -> Span | None:
    known: list[Span] = []
    for each in of:
        found = span(each, facts)
        if found is None:
            return None
        known.append(found)
    return Span(
        low=join([each.low for each in known]), high=join([each.high for each in known])
    )


def _less(term: Less, facts: Facts) -> Span | None:
    left, right = span(term.left, facts), span(term.right, facts)
    if left is None or right is None:
        return None
    return Span(low=left.low - right.high, high=left.high - right.low)


def _times(term: Times, facts: Facts) -> Span | None:
    left, right = span(term.left, facts), span(term.right, facts)
    if left is None or right is None:
        return None
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Span(low=min(corners), high=max(corners))


def _choose(term: Choose, facts: Facts) -> Span | None:
    told = holds(term.when, facts)
    if told is not None:
        return span(term.then if told else term.otherwise, facts)
    then, otherwise = span(term.then, facts), span(term.otherwise, facts)
    if then is None or otherwise is None:
        return None
    return Span(low=min(then.low, otherwise.low), high=max(then.high, otherwise.high))


def _exactly(number: int) -> Span:
    return Span(low=number, high=number)


_HOLDS: dict[type, Callable[[Any, Facts], bool | None]] = {
    Always: lambda _term, _facts: True,
    Answered: lambda term, facts: bool(facts.answers.get(term.name, "").strip()),
    Is: lambda term, facts: _one_of(term.name, (term.value,), facts),
    OneOf: lambda term, facts: _one_of(term.name, term.values, facts),
    HasPaper: lambda term, facts: term.paper in facts.papers,
    Compare: _compare,
    Every: _every,
    Some: _some,
    Not: _not,
}
_SPANS: dict[type, Callable[[Any, Facts], Span | None]] = {
    Amount: lambda term, _facts: _exactly(term.value),
    Answer: _answer,
    Age: _age,
    Days: _days,
    RowsOf: lambda term, facts: _exactly(facts.rows.get(term.group, 0)),
    Sum: lambda term, facts: _joined(sum, term.of, facts),
    Less: _less,
    Times: _times,
    Least: lambda term, facts: _joined(min, term.of, facts),
    Greatest: lambda term, facts: _joined(max, term.of, facts),
    Choose: _choose,
    NotKnown: lambda _term, _facts: None,
}
