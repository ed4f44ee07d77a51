"""Who looks, and what they may: the getters that every page begins with."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect

from guol.feed.api import Recorded
from guol.feed.events import CustodyGiven, CustodyTaken
from guol.kernel.act import Act, Official
from guol.kernel.clock import legal_day, utc_now
from guol.onestop.permits import (
    Hand,
    may_answer_for_area,
    may_lodge_for_others,
    may_read,
    may_work_at_counter,
)
from guol.onestop.queries import dossier, dossier_by_name, history, stream_of_key
from guol.onestop.queries.bundle import legs_of
from guol.onestop.queries.handing import opinions_on
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.route import may_do
from guol.people.api import Viewer, act_of, agencies_below, viewer_of
from guol.procedures.api import Version, version


class SeeOther(HttpResponseRedirect):
    """What follows a form that was taken: read the page, do not send the form again."""

    status_code = HTTPStatus.SEE_OTHER


def official(request: HttpRequest) -> Viewer:
    """Return the official who looks. Raises ``PermissionDenied`` for everybody else."""
    viewer = viewer_of(request)
    if not viewer.is_official or not may_work_at_counter(viewer.roles):
        raise PermissionDenied
    return viewer


def hands_of(viewer: Viewer) -> tuple[Hand, ...]:
    """Return the desks at which the viewer acts, with their roles there; the chosen first."""
    first = viewer.post.desk if viewer.post else ""
    desks = sorted({held.desk for held in viewer.posts}, key=lambda desk: (desk != first, desk))
    return tuple(Hand(desk=desk, roles=roles_at(viewer, desk)) for desk in desks)


def receiving_hand(request: HttpRequest, of: Version | None = None) -> Hand:
    """Return the hand that takes in: a counter's clerk, or who does the first step of ``of``.

    Raises ``PermissionDenied`` for all others.
    """
    first = of.steps[0].role if of and of.steps else ""
    hands = [
        hand
        for hand in hands_of(official(request))
        if may_lodge_for_others(hand) or (first and may_do(first, hand.roles))
    ]
    if not hands:
        raise PermissionDenied
    return hands[0]


def roles_at(viewer: Viewer, desk: str) -> frozenset[str]:
    """Return the roles that the viewer has at a desk."""
    return frozenset(held.role for held in viewer.posts if held.desk == desk)


def act_at(
    request: HttpRequest, *, key: str, desk: str, role: str = ""
) -> tuple[Act, frozenset[str]]:
    """Return the act at a desk, in the post that ``role`` needs, and the roles held there."""
    act = act_of(request, key=key, desk=desk)
    viewer = viewer_of(request)
    return _in_whose_post(act, viewer, role), roles_at(viewer, act.desk)


def _in_whose_post(act: Act, viewer: Viewer, role: str) -> Act:
    """Return the act in the post that the step needs: a deputy acts for whom it belongs to.

    An own post that may do it comes first; only where none may, it is done on behalf of the
    holder of the post that was delegated.
    """
    here = [held for held in viewer.posts if held.desk == act.desk]
    fit = [held for held in here if role and may_do(role, frozenset({held.role}))]
    fit.sort(
        key=lambda held: (held.is_vacant, bool(held.delegated_by), held.post != viewer.chosen)
    )
    if not fit or not isinstance(act.by, Official):
        return act
    by = replace(act.by, post=fit[0].post, on_behalf_of=fit[0].delegated_by)
    return replace(act, by=by)


def dossier_to_read(
    request: HttpRequest, name: str
) -> tuple[Viewer, DossierCard, tuple[Recorded, ...]]:
    """Return who looks, the dossier, and its history.

    A dossier that somebody may not read does not exist for them: a 404, as for a number that
    nobody gave.
    """
    viewer = official(request)
    card = dossier(stream_of_key(name)) or dossier_by_name(name)
    if card is None:
        raise Http404
    told = history(card.stream)
    near = holders_in(told) | desks_of_parts(card)
    if not may_read(card, hands_of(viewer), held_by=near) and not (
        answers_for(viewer, card) or is_asked(viewer, card)
    ):
        raise Http404
    return viewer, card, told


def answers_for(viewer: Viewer, card: DossierCard) -> bool:
    """Whether the viewer leads an agency above one of those that the dossier lies with."""
    desks = {card.receiving, card.competent, card.holder}
    day = legal_day(utc_now())
    return any(
        desks & {each.desk for each in agencies_below(held.agency, day, is_whole_area=True)}
        for held in viewer.posts
        if may_answer_for_area({held.role})
    )


def is_asked(viewer: Viewer, card: DossierCard) -> bool:
    """Whether the viewer's desk was asked for its opinion, and so reads what it is about."""
    asked = {each.to for each in opinions_on(card.stream)}
    return any(held.desk in asked for held in viewer.posts)


def desks_of_parts(card: DossierCard) -> frozenset[str]:
    """Return the desks that do a part of a linked request; they may read the whole."""
    if not version(card.version).legs:
        return frozenset()
    return frozenset(
        desk for leg in legs_of(card.stream) for desk in (leg.competent, leg.holder)
    )


def holders_in(told: Iterable[Recorded]) -> frozenset[str]:
    """Return the desks that the matter was given to."""
    given = (each.event for each in told if each.standing.counts)
    return frozenset(
        event.to for event in given if isinstance(event, CustodyGiven | CustodyTaken)
    )
