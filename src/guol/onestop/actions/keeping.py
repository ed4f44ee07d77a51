"""Plain rows: forms that were made, and wrong guesses at a secret."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from guol.feed.api import store_blob
from guol.kernel.event import Origin
from guol.onestop.models import Document, Miss
from guol.onestop.queries import Made, document_at

PDF = "application/pdf"
QUARTER = timedelta(minutes=15)


def keep_document(
    origin: Origin, *, stream: str, kind: str, content: bytes, at: datetime
) -> Made:
    """Keep a form that was made for the event at ``origin``; a second time changes nothing."""
    blob = store_blob(content, PDF)
    key = f"{origin}#{kind}"
    with transaction.atomic():
        Document.objects.update_or_create(
            origin=key,
            defaults={
                "stream": stream,
                "kind": kind,
                "digest": blob.digest,
                "size": blob.size,
                "made_at": at,
            },
        )
    made = document_at(key)
    if made is None:
        raise LookupError(key)
    return made


def forget_documents(stream: str) -> tuple[str, ...]:
    """Drop the forms of a dossier that is erased; return their digests."""
    made = Document.objects.filter(stream=stream)
    digests = tuple(made.values_list("digest", flat=True))
    made.delete()
    return digests


def note_miss(key: str, at: datetime) -> None:
    """Count one wrong guess from a place, and forget the old ones of all places."""
    with transaction.atomic():
        Miss.objects.filter(until__lte=at).delete()
        if Miss.objects.filter(key=key).update(count=F("count") + 1):
            return
        Miss.objects.get_or_create(key=key, defaults={"count": 1, "until": at + QUARTER})
