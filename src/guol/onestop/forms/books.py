"""What is typed into registers, as values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.onestop.forms import LONGEST_NAME, FilesField
from guol.onestop.rules.books import (
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_COPIES,
    MOST_PAGES,
    Wording,
)
from guol.onestop.words import CASES, GROUNDS
from guol.people.api import StaffMember
from guol.web.forms import Form

LONGEST_NOTE = 500


class SignedForm(Form):
    """A form under which a leader's name stands."""

    signer = forms.ChoiceField(label=_("Signed by"))

    def __init__(self, *args: Any, leaders: Sequence[StaffMember], **kwargs: Any) -> None:
        self._leaders = {each.post: each for each in leaders}
        super().__init__(*args, **kwargs)
        named = [(key, f"{each.name}, {each.title}") for key, each in self._leaders.items()]
        field = self.fields["signer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = named if len(named) == 1 else [("", _("Choose who signs")), *named]

    def clean_signer(self) -> StaffMember | None:
        """Return who signs."""
        return self._leaders.get(self.cleaned_data["signer"])


class CertifyForm(SignedForm):
    """What is to be certified, for whom, how much of it, and who signs."""

    case = forms.ChoiceField(label=_("What is certified"))
    requester = forms.CharField(
        label=_("Who asks for it"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    requester_paper = forms.CharField(
        label=_("Their identity paper"), max_length=LONGEST_NAME, required=False
    )
    what = forms.CharField(label=_("Paper or document"), max_length=LONGEST_TITLE)
    pages = forms.IntegerField(
        label=_("Pages of the original"), min_value=1, max_value=MOST_PAGES, initial=1
    )
    copies = forms.IntegerField(
        label=_("Copies under this number"), min_value=1, max_value=MOST_COPIES, initial=1
    )
    papers = FilesField(
        label=_("File of the electronic copy"),
        help_text=_("One picture or PDF of the original."),
        required=False,
    )
    interpreter = forms.CharField(
        label=_("Interpreter"), max_length=LONGEST_NAME, required=False
    )
    language = forms.CharField(
        label=_("Language interpreted into"), max_length=LONGEST_NAME, required=False
    )
    fee_ground = forms.ChoiceField(
        label=_("Free of charge because"),
        required=False,
        choices=[("", _("By the rule of the procedure")), *GROUNDS.items()],
    )
    fee_paper = forms.CharField(
        label=_("Paper seen for it"), required=False, max_length=LONGEST_NAME
    )
    field_order = (
        "case",
        "requester",
        "requester_paper",
        "what",
        "pages",
        "copies",
        "papers",
        "interpreter",
        "language",
        "signer",
        "fee_ground",
        "fee_paper",
    )
    kept: Sequence[Any] = ()

    def __init__(
        self,
        *args: Any,
        cases: Mapping[str, Sequence[Wording]],
        has_own_fee: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (register, [(each.case, CASES.get(each.case, each.title)) for each in told])
                for register, told in cases.items()
                if told
            ]
        if not has_own_fee:
            del self.fields["fee_ground"], self.fields["fee_paper"]

    def values(self) -> dict[str, Any]:
        """Return what is asked for, without the file and without who signs."""
        told = super().values()
        del told["papers"], told["signer"]
        return told


class OpenBookForm(Form):
    """Which register is opened, and whether the national registry is the book."""

    kind = forms.ChoiceField(label=_("Register book"))
    is_outside = forms.BooleanField(
        label=_("The national registry is the book; here stand its number and page only"),
        required=False,
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = kinds


class CloseBookForm(Form):
    """A remark on the closing of a register."""

    why = forms.CharField(label=_("Remark"), max_length=LONGEST_REASON, required=False)


class LockBookForm(SignedForm):
    """Who signed the count of a closed register."""


class VoidNumberForm(Form):
    """Why the number of a certification is void."""

    why = forms.CharField(label=_("Why the number is void"), max_length=LONGEST_REASON)


class NoteForm(Form):
    """A change beside an entry, and the paper that orders it."""

    what = forms.CharField(
        label=_("What changes"), max_length=LONGEST_NOTE, widget=forms.Textarea
    )
    ground = forms.CharField(
        label=_("On what paper: number, day, who signed"), max_length=LONGEST_REASON
    )


class EnterForm(Form):
    """Where the entry stands in the national registry, if that is the book."""

    outside_number = forms.CharField(
        label=_("Number in the national registry"), max_length=60, required=False
    )
    outside_page = forms.CharField(label=_("Page"), max_length=40, required=False)
