"""Sending messages, each once."""

from django.db import transaction

from guol.kernel.clock import utc_now
from guol.notices.gateways import MailNotTaken, hand_to_server, is_demonstration
from guol.notices.models import Mail, State

MOST_TRIES = 5
LONGEST_WORDS = 300


def send_mail(*, to: str, subject: str, body: str, key: str, matter: str = "") -> None:
    """Send a message; ``key`` names what it follows from, and a second call sends nothing.

    The message is kept first. In the demonstration it stays in the mailbox. A server that
    does not take it is tried again when the job that called this is tried again: then
    ``MailNotTaken`` is raised, until the last try has noted the failure.
    """
    with transaction.atomic():
        mail, _ = Mail.objects.get_or_create(
            key=key,
            defaults={
                "to": to,
                "subject": subject[:200],
                "body": body,
                "matter": matter,
                "at": utc_now(),
            },
        )
    if mail.state == State.WAITING:
        _send(mail)


def forget_mails(stream: str) -> tuple[str, ...]:
    """Drop the messages about an erased matter; they name no file."""
    Mail.objects.filter(matter=stream).delete()
    return ()


def _send(mail: Mail) -> None:
    if is_demonstration():
        Mail.objects.filter(key=mail.key).update(state=State.SENT)
        return
    tries = mail.tries + 1
    try:
        hand_to_server(to=mail.to, subject=mail.subject, body=mail.body)
    except MailNotTaken as no:
        is_last = tries >= MOST_TRIES
        state = State.FAILED if is_last else State.WAITING
        Mail.objects.filter(key=mail.key).update(
            tries=tries, state=state, said=str(no)[:LONGEST_WORDS]
        )
        if not is_last:
            raise
        return
    Mail.objects.filter(key=mail.key).update(tries=tries, state=State.SENT, said="")
