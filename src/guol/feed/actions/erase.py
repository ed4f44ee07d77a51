"""Erasing a closed matter, wherever copies of it are."""

from guol.feed.actions.append import append, once
from guol.feed.actions.forget import forget_stream
from guol.feed.events import StreamErased
from guol.feed.models import Entry, Stream
from guol.feed.reasons import Moved, NoSuchMatter, NotHolder
from guol.kernel.act import Act
from guol.kernel.errors import Conflict, Refused
from guol.kernel.event import Origin


@once
def erase_stream(act: Act, stream: str, *, why: str, seen: int) -> str:
    """Drop what the log holds of a closed matter; the chain stays provable.

    ``why`` names the rule of retention and no person. Refused for all but the holder;
    ``Conflict`` if the matter moved on since ``seen``.
    """
    row = Stream.objects.select_for_update().filter(key=stream).first()
    if row is None:
        raise Refused(NoSuchMatter(stream=stream))
    if row.holder != act.desk:
        raise Refused(NotHolder(stream=stream, desk=act.desk, holder=row.holder))
    if row.number != seen:
        raise Conflict(Moved(stream=stream, seen=seen, now=row.number))
    last = Entry.objects.filter(stream=stream, place__isnull=False).order_by("place").last()
    if last is None:
        raise Refused(NoSuchMatter(stream=stream))
    origin = Origin(feed=last.feed, number=last.number)
    key = f"erased/{stream}"
    append(StreamErased(act=act, stream=key, erased=stream, last=origin, why=why), seen=0)
    forget_stream(stream)
    return key
