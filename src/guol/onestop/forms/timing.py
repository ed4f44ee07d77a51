"""Forms of what moves a promise: verification, time left out, apology, agreement, stop."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.onestop.words import PERIODS
from guol.web.forms import DayField, Form

LONGEST_NAME, LONGEST_TEXT = 200, 2_000


class VerificationForm(Form):
    """Whom one has to ask, and why."""

    agency = forms.CharField(label=_("Agency that is asked"), max_length=LONGEST_NAME)
    reason = forms.CharField(label=_("What has to be verified"), max_length=LONGEST_TEXT)


class ExcludedForm(Form):
    """Which kind of time begins that the limit leaves out."""

    kind = forms.ChoiceField(label=_("What begins"), choices=list(PERIODS.items()))
    note = forms.CharField(
        label=_("Number and day of the paper"), required=False, max_length=LONGEST_NAME
    )

    def offer(self, kinds: Sequence[str]) -> "ExcludedForm":
        """Show the kinds that the procedure knows."""
        kept = forms.ChoiceField(
            label=self.fields["kind"].label, choices=[(kind, PERIODS[kind]) for kind in kinds]
        )
        self.fields["kind"] = kept
        return self


class EndExcludedForm(Form):
    """That this time is over."""

    note = forms.CharField(
        label=_("What shows that it is over"), required=False, max_length=LONGEST_NAME
    )


class NewDayForm(Form):
    """A new day, and why."""

    until = DayField(label=_("New day of the result"))
    reason = forms.CharField(
        label=_("Why, in words for the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )


class StopForm(Form):
    """Why the handling is stopped, and what the applicant can do."""

    reason = forms.CharField(
        label=_("Why the work stops, naming the rule"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )
    way_on = forms.CharField(
        label=_("What the applicant can do next"), required=False, max_length=LONGEST_TEXT
    )


class MoveForm(Form):
    """Which day of the calendar moves the promise."""

    cause = forms.CharField(
        label=_("Which day of the calendar, and who ordered it"), max_length=LONGEST_TEXT
    )


class NewVersionForm(Form):
    """By which provision a later version holds for what is under way."""

    source = forms.CharField(
        label=_("The provision that says it holds for dossiers under way"),
        max_length=LONGEST_TEXT,
    )


def allowed(kinds: Sequence[str], **given: Any) -> ExcludedForm:
    """Return the form with the kinds that the procedure knows."""
    return ExcludedForm(**given).offer(kinds)
