"""Where rows are kept: SQLite beside the program, or PostgreSQL at an address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from guol.config.environment import EnvironmentRefused

# A power cut is a normal event (FULL); what is erased leaves no byte behind (secure_delete).
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"


def database(address: str, data: Path, wait_s: int) -> dict[str, Any]:
    """Return Django's description of the database at ``address``, SQLite when it is empty.

    >>> database("postgresql://guol:a%40b@db/guol?sslmode=require", Path("var"), 10)["PASSWORD"]
    'a@b'
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "guol.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": wait_s,
                "transaction_mode": "IMMEDIATE",
                "init_command": PRAGMAS,
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise EnvironmentRefused(
            "GUOL_DATABASE ought to be postgresql://user:password@host/name, or empty for "
            "SQLite."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "options": f"-c lock_timeout={wait_s * 1000}"},
    }
