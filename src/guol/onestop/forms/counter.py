"""What a clerk types beside a procedure's own form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.onestop.actions import MOST_RECEIPTS
from guol.web.forms import Form


class DropForm(Form):
    """Why an intake that was put aside is let go of."""

    why = forms.CharField(label=_("Why it is dropped"), max_length=200)


class PadForm(Form):
    """How many blank receipts are printed."""

    count = forms.IntegerField(
        label=_("How many receipts"),
        help_text=_("Two stand on a sheet of A5."),
        min_value=1,
        max_value=MOST_RECEIPTS,
        initial=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class SpoilForm(Form):
    """Which blank receipt will never be typed in, and why."""

    number = forms.ChoiceField(label=_("Number"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, numbers: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(each, each) for each in numbers]
        self.fields["number"] = forms.ChoiceField(label=_("Number"), choices=chosen)
