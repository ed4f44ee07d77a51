"""Who looks: one statement a request for those who are signed in, none for all others."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from guol.kernel.clock import utc_now
from guol.people.actions import note_seen
from guol.people.queries import Viewer, viewer_by_token
from guol.people.queries.viewers import COOKIE
from guol.people.rules import SEEN_EVERY


class ViewerMiddleware:
    """Put ``viewer`` on the request; forget a sign-in that is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; every few minutes note that the device is in use."""
        token = request.COOKIES.get(COOKIE, "")
        now = utc_now()
        viewer = viewer_by_token(token, now) if token else None
        vars(request)["viewer"] = viewer or Viewer()
        if viewer is not None and _is_long_ago(viewer.seen_at, now):
            note_seen(viewer, now)
        response = self._answer(request)
        if token and viewer is None and COOKIE not in response.cookies:
            response.delete_cookie(COOKIE)
        return response


def _is_long_ago(seen_at: datetime | None, now: datetime) -> bool:
    return seen_at is None or abs(now - seen_at) > SEEN_EVERY
