"""How a dossier ends: refused, returned, or taken back."""

from guol.feed.api import append, once
from guol.kernel.act import Act, Official
from guol.kernel.errors import Refused
from guol.onestop.actions.bundle import end_of_bundle, legs_stopped, refuse_open_bundle
from guol.onestop.actions.matter import hand_of, matter_of, not_yours, refuse_stranger
from guol.onestop.actions.paying import settlement
from guol.onestop.events import (
    DossierRefused,
    DossierWithdrawn,
    FeeSettled,
    PaperGiven,
    ResultReturned,
)
from guol.onestop.permits import may_receive, may_take_step
from guol.onestop.queries import dossier
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.reasons import (
    FeeOpen,
    NotAtThisStage,
    TooLateToWithdraw,
)
from guol.onestop.rules.returning import Receiver
from guol.onestop.rules.states import OPEN, Business, Financial


@once
def refuse_dossier(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    reason: str,
    way_on: str = "",
) -> str:
    """Refuse the dossier, or stop it after acceptance; the reason is told in full."""
    matter = matter_of(stream)
    card = matter.card
    if card.business not in OPEN or card.business is Business.DECIDED:
        raise Refused(NotAtThisStage(number=card.name))
    if not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    refuse_open_bundle(matter)
    refused = DossierRefused(act=act, stream=stream, reason=reason, way_on=way_on)
    append(refused, *legs_stopped(act, card, reason), seen=seen)
    return stream


@once
def return_result(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    receiver: str,
    how: str = "counter",
    relation: str = "",
    paper: str = "",
    authorisation: str = "",
    papers: tuple[PaperGiven, ...] = (),
) -> str:
    """Hand the result over against a name.

    Somebody else than the applicant names their relation, their identity paper and what
    authorises them: its number and day, or its scan (``papers``). Where the version demands
    the person, nobody else gets it. Raises ``Refused`` too while a fee is open.
    """
    matter = matter_of(stream)
    card = matter.card
    if not may_receive(card, hand_of(act, roles)):
        raise not_yours(card)
    if card.business is not Business.DECIDED:
        raise Refused(NotAtThisStage(number=card.name))
    settled = fees_settled(act, card)
    taker = Receiver(
        name=receiver,
        relation=relation,
        paper=paper,
        authorisation=authorisation,
        has_scan=bool(papers),
    )
    refuse_stranger(taker, card, matter.version)
    returned = ResultReturned(
        act=act,
        stream=stream,
        receiver=receiver,
        how=how,
        relation=relation,
        paper=paper,
        authorisation=authorisation,
        papers=papers,
        taken=matter.taken(matter.place, matter.place, act.at),
    )
    facts = [*settled, returned, *end_of_bundle(act, card, receiver)]
    append(*facts, seen=seen)
    return stream


@once
def withdraw_dossier(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str
) -> str:
    """Note that the applicant takes the dossier back; an official of its holder writes it."""
    matter = matter_of(stream)
    card = matter.card
    if card.business not in OPEN:
        raise Refused(NotAtThisStage(number=card.name))
    if card.business is Business.DECIDED:
        raise Refused(TooLateToWithdraw(number=card.name))
    if not isinstance(act.by, Official) or not may_take_step(card, hand_of(act, roles)):
        raise not_yours(card)
    refuse_open_bundle(matter)
    withdrawn = DossierWithdrawn(act=act, stream=stream, reason=reason)
    append(withdrawn, *legs_stopped(act, card, reason), seen=seen)
    return stream


def fees_settled(act: Act, card: DossierCard) -> list[FeeSettled]:
    """Return what is told of fees paid elsewhere. Raises ``Refused`` while one is open.

    The fee of a linked request is that of the whole; it holds back the results of its parts.
    """
    whole = dossier(card.parent) if card.parent else None
    settled: list[FeeSettled] = []
    for each in (card, whole):
        if each is None:
            continue
        paid = settlement(act, each)
        if each.financial is Financial.DUE and not paid:
            raise Refused(FeeOpen(amount_vnd=each.fee_vnd))
        settled += paid
    return settled
