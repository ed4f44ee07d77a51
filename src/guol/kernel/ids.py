"""Keys that no two nodes make twice."""

from secrets import token_hex, token_urlsafe


def new_key() -> str:
    """Return 16 random bytes as text: the key of an act or of a new matter."""
    return token_hex(16)


def new_secret() -> str:
    """Return 12 random bytes as text that may stand in an address: only its reader knows it."""
    return token_urlsafe(12)
