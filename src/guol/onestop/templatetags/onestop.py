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
def dial(number: str) -> str:
    """Return a telephone number as a telephone takes it.

    >>> dial("0905 279 699"), dial("+84 (0)905.279")
    ('0905279699', '+840905279')
    """
    return "".join(each for each in number if each.isdigit() or each == "+")


@register.filter
def unlocalized(value: float) -> str:
    """Return a number as machines write it, whatever the page's language.

    >>> unlocalized(33.3), unlocalized(100.0)
    ('33.3', '100')
    """
    return f"{value:g}"
