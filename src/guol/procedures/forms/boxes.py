"""Kinds of boxes in the editor: how each is drawn, filled, and read into a draft.

A draft keeps whatever is typed; what is wrong with it is found by the rules of publishing and
said beside the box it stands in. So no box here refuses anything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.procedures.events import (
    CALENDAR_DAYS,
    MONTHS,
    SAME_DAY,
    WORKING_DAYS,
    WORKING_HOURS,
)
from guol.procedures.rules.drafting import text_of
from guol.procedures.rules.language import in_words

LONGEST = 20_000
LONGEST_NUMBER = 15
PATH_LENGTH = 4  # agencies that a dossier travels through, at most
SEPARATOR = "; "
SENT_BY_THE_PAGE = frozenset({"key", "seen", "place", "di"})
OWN, UNASKED = "own:", "-"  # a question of a leg's own form; one that a bundle does not ask
NOTHING: tuple[object, ...] = ("", None, [], False, {})
UNITS: Mapping[str, object] = {
    SAME_DAY: _("the same working day"),
    WORKING_DAYS: _("working days"),
    WORKING_HOURS: _("working hours"),
    CALENDAR_DAYS: _("days"),
    MONTHS: _("months"),
}
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)

Choices = Mapping[str, object]
Boxes = dict[str, forms.Field]


class Chosen(forms.ChoiceField):
    """One of a list; what is in no list any more stays, and the rules say so."""

    def valid_value(self, value: Any) -> bool:
        """Let be what stands there."""
        del value
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A line of text, and the base of all others: the key it fills, and what it is called.

    ``of`` is what can be chosen; ``usual`` is what holds where nothing stands. Where it
    ``is_wanted``, no version goes without.
    """

    name: str
    label: Any
    hint: Any = ""
    of: Choices = field(default_factory=dict)
    usual: str = ""
    is_wanted: bool = False

    @property
    def slot(self) -> str:
        """The name under which a page sends it: the page itself sends a key and a place too."""
        return f"{self.name}_" if self.name in SENT_BY_THE_PAGE else self.name

    def fields(self, choices: Choices) -> Boxes:
        """Return the fields of a form by name; ``choices`` are what the house knows now."""
        del choices
        return {self.slot: self._line()}

    def typed(self, value: Any) -> dict[str, Any]:
        """Return what stands in the fields for what stands in the draft, None for nothing."""
        return {self.slot: self.usual if value is None else str(value)}

    def read(self, data: Any) -> Any:
        """Return what the draft keeps of what was sent."""
        return self._text(data)

    def said(self, value: Any, choices: Choices) -> str:
        """Return what a draft holds as people read it, "" for nothing."""
        if isinstance(value, list | tuple):
            return SEPARATOR.join(self.said(each, choices) for each in value)
        return str((self.of or choices).get(str(value), text_of(value)))

    def taken(self) -> Any:
        """Return what holds where nothing stands, None for nothing."""
        return self.usual or None

    def is_usual(self, value: Any) -> bool:
        """Whether the draft need not keep it."""
        return value in NOTHING or str(value) == self.usual

    def _line(self, **attributes: str) -> forms.Field:
        box = forms.TextInput(attrs={"autocomplete": "off"} | attributes)
        return forms.CharField(
            required=False,
            max_length=LONGEST,
            widget=box,
            label=self.label,
            help_text=self.hint,
        )

    def _area(self) -> forms.Field:
        return forms.CharField(
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
            label=self.label,
            help_text=self.hint,
        )

    def _text(self, data: Any) -> str:
        return str(data.get(self.slot, "")).strip()[:LONGEST]

    def _lines(self, data: Any) -> list[str]:
        return [line.strip() for line in self._text(data).splitlines() if line.strip()]


class Rule(Box):
    """A condition or a formula, as it is typed; said, it names questions by their words."""

    __slots__ = ()

    def said(self, value: Any, choices: Choices) -> str:
        """Return the rule with what its keys are called."""
        return in_words(text_of(value), choices)


class Long(Box):
    """Several lines of text."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a field of several lines."""
        del choices
        return {self.name: self._area()}


class Number(Box):
    """A whole number."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a line for digits."""
        del choices
        return {self.name: self._line(inputmode="numeric")}

    def read(self, data: Any) -> Any:
        """Return the number, or the text where it is none."""
        return number_in(self._text(data))

    def is_usual(self, value: Any) -> bool:
        """Whether nothing was typed, or what holds anyway; 0 is a number like others."""
        return value == "" or str(value) == self.usual


class Minute(Box):
    """An hour of the day, kept as minutes after midnight."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a line for an hour."""
        del choices
        return {self.name: self._line(inputmode="numeric")}

    def typed(self, value: Any) -> dict[str, Any]:
        """Return the hour as people write it."""
        minutes = number_in(str(self.usual if value is None else value))
        if not isinstance(minutes, int) or minutes < 0:
            return {self.name: str(minutes)}
        return {self.name: f"{minutes // 60}:{minutes % 60:02}"}

    def read(self, data: Any) -> Any:
        """Return the minutes, or the text where it is no hour."""
        text = self._text(data)
        found = _HOUR.fullmatch(text)
        return int(found[1]) * 60 + int(found[2] or 0) if found else text

    def said(self, value: Any, choices: Choices) -> str:
        """Return the hour as people write it."""
        del choices
        told: str = self.typed(value)[self.name]
        return told


class Tick(Box):
    """Yes where it is ticked; ``usual`` is "on" where nothing said means yes."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a box to tick."""
        del choices
        ticked = forms.BooleanField(required=False, label=self.label, help_text=self.hint)
        return {self.name: ticked}

    def typed(self, value: Any) -> dict[str, Any]:
        """Return whether it is ticked."""
        is_ticked = bool(self.usual) if value is None else value is True
        return {self.name: "on" if is_ticked else ""}

    def read(self, data: Any) -> Any:
        """Return whether it was ticked."""
        return self._text(data) == "on"

    def said(self, value: Any, choices: Choices) -> str:
        """Return yes or no."""
        del choices
        return "" if value is None else str(_("yes") if value is True else _("no"))

    def taken(self) -> Any:
        """Return whether it is ticked where nothing stands."""
        return bool(self.usual)

    def is_usual(self, value: Any) -> bool:
        """Whether it says what holds anyway."""
        return bool(value) == bool(self.usual)


class Day(Box):
    """A day, typed as people write it."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a line for a day."""
        del choices
        return {self.name: self._line(inputmode="numeric")}

    def typed(self, value: Any) -> dict[str, Any]:
        """Return the day as people write it."""
        try:
            return {self.name: f"{date.fromisoformat(str(value)):%d/%m/%Y}"}
        except ValueError:
            return {self.name: str(value or "")}

    def said(self, value: Any, choices: Choices) -> str:
        """Return the day as people write it."""
        del choices
        told: str = self.typed(value)[self.name]
        return told

    def read(self, data: Any) -> Any:
        """Return the day as a version holds it, or the text where it is none."""
        return day_in(self._text(data))


class Choice(Box):
    """One of a list."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a list to choose from."""
        listed = [("", "—"), *(self.of or choices).items()]
        chosen = Chosen(required=False, choices=listed, label=self.label, help_text=self.hint)
        return {self.name: chosen}


class Length(Box):
    """A length of time: a number, and what is counted."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a line for the number, a list for the unit."""
        del choices
        listed = [("", "—"), *UNITS.items()]
        unit = Chosen(required=False, choices=listed, label=_("counted in"))
        return {
            f"{self.name}.value": self._line(inputmode="numeric"),
            f"{self.name}.unit": unit,
        }

    def typed(self, value: Any) -> dict[str, Any]:
        """Return number and unit."""
        told = value if isinstance(value, Mapping) else {}
        unit = told.get("unit", SAME_DAY if isinstance(value, Mapping) else "")
        return {f"{self.name}.value": str(told.get("value", "")), f"{self.name}.unit": unit}

    def read(self, data: Any) -> Any:
        """Return both as a version holds them, None where nothing was typed."""
        value = number_in(str(data.get(f"{self.name}.value", "")).strip())
        unit = str(data.get(f"{self.name}.unit", ""))
        if value == "" and not unit:
            return None
        told: dict[str, Any] = {} if value == "" else {"value": value}
        return told if unit == SAME_DAY else told | {"unit": unit}

    def said(self, value: Any, choices: Choices) -> str:
        """Return number and unit as people say them."""
        del choices
        if not isinstance(value, Mapping):
            return text_of(value)
        unit = str(value.get("unit", SAME_DAY))
        return f"{value.get('value', '')} {UNITS.get(unit, unit)}".strip()

    def is_usual(self, value: Any) -> bool:
        """Whether nothing was typed; the same day is told without a number."""
        return value is None


class Lines(Box):
    """Several texts, one a line."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a field of several lines."""
        del choices
        return {self.name: self._area()}

    def typed(self, value: Any) -> dict[str, Any]:
        """Return the texts, one a line."""
        lines = value if isinstance(value, list) else [value or ""]
        return {self.name: "\n".join(map(str, lines))}

    def read(self, data: Any) -> Any:
        """Return the lines that are not empty."""
        return self._lines(data)


class Ticks(Box):
    """Several of a list."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return boxes to tick."""
        listed = list((self.of or choices).items())
        ticks = forms.CheckboxSelectMultiple
        return {
            self.name: forms.MultipleChoiceField(
                required=False,
                choices=listed,
                widget=ticks,
                label=self.label,
                help_text=self.hint,
            )
        }

    def typed(self, value: Any) -> dict[str, Any]:
        """Return what is ticked; where nothing stands, what is usual."""
        return {self.name: value if isinstance(value, list) else self.usual.split()}

    def read(self, data: Any) -> Any:
        """Return what was ticked, in the order of the list."""
        chosen = data.getlist(self.name)
        return [each for each in self.of if each in chosen] if self.of else chosen

    def taken(self) -> Any:
        """Return what is ticked where nothing stands."""
        return self.usual.split() or None

    def is_usual(self, value: Any) -> bool:
        """Whether it is what holds where nothing stands."""
        return bool(value == self.usual.split())


class Waits(Ticks):
    """What has to be done before."""

    __slots__ = ()

    def said(self, value: Any, choices: Choices) -> str:
        """Return what comes before."""
        others = [value] if isinstance(value, str) else list(value or ())
        told = SEPARATOR.join(str(choices.get(str(each), each)) for each in others)
        return _("after: %(others)s") % {"others": told} if told else ""


class Codes(Ticks):
    """Several of a list of numbers: the national codes of the channels."""

    __slots__ = ()

    def typed(self, value: Any) -> dict[str, Any]:
        """Return what is ticked."""
        return {self.name: [str(each) for each in value] if isinstance(value, list) else []}

    def read(self, data: Any) -> Any:
        """Return the numbers that were ticked."""
        return [number_in(str(each)) for each in Ticks.read(self, data)]


class Amounts(Box):
    """Some amounts that stand together; ``of`` are their keys, and what each is called."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a line for each."""
        del choices
        found: Boxes = {}
        for key, label in self.of.items():
            line = self._line(inputmode="numeric")
            line.label = str(label)
            found[f"{self.name}.{key}"] = line
        return found

    def typed(self, value: Any) -> dict[str, Any]:
        """Return each amount."""
        told = value if isinstance(value, Mapping) else {}
        return {f"{self.name}.{key}": str(told.get(key, "")) for key in self.of}

    def read(self, data: Any) -> Any:
        """Return the amounts that were typed, None for none."""
        sent = {key: str(data.get(f"{self.name}.{key}", "")).strip() for key in self.of}
        return {key: number_in(text) for key, text in sent.items() if text} or None

    def said(self, value: Any, choices: Choices) -> str:
        """Return each amount with what it is called."""
        del choices
        if not isinstance(value, Mapping):
            return text_of(value)
        return SEPARATOR.join(
            f"{label}: {value.get(key, '')}" for key, label in self.of.items()
        )


class Pairs(Box):
    """What a question offers to choose from: value and label, one a line."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a field of several lines."""
        del choices
        return {self.name: self._area()}

    def typed(self, value: Any) -> dict[str, Any]:
        """Return the pairs as lines."""
        pairs = [each if isinstance(each, list) else [each] for each in value or ()]
        return {self.name: "\n".join(" = ".join(map(str, pair)) for pair in pairs)}

    def read(self, data: Any) -> Any:
        """Return the pairs of the lines."""
        return [pair_in(line) for line in self._lines(data)]

    def said(self, value: Any, choices: Choices) -> str:
        """Return the labels, which are what people choose from."""
        del choices
        return SEPARATOR.join(str(each[-1]) for each in pairs_in(value))


class Handed(Box):
    """What a leg takes over from the one form of its bundle, question by question.

    ``choices`` are the questions of the one form by key. Those of the leg's own form have keys
    that begin with ``OWN``, and the answers that one of them can have always follow its key.
    """

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return a list to choose from for each own question, and what else it is told."""
        joint = [(key, each) for key, each in choices.items() if not key.startswith(OWN)]
        others = [(key, each) for key, each in joint if f"{OWN}{key}" not in choices]
        asked = [("", _("asked in the one form")), (UNASKED, _("not asked"))]
        found: Boxes = {}
        for key, label in choices.items():
            own, _colon, fixed = key.removeprefix(OWN).partition(":")
            if not key.startswith(OWN) or fixed:
                continue
            always = [
                (each.removeprefix(f"{key}:"), _("always: %(answer)s") % {"answer": said})
                for each, said in choices.items()
                if each.startswith(f"{key}:")
            ]
            listed = [*asked, *always, *((name, each) for name, each in joint if name != own)]
            name = f"{self.name}.own.{own}"
            asks = _("Its own question: %(question)s") % {"question": label}
            found[name] = Chosen(required=False, choices=listed, label=asks)
        if others:
            found[f"{self.name}.also"] = forms.MultipleChoiceField(
                required=False,
                choices=others,
                widget=forms.CheckboxSelectMultiple,
                label=self.label,
                help_text=self.hint,
            )
        return found

    def typed(self, value: Any) -> dict[str, Any]:
        """Return what answers each question, and those that go on under their own key."""
        pairs = pairs_in(value)
        own = {f"{self.name}.own.{name}": by or UNASKED for name, by in pairs if name != by}
        return own | {f"{self.name}.also": [name for name, by in pairs if name == by]}

    def read(self, data: Any) -> Any:
        """Return the pairs that were chosen."""
        head = f"{self.name}.own."
        own = [
            [name.removeprefix(head), "" if data.get(name) == UNASKED else str(data.get(name))]
            for name in data
            if name.startswith(head) and data.get(name)
        ]
        return own + [[name, name] for name in data.getlist(f"{self.name}.also")]

    def said(self, value: Any, choices: Choices) -> str:
        """Return each question with what answers it."""
        found = []
        for own, by in pairs_in(value):
            label = choices.get(f"{OWN}{own}", choices.get(own, own))
            answer = choices.get(f"{OWN}{own}:{by}", choices.get(by, by or _("not asked")))
            found.append(str(label) if own == by else f"{label} ← {answer}")
        return SEPARATOR.join(found)


class Path(Box):
    """Kinds of agencies, one after the other."""

    __slots__ = ()

    def fields(self, choices: Choices) -> Boxes:
        """Return as many lists to choose from as a way has agencies at most."""
        listed = [("", "—"), *choices.items()]
        found: Boxes = {}
        for number in range(PATH_LENGTH):
            label = self.label if not number else _("then")
            found[f"{self.name}.{number}"] = Chosen(required=False, choices=listed, label=label)
        return found

    def typed(self, value: Any) -> dict[str, Any]:
        """Return the agencies in order."""
        return {f"{self.name}.{at}": str(each) for at, each in enumerate(value or ())}

    def said(self, value: Any, choices: Choices) -> str:
        """Return the agencies in the order of the way."""
        told = value if isinstance(value, list) else []
        return " → ".join(str(choices.get(str(each), each)) for each in told)

    def read(self, data: Any) -> Any:
        """Return the agencies chosen, without gaps."""
        path = (str(data.get(f"{self.name}.{number}", "")) for number in range(PATH_LENGTH))
        return [each for each in path if each]


def pairs_in(value: Any) -> list[tuple[str, str]]:
    """Return the pairs that stand in a draft; what is none is a pair of itself.

    >>> pairs_in([["a", "b"], "c"]), pairs_in(None)
    ([('a', 'b'), ('c', 'c')], [])
    """
    told = value if isinstance(value, list | tuple) else ()
    each_as = [each if isinstance(each, list | tuple) and each else [each] for each in told]
    return [(str(each[0]), str(each[-1])) for each in each_as]


def pair_in(line: str) -> list[str]:
    """Return value and label of a line to choose; a line without = is both.

    >>> pair_in("male = Nam"), pair_in("Nam")
    (['male', 'Nam'], ['Nam', 'Nam'])
    """
    value, equals, label = line.partition("=")
    return [value.strip(), label.strip() if equals else value.strip()]


def number_in(text: str) -> int | str:
    """Return the number typed, the text itself where it is none.

    >>> number_in("10.000"), number_in("-1"), number_in("ten")
    (10000, -1, 'ten')
    """
    plain = text.replace(".", "").replace(" ", "")
    digits = plain.removeprefix("-")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER
    return int(plain) if is_number else text


def day_in(text: str) -> str:
    """Return the day as it stands in a version, the text itself where it is none.

    >>> day_in("1/7/2025"), day_in("31/2/2025")
    ('2025-07-01', '31/2/2025')
    """
    found = _DAY.fullmatch(text)
    if not found:
        return text
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text
