"""What a visitor of the demonstration sets."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.clock import VIETNAM
from guol.web.forms import DayField, Form


class ClockForm(Form):
    """A day and an hour for the demonstration's clock."""

    day = DayField(label=_("Day"), help_text=_("For example 30/06/2025."))
    hour = forms.TimeField(
        label=_("Hour"),
        input_formats=["%H:%M", "%H.%M", "%H"],
        help_text=_("For example 14:50."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def values(self) -> dict[str, Any]:
        """Return the instant."""
        given = self.cleaned_data
        return {"at": datetime.combine(given["day"], given["hour"], VIETNAM)}
