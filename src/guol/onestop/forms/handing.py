"""What people type when work or paper changes hands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.clock import legal_day, utc_now
from guol.onestop.forms import LONGEST_NAME, LONGEST_TEXT
from guol.people.api import agencies
from guol.web.forms import DayField, Form

MOST_NAMED = 5
MOST_SHEETS = 999


class AskForm(Form):
    """Which agency is asked, what, until when."""

    to = forms.CharField(
        label=_("Agency to be asked"),
        help_text=_("A few words of its name are enough."),
        max_length=LONGEST_NAME,
    )
    question = forms.CharField(
        label=_("Question"), max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    last_day = DayField(label=_("Answer until (three working days if empty)"), required=False)

    def clean_to(self) -> str:
        """Return the desk of the one agency that is called so."""
        typed = self.cleaned_data["to"]
        found = agencies(day=legal_day(utc_now()), text=typed)
        exact = [each for each in found if each.name.casefold() == typed.casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0].desk
        names = "; ".join(each.name for each in found[:MOST_NAMED])
        if not names:
            raise forms.ValidationError(
                _("No agency is called “%(typed)s”. Type part of its name."),
                params={"typed": typed},
            )
        raise forms.ValidationError(
            _("More than one agency is called so. Type more of the name: %(names)s"),
            params={"names": names},
        )


class OpinionForm(Form):
    """The opinion that was asked for."""

    answer = forms.CharField(label=_("Opinion"), max_length=LONGEST_TEXT, widget=forms.Textarea)


class ReassignForm(Form):
    """Who works on it now, and why."""

    assigned = forms.ChoiceField(label=_("Given to"))
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned"] = forms.ChoiceField(
            label=_("Given to"), choices=[("", _("Choose")), *officers]
        )


class TakeOverForm(Form):
    """Which desk works on it from now on, and why it was taken from the other."""

    to = forms.CharField(label=_("Agency that goes on with it"), max_length=LONGEST_NAME)
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_TEXT)
    clean_to = AskForm.clean_to


class BagForm(Form):
    """Who carries the bag."""

    carrier = forms.CharField(
        label=_("Who carries it"),
        help_text=_("Name, and how: motorbike, post, bus."),
        max_length=LONGEST_NAME,
    )

    def sheets_in(self, keys: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """Return the dossiers that were ticked, each with its sheets."""
        ticked = set(self.data.getlist("hs")) if hasattr(self.data, "getlist") else set()
        return tuple(
            (f"dossier/{key}", sheets_of(str(self.data.get(f"to-{key}", ""))))
            for key in keys
            if key in ticked
        )


class TickForm(Form):
    """What else was in the bag."""

    surplus = forms.CharField(
        label=_("In the bag, but not on the list"), required=False, max_length=LONGEST_TEXT
    )


def sheets_of(typed: str) -> int:
    """Return a number of sheets; one where none can be read.

    >>> sheets_of("12"), sheets_of("nhiều"), sheets_of("0")
    (12, 1, 1)
    """
    digits = typed.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 1  # noqa: PLR2004
    return min(max(number, 1), MOST_SHEETS)


def left_at(at: datetime) -> datetime:
    """Return when a bag left: now, to the minute."""
    return at.replace(second=0, microsecond=0)
