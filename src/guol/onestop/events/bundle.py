"""Facts about linked procedures (liên thông): one request, several agencies."""

from dataclasses import dataclass

from guol.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LegEnded:
    """How one part of a bundle ended: its dossier, what it was, its state then."""

    dossier: str
    number: str
    what: str
    business: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFinished(Event):
    """Every part of a linked request was ended, and so was the request itself (hoàn thành).

    ``receiver`` is who took what there was to take, empty where every part was refused.
    """

    legs: tuple[LegEnded, ...]
    receiver: str = ""
    how: str = "counter"
    relation: str = ""
    paper: str = ""
    authorisation: str = ""
