"""What is pressed at the kiosk, and what a clerk chooses at a window."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.ids import new_key
from guol.onestop.rules.queue import LAST_WINDOW
from guol.onestop.words import GROUPS, TOPICS
from guol.web.forms import KEY_LENGTH, Form

LONGEST_FIELD = 100


class TicketForm(Form):
    """What somebody comes for, and whether they come first; the key stands in addresses."""

    key = forms.SlugField(max_length=KEY_LENGTH, initial=new_key, widget=forms.HiddenInput)
    viec = forms.ChoiceField(label=_("What you come for"), choices=())
    linh_vuc = forms.CharField(required=False, max_length=LONGEST_FIELD)
    dien = forms.ChoiceField(label=_("Priority"), required=False, choices=())

    def __init__(self, *args: Any, fields_known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = frozenset(fields_known)
        for name, words in (("viec", TOPICS), ("dien", GROUPS)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(words.items())

    def clean_linh_vuc(self) -> str:
        """Return a field of procedures; one that there is not is none."""
        typed = str(self.cleaned_data["linh_vuc"])
        return typed if typed in self._known else ""


class WindowForm(Form):
    """The number of a window."""

    number = forms.IntegerField(label=_("Window"), min_value=1, max_value=LAST_WINDOW)


class DeedForm(Form):
    """A press that needs nothing typed."""
