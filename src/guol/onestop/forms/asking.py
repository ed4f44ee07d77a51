"""The questions of a procedure as boxes; what is wrong with an answer, the catalogue says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.terms import CHOSEN
from guol.procedures.api import (
    Asked,
    Facts,
    Field,
    Version,
    facts_of,
    name_in,
    questions,
    wrong_answer,
)
from guol.web.forms import DayField
from guol.web.words import say

FIELD = "f-"  # names of a version's questions inside a form
ROWS = "n-"  # names of the lengths of its repeating groups
GROW = "them-"  # what a button says that adds a row to a group
ASKED = "hoi"  # which questions the page showed
WISH = "di"  # what a button wishes

_ATTRIBUTES: dict[str, dict[str, str]] = {
    "number": {"inputmode": "numeric"},
    "money": {"inputmode": "numeric"},
    "citizen_number": {"inputmode": "numeric", "autocomplete": "off"},
    "phone": {"inputmode": "tel"},
    "email": {"inputmode": "email"},
    "partial_date": {"inputmode": "numeric", "autocomplete": "off"},
}


class _Checked:
    """Whatever is answered is looked at by the catalogue's own rule."""

    question: Field
    today: date

    def look(self, value: Any) -> None:
        """Say in a sentence what cannot be."""
        if value in (None, "", []):
            return
        if no := wrong_answer(self.question, text_of(value), self.today):
            raise forms.ValidationError(say(no))


class AnswerField(_Checked, forms.CharField):
    """An answer that is typed."""

    def validate(self, value: Any) -> None:
        """Say in a sentence what cannot be."""
        super().validate(value)
        self.look(value)


class AnswerDayField(_Checked, DayField):
    """An answer that is a day."""

    def validate(self, value: Any) -> None:
        """Say in a sentence what cannot be."""
        super().validate(value)
        self.look(value)


def field_of(asked: Asked, today: date, *, initial: str = "") -> forms.Field:
    """Return the box for one question."""
    question = asked.field
    given: dict[str, Any] = {
        "label": asked.label,
        "help_text": question.hint,
        "required": asked.is_required,
        "initial": initial or question.initial,
    }
    if question.kind == "choices":
        given["initial"] = [each.strip() for each in (initial or "").split(CHOSEN)]
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=question.options, widget=boxes, **given)
    if question.options:
        return forms.ChoiceField(choices=[("", _("Choose")), *question.options], **given)
    return _typed_field(question, today, given)


def _typed_field(question: Field, today: date, given: dict[str, Any]) -> forms.Field:
    made: AnswerField | AnswerDayField
    if question.kind == "date":
        made = AnswerDayField(**given)
    elif question.kind == "long_text":
        made = AnswerField(widget=forms.Textarea, **given)
    else:
        box = forms.TextInput(attrs=dict(_ATTRIBUTES.get(question.kind, {})))
        made = AnswerField(widget=box, **given)
    made.question, made.today = question, today
    return made


def text_of(value: Any) -> str:
    """Return an answer as the catalogue reads it.

    >>> text_of(date(2025, 6, 12)), text_of(["poor", "child"])
    ('12/06/2025', 'poor; child')
    """
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list | tuple):
        return f"{CHOSEN} ".join(str(each) for each in value)
    return str(value).strip()


def facts_typed(version: Version, data: Any, today: date) -> Facts:
    """Return the facts as they stand in what was sent, right or not."""
    rows = {each.name: _rows_sent(version, data, each.name) for each in version.groups}
    answers: dict[str, str] = {}
    for field in version.fields:
        for row in range(1, rows[field.group] + 1) if field.group in rows else (0,):
            name = name_in(field, row)
            answers[name] = _sent(data, FIELD + name, field.kind)
    return facts_of(version, answers, today, rows=rows)


def _rows_sent(version: Version, data: Any, name: str) -> int:
    group = next(each for each in version.groups if each.name == name)
    typed = str(data.get(ROWS + name, ""))
    rows = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 3 else 0  # noqa: PLR2004  no group has more
    if data.get(WISH) == GROW + name:
        rows = max(rows, group.least) + 1
    return min(max(rows, group.least), group.most)


def _sent(data: Any, name: str, kind: str) -> str:
    if kind == "choices" and hasattr(data, "getlist"):
        return text_of(data.getlist(name))
    return str(data.get(name, "")).strip()


class Asking:
    """The questions of one try at a form: which are asked, which new, what is carried on."""

    def __init__(
        self,
        version: Version,
        data: Any,
        today: date,
        known: Callable[[Field], str] = lambda _field: "",
    ) -> None:
        self.version, self.today, self._data, self._known = version, today, data, known
        self.facts = self._begun() if data is None else facts_typed(version, data, today)
        self.asked = questions(version, self.facts)

    @property
    def new(self) -> tuple[str, ...]:
        """The questions that follow from the answers and stood on no page yet."""
        if self._data is None or ASKED not in self._data:
            return ()
        shown = frozenset(str(self._data[ASKED]).split())
        return tuple(each.name for each in self.asked if each.name not in shown)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the next try has to bring along: lengths of groups, what was shown and typed."""
        names = " ".join(each.name for each in self.asked)
        found = [(ASKED, names)]
        found += [(ROWS + name, str(rows)) for name, rows in self.facts.rows.items()]
        asked = {each.name for each in self.asked}
        if self._data is not None:  # what was typed into a question that is not asked any more
            found += [
                (FIELD + name, value)
                for name, value in self.facts.answers.items()
                if value and name not in asked
            ]
        return found

    @property
    def growing(self) -> bool:
        """Whether the button was pressed that adds a row."""
        return self._data is not None and str(self._data.get(WISH, "")).startswith(GROW)

    @property
    def room(self) -> Mapping[str, str]:
        """The groups that may grow, by name, with what one row is called."""
        rows = self.facts.rows
        asked = {each.field.group for each in self.asked}
        return {
            each.name: each.label
            for each in self.version.groups
            if each.name in asked and rows.get(each.name, 0) < each.most
        }

    def boxes(self) -> Sequence[tuple[str, str, forms.Field]]:
        """Return section, name and box of each question, in order."""
        return [
            (
                f"{each.field.section} {each.row}" if each.row else each.field.section,
                FIELD + each.name,
                field_of(each, self.today, initial=self._known(each.field)),
            )
            for each in self.asked
        ]

    def _begun(self) -> Facts:
        answers = {
            each.name: self._known(each) or each.initial
            for each in self.version.fields
            if not each.group
        }
        rows = {each.name: each.least for each in self.version.groups}
        return facts_of(self.version, answers, self.today, rows=rows)
