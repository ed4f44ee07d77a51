"""What a cashier types, as values."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.payments.rules import LONGEST_REASON, MOST_IN_DRAWER_VND, MOST_LEAVES
from guol.payments.words import MEDIA, WAYS
from guol.people.api import StaffMember
from guol.web.forms import DayField, Form

LONGEST_NAME = 200
LONGEST_SYMBOL = 40
LONGEST_PERIOD_DAYS = 366
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


class AmountField(forms.IntegerField):
    """An amount of đồng, with or without points between the thousands."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **given: Any) -> None:
        super().__init__(
            **{"min_value": 0, "max_value": MOST_IN_DRAWER_VND, "localize": False} | given
        )

    def to_python(self, value: Any) -> int | None:
        """Return the amount. Raises ``ValidationError`` for what is none."""
        if isinstance(value, str):
            value = re.sub(r"[.,\s]|đ(?:ồng)?$", "", value.strip())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Return an amount with its points, what was typed as it was typed."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def _reason(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_REASON, required=required)


class Asking(Form):
    """A form that asks and does nothing, so it has no key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"], self.fields["seen"]


class DayForm(Asking):
    """The day whose receipts are shown."""

    ngay = DayField(label=_("Day"), required=False)

    def day(self, today: date) -> date:
        """Return the day asked for; today when none can be read."""
        if self.is_valid():
            return self.cleaned_data["ngay"] or today
        return today


class PeriodForm(Asking):
    """The period whose receipts are listed."""

    tu = DayField(label=_("From day"), required=False)
    den = DayField(label=_("To day"), required=False)

    def period(self, today: date) -> tuple[date, date]:
        """Return first and last day, of this month when none can be read."""
        found = self.cleaned_data if self.is_valid() else {}
        first = found.get("tu") or today.replace(day=1)
        last = found.get("den") or max(today, first)
        first = min(max(first, EARLIEST), LATEST)
        last = min(max(last, first), LATEST)
        if (last - first).days > LONGEST_PERIOD_DAYS:
            last = date.fromordinal(first.toordinal() + LONGEST_PERIOD_DAYS)
        return first, last


class StartForm(Form):
    """What is in the drawer when it is opened."""

    opening_vnd = AmountField(label=_("Counted in the drawer, in đồng"))


class HandOverForm(Form):
    """What is in the drawer when it is handed over."""

    counted_vnd = AmountField(label=_("Counted, in đồng"))
    receiver = forms.CharField(label=_("Drawer handed to"), max_length=LONGEST_NAME)
    why = _reason(_("Why it differs, if it does"), required=False)


class VoidForm(Form):
    """Why a receipt is void."""

    why = _reason(_("Why it is void"))


class RefundForm(Form):
    """What is given back, why, and who approved it."""

    amount_vnd = AmountField(label=_("Amount given back, in đồng"), min_value=1)
    way = forms.ChoiceField(label=_("Way of payment"), choices=list(WAYS.items()))
    why = _reason(_("Why it is given back"))
    approver = forms.ChoiceField(label=_("Approved by"))

    def __init__(self, *args: Any, approvers: Sequence[StaffMember], **kwargs: Any) -> None:
        self._approvers = {each.post: each for each in approvers}
        super().__init__(*args, **kwargs)
        named = [(key, f"{each.name}, {each.title}") for key, each in self._approvers.items()]
        field = self.fields["approver"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose who approved it")), *named]

    def clean_approver(self) -> StaffMember | None:
        """Return who approved it."""
        return self._approvers.get(self.cleaned_data["approver"])


class BookForm(Form):
    """A book of receipts, as its cover says."""

    medium = forms.ChoiceField(label=_("Kind of book"), choices=list(MEDIA.items()))
    form = forms.CharField(
        label=_("Form"), required=False, max_length=LONGEST_SYMBOL, help_text=_("As printed")
    )
    symbol = forms.CharField(label=_("Symbol"), max_length=LONGEST_SYMBOL)
    book = forms.CharField(label=_("Book"), max_length=LONGEST_SYMBOL)
    first = forms.IntegerField(
        label=_("First number"), min_value=1, max_value=MOST_LEAVES, initial=1
    )
    last = forms.IntegerField(
        label=_("Last number"),
        min_value=1,
        max_value=MOST_LEAVES,
        required=False,
        help_text=_("Empty: without end."),
    )
    valid_from = DayField(label=_("Used from"), required=False)
    source = forms.CharField(
        label=_("Delivery note or notice of issue"),
        max_length=LONGEST_REASON,
        required=False,
    )

    def clean_last(self) -> int:
        """Return the last number, 0 for none."""
        return self.cleaned_data["last"] or 0


class CloseForm(Form):
    """Why a book is closed."""

    why = _reason(_("Why it is closed"))


class PayeeForm(Form):
    """The account that fees go to."""

    bank = forms.CharField(
        label=_("Code of the bank (BIN)"), max_length=6, help_text=_("Six digits, as 970405.")
    )
    bank_name = forms.CharField(label=_("Bank"), max_length=100)
    account = forms.CharField(label=_("Account number"), max_length=30)
    owner = forms.CharField(label=_("Owner of the account"), max_length=LONGEST_NAME)
    valid_from = DayField(label=_("In force from"), required=False)
    source = forms.CharField(
        label=_("Contract or decision"), max_length=LONGEST_REASON, required=False
    )
