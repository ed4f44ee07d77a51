"""Papers to print, and the files that a dossier names."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guol.feed.api import blob_is_named, blobs_of, open_blob
from guol.kernel.clock import utc_now
from guol.onestop.actions import make_document, make_reminder, make_slip
from guol.onestop.events import DossierLodged
from guol.onestop.queries import supplements_of
from guol.onestop.queries.versions import version_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.views.access import dossier_to_read

KINDS = ("receipt", "supplement", "refusal", "certificate", "apology", "stop")
AT_ONCE = {"slip": (make_slip, "phieu-kiem-soat"), "reminder": (make_reminder, "phieu-nhac")}
SHOWN = ("application/pdf", "image/jpeg", "image/png", "image/webp")


@require_safe
def printed(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """Return a form of the dossier as PDF, made now if it was not made before."""
    _viewer, card, told = dossier_to_read(request, key)
    if kind in AT_ONCE and card.number:
        make, name = AT_ONCE[kind]
        return shown_pdf(make(card.stream, at=utc_now()), f"{name}-{card.name}")
    if kind == "copy":
        of = version_of(card)
        lodged = next(
            (each.event for each in told if isinstance(each.event, DossierLodged)), None
        )
        if lodged is None or not of.outside_number:
            raise Http404
        context = {
            "card": card,
            "version": of,
            "fields": [
                (each.label, of.answer_text(each.name, each.value))
                for each in lodged.fields
                if each.value
            ],
            "crumbs": [
                (card.name, reverse("onestop:dossier", args=[card.key])),
                (_("Copy sheet"), ""),
            ],
        }
        return render(request, "onestop/copy.html", context)
    return served(card, kind)


def served(card: DossierCard, kind: str) -> HttpResponse:
    """Return a form of the dossier. Raises ``Http404`` for one that it has not."""
    if kind not in KINDS:
        raise Http404
    made = make_document(card.stream, kind, at=utc_now())
    if made is None:
        raise Http404
    with open_blob(made.digest) as content:
        return shown_pdf(content.read(), f"{kind}-{card.name}")


@require_safe
def attachment(request: HttpRequest, key: str, digest: str) -> HttpResponseBase:
    """Return a file that the dossier, or a supplement to it, names."""
    _viewer, card, _told = dossier_to_read(request, key)
    streams = (card.stream, *supplements_of(card.stream))
    stream = next((each for each in streams if blob_is_named(digest, each)), None)
    if stream is None:
        raise Http404
    media_type = next(each.media_type for each in blobs_of(stream) if each.digest == digest)
    try:
        content = open_blob(digest)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        content, content_type=media_type, as_attachment=media_type not in SHOWN
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def shown_pdf(content: bytes, name: str) -> HttpResponse:
    """Return a paper to be looked at and printed; nobody keeps it on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{quote(name)}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
