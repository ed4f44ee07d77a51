"""What a cashier asks for."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guol.web.forms import DayField, Form


class DayForm(Form):
    """The day whose receipts are shown; it asks and does nothing, so it has no key."""

    ngay = DayField(label=_("Day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"], self.fields["seen"]

    def day(self, today: date) -> date:
        """Return the day asked for; today when none can be read."""
        if self.is_valid():
            return self.cleaned_data["ngay"] or today
        return today
