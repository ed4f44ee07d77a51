"""What a person can act on. A reason is a code (its class) and values (its fields).

The sentence for it stands in the `words` of the capability that owns the reason.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Base of every reason to say no."""


class Refused(Exception):
    """A rule or a permit said no; the person can do something about it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(Exception):
    """Two truths met; the person reads both and chooses."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
