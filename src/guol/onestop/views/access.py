"""Who looks, and what they may: the getters that every page begins with."""

from collections.abc import Iterable
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect

from guol.feed.api import Recorded
from guol.feed.events import CustodyGiven, CustodyTaken
from guol.kernel.act import Act
from guol.onestop.permits import Hand, may_read, may_work_at_counter
from guol.onestop.queries import dossier, dossier_by_name, history, stream_of_key
from guol.onestop.rules.cards import DossierCard
from guol.people.api import Viewer, act_of, viewer_of


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


def roles_at(viewer: Viewer, desk: str) -> frozenset[str]:
    """Return the roles that the viewer has at a desk."""
    return frozenset(held.role for held in viewer.posts if held.desk == desk)


def act_at(request: HttpRequest, *, key: str, desk: str) -> tuple[Act, frozenset[str]]:
    """Return the act at a desk, and the roles it is done in."""
    act = act_of(request, key=key, desk=desk)
    return act, roles_at(viewer_of(request), act.desk)


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
    if not may_read(card, hands_of(viewer), held_by=holders_in(told)):
        raise Http404
    return viewer, card, told


def holders_in(told: Iterable[Recorded]) -> frozenset[str]:
    """Return the desks that the matter was given to."""
    given = (each.event for each in told if each.standing.counts)
    return frozenset(
        event.to for event in given if isinstance(event, CustodyGiven | CustodyTaken)
    )
