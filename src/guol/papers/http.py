"""The protocol in which files come in pieces: tus 1.0.0, https://tus.io/protocols/resumable-upload.

With creation, checksum, expiration and termination. Of the file that begins, ``form`` names the
key of the form that it is for, ``filename`` its name and ``sha256`` its digest (raw bytes, may
be left out); the form then brings the last part of the file's address instead of the file.
"""

import binascii
import hashlib
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from guol.kernel.clock import utc_now
from guol.kernel.errors import Refused
from guol.papers.actions import (
    ArrivalUnknown,
    Checksum,
    OutOfPlace,
    PieceChanged,
    begin_arrival,
    drop_arrival,
    take_piece,
)
from guol.papers.queries import Arrival, arrival, refusal_slip
from guol.papers.rules import Announced, FileTooLarge
from guol.web.journal import note_refusal
from guol.web.words import say

VERSION = "1.0.0"
ALGORITHMS = ("sha1", "sha256")
PIECE_TYPE = "application/offset+octet-stream"
READ_AT_ONCE = 16_384
CHANGED = 460  # "Checksum Mismatch", the protocol's own
FORM_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
NUMBER = re.compile(r"\d{1,15}", re.ASCII)


class Unreadable(Exception):
    """A head of the request says nothing that the protocol knows."""


@csrf_exempt  # no page from elsewhere can send the protocol's heads without being allowed to
def arrivals(request: HttpRequest) -> HttpResponse:
    """Say what is known of the protocol, or make ready for a file."""
    return _answered(request, {"OPTIONS": _abilities, "POST": _begin})


@csrf_exempt
def one_arrival(request: HttpRequest, key: str) -> HttpResponse:
    """Tell how far a file has come, take its next piece, or let go of it."""
    verbs: dict[str, Callable[[HttpRequest], HttpResponse]] = {
        "OPTIONS": _abilities,
        "HEAD": lambda _request: _how_far(key),
        "PATCH": lambda asked: _take(asked, key),
        "DELETE": lambda _request: _drop(key),
    }
    return _answered(request, verbs)


def _answered(
    request: HttpRequest, verbs: dict[str, Callable[[HttpRequest], HttpResponse]]
) -> HttpResponse:
    """Do what the method says, and turn each outcome into the protocol's status."""
    method = request.headers.get("X-HTTP-Method-Override", request.method or "")
    version = request.headers.get("Tus-Resumable", "")
    if method not in verbs:
        response = _told(HTTPStatus.METHOD_NOT_ALLOWED, "This address knows no such method.\n")
        response.headers["Allow"] = ", ".join(verbs)
    elif method != "OPTIONS" and version != VERSION:
        response = _told(HTTPStatus.PRECONDITION_FAILED, f"This is tus {VERSION}.\n")
        response.headers["Tus-Version"] = VERSION
    else:
        response = _tried(verbs[method], request)
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


def _tried(verb: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
    try:
        return verb(request)
    except Unreadable as fault:
        return _told(HTTPStatus.BAD_REQUEST, f"{fault}\n")
    except ArrivalUnknown:
        return _told(HTTPStatus.NOT_FOUND, "No such file is on its way.\n")
    except OutOfPlace as place:
        response = _told(HTTPStatus.CONFLICT, f"{place.received} bytes are here.\n")
        response.headers["Upload-Offset"] = str(place.received)
        return response
    except PieceChanged:
        return _told(CHANGED, "The piece is not what its checksum says.\n")
    except Refused as no:
        note_refusal(no, act="")
        is_large = isinstance(no.reason, FileTooLarge)
        response = _told(413 if is_large else 422, say(no.reason))
        response.headers["Upload-No"] = refusal_slip(no.reason)
        return response


def _abilities(request: HttpRequest) -> HttpResponse:
    del request
    response = _told(HTTPStatus.NO_CONTENT)
    response.headers["Tus-Version"] = VERSION
    response.headers["Tus-Extension"] = "creation,checksum,expiration,termination"
    response.headers["Tus-Max-Size"] = str(settings.GUOL_UPLOAD_MAX_BYTES)
    response.headers["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return response


def _begin(request: HttpRequest) -> HttpResponse:
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    form = told.get("form", b"").decode("ascii", "replace")
    digest = told.get("sha256", b"")
    if not FORM_KEY.fullmatch(form):
        raise Unreadable("Upload-Metadata has to name the key of the form: form.")
    if digest and len(digest) != hashlib.sha256().digest_size:
        raise Unreadable("sha256 in Upload-Metadata is no SHA-256.")
    file = Announced(
        owner=form,
        name=told.get("filename", b"").decode("utf-8", "replace"),
        size=_number(request, "Upload-Length"),
        digest=digest.hex(),
    )
    begun = begin_arrival(file, at=utc_now())
    response = _at(begun, HTTPStatus.CREATED)
    response.headers["Location"] = reverse("papers:arrival", args=[begun.key])
    return response


def _how_far(key: str) -> HttpResponse:
    found = arrival(key)
    if found is None:
        raise ArrivalUnknown(key)
    response = _at(found, HTTPStatus.OK)
    response.headers["Upload-Length"] = str(found.size)
    return response


def _take(request: HttpRequest, key: str) -> HttpResponse:
    if request.content_type != PIECE_TYPE:
        return _told(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"A piece is {PIECE_TYPE}.\n")
    offset = _number(request, "Upload-Offset")
    found = arrival(key)
    if found is None:
        raise ArrivalUnknown(key)
    if found.received == found.size:  # whole already, and looked into: an answer was lost
        raise OutOfPlace(found.size)
    checksum = _checksum(request.headers.get("Upload-Checksum", ""))
    taken = take_piece(key, _pieces(request), offset=offset, at=utc_now(), checksum=checksum)
    return _at(taken, HTTPStatus.NO_CONTENT)


def _drop(key: str) -> HttpResponse:
    drop_arrival(key)
    return _told(HTTPStatus.NO_CONTENT)


def _at(found: Arrival, status: int) -> HttpResponse:
    response = _told(status)
    response.headers["Upload-Offset"] = str(found.received)
    if found.goes_at:
        response.headers["Upload-Expires"] = http_date(found.goes_at.timestamp())
    return response


def _told(status: int, sentence: str = "") -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """Yield the body as it comes, up to where the line breaks."""
    try:
        while piece := request.read(READ_AT_ONCE):
            yield piece
    except UnreadablePostError:
        return


def _number(request: HttpRequest, head: str) -> int:
    text = request.headers.get(head, "")
    if not NUMBER.fullmatch(text):
        raise Unreadable(f"{head} has to be a number of bytes.")
    return int(text)


def _metadata(text: str) -> dict[str, bytes]:
    pairs = (each.strip().partition(" ") for each in text.split(",") if each.strip())
    return {name: _decoded(value) for name, _, value in pairs}


def _checksum(text: str) -> Checksum | None:
    if not text:
        return None
    algorithm, _, digest = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Unreadable(f"Checksums are made by {' or '.join(ALGORITHMS)}.")
    return Checksum(algorithm=algorithm, digest=_decoded(digest))


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("What stands in base64 cannot be read.") from None
