"""What people type to put something right."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.clock import legal_day, utc_now
from guol.onestop.actions.correcting import Wrong
from guol.onestop.forms import LONGEST_NAME, LONGEST_TEXT
from guol.onestop.forms.asking import field_of, text_of
from guol.onestop.rules.correcting import FEE, FORM
from guol.procedures.api import Asked, Field, Version
from guol.web.forms import Form

MOST_VND = 1_000_000_000


class ReasonForm(Form):
    """An act that needs nothing but its reason."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands on the control slip, beside your name."),
        max_length=LONGEST_TEXT,
    )


class _OneAnswer(Form):
    """One question of a procedure, asked once more; its faults speak our sentences."""

    def __init__(self, question: Field, typed: str) -> None:
        super().__init__({"key": question.name, "now": typed})
        asked = Asked(field=question, is_required=True)
        self.fields["now"] = field_of(asked, legal_day(utc_now()))


class CorrectEntryForm(ReasonForm):
    """Which entry is wrong, what it should say, and why."""

    name = forms.ChoiceField(label=_("Wrong entry"))
    now = forms.CharField(label=_("What it should say"), max_length=LONGEST_NAME)
    field_order = ("key", "seen", "name", "now", "reason")

    def __init__(
        self, *args: Any, entries: Sequence[tuple[str, str]], version: Version, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.ChoiceField(
            label=_("Wrong entry"), choices=[("", _("Choose")), *entries]
        )
        self._questions = {FORM + each.name: each for each in version.fields}

    def clean(self) -> dict[str, Any]:
        """Read the new value as the form of the procedure reads it."""
        given = super().clean() or {}
        name, now = given.get("name", ""), given.get("now", "")
        if not name or not now:
            return given
        if name == FEE:
            given["now"] = self._amount(now)
        elif name in self._questions:
            given["now"] = self._answer(name, now)
        return given

    def values(self) -> dict[str, Any]:
        """Return the wrong entry with what it should say, and the reason."""
        given = self.cleaned_data
        wrong = Wrong(name=given["name"], now=given["now"])
        return {"wrong": wrong, "reason": given["reason"]}

    def _amount(self, typed: str) -> str:
        digits = typed.replace(".", "").replace(" ", "").removesuffix("đ")
        if not digits.isascii() or not digits.isdigit() or int(digits) > MOST_VND:
            self.add_error("now", _("Type the fee in đồng, in digits: 10000."))
            return typed
        return digits

    def _answer(self, name: str, typed: str) -> str:
        question = self._questions[name]
        by_label = {label.casefold(): value for value, label in question.options}
        value = by_label.get(typed.casefold(), typed)
        asked = _OneAnswer(question, value)
        if not asked.is_valid():
            self.add_error("now", asked.errors["now"].as_data())
            return typed
        value = text_of(asked.cleaned_data["now"])
        return str(dict(question.options).get(value, value))


class DuplicateForm(ReasonForm):
    """Which dossier goes on, and how one knows that they are the same."""

    original = forms.CharField(label=_("Number of the dossier that goes on"), max_length=60)
    field_order = ("key", "seen", "original", "reason")
