"""Ways into the rooms, as the person at the screen may use them."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from guol.kernel.room import MenuItem, Rights, rooms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody whom the house does not know: may read what everybody may."""

    account: str = ""
    name: str = ""
    is_official: bool = False
    roles: frozenset[str] = frozenset()


def everybody(rights: Rights) -> bool:
    """Let everybody see it."""
    del rights
    return True


MENU = (MenuItem(label=_("Help"), url="/tro-giup/", may=everybody, order=90),)


@cache
def _items() -> tuple[MenuItem, ...]:
    items = (item for room in rooms_of(apps.get_app_configs()) for item in room.menu)
    return tuple(sorted(items, key=lambda item: item.order))


def menu_for(rights: Rights) -> tuple[MenuItem, ...]:
    """Return the ways in that ``rights`` opens, in order."""
    return tuple(item for item in _items() if item.may(rights))
