"""What a visitor of the demonstration sets."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.clock import VIETNAM
from guol.web.forms import DayField, Form

FIRST_YEAR, LAST_YEAR = 2021, 2099  # the posts begin in 2021; no calendar ends in sight


class ClockForm(Form):
    """A day and an hour for the demonstration's clock."""

    day = DayField(label=_("Day"), help_text=_("For example 30/06/2025."))
    hour = forms.TimeField(
        label=_("Hour"),
        input_formats=["%H:%M", "%H.%M", "%H"],
        help_text=_("For example 14:50."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_day(self) -> date:
        """Keep to years in which every page can still reckon a month to and fro."""
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("The demonstration lives between 2021 and 2099. Choose a day in these years.")
            )
        return day

    def values(self) -> dict[str, Any]:
        """Return the instant."""
        given = self.cleaned_data
        return {"at": datetime.combine(given["day"], given["hour"], VIETNAM)}
