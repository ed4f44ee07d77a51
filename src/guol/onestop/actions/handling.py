"""The steps after acceptance: passing on, the outside number, the signature."""

from guol.feed.api import append, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.blob import Blob
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.onestop.actions.books import entry_with_number
from guol.onestop.actions.bundle import legs_going_on
from guol.onestop.actions.matter import (
    Matter,
    hand_of,
    matter_of,
    not_yours,
    refuse_while_waiting,
)
from guol.onestop.events import (
    DossierDecided,
    OutsideNumberAwaited,
    OutsideNumberReceived,
    Place,
    StepsTaken,
)
from guol.onestop.permits import steps_open_to
from guol.onestop.queries import other_with_number
from guol.onestop.rules.numbers import read_personal_number
from guol.onestop.rules.reasons import (
    NotAtThisStage,
    NumberMissing,
    NumberNotWhole,
    NumberTaken,
    OfficerMissing,
    PaperNotHere,
)
from guol.onestop.rules.route import Deed, Run, deed_of, is_officer


@once
def take_steps(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    note: str = "",
    assigned: str = "",
) -> str:
    """Do the next step, and those that follow it at this desk in these roles; pass it on.

    Whoever assigns names the officer (``assigned``), unless they appraise it themselves.
    Raises ``Refused`` when it is another's turn or something is missing, ``Conflict`` when the
    dossier has moved on since ``seen``.
    """
    matter = matter_of(stream)
    run = _run(matter, act, roles)
    last = run.last - 1 if run.ends is Deed.DECIDE else run.last
    if last < run.first:
        raise Refused(NotAtThisStage(number=matter.card.name))
    deeds = [deed_of(matter.version.steps, place) for place in range(run.first, last + 1)]
    if Deed.ASSIGN in deeds and not assigned:
        assigned = _own_officer(act, roles)
        if not assigned:
            raise Refused(OfficerMissing(step=matter.card.step))
    place = matter.here(last + 1, act.at, matter.card.due)
    taken = StepsTaken(
        act=act,
        stream=stream,
        taken=matter.taken(run.first, last, act.at),
        place=place,
        note=note,
        assigned=assigned,
    )
    append(*_handed_on(act, taken, place), seen=seen)
    return stream


@once
def await_number(act: Act, stream: str, *, seen: int, roles: frozenset[str]) -> str:
    """Note that the dossier was entered in the other system and its number is waited for."""
    matter = _appraised(stream, act, roles)
    system = matter.version.outside_number
    append(OutsideNumberAwaited(act=act, stream=stream, system=system), seen=seen)
    return stream


@once
def receive_number(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], number: str, book: str = ""
) -> str:
    """Note the number that the other system gave, as typed from its screen.

    Raises ``Refused`` for a number that is not whole or stands on another dossier.
    """
    matter = _appraised(stream, act, roles)
    read = read_personal_number(number)
    if isinstance(read, NumberNotWhole):
        raise Refused(read)
    if other := other_with_number(read, but=stream):
        raise Refused(NumberTaken(number=read, other=other))
    received = OutsideNumberReceived(
        act=act, stream=stream, system=matter.version.outside_number, number=read, book=book
    )
    entered = entry_with_number(act, matter, number=read, outside=book)
    append(received, *entered, seen=seen)
    return stream


@once
def decide_dossier(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    document: Blob | None = None,
) -> str:
    """Sign the result: ``document`` is what was read and signed. It goes back to the counter.

    Raises ``Refused`` when the signature is another's.
    """
    matter = matter_of(stream)
    run = _run(matter, act, roles)
    if run.ends is not Deed.DECIDE:
        raise Refused(NotAtThisStage(number=matter.card.name))
    place = matter.here(run.last + 1, act.at, matter.card.due)
    decided = DossierDecided(
        act=act,
        stream=stream,
        taken=matter.taken(run.first, run.last, act.at),
        place=place,
        document=document,
    )
    facts = [*_handed_on(act, decided, place), *legs_going_on(act, matter.card)]
    append(*facts, seen=seen)
    return stream


def _run(matter: Matter, act: Act, roles: frozenset[str]) -> Run:
    card = matter.card
    refuse_while_waiting(card)
    if not card.is_under_way:
        raise Refused(NotAtThisStage(number=card.name))
    hand, lacks_number = hand_of(act, roles), matter.lacks_number
    run = steps_open_to(card, matter.version.steps, hand, lacks_number=lacks_number)
    if run is not None:
        _find_original(matter, run)
        return run
    if lacks_number and steps_open_to(card, matter.version.steps, hand, lacks_number=False):
        raise Refused(NumberMissing(system=matter.version.outside_number))
    raise not_yours(card)


def _find_original(matter: Matter, run: Run) -> None:
    """Say no where a step needs the original and it has not come after the dossier."""
    card = matter.card
    if card.holder in {card.receiving, card.paper_desk}:
        return
    for step in matter.version.steps[run.first : run.last + 1]:
        if step.needs_original:
            raise Refused(PaperNotHere(number=card.name, step=step.step))


def _appraised(stream: str, act: Act, roles: frozenset[str]) -> Matter:
    """Return the dossier whose appraisal is the turn of who acts."""
    matter = matter_of(stream)
    card = matter.card
    refuse_while_waiting(card)
    if not card.is_under_way or not matter.version.outside_number:
        raise Refused(NotAtThisStage(number=card.name))
    hand = hand_of(act, roles)
    if steps_open_to(card, matter.version.steps, hand, lacks_number=False) is None:
        raise not_yours(card)
    if deed_of(matter.version.steps, matter.place) is not Deed.APPRAISE:
        raise Refused(NotAtThisStage(number=card.name))
    return matter


def _handed_on(act: Act, fact: Event, place: Place) -> list[Event]:
    if place.desk == act.desk:
        return [fact]
    return [fact, CustodyGiven(act=act, stream=fact.stream, to=place.desk)]


def _own_officer(act: Act, roles: frozenset[str]) -> str:
    return act.official if any(is_officer(role) for role in roles) else ""
