"""Plain rows: the files of receipts, made once and kept."""

from datetime import datetime

from django.db import transaction

from guol.feed.api import has_blob, store_blob
from guol.payments.models import Printout
from guol.payments.queries import (
    fee_receipt,
    fee_receipt_pdf,
    printout_key,
    printouts_of,
    refunds_of,
)

PDF = "application/pdf"


def make_printout(receipt: str, *, at: datetime) -> str:
    """Return the digest of a receipt's file, made now unless it was made before.

    A receipt that was voided, or of which money was given back, is another file than before.
    Raises ``LookupError`` for a receipt that is not known here.
    """
    found = fee_receipt(receipt)
    if found is None:
        raise LookupError(receipt)
    refunds = refunds_of(receipt)
    key = printout_key(found, len(refunds))
    digest = printouts_of((receipt,)).get(key, "")
    if digest and has_blob(digest):
        return digest
    blob = store_blob(fee_receipt_pdf(found, refunds), PDF)
    with transaction.atomic():
        Printout.objects.update_or_create(
            key=key,
            defaults={
                "receipt": receipt,
                "digest": blob.digest,
                "size": blob.size,
                "made_at": at,
            },
        )
    return blob.digest


def forget_printouts(stream: str) -> tuple[str, ...]:
    """Drop the files of a receipt that is erased; return their digests."""
    made = Printout.objects.filter(receipt=stream)
    digests = tuple(made.values_list("digest", flat=True))
    made.delete()
    return digests
