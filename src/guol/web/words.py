"""Sentences for what the house says, and the one way to any sentence of any room."""

from dataclasses import dataclass, fields
from functools import cache

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from guol.kernel.errors import Reason
from guol.kernel.event import Event
from guol.kernel.room import Fact, rooms_of
from guol.kernel.text import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy(Reason):
    """So many write at once that this one has to wait."""


SENTENCES: dict[Fact, object] = {
    Busy: _(
        "Many people are writing at this moment, so this was not saved yet. "
        "Wait a few seconds, then send it again; it will be saved only once."
    ),
}


@cache
def sentences() -> dict[Fact, object]:
    """Return the sentence of every reason and event in the house."""
    rooms = rooms_of(apps.get_app_configs())
    return {fact: sentence for room in rooms for fact, sentence in room.words.items()}


def say(fact: Event | Reason) -> str:
    """Return the sentence for ``fact``, in the language of the person who reads it."""
    values = {each.name: plain(getattr(fact, each.name)) for each in fields(fact)}
    return str(sentences()[type(fact)]) % values
