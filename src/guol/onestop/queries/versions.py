"""The version of a procedure as it stands for one dossier."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from guol.feed.api import first_of
from guol.kernel.clock import legal_day
from guol.onestop.events import DossierLodged, PaperGiven
from guol.onestop.rules.cards import DossierCard
from guol.people.api import agencies, agency, area
from guol.procedures.api import (
    Facts,
    Version,
    facts_of,
    needs_answers,
    version_as_lodged,
    without,
)

MOST_LEVELS = 6


def version_of(card: DossierCard) -> Version:
    """Return what a dossier was received under, without the steps that it does not go.

    A bundle is returned with what the procedures that it links gave to it.
    """
    of = version_as_lodged(card.version, legal_day(card.lodged_at))
    return without(of, card.skipped.split())


def lodged_of(stream: str) -> DossierLodged:
    """Return what was asked for. Raises ``LookupError`` for a dossier not known here."""
    return first_of(stream, DossierLodged)


def deciding_facts(
    card: DossierCard, of: Version, today: date, papers: Iterable[PaperGiven] = ()
) -> Facts:
    """Return the facts on which the acceptance of a dossier rests.

    They stand in its row; where they do not, what was lodged is read.
    """
    if not needs_answers(of):
        return Facts(today=today)
    if not card.deciding:
        return facts_in(lodged_of(card.stream), of, today, papers)
    answers, brought = json.loads(card.deciding)
    there = [*brought, *(each.name for each in papers)]
    return facts_of(of, answers, today, papers=there)


def facts_in(
    lodged: DossierLodged, of: Version, today: date, papers: Iterable[PaperGiven] = ()
) -> Facts:
    """Return the facts of a dossier: what its form says, and the papers that are there."""
    answers: Mapping[str, str] = {each.name: each.value for each in lodged.fields}
    there = [each.name for each in (*lodged.papers, *papers)]
    return facts_of(of, answers, today, papers=there)


def areas_of(competent: str) -> frozenset[str]:
    """Return the keys and names of the places that an agency lies in, upwards."""
    found: set[str] = set()
    card = agency(competent)
    key = card.area if card else ""
    for _level in range(MOST_LEVELS):
        here = area(key) if key else None
        if here is None:
            break
        found |= {here.key, here.name}
        key = here.parent
    return frozenset(found)


def desk_near(agency_key: str, kind: str, day: date) -> str:
    """Return the desk of the agency of this kind at the place of another, or above it."""
    known = agency(agency_key)
    place = area(known.area) if known else None
    while place is not None:
        found = agencies(kind, area=place.key, day=day)
        if found:
            return found[0].desk
        place = area(place.parent) if place.parent else None
    return ""
