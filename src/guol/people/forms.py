"""What people type about themselves and others, as values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.people.events import UNKNOWN, Particulars
from guol.people.queries import AreaCard, StaffMember
from guol.web.forms import DayField, Form, PartialDateField

MOST = 200
LONG_PASSWORD = 300


class SignInForm(Form):
    """Login name and password. The password is not kept when it is wrong."""

    login = forms.CharField(
        label=_("Login name"),
        max_length=MOST,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONG_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(Form):
    """The present password and a new one, twice."""

    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=LONG_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters. A few words together are easy to remember."),
        strip=False,
        max_length=LONG_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again_password = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=LONG_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again_password(self) -> str:
        """Compare the two."""
        again = str(self.cleaned_data["again_password"])
        if again != self.cleaned_data.get("new_password", again):
            raise forms.ValidationError(
                _("The new password was typed in two ways. Type it twice alike.")
            )
        return again


class PersonForm(Form):
    """A person's particulars, as the person says them or as the papers show."""

    name = forms.CharField(
        label=_("Full name"), help_text=_("As on the papers, in one piece."), max_length=MOST
    )
    other_names = forms.CharField(
        label=_("Other names"),
        help_text=_("With commas between them."),
        max_length=MOST,
        required=False,
    )
    born = PartialDateField(
        label=_("Date of birth"),
        help_text=_("12/03/1948; or 3/1948 or 1948 if that is all that is known."),
        required=False,
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[
            ("", _("Not known")),
            ("male", _("Male")),
            ("female", _("Female")),
            ("other", _("Other")),
        ],
    )
    ethnic_group = forms.CharField(label=_("Ethnic group"), max_length=60, required=False)
    nationality = forms.CharField(
        label=_("Nationality"), max_length=60, required=False, initial="Việt Nam"
    )
    citizen_number = forms.CharField(
        label=_("Citizen's number"),
        help_text=_("The 12 digits on the card; leave it empty if there is none."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    residence = forms.ChoiceField(label=_("Residence"), required=False)
    address = forms.CharField(
        label=_("Address"),
        help_text=_("House, road, village."),
        max_length=MOST,
        required=False,
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=MOST, required=False)
    is_sure = forms.BooleanField(
        label=_("I have checked the card: it is another person with this number."),
        required=False,
    )

    def __init__(self, *args: Any, areas: tuple[AreaCard, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        residence = self.fields["residence"]
        if isinstance(residence, forms.ChoiceField):
            residence.choices = [
                ("", _("Not known")),
                *((each.key, each.name) for each in areas),
            ]

    def clean_citizen_number(self) -> str:
        """Return the number without the blanks and dots that people put between."""
        return str(self.cleaned_data["citizen_number"]).translate(
            {ord(each): None for each in " .-\u00a0"}
        )

    def particulars(self) -> Particulars:
        """Return what was typed as a value."""
        typed = {
            name: value
            for name, value in self.values().items()
            if name in Particulars.__dataclass_fields__
        }
        typed["born"] = typed["born"] or UNKNOWN
        others = [each.strip() for each in typed.pop("other_names").split(",")]
        return Particulars(**typed, other_names=tuple(filter(None, others)))

    @staticmethod
    def initial_of(given: Particulars) -> dict[str, Any]:
        """Return what a form shows that corrects ``given``."""
        return {
            "name": given.name,
            "other_names": ", ".join(given.other_names),
            "born": str(given.born),
            "sex": given.sex,
            "ethnic_group": given.ethnic_group,
            "nationality": given.nationality,
            "citizen_number": given.citizen_number,
            "residence": given.residence,
            "address": given.address,
            "phone": given.phone,
            "email": given.email,
        }


class CorrectionForm(PersonForm):
    """Particulars put right, and why."""

    why = forms.CharField(
        label=_("Why it is put right"),
        help_text=_("Such as: mistyped; by the judgement of 12/3/2026."),
        max_length=MOST,
    )


class DelegationForm(Form):
    """Whom to let act in one's post, and for how long."""

    post = forms.ChoiceField(label=_("Your post"))
    to = forms.ChoiceField(label=_("Who acts for you"))
    valid_from = DayField(label=_("From"), help_text=_("Day, month and year: 27/04/2026."))
    last_day = DayField(
        label=_("Last day"),
        help_text=_("The delegation ends in the evening of this day."),
    )
    about = forms.CharField(
        label=_("What it covers"),
        help_text=_("Such as: signing results while I am on leave."),
        max_length=MOST,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        posts: tuple[StaffMember, ...] = (),
        colleagues: tuple[StaffMember, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = [(each.post, each.title) for each in posts]
        others = {each.person: f"{each.name} ({each.title})" for each in colleagues}
        for name, choices in (("post", own), ("to", list(others.items()))):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class EmploymentForm(Form):
    """The post that a person takes up: an empty one, or a new one."""

    post = forms.ChoiceField(label=_("Post to take up"), required=False)
    agency = forms.ChoiceField(label=_("Agency of the new post"), required=False)
    role = forms.ChoiceField(label=_("Role of the new post"), required=False)
    title = forms.CharField(
        label=_("Title of the new post"),
        help_text=_("As it stands under a signature."),
        max_length=MOST,
        required=False,
    )
    valid_from = DayField(label=_("From"), help_text=_("Day, month and year: 27/04/2026."))

    def __init__(
        self,
        *args: Any,
        posts: Sequence[tuple[str, str]] = (),
        agencies: Sequence[tuple[str, str]] = (),
        roles: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "post": [("", _("A new post, as described below")), *posts],
            "agency": [("", _("Choose")), *agencies],
            "role": [("", _("Choose")), *roles],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for all of a new post."""
        typed = self.cleaned_data
        if not typed.get("post"):
            for name in ("agency", "role", "title"):
                if name not in self.errors and not typed.get(name):
                    label = self.fields[name].label
                    said = _("“%(label)s” is missing: an empty post was not chosen either.")
                    self.add_error(name, str(said) % {"label": label})
        return typed


class AccountForm(Form):
    """A login name and a first password, both chosen for the person."""

    login = forms.CharField(
        label=_("Login name"),
        help_text=_(
            "Small letters, digits, dots or hyphens. An account that the person has already"
            " gets the new password."
        ),
        max_length=MOST,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_("Tell it to the person alone; they change it under “Account”."),
        strip=False,
        max_length=LONG_PASSWORD,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class Question(Form):
    """What a page that changes nothing asks: it needs no key and has seen nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"], self.fields["seen"]


class LookForm(Question):
    """What to look at on a public page: a day, and a name."""

    ngay = DayField(label=_("As of"), required=False, help_text=_("Empty: today."))
    tim = forms.CharField(label=_("Name"), required=False, max_length=MOST)


class SearchForm(Question):
    """Whom to look for."""

    tim = forms.CharField(
        label=_("Name or citizen's number"),
        help_text=_("With or without diacritics; a part of the name will do."),
        required=False,
        max_length=MOST,
    )
