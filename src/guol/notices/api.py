"""What other packages may use of notices."""

from guol.notices.actions import send_mail
from guol.notices.queries import Mail, count_failed, mailbox

__all__ = ["Mail", "count_failed", "mailbox", "send_mail"]
