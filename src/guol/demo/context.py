"""What every page of the demonstration says at its top."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from guol.kernel.clock import utc_now
from guol.kernel.text import plain
from guol.web.context import Banner


def demonstration_banner(request: HttpRequest) -> Banner | None:
    """Say that all this is invented, which units it shows and what time it pretends."""
    del request
    if not settings.GUOL_DEMO:
        return None
    text = _("Demonstration: invented people, units as of 30/06/2025. It is %(now)s here.") % {
        "now": plain(utc_now())
    }
    return Banner(text=text, kind="warn", url="/demo/", link=_("Accounts and clock"))
