"""Later work of payments. A job may run twice: what it makes is made once."""

from django_tasks import task

from guol.feed.api import event_at
from guol.kernel.clock import utc_now
from guol.kernel.event import Origin
from guol.payments.actions import make_printout
from guol.payments.events import FeeRefunded


@task
def print_receipt(feed: str, number: int) -> None:
    """Make the file of the receipt that the event is about."""
    event = event_at(Origin(feed=feed, number=number))
    receipt = event.receipt if isinstance(event, FeeRefunded) else event.stream
    make_printout(receipt, at=utc_now())
