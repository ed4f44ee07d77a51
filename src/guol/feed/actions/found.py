"""How a node, its desks and the authority come to be, and what a restore leads to."""

from datetime import datetime

from django.db import transaction

from guol.feed.actions.append import append, once
from guol.feed.actions.judge import AUTHORITY, FRONT, home_stream
from guol.feed.events import (
    AuthorityNamed,
    CustodyGiven,
    DeskOpened,
    IncarnationOpened,
    NodeFounded,
    StandbyNamed,
)
from guol.feed.models import Desk, Entry, FeedHead, Identity, Series
from guol.feed.node import make_identity, raise_incarnation, this_incarnation, this_node
from guol.feed.queries import number_of, stream_of
from guol.feed.reasons import AuthorityOnly, NumberBehind
from guol.kernel.act import Act, Node, front_desk
from guol.kernel.errors import Refused
from guol.kernel.event import Feed, Origin
from guol.kernel.series import Drawn


@transaction.atomic
def found_node(at: datetime, *, with_authority: bool) -> str:
    """Found this node, once: its key, its front desk and, on a first hub, the authority.

    Returns the node's id. Called again it changes nothing.
    """
    key = make_identity()
    node = this_node()
    act = Act(by=Node(), at=at, node=node, key=f"found/{node}")
    if stream_of(act):
        return node
    Identity.objects.create(node=node, incarnation=this_incarnation())
    front = front_desk(node)
    opened = DeskOpened(act=act, stream=home_stream(front), desk=front, kind=FRONT, node=node)
    append(opened, seen=0)
    more = Act(by=Node(), at=at, node=node, key=f"found/{node}/key")
    founded = NodeFounded(act=more, stream=f"node/{node}", node=node, public_key=key)
    append(founded, seen=0)
    if with_authority:
        _found_authority(Act(by=Node(), at=at, node=node, key=f"found/{node}/authority"))
    return node


def _found_authority(act: Act) -> None:
    append(
        AuthorityNamed(act=act, stream=AUTHORITY, desk=AUTHORITY, term=1),
        CustodyGiven(act=act, stream=AUTHORITY, to=AUTHORITY),
        *_opening(act, AUTHORITY, kind=AUTHORITY, node=act.node),
        seen=0,
    )


@once
def open_desk(act: Act, desk: str, *, kind: str = "office", node: str = "") -> str:
    """Open a desk, at home on ``node`` (here, if none is named). Only the authority may."""
    if not Desk.objects.filter(key=act.desk, kind=AUTHORITY).exists():
        raise Refused(AuthorityOnly(desk=act.desk))
    append(*_opening(act, desk, kind=kind, node=node or this_node()), seen=0)
    return home_stream(desk)


def _opening(act: Act, desk: str, *, kind: str, node: str) -> tuple[DeskOpened, CustodyGiven]:
    stream = home_stream(desk)
    return (
        DeskOpened(act=act, stream=stream, desk=desk, kind=kind, node=node),
        CustodyGiven(act=act, stream=stream, to=desk),
    )


@once
def name_standby(act: Act, desk: str, *, standby: str) -> str:
    """Name who acts while the box of ``desk`` is out of contact. Only the authority may."""
    if not Desk.objects.filter(key=act.desk, kind=AUTHORITY).exists():
        raise Refused(AuthorityOnly(desk=act.desk))
    stream = f"standby/{desk}"
    append(
        StandbyNamed(act=act, stream=stream, desk=desk, standby=standby), seen=number_of(stream)
    )
    return stream


@once
def name_authority(act: Act, desk: str, *, term: int) -> str:
    """Name the next authority; the present one hands its right over by it."""
    append(
        AuthorityNamed(act=act, stream=AUTHORITY, desk=desk, term=term),
        CustodyGiven(act=act, stream=AUTHORITY, to=desk),
        seen=number_of(AUTHORITY),
    )
    return AUTHORITY


@transaction.atomic
def note_restore() -> int:
    """Begin anew after this node's database was put back from a copy.

    What the copy knew is frozen until the node's own later events are back from its peers;
    new matters are taken in at once, under the new incarnation, which is returned.
    """
    incarnation = raise_incarnation()
    Identity.objects.filter(node=this_node()).update(incarnation=incarnation, is_frozen=True)
    return incarnation


@once
def reopen_after_restore(act: Act, continued: tuple[Drawn, ...] = ()) -> str:
    """End the freeze: the node's own feeds are back, and end where they now end.

    Called when a peer has confirmed, freshly, that it knows nothing beyond; or, where nobody
    else holds anything of this node, by its head, who states the last numbers that stand in
    the paper registers (``continued``). What arrives of the older incarnations later is
    outside, and offered for adoption. Raises ``Refused`` for a series not known here, and for
    a number below one that was drawn already.
    """
    for each in continued:
        _continue(each)
    node, incarnation = this_node(), this_incarnation()
    own = FeedHead.objects.filter(key__startswith=f"{node}/").order_by("key")
    closed = tuple(
        Origin(feed=row.key, number=row.number)
        for row in own
        if Feed.parse(row.key).incarnation < incarnation and row.number
    )
    Identity.objects.filter(node=node).update(is_frozen=False)
    stream = f"node/{node}"
    append(
        IncarnationOpened(
            act=act,
            stream=stream,
            node=node,
            incarnation=incarnation,
            closed=closed,
            continued=continued,
        ),
        seen=number_of(stream),
    )
    return stream


def _continue(last: Drawn) -> None:
    """Let a gapless series go on behind the number that paper shows."""
    row = Series.objects.select_for_update().filter(key=last.series).first()
    if row is None or last.number < row.number:
        drawn = row.number if row else 0
        raise Refused(NumberBehind(series=last.series, number=last.number, drawn=drawn))
    Series.objects.filter(key=last.series).update(number=last.number)


def knows_more_than_we_do(own: tuple[Origin, ...]) -> bool:
    """Whether a peer holds more of this node's feeds than the node itself: it was restored."""
    return any(
        not Entry.objects.filter(feed=end.feed, number=end.number).exists() for end in own
    )
