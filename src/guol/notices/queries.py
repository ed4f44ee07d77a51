"""Named reads of messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guol.kernel.room import Finding
from guol.notices.models import Mail as MailRow
from guol.notices.models import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message as the mailbox of the demonstration and the technician see it."""

    key: str
    to: str
    subject: str
    body: str
    at: datetime
    state: str
    tries: int
    said: str


def mailbox(*, to: str = "", limit: int = 100) -> tuple[Mail, ...]:
    """Return the newest messages, of one address if one is named."""
    rows = MailRow.objects.order_by("-at", "key")
    if to:
        rows = rows.filter(to=to)
    return tuple(_of(row) for row in rows[:limit])


def sent_at(keys: Iterable[str]) -> dict[str, datetime]:
    """Return when these messages were sent, by their keys; one that was not is left out."""
    rows = MailRow.objects.filter(key__in=list(keys), state=State.SENT)
    return dict(rows.values_list("key", "at"))


def count_failed() -> int:
    """Count the messages that no server took after every try."""
    return MailRow.objects.filter(state=State.FAILED).count()


def failed_mails() -> Finding:
    """Whether a message reached no server."""
    number = count_failed()
    if number:
        return Finding(
            ok=False,
            sentence=f"{number} messages were taken by no server after every try. Look at "
            "GUOL_MAIL, and tell their receivers by telephone.",
        )
    return Finding(ok=True, sentence="Every message was taken by the server.")


def _of(row: MailRow) -> Mail:
    return Mail(
        key=row.key,
        to=row.to,
        subject=row.subject,
        body=row.body,
        at=row.at,
        state=row.state,
        tries=row.tries,
        said=row.said,
    )
