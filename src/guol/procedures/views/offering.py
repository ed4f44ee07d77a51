"""What the catalogue offers on the first page and in the one search."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from guol.kernel.clock import legal_day
from guol.kernel.room import Found, Rights, WorkItem
from guol.people.api import Viewer
from guol.procedures.permits import AUTHORITY
from guol.procedures.queries import catalogue
from guol.procedures.queries.days import years_told
from guol.procedures.queries.drafts import drafts_open

MOST_FOUND = 10
NEXT_YEAR_FROM = 10  # from this month on, the days of the next year are asked for


def work_of(rights: Rights, at: datetime) -> tuple[WorkItem, ...]:
    """Return the drafts that wait, and the years of which no day was confirmed yet."""
    if not isinstance(rights, Viewer) or rights.post_at(AUTHORITY) is None:
        return ()
    today, items = legal_day(at), list[WorkItem]()
    if count := drafts_open():
        title, url = _("Drafts of procedures not published"), reverse("procedures:drafts")
        items.append(WorkItem(title=title, url=url, count=count, kind="info"))
    for year in sorted(_years_asked(today) - years_told(_years_asked(today))):
        items.append(
            WorkItem(
                title=_("Days off of %(year)s to confirm") % {"year": year},
                url=reverse("procedures:calendar", args=[year]),
                kind="bad" if year == today.year else "warn",
                note=_("No day of this year is confirmed yet; promises count the week alone."),
            )
        )
    return tuple(items)


def procedures_found(rights: Rights, text: str, at: datetime) -> tuple[Found, ...]:
    """Return the procedures in force that the words find, the name with least besides first."""
    del rights
    cards = sorted(catalogue(legal_day(at), text=text), key=lambda card: len(card.name))
    return tuple(
        Found(
            title=card.name,
            url=reverse("procedures:procedure", args=[card.code]),
            note=f"{card.field}, {card.code}",
        )
        for card in cards[:MOST_FOUND]
    )


def _years_asked(today: date) -> set[int]:
    return {today.year, today.year + (today.month >= NEXT_YEAR_FROM)}
