"""Attachments by their content."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file as an event names it; whoever holds the digest can tell whether it is whole.

    ``digest`` is SHA-256 in hex, ``size`` in bytes, ``media_type`` found by looking inside.
    """

    digest: str
    size: int
    media_type: str
