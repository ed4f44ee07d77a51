"""What lies before a clerk who takes somebody in: typed, scanned, put aside, begun anew.

A card reader types one long line wherever the keyboard is. So the line is looked for in what
was sent: in a box of the applicant it fills in the applicant, in one of the mother the mother.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.forms import TextInput
from django.http import Http404, HttpRequest, QueryDict

from guol.kernel.errors import Reason
from guol.onestop.forms import HELD, IntakeForm
from guol.onestop.forms.asking import FIELD
from guol.onestop.permits import Hand
from guol.onestop.queries.household import applicant_of_visit
from guol.onestop.queries.parking import Parked, parked, typed_in
from guol.onestop.rules.identity import (
    BAR,
    LEAST_PARTS,
    IdentityCard,
    answers_from,
    read_card,
    relation_to,
    sections_of_persons,
)
from guol.onestop.rules.receiving import PARKED, Coming
from guol.procedures.api import Version
from guol.web.words import say

SHOW, ACCEPT, PARK, MORE = "", "nhan", "tam", "tiep"
PARK_AND_CALL = "tam-goi"
LOOK = "co-san"  # the button that asks what the agency holds of the person
SAME = "nhu-"  # a button of a person's section: it is the applicant
ASKER = ("applicant", "paper", "address", "phone", "email")
OWN = frozenset({"csrfmiddlewaretoken", "di", "phieu"})
LONGEST_LINE = "600"
SALT = "guol.onestop.sitting"


@dataclass(slots=True, kw_only=True)
class Sitting:
    """One try at an intake: what was typed so far, and what the clerk wants of it."""

    wish: str
    typed: QueryDict | None = None
    initial: dict[str, Any] = field(default_factory=dict)
    parked: Parked | None = None
    visit: str = ""
    ticket: str = ""  # the number in the queue with which the person came to the window
    opened: str = ""
    went: str = ""  # the box after which the clerk goes on
    faults: dict[str, Reason] = field(default_factory=dict)
    card: IdentityCard | None = None
    pad: str = ""  # a receipt that was written by hand, as asked for or as typed

    @property
    def is_looking(self) -> bool:
        """Whether the clerk just asked what the agency holds."""
        return self.wish == SHOW and self.went == HELD

    def said_of(self, box: str) -> str:
        """Return what was typed of who asks, or stands there to begin with."""
        told = self.typed if self.typed is not None else self.initial
        return str(told.get(box, ""))

    @property
    def opened_at(self) -> datetime | None:
        """When the form was first shown; None for a mark that is not ours."""
        try:
            return datetime.fromtimestamp(int(signing.loads(self.opened, salt=SALT)), UTC)
        except (signing.BadSignature, TypeError, ValueError, OverflowError):
            return None

    @property
    def coming(self) -> Coming | None:
        """When the person came, if that counts and not the hour of the press."""
        if self.parked is None or (self.typed is not None and self.typed.get("bay_gio")):
            return None
        return Coming(at=self.parked.came_at, how=PARKED)

    def mark(self, form: IntakeForm) -> None:
        """Say what could not be scanned, and lead the keyboard to what is to be typed next."""
        if self.wish == SHOW:
            form.errors.clear()
        for name, no in self.faults.items():
            form.add_error(name, say(no))
        if self.typed is not None and not form.errors:
            _lead(form, self.typed, after=self.went)


def sit_down(request: HttpRequest, of: Version, hand: Hand, *, now: datetime) -> Sitting:
    """Return what lies before the clerk. Raises ``Http404`` for what is put aside elsewhere."""
    if request.method == "POST":
        return _sent(request, of, hand)
    opened = signing.dumps(int(now.timestamp()), salt=SALT)
    visit = request.GET.get("luot", "")[:64]
    if key := request.GET.get("tam", ""):
        aside = parked(key, [hand.desk])
        if aside is None or aside.procedure != of.code:
            raise Http404
        typed = QueryDict(mutable=True)
        for name, value in typed_in(key):
            typed.appendlist(name, value)
        return Sitting(
            wish=SHOW,
            typed=typed,
            parked=aside,
            visit=typed.get("luot", ""),
            opened=typed.get("mo", opened),
            pad=typed.get("giay", "")[:64],
        )
    asks = applicant_of_visit(visit, hand.desk) if visit else None
    initial = {}
    if asks:
        initial = {"applicant": asks.name} | {
            name: getattr(asks, name) for name in ASKER if name != "applicant"
        }
    number = request.GET.get("phieu", "")[:64]
    pad = request.GET.get("giay", "")[:64]
    if pad:
        initial["pad_number"] = pad
    return Sitting(
        wish=SHOW, initial=initial, visit=visit, ticket=number, opened=opened, pad=pad
    )


def open_to_scans(form: IntakeForm) -> None:
    """Let boxes take the long line of a card, and give each section a key of its own."""
    for each in form.fields.values():
        if isinstance(each.widget, TextInput) and "maxlength" in each.widget.attrs:
            each.widget.attrs["maxlength"] = LONGEST_LINE
    for place, section in enumerate(form.sections[:9], start=1):
        if section.fields:
            section.fields[0].field.widget.attrs["accesskey"] = str(place)


def _sent(request: HttpRequest, of: Version, hand: Hand) -> Sitting:
    typed = request.POST.copy()
    asked = typed.get("di", ACCEPT)
    sitting = Sitting(
        wish=asked if asked in {PARK, PARK_AND_CALL, MORE} else ACCEPT,
        typed=typed,
        visit=typed.get("luot", "")[:64],
        ticket=typed.get("phieu", "")[:64],
        opened=typed.get("mo", ""),
        pad=typed.get("giay", "")[:64],
    )
    if key := typed.get("tam", ""):
        sitting.parked = parked(key, [hand.desk])
    if asked.startswith(SAME):
        sitting.wish = SHOW
        _same(sitting, typed, of, asked.removeprefix(SAME))
    elif asked == LOOK:
        sitting.wish, sitting.went = SHOW, HELD
    elif box := _scanned(typed):
        sitting.wish, sitting.went = SHOW, box
        _fill_from_card(sitting, typed, of, box)
    return sitting


def _scanned(typed: QueryDict) -> str:
    """Return the box into which a card was scanned, empty for none."""
    boxes = (name for name in typed if name in ASKER or name.startswith(FIELD))
    return next((box for box in boxes if typed[box].count(BAR) >= LEAST_PARTS - 1), "")


def _fill_from_card(sitting: Sitting, typed: QueryDict, of: Version, box: str) -> None:
    card = read_card(str(typed[box]))
    if not isinstance(card, IdentityCard):
        sitting.faults = {box: card}
        return
    sitting.card = card
    typed[box] = ""
    if box in ASKER:
        typed["the"] = card.as_line()
        told = {"applicant": card.name, "paper": card.number, "address": card.address}
    else:
        asked = (each.section for each in of.fields if FIELD + each.name == box)
        section = next(asked, "")  # a box of a repeated row is of no one person
        told = _named(answers_from(card, of.fields, section))
    _put(typed, told)


def _same(sitting: Sitting, typed: QueryDict, of: Version, place: str) -> None:
    """Let the person of a section be the applicant."""
    section = dict(same_buttons(of)).get(SAME + place, "")
    line = read_card(str(typed.get("the", "")))
    told = relation_to(of.fields, section)
    if isinstance(line, IdentityCard) and line.name == typed.get("applicant"):
        told |= answers_from(line, of.fields, section)
    else:
        told |= _as_typed(typed, of, section)
    _put(typed, _named(told))
    inside = [FIELD + each.name for each in of.fields if each.section == section]
    sitting.went = inside[-1] if inside else ""


def same_buttons(of: Version) -> tuple[tuple[str, str], ...]:
    """Return, for each section about a person, its button's value and its heading."""
    sections = sections_of_persons(of.fields)
    return tuple((f"{SAME}{place}", section) for place, section in enumerate(sections))


def _as_typed(typed: QueryDict, of: Version, section: str) -> dict[str, str]:
    """Return what was typed of the applicant as answers of a section."""
    by_kind = {"person_name": "applicant", "citizen_number": "paper"}
    told = {}
    for each in of.fields:
        if each.section != section:
            continue
        is_home = each.name.endswith(("home", "address"))
        box = "address" if is_home else by_kind.get(each.kind, "")
        if answer := str(typed.get(box, "")):
            told[each.name] = answer
    return told


def _named(answers: dict[str, str]) -> dict[str, str]:
    return {FIELD + name: value for name, value in answers.items()}


def _put(typed: QueryDict, told: dict[str, str]) -> None:
    for name, value in told.items():
        typed[name] = value


def _lead(form: IntakeForm, typed: QueryDict, *, after: str) -> None:
    """Let the keyboard begin at the first empty box behind the one that was left."""
    if after == HELD:  # what was asked for stands there, or that there is nothing
        _focus(form, HELD if HELD in form.fields else "laid")
        return
    order = [bound.name for section in form.sections for bound in section.fields]
    rest = order[order.index(after) + 1 :] if after in order else order
    boxes = [name for name in rest if _is_typed_into(form, name)]
    _focus(form, next((name for name in boxes if not typed.get(name)), ""))


def _focus(form: IntakeForm, name: str) -> None:
    """Let the keyboard begin at a box, and at no other."""
    for each in form.fields.values():
        each.widget.attrs.pop("autofocus", None)
    if name:
        form.fields[name].widget.attrs["autofocus"] = True


def _is_typed_into(form: IntakeForm, name: str) -> bool:
    return getattr(form.fields[name].widget, "input_type", "") in {"text", "email", "select"}


def pairs_kept(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return what is kept of an intake that is put aside: all but marks of the page."""
    return tuple((name, value) for name, value in pairs if name not in OWN)
