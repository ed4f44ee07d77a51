"""What people type at the one-stop counter and at home, as values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from guol.kernel.clock import VIETNAM, legal_day, local, utc_now
from guol.onestop.events import Applicant, Given, PaperGiven, Wanted
from guol.onestop.forms.asking import FIELD, GROW, Asking, field_of, text_of
from guol.onestop.rules.clock import COUNTER, POST
from guol.onestop.rules.held import HeldPaper
from guol.onestop.rules.pads import read_written
from guol.onestop.words import CHANNELS, GROUNDS, HOW
from guol.people.api import StaffMember
from guol.procedures.api import (
    Asked,
    Facts,
    Field,
    RequiredPaper,
    Version,
    facts_of,
    papers_asked,
    questions_of_rights,
)
from guol.procedures.events import POSTMARK, Locality, text_of_limit
from guol.web.forms import DayField, Form

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
LONGEST_STATEMENT = 200_000
BY_TRANSFER, BY_POST, SEEN = "transfer", "post", "seen"
LONGEST_PERIOD_DAYS = 366
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)  # no register of ours lies outside
HELD = "held"
PAPER = "g-"  # names of a version's papers inside a form
EMPTY: tuple[object, ...] = (None, "", [])


FILES = "image/*,application/pdf"
CAMERA = {  # what the buttons say by which a telephone photographs page after page
    "data-shoot": _("Photograph it"),
    "data-next": _("Photograph the next page"),
    "data-undo": _("Drop the last page"),
    "data-pages": _("Pages so far:"),
}


class KeptInput(forms.FileInput):
    """A box whose files may come in pieces, ahead of their form, and are then named by it."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the attributes, and how it is said how much of a file is sent."""
        return super().build_attrs(*args, **kwargs) | {"data-up": _("Sent: #")}

    def use_required_attribute(self, initial: Any) -> bool:
        """Leave it to whoever keeps the files: they may be here already."""
        del initial
        return False


class FilesInput(KeptInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what is in them is looked at by whoever keeps them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files that came, none for none."""
        if not data:
            return super().clean(None, initial)
        return data


class PagesInput(KeptInput):
    """A box for one paper of several pages; a telephone photographs them one by one."""

    allow_multiple_selected = True


class PaperField(forms.FileField):
    """One paper; whether it is there, now or from an earlier try, is judged by the page."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file that came, if one came; what is in it is looked at elsewhere."""
        del initial
        return data or None


def paper_field(paper: RequiredPaper, *, is_optional: bool) -> forms.Field:
    """Return the box for one paper of the procedure; that it is there is judged later."""
    return PaperField(
        label=paper.name,
        required=not is_optional,
        help_text=_("Several pictures become one paper, in their order."),
        widget=PagesInput(attrs={"accept": FILES, "multiple": True, **CAMERA}),
    )


class WrittenField(forms.CharField):
    """An hour as it was written by hand, with its day."""

    def to_python(self, value: Any) -> Any:
        """Return the instant. Raises ``ValidationError`` for what is no hour."""
        if not value or isinstance(value, datetime):
            return value or None
        written = read_written(str(value), legal_day(utc_now()))
        if written is None:
            raise forms.ValidationError(
                _("Write hour and day as on the paper: 7:40 24/11/2026.")
            )
        return written

    def run_validators(self, value: Any) -> None:
        """Leave it: what came is an instant, no text."""


class ArrivedField(WrittenField):
    """When the post came, or what its stamp says: an hour with its day, or the day alone."""

    def to_python(self, value: Any) -> Any:
        """Return the instant, of a day its first. Raises ``ValidationError`` for neither."""
        try:
            return super().to_python(value)
        except forms.ValidationError as no:
            day = DayField(error_messages={"invalid_date": no.message}).to_python(value)
        return datetime.combine(day, time(), tzinfo=VIETNAM) if day else None


def locality_box(version: Version) -> forms.Field | None:
    """Return the boxes for places and cases that add time; None where the version has none."""
    choices = [(each.flag, _said_of(each)) for each in version.timing.localities]
    if not choices:
        return None
    return forms.MultipleChoiceField(
        label=_("What adds time to the limit"),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _said_of(place: Locality) -> str:
    """Return what adds time, how much, and whether that was held against the law."""
    told = f"{place.what[:1].upper()}{place.what[1:]}: + {text_of_limit(place.more)}"
    if place.certainty == SEEN:
        return told
    return str(_("%(what)s (not yet held against the law)") % {"what": told})


class PressForm(Form):
    """A button that needs no words."""


class AcceptForm(Form):
    """Accepting a dossier that was lodged."""

    fee_ground = forms.ChoiceField(
        label=_("Free of charge because"),
        required=False,
        choices=[("", _("By the rule of the procedure")), *GROUNDS.items()],
    )
    fee_paper = forms.CharField(
        label=_("Paper seen for it"), required=False, max_length=LONGEST_NAME
    )
    is_handed_over = forms.BooleanField(
        label=_("Papers are scanned: hand over at once"), required=False
    )

    def __init__(self, *args: Any, version: Version | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version and (box := locality_box(version)):
            self.fields["localities"] = box

    def values(self) -> dict[str, Any]:
        """Return what the clerk decides."""
        return {"localities": ()} | super().values()


class StepsForm(Form):
    """Doing a step and passing on; whoever assigns names the officer."""

    note = forms.CharField(
        label=_("Note for the next"), required=False, max_length=LONGEST_TEXT
    )

    def __init__(self, *args: Any, officers: Sequence[StaffMember] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if officers:
            choices = [(each.person, f"{each.name} ({each.title})") for each in officers]
            self.fields["assigned"] = forms.ChoiceField(
                label=_("Officer who appraises"), choices=choices
            )
            self.order_fields(["assigned", "note"])

    def values(self) -> dict[str, Any]:
        """Return note and officer."""
        return {"assigned": ""} | super().values()


class NumberForm(Form):
    """The number that another system gave, typed from its screen."""

    number = forms.CharField(
        label=_("Number given by the other system"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    book = forms.CharField(
        label=_("Number and year in the register book"), required=False, max_length=60
    )


class SupplementForm(Form):
    """What is missing, and why."""

    reason = forms.CharField(
        label=_("What is wrong or missing, in words for the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, papers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(place), name) for place, name in enumerate(papers)]
        self._papers = papers
        self.fields["papers"] = forms.MultipleChoiceField(
            label=_("Papers that are wanted"),
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["other"] = forms.CharField(
            label=_("Another paper"), required=False, max_length=LONGEST_NAME
        )
        self.order_fields(["papers", "other", "reason"])

    def values(self) -> dict[str, Any]:
        """Return what is wanted, a line each."""
        given = self.cleaned_data
        names = [self._papers[int(place)] for place in given["papers"]]
        names += [given["other"]] if given["other"] else []
        names = names or [str(_("What the form says"))]
        return {"wanted": tuple(Wanted(name=name, reason=given["reason"]) for name in names)}


class TakeSupplementForm(Form):
    """Finding that what was missing is there."""

    supplement = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class RefuseForm(Form):
    """Why the dossier is not taken, and where else the applicant can turn."""

    reason = forms.CharField(
        label=_("Why, naming the rule"), max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    way_on = forms.CharField(
        label=_("What the applicant can do now"), required=False, max_length=LONGEST_TEXT
    )


class ReturnForm(Form):
    """Who took the result."""

    receiver = forms.CharField(label=_("Handed to"), max_length=LONGEST_NAME)
    how = forms.ChoiceField(
        label=_("How"),
        choices=[(key, word) for key, word in HOW.items() if key != "post"],  # has its own form
        initial="counter",
    )
    relation = forms.CharField(
        label=_("Who they are to the applicant"), required=False, max_length=LONGEST_NAME
    )
    paper = forms.CharField(
        label=_("Number of their identity paper"), required=False, max_length=40
    )
    authorisation = forms.CharField(
        label=_("Authorisation: number and day"),
        help_text=_("A birth certificate too, when a parent comes for a child."),
        required=False,
        max_length=LONGEST_NAME,
    )
    scan = PaperField(
        label=_("Or its scan"),
        required=False,
        widget=KeptInput(attrs={"accept": FILES}),
    )
    aside = ("relation", "paper", "authorisation", "scan")
    aside_title = _("Somebody else came for it")
    aside_hint = _("Relation, identity paper and authorisation all have to be there.")
    kept: Sequence[Any] = ()
    papers: tuple[PaperGiven, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return who took it; the scan as the paper that it is."""
        told = super().values()
        del told["scan"]
        return told | {"papers": self.papers}


class FeeForm(Form):
    """Taking the fee, or forgoing it."""

    ground = forms.ChoiceField(
        label=_("The fee is"),
        required=False,
        choices=[
            ("", _("taken in cash")),
            (BY_TRANSFER, _("paid by transfer")),
            *GROUNDS.items(),
        ],
    )
    paper = forms.CharField(
        label=_("Paper seen, or line of the statement"),
        help_text=_("For an exemption the paper and its number; for a transfer the line."),
        required=False,
        max_length=LONGEST_NAME,
    )
    medium = forms.ChoiceField(
        label=_("Fee receipt"),
        required=False,
        choices=[
            ("", _("from the open book")),
            ("paper", _("on paper")),
            ("electronic", _("electronic")),
        ],
    )

    def values(self) -> dict[str, Any]:
        """Return ground and paper of an exemption, or the line of a transfer."""
        told = super().values()
        if told["ground"] == BY_TRANSFER:
            line = told["paper"] or " "
            return {"bank_line": line, "medium": told["medium"]}
        return told


class ReprintForm(Form):
    """How the person who lost a receipt was recognised."""

    checked = forms.CharField(
        label=_("Identity paper seen, with its number"), max_length=LONGEST_NAME
    )


class WithdrawForm(Form):
    """Why the applicant takes the dossier back."""

    reason = forms.CharField(label=_("Why, in the applicant's words"), max_length=LONGEST_TEXT)


class NumberFeeForm(FeeForm):
    """Taking what a certification costs; it was forgone when it was numbered, or not at all."""

    ground = forms.ChoiceField(
        label=_("The fee is"),
        required=False,
        choices=[("", _("taken in cash")), (BY_TRANSFER, _("paid by transfer"))],
    )


class StatementForm(Form):
    """Lines of the bank's statement, pasted or as a file, and whether to book them."""

    text = forms.CharField(
        label=_("Lines of the statement"),
        help_text=_("Copy them from the page of the bank; one line is one payment."),
        required=False,
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea,
    )
    file = forms.FileField(label=_("Or the file that the bank gives (CSV)"), required=False)

    def statement(self) -> str:
        """Return what was pasted or sent, as text."""
        sent = self.cleaned_data.get("file")
        content = sent.read(LONGEST_STATEMENT).decode("utf-8-sig", "replace") if sent else ""
        return "\n".join(filter(None, (self.cleaned_data.get("text", ""), content)))


class Question(Form):
    """A form that asks and changes nothing: it needs no key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"], self.fields["seen"]


class FollowForm(Question):
    """Number and secret of a dossier, from the receipt or the message."""

    name = forms.CharField(
        label=_("Dossier number or lodging reference"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the number that stands on your receipt.")},
    )
    secret = forms.CharField(
        label=_("Secret code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the secret code that stands beside it.")},
    )


class PeriodForm(Question):
    """From which day to which."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    def period(self, today: date) -> tuple[date, date]:
        """Return the days asked for; this month to today when none can be read."""
        given: dict[str, Any] = {}
        if self.is_bound:
            self.full_clean()
            given = self.cleaned_data
        last = given.get("last") or today
        first = given.get("first") or last.replace(day=1)
        first, last = (min(max(each, EARLIEST), LATEST) for each in sorted((first, last)))
        if (last - first).days > LONGEST_PERIOD_DAYS:
            first = date.fromordinal(last.toordinal() - LONGEST_PERIOD_DAYS)
        return first, last


def officers_of(staff: Iterable[StaffMember], roles: frozenset[str]) -> list[StaffMember]:
    """Return those who work in one of these roles, one line a person."""
    found = {each.person: each for each in staff if each.role in roles}
    return list(found.values())


class AnswerForm(Form):
    """What an applicant sends after being asked."""

    papers = FilesField(
        label=_("Papers, as pictures or PDF"),
        help_text=_("You can choose several files at once."),
        required=False,
        widget=FilesInput(attrs={"accept": FILES, **CAMERA}),
    )
    words = forms.CharField(
        label=_("A word to the officer"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )
    kept: Sequence[Any] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a form under one heading."""

    title: str
    fields: tuple[forms.BoundField, ...]

    @property
    def is_of_papers(self) -> bool:
        """Whether the papers of the dossier stand here."""
        return any(each.name == "laid" or each.name.startswith(PAPER) for each in self.fields)


def _held_box(held: Iterable[HeldPaper]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("The agency holds these already: tick those that are still right"),
        choices=[(each.mark, each.name) for each in held],
        error_messages={"invalid_choice": _("What you ticked is not held any more.")},
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LodgeForm(Form):
    """A procedure's form: who asks, what the version asks for, and its papers.

    The fields of the version are typed; ``answers`` returns them as the log keeps them.
    """

    kept: Sequence[Any] = ()
    held: Sequence[HeldPaper] = ()
    at_counter = False

    def __init__(
        self,
        *args: Any,
        version: Version,
        agencies: Sequence[tuple[str, str]],
        today: date,
        home: str = "",
        known: Callable[[Field], str] = lambda _field: "",
        held: Sequence[HeldPaper] = (),
        **kwargs: Any,
    ) -> None:
        self.held = held
        data = args[0] if args else kwargs.get("data")
        self.version = version
        self.asking = Asking(version, data, today, known)
        self._sections: dict[str, list[str]] = {}
        self._asked: dict[str, forms.Field] = {}
        self._add_asker(agencies, home)
        for section, name, box in self.asking.boxes():
            self._add(section, name, box)
        for paper, is_wanted in papers_asked(version, self.asking.facts):
            if paper.is_brought:
                place = version.papers.index(paper)
                box = paper_field(paper, is_optional=self.at_counter or not is_wanted)
                self._add(str(_("Papers")), f"{PAPER}{place}", box)
        self._add_more()
        if held:
            self._add(str(_("Papers")), HELD, _held_box(held))
        # before the base class looks, so that these fields speak our sentences like its own
        vars(self)["base_fields"] = {**self.base_fields, **self._asked}
        super().__init__(*args, **kwargs)

    @property
    def sections(self) -> list[Section]:
        """The form's parts, in order."""
        return [
            Section(title=title, fields=tuple(self[name] for name in names))
            for title, names in self._sections.items()
        ]

    def asker(self, person: str = "") -> Applicant:
        """Return who asks."""
        given = self.cleaned_data
        return Applicant(
            name=given["applicant"],
            person=person,
            paper=given["paper"],
            address=given["address"],
            phone=given["phone"],
            email=given["email"],
        )

    def taken_over(self) -> tuple[HeldPaper, ...]:
        """Return the papers that were ticked among those held already."""
        ticked = () if self.errors.get(HELD) else self.cleaned_data.get(HELD, ())
        return tuple(each for each in self.held if each.mark in ticked)

    def answers(self) -> tuple[Given, ...]:
        """Return what was answered, each with the question as it stood then."""
        given = [(each, self.cleaned_data.get(FIELD + each.name)) for each in self.asking.asked]
        return tuple(
            Given(
                name=each.name,
                label=each.label,
                value=each.field.in_words(text_of(value)),
            )
            for each, value in given
            if value not in EMPTY
        )

    def facts(self, papers: Iterable[str] = ()) -> Facts:
        """Return the facts that rules are asked with; ``papers`` are names of those there."""
        answers = {each.name: each.value for each in self.answers()}
        return facts_of(self.version, answers, self.asking.today, papers=papers)

    @property
    def held_lines(self) -> list[tuple[BoundWidget, HeldPaper]]:
        """The papers held already, each with its box."""
        boxes = self[HELD].subwidgets if self.held else ()
        return list(zip(boxes, self.held, strict=True))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the next try brings along, unseen."""
        return self.asking.carried

    @property
    def grows(self) -> list[tuple[str, str]]:
        """The groups that may grow: what the button says, and what one row is called."""
        return [(GROW + name, label) for name, label in self.asking.room.items()]

    def _add_more(self) -> None:
        """Add what a kind of form has beyond the others."""

    def _add(self, section: str, name: str, field: forms.Field) -> None:
        self._asked[name] = field
        self._sections.setdefault(section, []).append(name)

    def _move(self, name: str, section: str) -> None:
        """Let a question stand at the end of another section."""
        for title, names in list(self._sections.items()):
            if name in names:
                names.remove(name)
                if not names:
                    del self._sections[title]
        self._sections.setdefault(section, []).append(name)

    def _add_asker(self, agencies: Sequence[tuple[str, str]], home: str) -> None:
        who, where = str(_("Who asks")), str(_("Where"))
        self._add(
            where,
            "competent",
            forms.ChoiceField(
                label=_("Agency of the place where you live"),
                choices=[("", _("Choose a place")), *agencies],
                initial=home,
            ),
        )
        name = forms.CharField(label=_("Full name"), max_length=LONGEST_NAME)
        self._add(who, "applicant", name)
        for key, label, hint in (
            ("paper", _("Identity number or paper"), _("Leave it empty if you have none.")),
            ("address", _("Address"), ""),
            ("phone", _("Telephone"), _("We call it when something is unclear.")),
        ):
            field = forms.CharField(
                label=label, help_text=hint, required=False, max_length=LONGEST_NAME
            )
            self._add(who, key, field)
        email = forms.EmailField(
            label=_("E-mail for messages"),
            required=False,
            error_messages={
                "invalid": _("An e-mail address looks like ten@example.vn. Please check it.")
            },
        )
        self._add(who, "email", email)
        if not self.version.is_in_person and not self.version.legs:
            post = forms.CharField(
                label=_("Send the result by public post to"),
                help_text=_("An address. Leave it empty to collect the result yourself."),
                required=False,
                max_length=LONGEST_NAME,
            )
            self._add(where, "deliver_to", post)


class RightsForm(Form):
    """The questions on which it depends whether somebody has a right to the result."""

    def __init__(self, *args: Any, version: Version, today: date, **kwargs: Any) -> None:
        asked = [Asked(field=each) for each in questions_of_rights(version)]
        self._asked = {FIELD + each.name: field_of(each, today) for each in asked}
        for box in self._asked.values():
            box.required = False
        vars(self)["base_fields"] = {**self.base_fields, **self._asked}
        super().__init__(*args, **kwargs)

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The questions, in order."""
        return [self[name] for name in self._asked]

    def answers(self) -> dict[str, str]:
        """Return what was answered, by question."""
        return {
            name.removeprefix(FIELD): text_of(value)
            for name in self._asked
            if (value := self.cleaned_data.get(name)) not in EMPTY
        }


class TrialForm(LodgeForm):
    """The questions and papers of a version that is tried, and when the case would come."""

    def received_at(self) -> datetime:
        """Return when the case would be received: as typed, or now."""
        data = self.data
        try:
            day = DayField().to_python(data.get("received_on", ""))
            hour = time.fromisoformat(str(data.get("hour", "")).zfill(5))
        except (forms.ValidationError, ValueError):
            return utc_now()
        return datetime.combine(day, hour, tzinfo=VIETNAM) if day else utc_now()

    def name(self) -> str:
        """Return under what name the case is kept."""
        return str(self.data.get("sample", "")).strip()[:LONGEST_NAME] or str(_("Case"))

    def _add_asker(self, agencies: Sequence[tuple[str, str]], home: str) -> None:
        del agencies, home  # who asks, and where, is no part of the version

    def _add_more(self) -> None:
        about = str(_("The case"))
        now = local(utc_now())
        self._add(about, "received_on", DayField(label=_("Received on"), initial=now.date()))
        hour = forms.TimeField(label=_("At"), initial=f"{now:%H:%M}", widget=forms.TextInput())
        self._add(about, "hour", hour)
        self._add(
            about,
            "sample",
            forms.CharField(
                label=_("Keep the case as"), required=False, max_length=LONGEST_NAME
            ),
        )


class IntakeForm(LodgeForm):
    """The same at the counter, with what the clerk decides."""

    at_counter = True

    def __init__(self, *args: Any, has_pad: bool = False, **kwargs: Any) -> None:
        self._has_pad = has_pad
        super().__init__(*args, **kwargs)

    def _add_pad(self) -> None:
        """Ask for number and hour of a receipt that was written by hand; they come first."""
        later = self._sections
        self._sections = {}
        paper = str(_("Written by hand, without power"))
        number = forms.CharField(label=_("Number on the pad"), max_length=64)
        self._add(paper, "pad_number", number)
        self._add(paper, "written_at", WrittenField(label=_("Hour and day on the paper")))
        self._sections |= later

    def _add_more(self) -> None:
        if self._has_pad:
            self._add_pad()
        end = str(_("Decision"))
        laid = [(str(place), each.name) for place, each in enumerate(self.version.papers)]
        self._add(
            str(_("Papers")),
            "laid",
            forms.MultipleChoiceField(
                label=_("Laid on the counter"),
                choices=laid,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        )
        first = "written_at" if self._has_pad else "applicant"
        self._asked[first].widget.attrs["autofocus"] = True
        for field in self._asked.values():
            field.help_text = ""  # who sits at the counter knows; the screen stays short
        self._move("competent", end)
        if "deliver_to" in self._asked:
            self._move("deliver_to", end)
        self._add(
            end,
            "channel",
            forms.ChoiceField(
                label=_("How it came"),
                choices=[(str(code), CHANNELS[code]) for code in (COUNTER, POST)],
                initial=str(COUNTER),
            ),
        )
        if BY_POST in self.version.ways:
            is_stamped = self.version.timing.postal_start == POSTMARK
            arrived = _("Day of the postmark") if is_stamped else _("When the post came")
            self._add(
                end,
                "arrived_at",
                ArrivedField(
                    label=arrived,
                    help_text=_("Hour and day, or the day alone: 7:40 24/11/2026."),
                    required=False,
                ),
            )
        if places := locality_box(self.version):
            self._add(end, "localities", places)
        self._add(
            end,
            "fee_ground",
            forms.ChoiceField(
                label=_("Free of charge because"),
                required=False,
                choices=[("", _("By the rule of the procedure")), *GROUNDS.items()],
            ),
        )
        self._add(
            end,
            "fee_paper",
            forms.CharField(
                label=_("Paper seen for it"), required=False, max_length=LONGEST_NAME
            ),
        )
        self._add(
            end,
            "is_handed_over",
            forms.BooleanField(
                label=_("Papers are scanned: hand over at once"), required=False
            ),
        )
        self._add(
            end,
            "helper",
            forms.CharField(
                label=_("Helped by (village, digital team)"),
                required=False,
                max_length=LONGEST_NAME,
            ),
        )
