"""The server's half of the outbox: answers that a service worker can act on.

The worker writes each form down before it sends it and marks what it sends with ``X-Out``. It
is told where a form led to instead of being led there, and why a form that is kept has to wait:
its token is stale, or nobody (or somebody else) is signed in. What a repeat is answered is no
matter of this module: the act's key sees to that.
"""

from base64 import b64encode
from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from guol.web.assets import assets
from guol.web.compression import coding_for, compress
from guol.web.dictionary import dictionaries, newest_mark

OUT, WHO = "X-Out", "X-Me"
STALE, SIGN_IN = "stale", "sign-in"
WAITING = "/cho-gui/"
AN_HOUR = "max-age=3600"
MARK_LENGTH = 8


class OutboxMiddleware:
    """Answer what the outbox sends in a way that needs no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; instead of leading on, say where to."""
        response = self._answer(request)
        if OUT not in request.headers or not response.has_header("Location"):
            return response
        to = response.headers["Location"]
        told = HttpResponse(b" ", content_type="text/plain")
        told.headers[OUT] = SIGN_IN if to.startswith(settings.LOGIN_URL) else to
        told.cookies = response.cookies
        return told

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Do nothing in the name of somebody else than who pressed the button."""
        del view, args, kwargs
        if OUT in request.headers and request.headers.get(WHO, "") != mark_of(request):
            return mark_kept(HttpResponse(b" ", content_type="text/plain", status=403), SIGN_IN)
        return None


def mark_kept(response: HttpResponse, why: str) -> HttpResponse:
    """Tell the outbox why the form has to wait; a browser does not mind."""
    response.headers[OUT] = why
    return response


def mark_of(request: HttpRequest) -> str:
    """Return what tells this viewer from others on the same device; nothing for a visitor."""
    account = _account(request)
    return salted_hmac("guol.web.who", account).hexdigest()[:MARK_LENGTH] if account else ""


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits on this device to be sent, and which pages it can show without a line.

    What a device keeps of it for when there is no line, asked for with a question, names
    nobody.
    """
    if request.GET:
        vars(request)["viewer"] = None
    return render(request, "web/waiting.html")


@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """Return a fresh token, who is signed in, and the key that locks what they have waiting.

    The key is never written on the device in a form that can be read; it goes with the
    sign-out, and comes back with the next sign-in of the same person.
    """
    account = _account(request)
    key = salted_hmac("guol.web.outbox", account, algorithm="sha256").digest()
    told = {
        "token": get_token(request),
        "me": mark_of(request),
        "key": b64encode(key).decode() if account else "",
    }
    response = JsonResponse(told)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker of this release."""
    script = assets()["web/worker.js"].bodies[""].decode()
    release = blake2b("".join(each.mark for each in assets().values()).encode(), digest_size=4)
    for name, value in {"DICTIONARY": newest_mark(), "RELEASE": release.hexdigest()}.items():
        script = script.replace(f"@{name}@", value)
    return _sent(request, script.encode(), "text/javascript; charset=utf-8", AN_HOUR)


@require_safe
def dictionary(request: HttpRequest, mark: str) -> HttpResponse:
    """Send the text that pages repeat; browsers that know RFC 9842 keep it as a dictionary."""
    known = dictionaries().get(mark)
    if known is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    response = _sent(
        request, known.text, "text/plain; charset=utf-8", "public, max-age=31536000, immutable"
    )
    response.headers["Use-As-Dictionary"] = 'match="/*"'
    return response


def _sent(request: HttpRequest, body: bytes, media_type: str, cached: str) -> HttpResponse:
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(
        compress(body, coding, lasting=True) if coding else body, content_type=media_type
    )
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Cache-Control"] = cached
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _account(request: HttpRequest) -> str:
    viewer: Any = getattr(request, "viewer", None)
    return str(getattr(viewer, "account", "") or "")
