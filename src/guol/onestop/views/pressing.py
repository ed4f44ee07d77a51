"""What a button of the dossier page is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from guol.kernel.act import Act

Values = Mapping[str, Any]
Verb = Callable[[Act, str, int, frozenset[str], Values], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of the dossier page: its form, what it does, what it says afterwards."""

    form: type[BaseForm]
    verb: Verb
    done: Callable[[], str]


def pressed(verb: Callable[..., str]) -> Verb:
    """Return the verb of an action that takes what its form holds."""

    def press(act: Act, stream: str, seen: int, roles: frozenset[str], values: Values) -> str:
        return verb(act, stream, seen=seen, roles=roles, **values)

    return press
