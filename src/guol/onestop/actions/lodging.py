"""Taking a request in: online by a citizen, or at a counter by a clerk."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from guol.feed.api import append, held_still, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act, Citizen, Official
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.kernel.worktime import WorkCalendar
from guol.onestop.actions.matter import Matter, hand_of
from guol.onestop.actions.reception import Decisions, acceptance
from guol.onestop.events import Applicant, Deciding, DossierLodged, Given, PaperGiven, Place
from guol.onestop.permits import may_lodge_for_others
from guol.onestop.queries import secret_for, stream_of_key
from guol.onestop.queries.held import held_at_counter, held_of_person
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import answer_due
from guol.onestop.rules.fees import first_day
from guol.onestop.rules.held import HeldPaper
from guol.onestop.rules.reasons import (
    NobodyReceives,
    NotInForce,
    NotReadyToLodge,
    NotYourStep,
    PaperNotHeld,
)
from guol.onestop.rules.receiving import hour_of
from guol.onestop.rules.route import Desks, may_do
from guol.onestop.rules.secrets import fingerprint, reference_of
from guol.onestop.rules.states import Business, Delivery, Financial
from guol.people.api import AgencyCard, agencies, agency, area
from guol.procedures.api import Version, calendar_of, deciding, version_to_lodge

AT_COUNTER, ONLINE, BY_POST = 1, 2, 3
COUNTER_KIND = "one_stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodging:
    """What somebody asks for: the form as filled in, the papers, and who is to decide."""

    procedure: str
    applicant: Applicant
    competent: str
    fields: tuple[Given, ...]
    papers: tuple[PaperGiven, ...] = ()
    about: str = ""
    wishes: str = ""
    deliver_to: str = ""
    helper: str = ""
    visit: str = ""


@once
def lodge_dossier(act: Act, lodging: Lodging) -> str:
    """Lodge a dossier online; the desk that receives for the agency has it at once.

    Raises ``Refused`` for a procedure that is not in force or not ready, and for an agency
    that nobody receives for. Sent again, it is the same dossier.
    """
    version = _version(lodging.procedure, legal_day(act.at))
    competent = _competent(lodging.competent)
    counter = counter_of(competent, act)
    if counter is None:
        raise Refused(NobodyReceives(agency=competent.name))
    own = act.by.person if isinstance(act.by, Citizen | Official) else ""
    _take_over(lodging, lambda today: held_of_person(own, version, today), act)
    stream = stream_of_key(new_key())
    way = _Way(
        version=version,
        desks=Desks(receiving=counter.desk, competent=competent.desk),
        unit=_unit_of(counter),
        channel=ONLINE,
        hours=calendar_of(competent.key),
        counter=calendar_of(counter.key),
    )
    lodged = _lodged(act, stream, lodging, way)
    append(lodged, CustodyGiven(act=act, stream=stream, to=counter.desk), seen=0)
    return stream


@once
def take_in_dossier(
    act: Act,
    lodging: Lodging,
    *,
    roles: frozenset[str],
    decisions: Decisions,
    channel: int = AT_COUNTER,
) -> str:
    """Lodge and accept in one act what lies on the counter of the acting desk.

    Any counter takes a dossier for any agency: the receiving desk is the clerk's, the
    competent agency is the one asked for. Raises ``Refused`` like the two acts it stands for.
    """
    version = _version(lodging.procedure, legal_day(hour_of(decisions.coming, act.at)))
    first = version.steps[0].role
    if not may_lodge_for_others(hand_of(act, roles)) and not may_do(first, roles):
        raise Refused(NotYourStep(step="B1", role="one_stop"))
    competent = _competent(lodging.competent)
    counter = agency(act.desk)
    if counter is None:
        raise Refused(NobodyReceives(agency=act.desk))
    asks = lodging.applicant
    _take_over(
        lodging,
        lambda today: held_at_counter(asks.paper, asks.name, act.desk, version, today),
        act,
    )
    stream = stream_of_key(new_key())
    way = _Way(
        version=version,
        desks=Desks(receiving=act.desk, competent=competent.desk),
        unit=_unit_of(counter),
        channel=channel,
        hours=calendar_of(competent.key),
        counter=calendar_of(counter.key),
    )
    lodged = _lodged(act, stream, lodging, way)
    matter = Matter(
        card=_card_of(lodged), version=version, hours=way.hours, counter=way.counter
    )
    facts: list[Event] = [lodged]
    facts += acceptance(act, matter, decisions, lodged)
    append(*facts, seen=0)
    return stream


def counter_of(competent: AgencyCard, act: Act) -> AgencyCard | None:
    """Return the counter that receives for an agency: the one of the same area."""
    near = agencies(area=competent.area, day=legal_day(act.at))
    return next((each for each in near if each.kind.endswith(COUNTER_KIND)), None)


def _version(code: str, day: date) -> Version:
    version = version_to_lodge(code, day)
    if version is None:
        raise Refused(NotInForce(code=code))
    if not version.steps or not version.fields:
        raise Refused(NotReadyToLodge(name=version.name))
    return version


def _competent(key: str) -> AgencyCard:
    card = agency(key)
    if card is None:
        raise Refused(NobodyReceives(agency=key))
    return card


def _answers(lodging: Lodging) -> dict[str, str]:
    return {given.name: given.value for given in lodging.fields}


def _take_over(
    lodging: Lodging, look: Callable[[date], tuple[HeldPaper, ...]], act: Act
) -> None:
    """Refuse a paper that is not held for this person; of those taken over nothing is erased.

    An earlier dossier that is erased at the same moment waits, and then leaves the files that
    the new one names.
    """
    taken = [each for each in lodging.papers if each.held_in]
    if not taken:
        return
    held_still({each.held_in for each in taken})
    held = {
        (each.given().held_in, each.name, each.given().blob) for each in look(legal_day(act.at))
    }
    for each in taken:
        if (each.held_in, each.name, each.blob) not in held:
            raise Refused(PaperNotHeld(paper=each.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How a request comes in: its version, its desks, the unit that numbers, the hours."""

    version: Version
    desks: Desks
    unit: str
    channel: int
    hours: WorkCalendar
    counter: WorkCalendar


def _lodged(act: Act, stream: str, lodging: Lodging, way: _Way) -> DossierLodged:
    version, first = way.version, way.version.steps[0]
    answer = answer_due(act.at, way.counter) if way.channel == ONLINE else None
    return DossierLodged(
        act=act,
        stream=stream,
        version=version.key,
        procedure=version.code,
        applicant=lodging.applicant,
        about=lodging.about,
        fields=_readable(version, lodging.fields),
        papers=lodging.papers,
        receiving=way.desks.receiving,
        receiving_unit=way.unit,
        competent=way.desks.competent,
        channel=way.channel,
        reference=reference_of(stream),
        secret_hash=fingerprint(stream, secret_for(stream)),
        helper=lodging.helper,
        wishes=lodging.wishes,
        deliver_to=lodging.deliver_to,
        visit=lodging.visit,
        place=Place(
            step=first.step,
            role=first.role,
            desk=way.desks.receiving,
            what=first.what,
            due=answer,
        ),
        answer_due=answer,
        happened_on=first_day(_answers(lodging), version.duty_fields),
        deciding=_deciding(version, lodging),
    )


def _deciding(version: Version, lodging: Lodging) -> Deciding | None:
    there = deciding(version, _answers(lodging), [each.name for each in lodging.papers])
    return Deciding(answers=tuple(sorted(there[0])), papers=there[1]) if there else None


def _readable(version: Version, answers: tuple[Given, ...]) -> tuple[Given, ...]:
    """Return the answers with choices in words: the log is read without the catalogue."""
    words = {each.name: dict(each.choices) for each in version.fields if each.choices}
    return tuple(
        replace(each, value=words.get(each.name, {}).get(each.value, each.value))
        for each in answers
    )


def _unit_of(counter: AgencyCard) -> str:
    """Return the unit id that stands in a counter's numbers: its own, else its area's."""
    if counter.unit_id:
        return counter.unit_id
    served = area(counter.area)
    if served is None or not served.unit_id:
        raise Refused(NobodyReceives(agency=counter.name))
    return served.unit_id


def _card_of(lodged: DossierLodged) -> DossierCard:
    """Return the dossier as its row will be, for rules that look before it is written."""
    asks, place = lodged.applicant, lodged.place
    return DossierCard(
        stream=lodged.stream,
        number="",
        reference=lodged.reference,
        secrets=lodged.secret_hash,
        visit=lodged.visit,
        version=lodged.version,
        procedure=lodged.procedure,
        applicant=asks.name,
        person=asks.person,
        phone=asks.phone,
        email=asks.email,
        about=lodged.about,
        receiving=lodged.receiving,
        receiving_unit=lodged.receiving_unit,
        competent=lodged.competent,
        holder=lodged.act.desk,
        channel=lodged.channel,
        business=Business.LODGED,
        financial=Financial.NONE,
        delivery=Delivery.NONE,
        fee_vnd=0,
        lodged_at=lodged.act.at,
        happened_on=lodged.happened_on,
        answer_due=lodged.answer_due,
        received_at=None,
        due=None,
        step=place.step,
        role=place.role,
        desk=place.desk,
        what=place.what,
        step_since=lodged.act.at,
        step_due=place.due,
        assigned="",
        request="",
        paused_at=None,
        supplements=0,
        is_awaiting_number=False,
        outside_number="",
        ended_at=None,
        returned_at=None,
        receiver="",
        reprints=0,
    )
