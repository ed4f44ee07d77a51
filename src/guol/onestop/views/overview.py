"""The leader's overview: everything below, who has it, what is late, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.onestop.permits import may_answer_for_area, may_oversee
from guol.onestop.queries.overview import (
    LISTS,
    LONGEST_LIST,
    MOST_URGENT,
    loads_of,
    lying_with,
)
from guol.onestop.rules.overview import SOON, Load, Urgent, total, why
from guol.onestop.views.access import official, roles_at
from guol.onestop.words import KINDS, OVERVIEW_LISTS, WHY, role_of, state_of
from guol.people.api import AgencyBelow, Viewer, agencies_below, names_of

BAR = 100  # how long the longest bar is


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An agency with its load, and how long the parts of its bar are."""

    name: str
    desk: str
    load: Load
    late: float
    soon: float
    calm: float

    @property
    def soon_from(self) -> float:
        """Where the second part begins."""
        return self.late

    @property
    def calm_from(self) -> float:
        """Where the third part begins."""
        return self.late + self.soon


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show a leader of any level everything below, and one list of it in full."""
    viewer = official(request)
    below = below_of(viewer)
    names = {each.desk: each.name for each in below}
    now = utc_now()
    soon = now + SOON
    loads = loads_of(names, now, soon)
    which = request.GET.get("ds", "")
    desk = request.GET.get("noi", "")
    chosen = which if which in LISTS else ("open" if desk in names else "urgent")
    lines = lying_with(
        [desk] if desk in names else list(names),
        now,
        soon,
        which=chosen,
        limit=LONGEST_LIST if desk in names or which in LISTS else MOST_URGENT,
    )
    people = names_of({each.assigned for each in lines} - {""})
    context = {
        "title_of_list": _title(chosen, names.get(desk, "")),
        "figures": _figures(total(loads)),
        "bars": bars_of(loads, names),
        "idle": len(names) - len(loads),
        "rows": [_row(each, names, people, now) for each in lines],
        "crumbs": [(_("One-stop counter"), reverse("onestop:counter")), (_("Overview"), "")],
        "is_all": not desk and not which,
    }
    return render(request, "onestop/overview.html", context)


def below_of(viewer: Viewer) -> tuple[AgencyBelow, ...]:
    """Return the agencies that the viewer answers for. Raises ``PermissionDenied`` for none."""
    held = viewer.post
    if held is None or not may_oversee(roles_at(viewer, held.desk)):
        held = next((x for x in viewer.posts if may_oversee(frozenset({x.role}))), None)
    if held is None:
        raise PermissionDenied
    return agencies_below(
        held.agency,
        legal_day(utc_now()),
        is_whole_area=may_answer_for_area(roles_at(viewer, held.desk)),
    )


def bars_of(loads: tuple[Load, ...], names: dict[str, str]) -> list[Bar]:
    """Return a bar for each agency that has anything, as long as its share of the most."""
    most = max((load.open for load in loads), default=0) or 1

    def part(count: int) -> float:
        return round(BAR * count / most, 1)

    return [
        Bar(
            name=names[load.desk],
            desk=load.desk,
            load=load,
            late=part(load.late),
            soon=part(load.soon),
            calm=part(load.calm),
        )
        for load in loads
    ]


def _figures(load: Load) -> list[tuple[int, object, str, str]]:
    return [
        (load.open, OVERVIEW_LISTS["open"], "?ds=open", ""),
        (load.late, OVERVIEW_LISTS["late"], "?ds=late", "bad" if load.late else ""),
        (load.soon, OVERVIEW_LISTS["soon"], "?ds=soon", "warn" if load.soon else ""),
        (load.waiting, OVERVIEW_LISTS["waiting"], "?ds=waiting", ""),
        (load.to_accept, OVERVIEW_LISTS["to_accept"], "?ds=to_accept", ""),
        (load.ready, OVERVIEW_LISTS["ready"], "?ds=ready", ""),
    ]


def _title(chosen: str, where: str) -> str:
    title = str(OVERVIEW_LISTS[chosen])
    return f"{title}: {where}" if where else title


def _row(
    each: Urgent, names: dict[str, str], people: dict[str, str], now: datetime
) -> dict[str, Any]:
    is_late = each.promised is not None and each.promised < now
    is_open = each.business in {"lodged", "accepted", "processing"}
    holder = [names[each.holder], role_of(each.role) if each.role else ""]
    return {
        "key": each.key,
        "name": each.name,
        "applicant": each.applicant,
        "holder": ", ".join(filter(None, (*holder, people.get(each.assigned, "")))),
        "since": each.step_since,
        "due": each.promised,
        "why": ", ".join(str(WHY[code]) for code in why(each, now)) if is_open else "",
        "state": _("late") if is_late and is_open else state_of(each.business),
        "kind": "bad" if is_late and is_open else KINDS[each.business],
    }
