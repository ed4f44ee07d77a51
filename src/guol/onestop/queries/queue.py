"""The queue of a counter, read whole: a day of a counter has some dozens of tickets."""

from dataclasses import fields
from datetime import date

from guol.onestop.models.queue import QueueDay, Ticket, Window
from guol.onestop.rules.queue import Queue, TicketCard, WindowCard

MOST_TICKETS = 999  # of one day: numbers have three digits
_TICKET = tuple(each.name for each in fields(TicketCard))
_WINDOW = tuple(each.name for each in fields(WindowCard))


def queue_of(desk: str, day: date) -> Queue:
    """Return the queue of a counter on a day; without windows where none was ever opened."""
    row = QueueDay.objects.filter(key=day_key(desk, day)).first()
    windows = Window.objects.filter(desk=desk).order_by("number").values(*_WINDOW)
    tickets = Ticket.objects.filter(desk=desk, day=day).order_by("turn").values(*_TICKET)
    return Queue(
        desk=desk,
        day=day,
        calls=row.calls if row else 0,
        run=row.run if row else 0,
        is_ended=bool(row and row.ended_at),
        windows=tuple(WindowCard(**each) for each in windows),
        tickets=tuple(TicketCard(**each) for each in tickets[:MOST_TICKETS]),
    )


def ticket(key: str, desk: str) -> TicketCard | None:
    """Return a ticket of a counter."""
    row = Ticket.objects.filter(key=key, desk=desk).values(*_TICKET).first()
    return TicketCard(**row) if row else None


def day_key(desk: str, day: date) -> str:
    """Return the key of a counter's day."""
    return f"{desk}/{day}"
