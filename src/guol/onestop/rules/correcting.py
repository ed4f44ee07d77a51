"""Putting right what is wrong, without hiding what was there. Pure.

Entries are read from the log: as lodged, then every correction in its order. A dossier is
given back to the step before, or reopened at the step where it stood, as the log has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from guol.kernel.event import Event
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    DossierLodged,
    Place,
    ResultReturned,
    StepsTaken,
    StepTaken,
    SupplementAccepted,
)
from guol.onestop.events.correcting import (
    DossierReopened,
    EntryCorrected,
    StepReturned,
)

FORM, PAPER, FEE = "f-", "paper-", "fee"
ASKER = ("applicant", "paper", "address", "phone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a dossier says in one place now, and what stood there before, the oldest first."""

    name: str
    label: str
    value: str
    before: tuple[str, ...] = field(default=())


def entries_of(lodged: DossierLodged, events: Iterable[Event]) -> dict[str, Entry]:
    """Return every entry of a dossier by name: who asks, the form, the papers."""
    asks = lodged.applicant
    found = {
        "applicant": asks.name,
        "paper": asks.paper,
        "address": asks.address,
        "phone": asks.phone,
        "email": asks.email,
    }
    entries = {name: Entry(name=name, label="", value=value) for name, value in found.items()}
    for given in lodged.fields:
        name = FORM + given.name
        entries[name] = Entry(name=name, label=given.label, value=given.value)
    for place, paper in enumerate(lodged.papers):
        name = f"{PAPER}{place}"
        entries[name] = Entry(name=name, label=paper.name, value=paper.name)
    for event in events:
        for each in event.corrections if isinstance(event, EntryCorrected) else ():
            old = entries.get(each.name) or Entry(
                name=each.name, label=each.label, value=each.was
            )
            entries[each.name] = replace(
                old, label=each.label, value=each.now, before=(*old.before, each.was)
            )
    return entries


def corrected(lodged: DossierLodged, events: Iterable[Event]) -> DossierLodged:
    """Return the lodging as it reads now; what it was stays in the log."""
    entries = entries_of(lodged, events)
    if not any(each.before for each in entries.values()):
        return lodged
    asks = replace(
        lodged.applicant,
        name=entries["applicant"].value,
        paper=entries["paper"].value,
        address=entries["address"].value,
        phone=entries["phone"].value,
        email=entries["email"].value,
    )
    return replace(
        lodged,
        applicant=asks,
        fields=tuple(
            replace(given, value=entries[FORM + given.name].value) for given in lodged.fields
        ),
        papers=tuple(
            replace(paper, name=entries[f"{PAPER}{place}"].value)
            for place, paper in enumerate(lodged.papers)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A press that passed a dossier on: the last step it did, at which desk."""

    taken: StepTaken
    desk: str


def given_by(events: Iterable[Event]) -> Hand | None:
    """Return who passed the dossier to where it stands now, None where nobody did.

    What was given back is no longer with who gave it back: the press before that one counts.
    """
    presses: list[Hand] = []
    for event in events:
        if isinstance(event, DossierAccepted | StepsTaken) and event.taken:
            presses.append(Hand(taken=event.taken[-1], desk=event.act.desk))
        elif isinstance(event, StepReturned) and presses:
            presses.pop()
        elif isinstance(event, DossierReopened):
            step = event.place.step
            while presses and presses[-1].taken.step >= step:
                presses.pop()
    return presses[-1] if presses else None


def stood_at(events: Iterable[Event]) -> Place:
    """Return where a dossier stood before it was ended: its last place, or its signature.

    A decided dossier goes back to the step of the decision: the paper that was signed is
    what was wrong.
    """
    place = Place()
    for event in events:
        if isinstance(event, DossierDecided) and event.taken:
            last = event.taken[-1]
            place = Place(step=last.step, role=last.role, desk=event.act.desk, what=last.what)
        elif isinstance(event, ResultReturned):
            continue
        elif isinstance(event, DossierAccepted | StepsTaken | DossierLodged):
            place = event.place
        elif isinstance(event, StepReturned | DossierReopened | SupplementAccepted):
            place = event.place if event.place.step else place
    return place
