"""What the frame of every page shows. Computed only where a page asks for it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from guol.kernel.room import MenuItem
from guol.web.menu import Visitor, menu_for
from guol.web.outbox import mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A line over the page: that this is a demonstration, or how far the node is behind.

    ``kind`` is ``demo``, ``warn`` or ``good``; ``url`` leads to more, if there is more.
    """

    text: object
    kind: str = "demo"
    url: str = ""
    link: object = ""


class Frame:
    """The surroundings of one page for one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def viewer(self) -> Any:
        """Who looks: what the people's middleware put there, else a visitor."""
        return getattr(self._request, "viewer", None) or Visitor()

    @cached_property
    def menu(self) -> tuple[MenuItem, ...]:
        """The ways into the rooms that are open to the viewer."""
        return menu_for(self.viewer)

    @cached_property
    def banners(self) -> tuple[Banner, ...]:
        """What the rooms named in GUOL_BANNERS want said over this page."""
        told = (told_by(self._request) for told_by in map(import_string, settings.GUOL_BANNERS))
        return tuple(banner for banner in told if banner is not None)

    @property
    def agency(self) -> str:
        """The agency whose house this is."""
        return str(settings.GUOL_AGENCY_NAME)

    @property
    def hotline(self) -> str:
        """The number for those who need a person; empty when there is none."""
        return str(settings.GUOL_HOTLINE)

    @property
    def dial(self) -> str:
        """The same number as a telephone takes it."""
        return "".join(each for each in self.hotline if each.isdigit() or each == "+")

    @property
    def language(self) -> str:
        """The language of this page."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def here(self) -> str:
        """The address of this page without what was asked, so nothing personal travels on."""
        return self._request.path

    @property
    def account(self) -> str:
        """Where those who are signed in find their own account."""
        return str(settings.GUOL_ACCOUNT)

    @property
    def sign_in(self) -> str:
        """Where to sign in."""
        return str(settings.LOGIN_URL)

    @property
    def me(self) -> str:
        """What tells the viewer from others on the same device, for the outbox."""
        return mark_of(self._request)

    @property
    def leaves(self) -> str:
        """Forms after which somebody else may sit there."""
        return " ".join(settings.GUOL_LEAVES)

    @property
    def ends(self) -> str:
        """Forms with which somebody signs out."""
        return " ".join(settings.GUOL_ENDS)

    @property
    def sign_out(self) -> str:
        """Where to sign out, by POST."""
        return str(settings.GUOL_SIGN_OUT)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every template the ``frame`` it stands in."""
    return {"frame": Frame(request)}
