"""Erasing a closed matter, wherever copies of it are."""

from guol.feed.actions.append import append, once
from guol.feed.actions.forget import forget_matter
from guol.feed.events import StreamErased
from guol.feed.models import Entry, Stream
from guol.feed.reasons import Moved, NoSuchMatter, NotHolder
from guol.feed.rooms import gone_along, why_kept
from guol.kernel.act import Act
from guol.kernel.errors import Conflict, Refused
from guol.kernel.event import Origin


@once
def erase_stream(act: Act, stream: str, *, why: str, seen: int) -> str:
    """Drop what the log holds of a closed matter; the chain stays provable.

    What other streams tell of it goes with it, as the rooms say. ``why`` names the rule of
    retention and no person. Refused for all but the holder, and as long as a room says that
    it must be kept; ``Conflict`` if the matter moved on since ``seen``.
    """
    row = Stream.objects.select_for_update().filter(key=stream).first()
    if row is None:
        raise Refused(NoSuchMatter(stream=stream))
    if row.holder != act.desk:
        raise Refused(NotHolder(stream=stream, desk=act.desk, holder=row.holder))
    if row.number != seen:
        raise Conflict(Moved(stream=stream, seen=seen, now=row.number))
    if kept := why_kept(stream):
        raise Refused(kept)
    last = Entry.objects.filter(stream=stream, place__isnull=False).order_by("place").last()
    if last is None:
        raise Refused(NoSuchMatter(stream=stream))
    origin = Origin(feed=last.feed, number=last.number)
    key = f"erased/{stream}"
    along = gone_along(stream)
    erased = StreamErased(act=act, stream=key, erased=stream, last=origin, why=why, along=along)
    append(erased, seen=0)
    forget_matter(stream, along)
    return key
