"""The base of every form: sent twice is one act, and what is wrong is said in a sentence."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guol.kernel.ids import new_key

GREATEST_SEEN = 2**31 - 1

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
    "contradiction": _("For “{label}” choose a file or tick the box, not both."),
}


class Form(forms.Form):
    """A form of the house.

    ``key`` makes it idempotent: whoever sends it twice did one act. ``seen`` is the number its
    matter had when the page was made, 0 for a new one.
    """

    key = forms.CharField(max_length=64, initial=new_key, widget=forms.HiddenInput)
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=GREATEST_SEEN, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _speak(field)

    def clean_seen(self) -> int:
        """Return the number seen, 0 when none was sent."""
        return self.cleaned_data["seen"] or 0

    def values(self) -> dict[str, Any]:
        """Return what an action wants to know, by name, without the form's own two fields."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"key", "seen"}
        }


def _speak(field: forms.Field) -> None:
    """Give ``field`` our sentences where it has Django's; its own stay."""
    django: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            django |= getattr(kind, "default_error_messages", {})
    for code, sentence in SENTENCES.items():
        own = field.error_messages.get(code)
        if own is None or own is django.get(code):
            field.error_messages[code] = format_lazy(sentence, label=field.label or "")
