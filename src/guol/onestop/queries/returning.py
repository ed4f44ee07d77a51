"""Results that nobody fetched, and letters on their way."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from guol.onestop.models import Dossier
from guol.onestop.rules.states import Business, Delivery

LONGEST_LIST = 200
MAIL = "/uncollected"  # ends the key of a message that reminds


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A result that waits at the counter, or a letter with one, as lists show it."""

    stream: str
    number: str
    version: str
    applicant: str
    about: str
    phone: str
    email: str
    ended_at: datetime | None
    deliver_to: str
    carrier: str
    tracking: str
    sent_on: date | None
    reminders: int
    reminded_at: datetime | None
    holder: str

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]

    @property
    def mail_key(self) -> str:
        """The key of the message that reminds; a result decided anew gets one of its own."""
        ready = self.ended_at.timestamp() if self.ended_at else 0
        return f"{self.stream}{MAIL}/{ready:.0f}"


_COLUMNS = tuple(each.name for each in fields(Waiting))


def uncollected(desks: Iterable[str], *, limit: int = LONGEST_LIST) -> tuple[Waiting, ...]:
    """Return the results that lie at these desks, the longest waiting first."""
    rows = Dossier.objects.filter(holder__in=list(desks), business=Business.DECIDED)
    rows = rows.exclude(delivery=Delivery.ARCHIVED).order_by("ended_at", "stream")
    return tuple(Waiting(**row) for row in rows.values(*_COLUMNS)[:limit])


def uncollected_since(desks: Iterable[str], ready_before: datetime) -> int:
    """Return how many results lie at these desks that were ready before an instant."""
    rows = Dossier.objects.filter(holder__in=list(desks), business=Business.DECIDED)
    return rows.filter(ended_at__lt=ready_before).exclude(delivery=Delivery.ARCHIVED).count()


def letters_under_way(
    desks: Iterable[str], *, limit: int = LONGEST_LIST
) -> tuple[Waiting, ...]:
    """Return the letters of which nothing was heard yet, the oldest first."""
    rows = Dossier.objects.filter(holder__in=list(desks), delivery=Delivery.SENT)
    rows = rows.order_by("sent_on", "stream")
    return tuple(Waiting(**row) for row in rows.values(*_COLUMNS)[:limit])


def ready_between(first: datetime, last: datetime, *, limit: int) -> tuple[Waiting, ...]:
    """Return results with an address for mail that became ready between, the oldest first."""
    rows = Dossier.objects.filter(
        business=Business.DECIDED, ended_at__gte=first, ended_at__lte=last
    )
    rows = rows.exclude(email="").exclude(delivery=Delivery.ARCHIVED).order_by("ended_at")
    return tuple(Waiting(**row) for row in rows.values(*_COLUMNS)[:limit])
