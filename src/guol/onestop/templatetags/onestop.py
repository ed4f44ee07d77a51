"""How the one-stop shop writes moments in lists."""

from datetime import datetime

from django import template

from guol.kernel.clock import local

register = template.Library()


@register.filter
def due(value: datetime | None) -> str:
    """Return a promised moment as short as lists need it; a dash for none.

    >>> from datetime import UTC
    >>> due(datetime(2026, 11, 24, 10, tzinfo=UTC))
    '17:00 24/11/26'
    """
    return f"{local(value):%H:%M %d/%m/%y}" if value else "\u2013"


@register.filter
def unlocalized(value: float) -> str:
    """Return a number as machines write it, whatever the page's language.

    >>> unlocalized(33.3), unlocalized(100.0)
    ('33.3', '100')
    """
    return f"{value:g}"
