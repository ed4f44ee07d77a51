"""What the rooms offer whoever is at the screen: one list of work, one search."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import quote_plus

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from guol.kernel.room import Found, Rights, SearchSource, WorkItem, rooms_of
from guol.kernel.text import fold
from guol.web.handbook import pages_of

SHORTEST, LONGEST = 2, 100
MOST_PAGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one source found; ``more`` is where the rest is, empty when this is all."""

    label: object
    found: tuple[Found, ...]
    more: str = ""


def work_for(rights: Rights, at: datetime) -> tuple[WorkItem, ...]:
    """Return what waits for this person, room by room."""
    rooms = rooms_of(apps.get_app_configs())
    return tuple(item for room in rooms for told in room.work for item in told(rights, at))


def found_for(rights: Rights, text: str, at: datetime) -> tuple[Answer, ...]:
    """Return what the rooms find for this person; nothing for less than two letters."""
    if len(fold(text)) < SHORTEST:
        return ()
    answers = ((source, source.find(rights, text, at)) for source in _sources())
    return tuple(
        Answer(
            label=source.label,
            found=found,
            more=source.more + quote_plus(text)
            if source.more and len(found) == source.most
            else "",
        )
        for source, found in answers
        if found
    )


def help_found(rights: Rights, text: str, at: datetime) -> tuple[Found, ...]:
    """Return the pages of help in which every word stands, those that are named so first."""
    del rights, at
    words = fold(text).split()
    pages = [page for page in pages_of() if all(word in page.folded for word in words)]
    pages.sort(key=lambda page: not all(word in fold(page.title) for word in words))
    return tuple(
        Found(title=page.title, url=f"/tro-giup/{page.name}/", note=page.lead)
        for page in pages[:MOST_PAGES]
    )


HELP = SearchSource(label=_("Help"), find=help_found, most=MOST_PAGES, order=90)


@cache
def _sources() -> tuple[SearchSource, ...]:
    told = (each for room in rooms_of(apps.get_app_configs()) for each in room.search)
    return tuple(sorted(told, key=lambda each: each.order))
