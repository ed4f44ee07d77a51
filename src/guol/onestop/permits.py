"""Who may do what with a dossier. Each page hides what its action would refuse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.route import (
    AT_RECEPTION,
    DECIDERS,
    Deed,
    Run,
    Step,
    may_do,
    place_of,
    run_from,
)
from guol.onestop.rules.states import Business, Financial

TECHNICIAN = frozenset({"administrator"})
AUTHORITY = "authority"
HEADS = frozenset({"section_head"})
BOOK_KEEPERS = frozenset({"one_stop", "clerk_and_one_stop", "justice_officer"})
LEADERS = frozenset({"leader", "chair"})  # who sign what is certified, and the count of a book


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who acts at which desk with which roles: what a person's posts come down to here."""

    desk: str
    roles: frozenset[str]


def may_oversee(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles leads: sees what lies below and who has it."""
    return bool(frozenset(roles) & (DECIDERS | HEADS))


def may_answer_for_area(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles leads more than their own agency."""
    return bool(frozenset(roles) & DECIDERS)


def may_work_at_counter(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles has work at the one-stop counter."""
    return bool(frozenset(roles) - TECHNICIAN)


def may_read(card: DossierCard, hands: Iterable[Hand], *, held_by: Iterable[str] = ()) -> bool:
    """Whether an official may read the dossier.

    Read by the desks that received it and that decide, by the holder, and by whoever held it
    before (``held_by``). A technician keeps machines going and reads no dossiers.
    """
    desks = {card.receiving, card.competent, card.holder, *held_by}
    return any(hand.desk in desks and hand.roles - TECHNICIAN for hand in hands)


def may_receive(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand takes the dossier in, and gives out its result."""
    if hand.desk != card.holder:
        return False
    if card.holder == card.receiving and may_lodge_for_others(hand):
        return True
    return card.business is Business.DECIDED and may_take_step(card, hand)  # at people's homes


def may_print_again(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand prints a lost receipt again: where it was received, always."""
    is_counter = hand.desk == card.receiving and may_lodge_for_others(hand)
    return is_counter or may_receive(card, hand)


def may_take_fee(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand takes the dossier's fee: at the counter that received it, always."""
    return hand.desk == card.receiving and may_lodge_for_others(hand)


def may_lodge_for_others(hand: Hand) -> bool:
    """Whether this hand takes dossiers in at all."""
    return any(may_do(role, hand.roles) for role in AT_RECEPTION)


def may_call_numbers(hand: Hand) -> bool:
    """Whether this hand sits at a window of its counter and calls those who wait."""
    return may_lodge_for_others(hand)


def may_keep(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand works where the dossier lies, in whatever post but the technician's."""
    return hand.desk == card.holder and bool(hand.roles - TECHNICIAN)


def may_give_opinion(asked: str, hand: Hand) -> bool:
    """Whether this hand answers for the desk that was asked."""
    return hand.desk == asked and bool(hand.roles - TECHNICIAN)


def may_reassign(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand gives a dossier to another officer: a leader of its holder."""
    return hand.desk == card.holder and may_oversee(hand.roles)


def may_take_over(hand: Hand) -> bool:
    """Whether this hand takes dossiers from those who hold them: a leader of the authority."""
    return hand.desk == AUTHORITY and may_oversee(hand.roles)


def may_carry(hand: Hand) -> bool:
    """Whether this hand packs and ticks off bags of paper."""
    return bool(hand.roles - TECHNICIAN)


def may_reopen(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand lets an ended dossier go on: a leader or the counter of its holder."""
    is_head = bool(hand.roles & (DECIDERS | HEADS))
    return hand.desk == card.holder and (is_head or may_lodge_for_others(hand))


def may_take_step(card: DossierCard, hand: Hand) -> bool:
    """Whether the dossier's next step is for this hand."""
    return hand.desk == card.holder and bool(card.role) and may_do(card.role, hand.roles)


def may_move_due(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand moves the promise: whose turn it is, or a leader of its holder."""
    return may_take_step(card, hand) or may_reassign(card, hand)


def steps_open_to(
    card: DossierCard, steps: Sequence[Step], hand: Hand, *, lacks_number: bool
) -> Run | None:
    """Return the steps that this hand may do in one press, None when it is another's turn."""
    place = place_of(steps, card.step)
    if place < 0 or hand.desk != card.holder:
        return None
    return run_from(steps, place, roles=hand.roles, desks=card.desks, lacks_number=lacks_number)


def may_keep_books(hand: Hand) -> bool:
    """Whether this hand writes into the registers of its desk."""
    return bool(hand.roles & BOOK_KEEPERS)


def may_enter(card: DossierCard, hand: Hand) -> bool:
    """Whether this hand enters the dossier's event into the register of the deciding desk."""
    return hand.desk == card.competent and may_keep_books(hand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The one next thing that somebody may do with a dossier, at which desk.

    ``deed`` is accept, supplement, number, steps, decide, fee or return; ``run`` the steps
    that it does.
    """

    hand: Hand
    deed: str
    run: Run | None = None


def next_offer(
    card: DossierCard, steps: Sequence[Step], hands: Iterable[Hand], *, lacks_number: bool
) -> Offer | None:
    """Return the next thing for one of these hands to do, None when it is another's turn."""
    for hand in hands:
        if offer := _offer(card, steps, hand, lacks_number=lacks_number):
            return offer
    return None


def _offer(
    card: DossierCard, steps: Sequence[Step], hand: Hand, *, lacks_number: bool
) -> Offer | None:
    if card.is_under_way:
        return _step_offer(card, steps, hand, lacks_number=lacks_number)
    deed, may = "", may_receive(card, hand)
    if card.business is Business.LODGED:
        deed = "accept"
    elif card.is_waiting:
        deed, may = "supplement", may_take_step(card, hand)
    elif card.business is Business.DECIDED:
        deed = "fee" if card.financial is Financial.DUE else "return"
    return Offer(hand=hand, deed=deed) if deed and may else None


def _step_offer(
    card: DossierCard, steps: Sequence[Step], hand: Hand, *, lacks_number: bool
) -> Offer | None:
    run = steps_open_to(card, steps, hand, lacks_number=lacks_number)
    if run is not None:
        return Offer(hand=hand, deed="decide" if run.ends is Deed.DECIDE else "steps", run=run)
    if steps_open_to(card, steps, hand, lacks_number=False):
        return Offer(hand=hand, deed="number")
    return None
