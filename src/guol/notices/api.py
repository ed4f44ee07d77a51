"""What other packages may use of notices."""

from guol.notices.actions import send_mail
from guol.notices.gateways import MailNotTaken
from guol.notices.queries import Mail, count_failed, mailbox, sent_at

__all__ = ["Mail", "MailNotTaken", "count_failed", "mailbox", "send_mail", "sent_at"]
