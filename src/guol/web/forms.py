"""The base of every form: sent twice is one act, and what is wrong is said in a sentence."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guol.kernel.dates import PartialDate
from guol.kernel.errors import Conflict, Refused
from guol.kernel.ids import new_key
from guol.web.journal import note_refusal
from guol.web.words import say

_words: dict[type[forms.Field], dict[str, Any]] = {}
OWN = frozenset({"key", "seen"})  # fields that no person fills in
KEY_LENGTH = 64
GREATEST_SEEN = 2**31 - 1
_DAYS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<d>\d{1,2})[/.\- ]+(?P<m>\d{1,2})[/.\- ]+(?P<y>\d{4})",
        r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
    )
)

# Code of Django's own errors → our sentence. {label} is the field's.
SENTENCES = {
    "required": _("“{label}” is missing. Please fill it in."),
    "invalid": _("“{label}” cannot be read as it is written. Please check it."),
    "invalid_choice": _("Choose “{label}” from the list."),
    "invalid_list": _("Choose “{label}” from the list."),
    "max_length": _("“{label}” is too long. Please shorten it."),
    "min_length": _("“{label}” is too short. Please write all of it."),
    "max_value": _("“{label}” is larger than can be. Please check the number."),
    "min_value": _("“{label}” is smaller than can be. Please check the number."),
    "null_characters_not_allowed": _("“{label}” has characters that cannot be kept."),
    "empty": _("The file for “{label}” is empty. Choose it again, or take the picture again."),
    "missing": _("No file came for “{label}”. Choose it again."),
    "invalid_date": _("“{label}” is no day of the calendar. Write it as 24/11/2026."),
    "invalid_partial": _(
        "“{label}” cannot be read as a day. "
        "Write as much as is known: 1948, 3/1948 or 12/03/1948."
    ),
    "incomplete": _("“{label}” needs day, month and year."),
    "contradiction": _("For “{label}” choose a file or tick the box, not both."),
}


class Form(forms.Form):
    """A form of the house.

    ``key`` makes it idempotent: whoever sends it twice did one act. ``seen`` is the number its
    matter had when the page was made, 0 for a new one.
    """

    key = forms.CharField(max_length=KEY_LENGTH, initial=new_key, widget=forms.HiddenInput)
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=GREATEST_SEEN, widget=forms.HiddenInput
    )

    _refused = 0

    def full_clean(self) -> None:
        """Clean with our sentences, also for fields that a form took on while it was made."""
        for name, field in self.fields.items():
            _speak(field, _("Form number") if name in OWN else field.label)
        super().full_clean()

    def clean_seen(self) -> int:
        """Return the number seen, 0 when none was sent."""
        return self.cleaned_data["seen"] or 0

    @property
    def status(self) -> int:
        """What the page with this form is answered with; the outbox acts on it.

        200 for one not sent yet, 409 where somebody acted meanwhile, 422 for what is wrong.
        """
        return self._refused or (422 if self.errors else 200)

    def refuse(self, no: Refused | Conflict) -> None:
        """Say over the form why the act was refused, and note it in the log."""
        self._refused = 409 if isinstance(no, Conflict) else 422
        note_refusal(no, act=str(self.data.get("key", ""))[:KEY_LENGTH])
        self.add_error(None, say(no.reason))

    def values(self) -> dict[str, Any]:
        """Return what an action wants to know, by name, without the form's own two fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OWN}


def _speak(field: forms.Field, label: object) -> None:
    """Give ``field`` our sentences where it has Django's; its own stay."""
    shown = label or ""  # asked once: a lazy label is translated at each asking
    django = _words_of_django(type(field))
    for code, sentence in SENTENCES.items():
        own = field.error_messages.get(code)
        if own is None or own is django.get(code):
            field.error_messages[code] = format_lazy(sentence, label=shown)


def _words_of_django(field: type[forms.Field]) -> dict[str, Any]:
    """Return Django's own sentences of a kind of field; put together once for each."""
    if field not in _words:
        of_kinds = [k for k in reversed(field.__mro__) if k.__module__.startswith("django.")]
        told = [getattr(kind, "default_error_messages", {}) for kind in of_kinds]
        _words[field] = {code: said for each in told for code, said in each.items()}
    return _words[field]


class DayField(forms.DateField):
    """A day in one box, written as people write it: 4/5/2026, 04-05-2026 or 04052026."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        """Return the day. Raises ``ValidationError`` for one that is in no calendar."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        numbers = _numbers(str(value))
        try:
            return date(*reversed(numbers))
        except (TypeError, ValueError, OverflowError):
            raise forms.ValidationError(
                self.error_messages["invalid_date"], code="invalid_date"
            ) from None

    def prepare_value(self, value: Any) -> Any:
        """Return the day as it is written in Vietnam, what was typed as it was typed."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class PartsInput(forms.MultiWidget):
    """Day, month and year in three boxes."""

    labels = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [forms.TextInput(attrs={"inputmode": "numeric"}) for _label in self.labels]
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return day, month and year of ``value``."""
        return [value.day, value.month, value.year] if value else ["", "", ""]


class PartsField(forms.MultiValueField):
    """A day in three boxes: for days that people know by heart, as of a birth."""

    widget = PartsInput

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(
            forms.CharField(max_length=4, required=False) for _label in PartsInput.labels
        )
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        """Return the day. Raises ``ValidationError`` for one that is in no calendar."""
        if not data_list:
            return None
        if not all(data_list):
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return date(*(int(part) for part in reversed(data_list)))
        except (TypeError, ValueError, OverflowError):
            raise forms.ValidationError(
                self.error_messages["invalid_date"], code="invalid_date"
            ) from None


def _numbers(text: str) -> list[int]:
    """Return day, month, year of what was typed; anything else is no day.

    >>> _numbers(" 4/5/2026 "), _numbers("04052026"), _numbers("2026-05-04"), _numbers("5/2026")
    ([4, 5, 2026], [4, 5, 2026], [4, 5, 2026], [])
    """
    text = text.strip()
    for pattern in _DAYS:
        if found := pattern.fullmatch(text):
            return [int(found[part]) for part in ("d", "m", "y")]
    return []


class PartialDateField(forms.Field):
    """A day as far as it is known, in one box: 1948, 3/1948 or 12/03/1948."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> PartialDate | None:
        """Return what is known. Raises ``ValidationError`` for a day that cannot be."""
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        try:
            known = PartialDate.parse(str(value))
        except (ValueError, OverflowError):
            raise forms.ValidationError(
                self.error_messages["invalid_partial"], code="invalid_partial"
            ) from None
        return known if known.year else None

    def prepare_value(self, value: Any) -> Any:
        """Return what is known as people write it."""
        return str(value) if isinstance(value, PartialDate) else value
