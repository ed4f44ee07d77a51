"""What somebody types who checks a paper."""

from typing import Any

from django import forms
from django.conf import settings
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


class CheckFileForm(forms.Form):
    """A file that bears its proof in itself; it is looked at and not kept."""

    tep = forms.FileField(
        label=_("File of a certified electronic copy (PDF)"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_tep(self) -> Any:
        """Return the file. Raises ``ValidationError`` for one larger than is taken here."""
        file = self.cleaned_data["tep"]
        if file.size > settings.GUOL_UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB; it was not given by this house."),
                params={"most": settings.GUOL_UPLOAD_MAX_BYTES // 2**20},
            )
        return file
