"""Moving desks, taking matters by force, and settling what was done outside."""

from django.db.models import F, Q, QuerySet

from guol.feed.actions.append import append, once
from guol.feed.actions.judge import home_stream
from guol.feed.custody import Standing
from guol.feed.events import (
    AuthorityNamed,
    CustodyTaken,
    Epoch,
    HomeGiven,
    HomeTaken,
    OutsideActAdopted,
    OutsideActRejected,
)
from guol.feed.models import Entry, Identity
from guol.feed.node import this_incarnation, this_node
from guol.feed.queries import event_at
from guol.feed.reasons import AuthorityOnly, NothingToSettle, NumberTaken
from guol.feed.wire import values_in
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Origin
from guol.kernel.series import Drawn


@once
def give_home(act: Act, *, to: str, seen: int) -> str:
    """Move the acting desk, with all it holds, to the node ``to``."""
    stream = home_stream(act.desk)
    append(HomeGiven(act=act, stream=stream, desk=act.desk, node=to), seen=seen)
    return stream


@once
def take_home(act: Act, desk: str, *, to: str, seen: int) -> str:
    """Move a desk by force to the node ``to``: its machine burnt, was stolen, or is silent.

    What is known here of the desk's feeds counts; what turns up later is outside.
    """
    stream, epoch = home_stream(desk), _next_epoch(act)
    cut = _ends(Entry.objects.filter(Q(feed__contains=f"/{desk}/") | Q(stream=stream)))
    taken = HomeTaken(act=act, stream=stream, desk=desk, node=to, epoch=epoch, cut=cut)
    append(taken, seen=seen)
    return stream


@once
def take_custody(act: Act, stream: str, *, to: str, seen: int) -> str:
    """Take a matter by force and give it to the desk ``to`` (cấp trên rút hồ sơ về)."""
    epoch = _next_epoch(act)
    cut = _ends(Entry.objects.filter(stream=stream))
    append(CustodyTaken(act=act, stream=stream, to=to, epoch=epoch, cut=cut), seen=seen)
    return stream


@once
def adopt_act(act: Act, stream: str, outside: Origin, *, seen: int) -> str:
    """Let an outside act count, from here on. Only the holder may; a hand-over cannot be.

    Refused if the act used a number that counts elsewhere by now.
    """
    _find_outside(stream, outside)
    _find_numbers_free(outside)
    append(OutsideActAdopted(act=act, stream=stream, outside=outside), seen=seen)
    return stream


@once
def reject_act(act: Act, stream: str, outside: Origin, *, why: str, seen: int) -> str:
    """Decide that an outside act does not count. Only the holder may."""
    _find_outside(stream, outside)
    append(OutsideActRejected(act=act, stream=stream, outside=outside, why=why), seen=seen)
    return stream


def _next_epoch(act: Act) -> Epoch:
    """Return an epoch that nobody used: the term in the log, our incarnation, a counter."""
    named = Entry.objects.filter(stream="authority", kind=AuthorityNamed.__name__)
    last = named.filter(place__isnull=False).order_by("place").last()
    event = event_at(Origin(feed=last.feed, number=last.number)) if last else None
    if not isinstance(event, AuthorityNamed) or event.desk != act.desk:
        raise Refused(AuthorityOnly(desk=act.desk))
    identity = Identity.objects.filter(node=this_node())
    identity.update(epochs_used=F("epochs_used") + 1)
    return (
        event.term,
        this_incarnation(),
        identity.values_list("epochs_used", flat=True).get(),
    )


def _ends(entries: QuerySet[Entry]) -> tuple[Origin, ...]:
    """Return the last known event of each feed among these entries."""
    ends: dict[str, int] = {}
    for feed, number in entries.values_list("feed", "number"):
        ends[feed] = max(number, ends.get(feed, 0))
    return tuple(Origin(feed=feed, number=number) for feed, number in sorted(ends.items()))


def _find_numbers_free(outside: Origin) -> None:
    event = event_at(outside)
    numbers = set(values_in(event, Drawn))
    if not numbers:
        return
    alike = Entry.objects.filter(kind=type(event).__name__).exclude(place=None)
    for feed, number in alike.values_list("feed", "number"):
        taken = numbers & set(values_in(event_at(Origin(feed=feed, number=number)), Drawn))
        for drawn in taken:
            raise Refused(NumberTaken(number=drawn.number))


def _find_outside(stream: str, origin: Origin) -> None:
    found = Entry.objects.filter(
        stream=stream, feed=origin.feed, number=origin.number, standing=Standing.OUTSIDE
    )
    if not found.exists():
        raise Refused(NothingToSettle(outside=str(origin)))
