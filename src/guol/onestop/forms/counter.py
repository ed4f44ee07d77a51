"""What a clerk types beside a procedure's own form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.web.forms import Form


class DropForm(Form):
    """Why an intake that was put aside is let go of."""

    why = forms.CharField(label=_("Why it is dropped"), max_length=200)
