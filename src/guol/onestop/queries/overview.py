"""Named reads of the leader's overview: counts by desk, and what is urgent below."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from guol.onestop.models import Dossier
from guol.onestop.rules.overview import Load, Urgent
from guol.onestop.rules.states import OPEN, UNDER_WAY, WAITING, Business

MOST_URGENT = 25
LONGEST_LIST = 100
LISTS = ("urgent", "late", "soon", "waiting", "to_accept", "ready", "open")
_COLUMNS = tuple(each.name for each in fields(Urgent))


def loads_of(desks: Iterable[str], at: datetime, soon: datetime) -> tuple[Load, ...]:
    """Count what lies with each desk, the most late first; one read, of open rows alone."""
    rows = (
        Dossier.objects.filter(holder__in=list(desks), business__in=OPEN)
        .values("holder", "business")
        .annotate(
            number=Count("stream"),
            late=Count("stream", filter=Q(due__lt=at)),
            soon=Count("stream", filter=Q(due__gte=at, due__lt=soon)),
            unanswered=Count("stream", filter=Q(answer_due__lt=at)),
            to_answer=Count("stream", filter=Q(answer_due__gte=at, answer_due__lt=soon)),
        )
        .order_by()
    )
    loads: dict[str, dict[str, int]] = {}
    for row in rows:
        load = loads.setdefault(row["holder"], dict.fromkeys(_COUNTED, 0))
        load["open"] += row["number"]
        if row["business"] in UNDER_WAY:
            load["late"] += row["late"]
            load["soon"] += row["soon"]
        elif row["business"] in WAITING:
            load["waiting"] += row["number"]
        elif row["business"] == Business.LODGED:
            load["to_accept"] += row["number"]
            load["late"] += row["unanswered"]
            load["soon"] += row["to_answer"]
        elif row["business"] == Business.DECIDED:
            load["ready"] += row["number"]
    told = (Load(desk=desk, **counts) for desk, counts in loads.items())
    return tuple(sorted(told, key=lambda load: (-load.late, -load.soon, -load.open, load.desk)))


def lying_with(
    desks: Iterable[str], at: datetime, soon: datetime, *, which: str, limit: int
) -> tuple[Urgent, ...]:
    """Return one list of what lies with these desks, what is due first first."""
    rows = (
        Dossier.objects.filter(_which(which, at, soon), holder__in=list(desks))
        .annotate(first=Coalesce(F("due"), F("answer_due")))
        .order_by("first", "stream")
        .values(*_COLUMNS)
    )
    return tuple(Urgent(**row) for row in rows[:limit])


_COUNTED = ("open", "late", "soon", "waiting", "to_accept", "ready")


def _which(name: str, at: datetime, soon: datetime) -> Q:
    before = soon if name in {"urgent", "soon"} else at
    due = Q(business__in=UNDER_WAY, due__lt=before)
    due |= Q(business=Business.LODGED, answer_due__lt=before)
    due &= Q(business__in=(*UNDER_WAY, Business.LODGED))  # said once more for the index
    if name == "soon":
        due &= Q(due__gte=at) | Q(due=None, answer_due__gte=at)
    return {
        "urgent": due,
        "late": due,
        "soon": due,
        "waiting": Q(business__in=WAITING),
        "to_accept": Q(business=Business.LODGED),
        "ready": Q(business=Business.DECIDED),
        "open": Q(business__in=OPEN),
    }[name]
