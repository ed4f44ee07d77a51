"""What an administrator types of the calendar: days of all, and of one agency alone."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guol.kernel.worktime import DayKind, Session
from guol.procedures.gateways.proposing import Proposal
from guol.web.forms import DayField, Form

YEARS = range(2000, 2101)
LONGEST_NAME, LONGEST_SOURCE = 200, 300
KINDS = {
    DayKind.OFF: _("Off"),
    DayKind.MAKE_UP: _("Worked, to make up for another day"),
}
CERTAINTIES = {
    "seen": _("I read the text that orders it"),
    "unverified": _("the text was not read yet"),
}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_SESSION = re.compile(
    r"\s*(\d{1,2})(?:[:.hg](\d{2})?)?\s*[-\u2013]\s*(\d{1,2})(?:[:.hg](\d{2})?)?\s*", re.ASCII
)
_MINUTES = 60


class YearDayField(DayField):
    """A day in a year that the calendar has a page for."""

    def clean(self, value: Any) -> Any:
        """Return the day. Raises ``ValidationError`` for one far from our time."""
        day = super().clean(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(
                _("The calendar goes from 2000 to 2100. Please check the year.")
            )
        return day


def _source(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_SOURCE, **more)


class SaidForm(Form):
    """What a day of the calendar is, and how sure that is."""

    kind = forms.ChoiceField(
        label=_("What the day is"),
        choices=list(KINDS.items()),
        initial=DayKind.OFF,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of the day"), max_length=LONGEST_NAME)
    source = _source(_("Text that orders it"), help_text=_("Number, day, and who issued it."))
    certainty = forms.ChoiceField(
        label=_("Certainty"),
        choices=list(CERTAINTIES.items()),
        widget=forms.RadioSelect,
        initial="seen",
    )


class DayForm(SaidForm):
    """A day that nobody proposed."""

    day = YearDayField(label=_("Day"))
    field_order = ("day", "kind", "name", "source", "certainty")


class UsualForm(Form):
    """Why a day is as the week says after all."""

    note = _source(_("Why it is not so"))


class ProposedForm(Form):
    """Which of the proposed days are confirmed, all by the same text."""

    days = forms.MultipleChoiceField(label=_("Days to confirm"))
    source = _source(
        _("Text that orders them"),
        required=False,
        help_text=_("Empty: the library stays named as the source, to be checked."),
    )
    certainty = forms.ChoiceField(
        label=_("Certainty"),
        choices=list(CERTAINTIES.items()),
        widget=forms.RadioSelect,
        initial="unverified",
    )

    def offer(self, proposed: Iterable[Proposal]) -> "ProposedForm":
        """Let these days be chosen."""
        days = [(each.day.isoformat(), each.name) for each in proposed]
        self.fields["days"] = forms.MultipleChoiceField(
            label=self.fields["days"].label, choices=days
        )
        return self

    def clean(self) -> dict[str, Any]:
        """Refuse certainty without a text."""
        told = self.cleaned_data
        if told.get("certainty") == "seen" and "source" in told and not told["source"]:
            self.add_error("source", _("Name the text that you read."))
        return told


class CloseForm(Form):
    """From when to when an agency is closed, and who ordered it."""

    first = YearDayField(label=_("First day"))
    last = YearDayField(label=_("Until the end of"))
    name = forms.CharField(
        label=_("Why the agency is closed"),
        max_length=LONGEST_NAME,
        help_text=_("Flood, landslide, move: as applicants will read it."),
    )
    source = _source(_("Text that orders it"))


class ReopenForm(Form):
    """On which days an agency works after all."""

    first = YearDayField(label=_("First day"))
    last = YearDayField(label=_("Until the end of"))
    source = _source(_("Why it works after all"))


class HoursForm(Form):
    """Hours of a week, from a day on: seven rows, Monday first."""

    valid_from = YearDayField(label=_("From which day on"))
    source = _source(_("Text that orders it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, label in enumerate(WEEKDAYS, start=1):
            self.fields[f"d{number}"] = forms.CharField(
                label=label, required=False, max_length=100
            )

    @property
    def days(self) -> list[forms.BoundField]:
        """The boxes of the seven days."""
        return [self[f"d{number}"] for number, _label in enumerate(WEEKDAYS, start=1)]

    def clean(self) -> dict[str, Any]:
        """Read the sessions of each day; what cannot be read is said beside it."""
        for number, _label in enumerate(WEEKDAYS, start=1):
            typed = self.cleaned_data.get(f"d{number}", "")
            try:
                self.cleaned_data[f"d{number}"] = sessions_in(typed)
            except ValueError:
                self.add_error(
                    f"d{number}",
                    _("Write the hours as 7:30-11:30, 13:30-17:00; nothing for a day off."),
                )
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """Return what the action wants to know: the seven days as one week."""
        told = super().values()
        week = tuple(told.pop(f"d{number}") for number, _label in enumerate(WEEKDAYS, start=1))
        return told | {"week": week}


def sessions_in(typed: str) -> tuple[tuple[int, int], ...]:
    """Return sessions as minutes after midnight. Raises ``ValueError`` for what is none.

    >>> sessions_in("7:30-11:30, 13h30 - 17h"), sessions_in(" ")
    (((450, 690), (810, 1020)), ())
    """
    found = []
    for each in filter(None, map(str.strip, re.split("[,;]", typed))):
        read = _SESSION.fullmatch(each)
        if read is None or any(int(part or 0) >= _MINUTES for part in read.group(2, 4)):
            raise ValueError(each)
        hours = [int(part or 0) for part in read.groups()]
        found.append((hours[0] * _MINUTES + hours[1], hours[2] * _MINUTES + hours[3]))
    return tuple(found)


def hours_text(sessions: Sequence[Session]) -> str:
    """Return sessions as people write them.

    >>> hours_text([Session(opens=450, closes=690), Session(opens=810, closes=1020)])
    '7:30-11:30, 13:30-17:00'
    """
    return ", ".join(f"{_clock(each.opens)}-{_clock(each.closes)}" for each in sessions)


def _clock(minutes: int) -> str:
    return f"{minutes // _MINUTES}:{minutes % _MINUTES:02}"


def hours_initial(week: Sequence[Sequence[Session]], day: date) -> dict[str, Any]:
    """Return what the boxes of ``HoursForm`` begin with."""
    rows = {f"d{number}": hours_text(each) for number, each in enumerate(week, start=1)}
    return {"valid_from": day} | rows
