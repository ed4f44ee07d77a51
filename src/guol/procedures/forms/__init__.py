"""What an administrator types into a draft, and the buttons of the editor."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.procedures.forms.boxes import Choices
from guol.procedures.forms.parts import Part
from guol.web.forms import Form

LONGEST_TEXT = 400_000


class PartForm(Form):
    """The boxes of one part, or of one row of it, filled with what stands in the draft.

    ``of`` are choices that the house knows, by slug of the part and name of the box.
    ``places`` is how many rows the list has, 0 for what is no row.
    """

    def __init__(
        self,
        part: Part,
        row: Mapping[str, Any],
        *,
        of: Mapping[str, Choices],
        key: str,
        seen: int,
        places: int = 0,
        place: int = 0,
    ) -> None:
        self.part = part
        typed: dict[str, Any] = {"key": key, "seen": seen, "place": place}
        for box in part.columns:
            typed |= box.typed(row.get(box.name))
        super().__init__({name: each for name, each in typed.items() if each not in ("", [])})
        for box in part.columns:
            self.fields |= box.fields(of.get(f"{part.slug}.{box.name}", {}))
        self._keep_what_no_list_has()
        if places:
            self.fields["place"] = forms.CharField(
                label=_("Its place in the list"),
                required=False,
                widget=forms.NumberInput(attrs={"min": 1, "max": places}),
            )

    def _keep_what_no_list_has(self) -> None:
        """Offer also what stands in the draft and in no list: a page must not lose it."""
        for name, box in self.fields.items():
            if not isinstance(box, forms.ChoiceField):
                continue
            typed = self.data.get(name, ())
            offered: Any = box.choices
            listed = list(offered)
            known = {str(value) for value, _label in listed}
            held = [typed] if isinstance(typed, str) else list(typed)
            box.choices = [*listed, *((each, each) for each in held if each not in known)]

    def full_clean(self) -> None:
        """Refuse nothing; but a label says which boxes no version goes without."""
        super().full_clean()
        for box in self.part.columns:
            if box.is_wanted and box.slot in self.fields:
                self.fields[box.slot].required = True

    def say_beside(self, name: str, sentence: str) -> None:
        """Say what is wrong beside the box it stands in, above all where it stands in none."""
        head = name.partition(".")[0]
        slots = [each.slot for each in self.part.columns if each.name == head]
        known = (name, *slots, head, f"{head}.value", f"{head}.0", f"{head}.also")
        box = next((each for each in known if each in self.fields), None)
        self.add_error(box, sentence)


class TextForm(Form):
    """A whole version as text, for those who write text."""

    text = forms.CharField(
        label=_("The procedure as text (YAML)"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        strip=False,
        required=False,
    )
    file = forms.FileField(label=_("Or a file with it"), required=False)


class NewForm(Form):
    """The code of a procedure that is to be written."""

    code = forms.CharField(
        label=_("Code of the new procedure"),
        max_length=40,
        help_text=_(
            "As in the national database: 1.001193. Letters, digits, dots and hyphens."
        ),
    )


class PressForm(Form):
    """A button that needs no words."""
