"""What somebody types who checks a paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 600


class CheckForm(forms.Form):
    """A paper's QR code or its number; and the number once more, to be compared."""

    ma = forms.CharField(
        label=_("Number on the paper, or what its QR code says"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    so = forms.CharField(
        label=_("Number printed on the paper"),
        help_text=_("Only with a QR code: so that a code from another paper is noticed."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
