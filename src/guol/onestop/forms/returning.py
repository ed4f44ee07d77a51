"""What people type about results that wait, or go by post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.onestop.forms import LONGEST_NAME, LONGEST_TEXT
from guol.onestop.words import REMINDED
from guol.web.forms import DayField, Form


class RemindForm(Form):
    """How the applicant was told, and what was said."""

    how = forms.ChoiceField(label=_("How"), choices=list(REMINDED.items()), initial="phone")
    note = forms.CharField(label=_("Who answered, what was said"), max_length=LONGEST_NAME)


class PostForm(Form):
    """To whom the letter was given, when, and under which number."""

    carrier = forms.CharField(label=_("Carrier"), max_length=100)
    tracking = forms.CharField(
        label=_("Tracking number"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    sent_on = DayField(label=_("Given to the post on"))
    address = forms.CharField(label=_("Address on the letter"), max_length=LONGEST_NAME)


class LetterArrivedForm(Form):
    """When the post handed the letter over."""

    on = DayField(label=_("Handed over on"))


class LetterBackForm(Form):
    """When the letter came back, and why."""

    on = DayField(label=_("Came back on"))
    reason = forms.CharField(label=_("Reason that the post gives"), max_length=LONGEST_TEXT)
