"""Something of everything, to look at."""

from typing import Any

from django.http import HttpRequest


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return the example content of every component."""
    del request
    return {}
