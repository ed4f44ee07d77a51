"""Linked requests: one lodging, a dossier for each part, several agencies side by side."""

from dataclasses import dataclass, replace
from datetime import datetime

from guol.feed.api import append, draw_number, once
from guol.feed.events import CustodyGiven
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.kernel.series import Drawn
from guol.onestop.actions.matter import (
    Matter,
    explained,
    hand_of,
    matter_of,
    not_yours,
    promise_of,
    refuse_stranger,
)
from guol.onestop.actions.pads import pad_typed_in
from guol.onestop.actions.paying import settlement
from guol.onestop.events import (
    DossierAccepted,
    DossierLodged,
    DossierRefused,
    Explained,
    Given,
    PaperGiven,
    Place,
    ResultReturned,
    StepTaken,
)
from guol.onestop.events.bundle import BundleFinished, LegEnded
from guol.onestop.permits import may_keep, may_receive
from guol.onestop.queries import dossier, secret_for, stream_of_key
from guol.onestop.queries.bundle import agency_near, legs_of
from guol.onestop.queries.versions import lodged_of
from guol.onestop.rules.bundle import (
    LegLine,
    depending_on,
    in_order,
    is_all_there,
    missing,
    starts_after,
    waits_at,
)
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import Facts, is_limited, step_due
from guol.onestop.rules.codes import code_of, series_of
from guol.onestop.rules.reasons import (
    EarlierLegOpen,
    FeeOpen,
    LegsOpen,
    NobodyReceives,
    NotAtThisStage,
)
from guol.onestop.rules.receiving import AT_ONCE, Coming, hour_of
from guol.onestop.rules.returning import Receiver
from guol.onestop.rules.route import AT_RECEPTION, Desks
from guol.onestop.rules.secrets import fingerprint, reference_of
from guol.onestop.rules.states import Business, Financial
from guol.people.api import agency
from guol.procedures.api import (
    Leg,
    Version,
    answers_for,
    bundle_of,
    calendar_of,
    leg_versions,
    papers_for,
    version,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the clerk decided about the whole request: fee, papers, whether all is scanned.

    ``coming`` is when the person came, where that was before the press; ``facts`` are those on
    which the promise rests.
    """

    facts: Facts

    fee_vnd: int = 0
    fee_ground: str = ""
    fee_paper: str = ""
    papers: tuple[PaperGiven, ...] = ()
    is_handed_over: bool = False
    coming: Coming | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A part to be: its leg, what it runs under, who does it."""

    leg: Leg
    of: Version
    desk: str


def begin_bundle(act: Act, matter: Matter, lodged: DossierLodged, start: Start) -> list[Event]:
    """Return what accepting a linked request tells: the request, and a dossier for each part.

    Parts that wait for none go to their agencies at once, side by side; the others lie with
    the agency whose part comes first, which hands them on. All numbers are drawn here.
    """
    card, bundle = matter.card, matter.version
    plans = _plans(act, card, bundle)
    received_at = hour_of(start.coming, act.at)
    due, why = _promise(bundle, plans, start.facts)
    number, drawn = _number(act, card)
    pad_number = pad_typed_in(act, start.coming)
    what = bundle.steps[-1]
    accepted = DossierAccepted(
        act=act,
        stream=card.stream,
        number=number,
        drawn=drawn,
        received_at=received_at,
        reception=start.coming.how if start.coming else AT_ONCE,
        due=due,
        explanation=why,
        form_set=bundle.form_set,
        place=Place(
            step=what.step, role=what.role, desk=card.receiving, what=what.what, due=due
        ),
        taken=(_taken(bundle, 0, act.at),),
        fee_vnd=start.fee_vnd,
        fee_ground=start.fee_ground,
        fee_paper=start.fee_paper,
        papers=start.papers,
        counted_from=start.facts.counted_from,
        localities=tuple(sorted(start.facts.localities)),
        pad_number=pad_number,
    )
    facts: list[Event] = [accepted]
    desks = {each.leg.key: each.desk for each in plans}
    for plan in plans:
        part = _lodged(act, card, _for_leg(lodged, plan, bundle), plan)
        facts.append(part)
        if plan.leg.after:
            where = waits_at(plan.leg.key, bundle.legs, (), desks)
            facts += _handed(act, part.stream, where)
        else:
            facts += _opened(act, part, plan.of, due=due, is_scanned=start.is_handed_over)
    return facts


def legs_going_on(act: Act, card: DossierCard) -> list[Event]:
    """Return what the end of a part means for those that waited for it here.

    Those that wait for nothing more begin, with its results; the others go to the agency
    whose part they wait for next.
    """
    if not card.parent:
        return []
    legs = legs_of(card.parent)
    done = {each.leg for each in legs if each.is_done} | {card.leg}
    return _moved_on(act, legs, done, fresh=card)


def legs_stopped(act: Act, card: DossierCard, reason: str) -> list[Event]:
    """Return the end of the parts that lie here and cannot be done without the refused one."""
    if not card.parent:
        return []
    return [
        DossierRefused(act=act, stream=each.stream, reason=reason, way_on="")
        for each in _hanging_on(act, card)
        if each.business is Business.QUEUED
    ]


def legs_of_refused(act: Act, card: DossierCard) -> list[str]:
    """Return the parts here that were stopped because this one was."""
    if not card.parent:
        return []
    stopped = (each for each in _hanging_on(act, card) if each.business is Business.STOPPED)
    return [each.stream for each in stopped if each.due is None]


def _hanging_on(act: Act, card: DossierCard) -> list[LegLine]:
    hit = depending_on(card.leg, bundle_of(card.version).legs)
    legs = legs_of(card.parent)
    return [each for each in legs if each.leg in hit and each.holder == act.desk]


def end_of_bundle(act: Act, card: DossierCard, receiver: str) -> list[Event]:
    """Return the end of the whole request when this part was the last one to end."""
    parent = dossier(card.parent) if card.parent else None
    if parent is None or not parent.is_under_way or parent.holder != act.desk:
        return []
    legs = legs_of(card.parent)
    if not all(each.is_ended or each.stream == card.stream for each in legs):
        return []
    ended = [
        replace(each, business=Business.RETURNED) if each.stream == card.stream else each
        for each in legs
    ]
    finished = BundleFinished(
        act=act, stream=parent.stream, legs=_ends(ended), receiver=receiver
    )
    return [finished]


def refuse_open_bundle(matter: Matter) -> None:
    """Say no to ending a whole request whose parts are open elsewhere."""
    card = matter.card
    if matter.version.legs and card.number:
        raise Refused(LegsOpen(number=card.name))


@once
def open_leg(act: Act, stream: str, *, seen: int, roles: frozenset[str]) -> str:
    """Begin a part whose earlier parts are done, where it lay behind (mở khâu).

    The act that ends a part does this itself; this is for a part that came to lie elsewhere.
    Raises ``Refused`` while an earlier one is open.
    """
    card = matter_of(stream).card
    if not may_keep(card, hand_of(act, roles)):
        raise not_yours(card)
    if card.business is not Business.QUEUED:
        raise Refused(NotAtThisStage(number=card.name))
    legs = legs_of(card.parent)
    own = tuple(each for each in legs if each.stream == stream)
    done = {each.leg for each in legs if each.is_done}
    facts = _moved_on(act, own, done, fresh=None, every=legs)
    if not any(isinstance(each, DossierAccepted) for each in facts):
        raise Refused(EarlierLegOpen(number=card.name))
    append(*facts, seen=seen)
    return stream


@once
def return_bundle(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    receiver: str = "",
    how: str = "counter",
    relation: str = "",
    paper: str = "",
    authorisation: str = "",
    papers: tuple[PaperGiven, ...] = (),
) -> str:
    """Hand out every result of a linked request that lies here, and end the request.

    Raises ``Refused`` while a part is open, or a fee, and for somebody else than the applicant
    without what authorises them.
    """
    matter = matter_of(stream)
    card = matter.card
    if not may_receive(card, hand_of(act, roles)):
        raise not_yours(card)
    legs = legs_of(stream)
    if not matter.version.legs or not card.is_under_way:
        raise Refused(NotAtThisStage(number=card.name))
    ready = [each for each in legs if each.business is Business.DECIDED]
    if not is_all_there(legs) or any(each.holder != act.desk for each in ready):
        raise Refused(LegsOpen(number=card.name))
    settled = settlement(act, card)
    if card.financial is Financial.DUE and not settled:
        raise Refused(FeeOpen(amount_vnd=card.fee_vnd))
    if ready:
        taker = Receiver(
            name=receiver or card.applicant,
            relation=relation,
            paper=paper,
            authorisation=authorisation,
            has_scan=bool(papers),
        )
        refuse_stranger(taker, card, matter.version)
    handed = ResultReturned(
        act=act,
        stream=stream,
        receiver=receiver or card.applicant,
        how=how,
        relation=relation,
        paper=paper,
        authorisation=authorisation,
        papers=papers,
        taken=(),
    )
    returned = [
        replace(handed, stream=each.stream, taken=_return_step(act, each.stream))
        for each in ready
    ]
    ended = [
        replace(each, business=Business.RETURNED) if each in ready else each for each in legs
    ]
    is_anything = any(each.business is Business.RETURNED for each in ended)
    finished = BundleFinished(
        act=act,
        stream=stream,
        legs=_ends(ended),
        receiver=(receiver or card.applicant) if is_anything else "",
        how=how,
        relation=relation,
        paper=paper,
        authorisation=authorisation,
    )
    append(*settled, finished, *returned, seen=seen)
    return stream


def _plans(act: Act, card: DossierCard, bundle: Version) -> list[_Plan]:
    """Return who does which part. Raises ``Refused`` where nobody of that kind is near."""
    day = legal_day(act.at)
    competent = agency(card.competent)
    plans = []
    for leg, of in zip(bundle.legs, leg_versions(bundle, day), strict=True):
        found = competent
        if competent is None or competent.kind != leg.agency:
            found = agency_near(leg.agency, competent.area if competent else "", day)
        if found is None:
            raise Refused(NobodyReceives(agency=leg.agency_name or leg.agency))
        plans.append(_Plan(leg=leg, of=of, desk=found.desk))
    return plans


def _promise(
    bundle: Version, plans: list[_Plan], facts: Facts
) -> tuple[datetime, tuple[Explained, ...]]:
    """Return when everything is due: the bundle's own limit, else part after part."""
    if is_limited(bundle):
        clock = promise_of(bundle, facts, calendar_of(plans[0].desk))
        return clock.due, explained(clock)
    ends: dict[str, datetime] = {}
    whys: dict[str, tuple[Explained, ...]] = {}
    by_key = {each.leg.key: each for each in plans}
    for leg in in_order(bundle.legs):
        plan, last = by_key[leg.key], starts_after(leg, ends)
        start = ends[last] if last else facts.base
        ends[plan.leg.key], whys[plan.leg.key] = start, whys.get(last, ())
        if is_limited(plan.of):
            own = Facts(received_at=start)
            clock = promise_of(plan.of, own, calendar_of(plan.desk))
            ends[plan.leg.key] = clock.due
            whys[plan.leg.key] += explained(clock)
    latest = max(ends, key=lambda key: ends[key])
    if not whys[latest]:
        promise_of(bundle, facts, calendar_of(plans[0].desk))  # says that no limit is known
    return ends[latest], whys[latest]


def _number(act: Act, card: DossierCard) -> tuple[str, Drawn]:
    day = legal_day(act.at)
    drawn = draw_number(series_of(card.receiving, day))
    return str(code_of(card.receiving_unit, day, drawn.number)), drawn


def _for_leg(lodged: DossierLodged, plan: _Plan, bundle: Version) -> DossierLodged:
    """Return what was lodged as one leg may see it: its answers under its names, its papers.

    A paper that stands in no list goes to the parts that begin at once; the counter, which
    keeps all of them, hands it on where another needs it.
    """
    told = {each.name: (each.label, each.value) for each in lodged.fields}
    given = answers_for(plan.leg, plan.of, told)
    own = papers_for(plan.leg, plan.of, bundle)
    listed = {each.name for each in bundle.papers}
    return replace(
        lodged,
        fields=tuple(Given(name=name, label=label, value=text) for name, label, text in given),
        papers=tuple(
            each
            for each in lodged.papers
            if each.name in own or (each.name not in listed and not plan.leg.after)
        ),
    )


def _lodged(act: Act, card: DossierCard, lodged: DossierLodged, plan: _Plan) -> DossierLodged:
    stream = stream_of_key(new_key())
    number, drawn = _number(act, card)
    first = plan.of.steps[0]
    return DossierLodged(
        act=act,
        stream=stream,
        version=plan.of.key,
        procedure=plan.of.code,
        applicant=lodged.applicant,
        about=lodged.about,
        fields=lodged.fields,
        papers=lodged.papers,
        receiving=card.receiving,
        receiving_unit=card.receiving_unit,
        competent=plan.desk,
        channel=card.channel,
        reference=reference_of(stream),
        secret_hash=fingerprint(stream, secret_for(stream)),
        helper=lodged.helper,
        wishes=lodged.wishes,
        place=Place(step=first.step, role="", desk=card.receiving, what=first.what),
        happened_on=lodged.happened_on,
        parent=card.stream,
        leg=plan.leg.key,
        number=number,
        drawn=drawn,
    )


def _opened(
    act: Act,
    part: DossierLodged,
    of: Version,
    *,
    due: datetime,
    is_scanned: bool,
    fed: tuple[Given, ...] = (),
) -> list[Event]:
    """Return the beginning of a part: its own clock, its first step, and whose it is now."""
    hours = calendar_of(part.competent)
    own = promise_of(of, Facts(received_at=act.at), hours) if is_limited(of) else None
    promised = own.due if own else due
    last = _last_at_reception(of) if is_scanned else 0
    here = of.steps[last + 1]
    place = Place(
        step=here.step,
        role=here.role,
        desk=Desks(receiving=part.receiving, competent=part.competent).of(here.role),
        what=here.what,
        due=step_due(act.at, here.working_hours, promised, hours),
    )
    accepted = DossierAccepted(
        act=act,
        stream=part.stream,
        number=part.number,
        drawn=part.drawn or Drawn(series="", number=0),
        received_at=act.at,
        due=promised,
        explanation=explained(own) if own else (),
        form_set=of.form_set,
        place=place,
        taken=tuple(_taken(of, place, act.at) for place in range(last + 1)),
        parent=part.parent,
        fed=fed,
    )
    return [accepted, *_handed(act, part.stream, place.desk)]


def _last_at_reception(of: Version) -> int:
    last = 0
    while last + 2 < len(of.steps) and of.steps[last + 1].role in AT_RECEPTION:
        last += 1
    return last


def _moved_on(
    act: Act,
    legs: tuple[LegLine, ...],
    done: set[str],
    *,
    fresh: DossierCard | None,
    every: tuple[LegLine, ...] = (),
) -> list[Event]:
    """Return what becomes of parts that lay here: begun, or handed to whom they wait for."""
    told = every or legs
    bundle = bundle_of(told[0].version)
    by_key = {each.key: each for each in bundle.legs}
    desks = {each.leg: each.competent for each in told}
    facts: list[Event] = []
    for each in legs:
        if each.business is not Business.QUEUED or each.holder != act.desk:
            continue
        leg = by_key[each.leg]
        if missing(leg, done):
            where = waits_at(each.leg, bundle.legs, done, desks)
            facts += _handed(act, each.stream, where)
            continue
        part, parent = lodged_of(each.stream), matter_of(each.stream).card.parent
        whole = dossier(parent)
        facts += _opened(
            act,
            part,
            version(each.version),
            due=(whole.due if whole else None) or act.at,
            is_scanned=True,
            fed=_fed(leg, by_key, told, fresh),
        )
    return facts


def _fed(
    leg: Leg, by_key: dict[str, Leg], legs: tuple[LegLine, ...], fresh: DossierCard | None
) -> tuple[Given, ...]:
    """Return what earlier parts give to a later one: their numbers, and those they drew."""
    given: list[Given] = []
    for before in (each for each in legs if each.leg in leg.after):
        what = by_key[before.leg].what
        given.append(Given(name=f"{before.leg}.number", label=what, value=before.number))
        is_fresh = fresh is not None and fresh.stream == before.stream
        outside = (
            fresh.outside_number if fresh is not None and is_fresh else before.outside_number
        )
        if outside:
            label = version(before.version).outside_number or what
            given.append(Given(name=f"{before.leg}.outside", label=label, value=outside))
    return tuple(given)


def _return_step(act: Act, stream: str) -> tuple[StepTaken, ...]:
    matter = matter_of(stream)
    return matter.taken(matter.place, matter.place, act.at)


def _ends(legs: list[LegLine]) -> tuple[LegEnded, ...]:
    return tuple(
        LegEnded(
            dossier=each.stream,
            number=each.number,
            what=version(each.version).name,
            business=each.business.value,
        )
        for each in legs
    )


def _taken(of: Version, place: int, at: datetime) -> StepTaken:
    step = of.steps[place]
    return StepTaken(step=step.step, role=step.role, what=step.what, since=at)


def _handed(act: Act, stream: str, desk: str) -> list[Event]:
    return [] if desk == act.desk else [CustodyGiven(act=act, stream=stream, to=desk)]
