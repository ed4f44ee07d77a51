"""The post office of the outside world: one SMTP server, or none in the demonstration."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


class MailNotTaken(Exception):
    """The mail server did not take the message; its own words."""


def hand_to_server(*, to: str, subject: str, body: str) -> None:
    """Give a message to the mail server. Raises ``MailNotTaken``."""
    message = EmailMessage(
        subject=subject, body=body, from_email=settings.DEFAULT_FROM_EMAIL, to=[to]
    )
    try:
        with get_connection() as server:
            server.send_messages([message])
    except (smtplib.SMTPException, OSError) as no:
        raise MailNotTaken(str(no)) from no


def is_demonstration() -> bool:
    """Whether messages stay in the mailbox of the demonstration and go nowhere."""
    return bool(settings.GUOL_DEMO)
