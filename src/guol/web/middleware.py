"""What happens around every request: its line in the log, headers, odd input, refusals."""

import logging
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import chain
from secrets import token_hex
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence

from guol.kernel.errors import Conflict, Refused
from guol.web import answers
from guol.web.compression import (
    ASKED,
    LEAST_BYTES,
    Packed,
    coding_for,
    compress,
    pack_page,
    padding,
)
from guol.web.journal import begin_request, note_refusal
from guol.web.policy import POLICY, WITHIN
from guol.web.words import Busy

Answer = Callable[[HttpRequest], HttpResponseBase]
ACT = "GUOL_ACT"
FRAMED_BY_NOBODY = "DENY"
NOT_ON_PAGES = (
    "Strict-Transport-Security",  # style and files say it
    "X-Content-Type-Options",  # a page says what it is
    "Referrer-Policy",  # in the page
    "Cross-Origin-Opener-Policy",
)
STRICTER = ("no-referrer",)  # what a view says of itself, above all where it only leads on
COMPRESSED = ("text/", "application/json", "image/svg+xml")
BUSY_CODES = frozenset(
    {"55P03", "40001", "40P01"}
)  # lock not available, serialization, deadlock
WAITS_S = (0.05, 0.2, 0.5)
PATIENCE_S = 12.0
_log = logging.getLogger("guol.web")


class JournalMiddleware:
    """Name the request and write one line when it is answered."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then tell how."""
        begin_request(token_hex(6))
        began = monotonic()
        response = self._answer(request)
        match = request.resolver_match
        _log.log(
            logging.DEBUG if _is_probe(request) else logging.INFO,
            "answered",
            extra={
                "method": request.method,
                "route": match.route if match else "",  # never the path: it may name a dossier
                "status": response.status_code,
                "ms": round((monotonic() - began) * 1000, 1),
                "act": request.META.get(ACT, ""),
            },
        )
        return response


class HeadersMiddleware:
    """Say what a page may load and use."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with as few headers on pages as are safe: each byte travels each time."""
        response = self._answer(request)
        if _is_page(response):
            response.headers.setdefault("X-Frame-Options", FRAMED_BY_NOBODY)
            response.headers.setdefault("Cache-Control", "private,no-cache")
            for name in NOT_ON_PAGES:
                if response.headers.get(name) not in STRICTER:
                    response.headers.pop(name, None)
            _keep_known_token(request, response)
        return response


class PolicyMiddleware:
    """See to it that each page has the policy, in itself or in a header."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a page that does not extend the frame gets the header."""
        response = self._answer(request)
        if _is_page(response):
            begin: bytes = getattr(response, "content", b"")[:WITHIN]
            if POLICY.encode() not in begin:
                response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class CompressMiddleware:
    """Send pages as short as the browser can take them."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, compressed."""
        response = self._answer(request)
        if isinstance(response, StreamingHttpResponse):
            return _compressed_as_it_goes(request, response)
        if not isinstance(response, HttpResponse) or not _is_compressible(response):
            return response
        plain = response.content
        if _is_page(response):
            if request.META.get("QUERY_STRING"):
                plain += padding()
            packed = pack_page(plain, request)
            # Nobody shares a page, so nothing but the browser's own cache is spoken to.
            response.headers["Vary"] = ASKED if packed.dictionary else "Accept-Encoding"
        else:
            patch_vary_headers(response, ("Accept-Encoding",))
            coding = coding_for(request.headers.get("Accept-Encoding", ""))
            is_worth_it = coding and len(plain) >= LEAST_BYTES
            packed = (
                Packed(body=compress(plain, coding), coding=coding)
                if is_worth_it
                else Packed(body=plain)
            )
        response.content = packed.body
        if packed.coding:
            response.headers["Content-Encoding"] = packed.coding
        if packed.dictionary:
            response.headers[ASKED] = packed.dictionary
        response.headers["Content-Length"] = str(len(response.content))
        return response


class OddInputMiddleware:
    """Answer what no browser sends, in a sentence, before anything stumbles over it."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse or pass on."""
        try:
            if _has_nul(request):
                return answers.bad_request(request)
        except RequestDataTooBig:
            return answers.too_large(request)
        except (TooManyFieldsSent, TooManyFilesSent):
            return answers.too_many(request)
        except (
            BadRequest,
            MultiPartParserError,
            SuspiciousOperation,
            UnreadablePostError,
            UnicodeError,
            ValueError,
        ):
            return answers.cut_off(request)
        return self._answer(request)


class LanguageMiddleware:
    """Vietnamese, unless the person chose otherwise on this device.

    What the browser prefers is not asked: many phones in the mountains are set to English by
    whoever sold them.
    """

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language chosen."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            return self._answer(request)


class OutcomeMiddleware:
    """Turn what a rule says no to into a page, and try again what found the database busy."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a bare 405 gets its sentence."""
        response = self._answer(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(
            response, "content", b"-"
        ):
            page = answers.not_allowed(request)
            page.headers["Allow"] = response.headers.get("Allow", "GET")
            return page
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Return the page for an outcome that a person can act on; a bug goes on."""
        if is_busy(exception):
            return _patiently(request)
        return _outcome(request, exception)


def is_busy(exception: BaseException | None) -> bool:
    """Whether the database said: not now."""
    if not isinstance(exception, OperationalError):
        return False
    code = getattr(exception.__cause__, "sqlstate", "")
    return code in BUSY_CODES or "database is locked" in str(exception)


def _outcome(request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
    if isinstance(exception, Refused | Conflict):
        note_refusal(exception, act=request.META.get(ACT, ""))
        return answers.refused(request, exception)
    return None


def _patiently(request: HttpRequest) -> HttpResponseBase:
    """Call the view again, a few times; its act is done once, whatever happened before."""
    until = monotonic() + PATIENCE_S
    may_repeat = request.method in {"GET", "HEAD"} or request.META.get(ACT)
    for wait in WAITS_S if may_repeat else ():
        sleep(wait)
        if monotonic() > until:
            break
        try:
            return _again(request)
        except OperationalError as exception:
            if not is_busy(exception):
                raise
        except (Refused, Conflict) as exception:
            note_refusal(exception, act=request.META.get(ACT, ""))
            return answers.refused(request, exception)
    _log.warning("database busy", extra={"act": request.META.get(ACT, "")})
    return answers.busy(request, Busy())


def _again(request: HttpRequest) -> HttpResponseBase:
    match = request.resolver_match
    if match is None:
        raise Http404
    files: list[list[UploadedFile[Any]]] = [each for _name, each in request.FILES.lists()]
    for file in chain(*files):
        file.seek(0)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response


def _has_nul(request: HttpRequest) -> bool:
    texts = [request.path_info, *request.COOKIES.values(), *_texts(request.GET)]
    if request.method == "POST" and "form" in (request.content_type or ""):
        request.META[ACT] = request.POST.get("key", "")[:64]
        texts += _texts(request.POST)
        texts += [file.name or "" for _, files in request.FILES.lists() for file in files]
    return any("\0" in text for text in texts)


def _texts(fields: QueryDict) -> list[str]:
    return [text for name, values in fields.lists() for text in (name, *values)]


def _keep_known_token(request: HttpRequest, response: HttpResponseBase) -> None:
    """Leave a token alone that the browser has: Django would renew its year with each page."""
    name = settings.CSRF_COOKIE_NAME
    sent = response.cookies.get(name)
    if sent is not None and sent.value == request.COOKIES.get(name):
        del response.cookies[name]


def _is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _compressed_as_it_goes(
    request: HttpRequest, response: StreamingHttpResponse
) -> StreamingHttpResponse:
    """Compress what is sent in pieces, a piece at a time; a file of known length stays."""
    if "Content-Length" in response or not _is_compressible(response):
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    pieces = response.streaming_content
    if coding_for(request.headers.get("Accept-Encoding", "")) and isinstance(pieces, Iterator):
        response.streaming_content = compress_sequence(pieces)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_compressible(response: HttpResponseBase) -> bool:
    return not response.has_header("Content-Encoding") and response.headers.get(
        "Content-Type", ""
    ).startswith(COMPRESSED)


def _is_probe(request: HttpRequest) -> bool:
    return request.path_info in {"/healthz", "/readyz"}
