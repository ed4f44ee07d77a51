"""Through which server messages leave the house."""

from typing import Any
from urllib.parse import unquote, urlsplit

from guol.config.environment import EnvironmentRefused

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
PATIENCE_S = 20  # a server that says nothing must not keep all later work waiting


def mail(address: str, sender: str) -> dict[str, Any]:
    """Return Django's settings for the server at ``address``, this machine's when it is empty.

    ``smtp`` turns to TLS once it is connected, ``smtps`` begins with it, ``smtp+plain`` stays
    without and is for a server on the same machine or wire.

    >>> mail("smtp://guol:a%40b@mail.vn", "")["EMAIL_HOST_PASSWORD"]
    'a@b'
    """
    parts = urlsplit(address or "smtp+plain://localhost")
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError) as no:
        raise _refused() from no
    if not parts.hostname:
        raise _refused()
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": PATIENCE_S,
        "DEFAULT_FROM_EMAIL": sender or f"guol@{parts.hostname}",
    }


def _refused() -> EnvironmentRefused:
    return EnvironmentRefused(
        "GUOL_MAIL ought to be smtp://user:password@host, smtps://… or smtp+plain://host, or "
        "empty for this machine's own server."
    )
