"""Who comes through: pages for those who signed in, and for officials."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guol.people.permits import AUTHORITY_DESK
from guol.people.queries import viewer_of

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(page: Page[P]) -> Page[P]:
    """Send others to sign in first, and back."""

    @wraps(page)
    def open_page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not viewer_of(request).account:
            back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")
        return page(request, *args, **kwargs)

    return open_page


def for_authority(page: Page[P]) -> Page[P]:
    """Let in those who hold a post at the authority's desk today."""

    @wraps(page)
    def open_page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if viewer_of(request).post_at(AUTHORITY_DESK) is None:
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return signed_in(open_page)


def for_officials(page: Page[P]) -> Page[P]:
    """Let in those who hold a post today."""

    @wraps(page)
    def open_page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not viewer_of(request).is_official:
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return signed_in(open_page)
