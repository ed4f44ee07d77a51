"""What the one-stop shop offers on the first page and in the one search."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from guol.kernel.room import Found, Rights, WorkItem
from guol.onestop.permits import may_work_at_counter
from guol.onestop.queries import dossiers_found, dossiers_of_person, lists_at
from guol.onestop.queries.handing import opinions_waiting
from guol.onestop.queries.parking import parked_waiting
from guol.onestop.queries.promises import is_any_hit
from guol.onestop.queries.returning import uncollected_since
from guol.onestop.rules.codes import Code
from guol.onestop.views.access import hands_of
from guol.onestop.words import LISTS, state_of
from guol.people.api import Viewer

MOST_FOUND, MOST_OWN = 10, 5
LONG = timedelta(days=7)  # a result that nobody fetched for so long is worth a call
WORK = {
    "overdue": "bad",
    "to_accept": "warn",
    "answered": "warn",
    "to_return": "good",
    "in_hand": "info",
}
"""The counter's lists that are work, the most urgent first, and how urgent each is."""
ASKS = frozenset({"waiting", "waiting_entry"})


def work_of(rights: Rights, at: datetime) -> tuple[WorkItem, ...]:
    """Return what waits: for an official at their desks, for a citizen of their own."""
    viewer = rights if isinstance(rights, Viewer) else Viewer()
    if viewer.is_official:
        return _at_desks(viewer, at) if may_work_at_counter(viewer.roles) else ()
    return _own(viewer) if viewer.person else ()


def dossiers_matching(rights: Rights, text: str, at: datetime) -> tuple[Found, ...]:
    """Return the dossiers near the viewer's desks that the words find.

    Whoever works at no desk is led to where a dossier is followed with its secret code; that
    says nothing of whether there is one.
    """
    del at
    viewer = rights if isinstance(rights, Viewer) else Viewer()
    if viewer.is_official and may_work_at_counter(viewer.roles):
        desks = [hand.desk for hand in hands_of(viewer)]
        return tuple(
            Found(
                title=line.name,
                url=reverse("onestop:dossier", args=[line.name]),
                note=", ".join(filter(None, (line.applicant, state_of(line.business)))),
            )
            for line in dossiers_found(text, desks, limit=MOST_FOUND)
        )
    if Code.parse(text) is None:
        return ()
    title = _("Follow dossier %(number)s") % {"number": text}
    note = _("With the secret code that stands on its receipt.")
    return (Found(title=title, url=reverse("onestop:follow"), note=note),)


def _at_desks(viewer: Viewer, at: datetime) -> tuple[WorkItem, ...]:
    desks = [hand.desk for hand in hands_of(viewer)]
    counts, counter = lists_at(desks, at), reverse("onestop:counter")
    items = [
        WorkItem(
            title=str(LISTS[name]), url=f"{counter}?ds={name}", count=counts[name], kind=kind
        )
        for name, kind in WORK.items()
    ]
    further = (
        (_("Opinions asked of us"), "opinions", opinions_waiting(desks), "warn"),
        (_("Intakes put aside"), "parked", parked_waiting(desks), "info"),
        (
            _("Results not collected for a week"),
            "uncollected",
            uncollected_since(desks, at - LONG),
            "warn",
        ),
    )
    items += [
        WorkItem(title=title, url=reverse(f"onestop:{name}"), count=count, kind=kind)
        for title, name, count, kind in further
    ]
    found = [item for item in items if item.count]
    if is_any_hit(desks, at):
        found.append(
            WorkItem(
                title=_("Promises that a day confirmed late would move"),
                url=reverse("onestop:promises"),
                note=_("Look through them and move those that you want to."),
            )
        )
    return tuple(found)


def _own(viewer: Viewer) -> tuple[WorkItem, ...]:
    """Return the citizen's dossiers that wait for the citizen."""
    return tuple(
        WorkItem(
            title=_("Dossier %(number)s lacks something") % {"number": line.name}
            if line.business in ASKS
            else _("The result of dossier %(number)s is ready") % {"number": line.name},
            url=reverse("onestop:follow"),
            note=line.about if line.about != line.applicant else "",
        )
        for line in dossiers_of_person(viewer.person)
        if line.business in {*ASKS, "decided"} and not line.is_answered
    )[:MOST_OWN]
