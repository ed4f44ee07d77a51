"""Checking a printed paper: by its number, or by the seal in its QR code.

The page says what the house says of a paper, and nothing of a person: no name, no address, not
what was asked for. Whoever has no line takes the list of machines and the verifier along.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guol.feed.api import node_keys
from guol.kernel.clock import legal_day
from guol.kernel.errors import Reason
from guol.kernel.text import plain
from guol.onestop.actions import certified_as, facts_known
from guol.onestop.forms.checking import CheckFileForm, CheckForm
from guol.onestop.queries import dossier_by_name
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.checks import (
    FileChanged,
    FileIsTrue,
    FileNeeded,
    FileUnsigned,
    KeyOfAnother,
    MachineUnknown,
    NumberIsVoid,
    NumberKnown,
    NumberReplaced,
    NumberUnknown,
    PaperChanged,
    PaperIsTrue,
    PaperNotInLog,
    PaperSignedOnly,
    PaperUnreadable,
)
from guol.onestop.rules.codes import Code
from guol.onestop.words import PAPERS
from guol.papers.api import Sealed, Verdict, judge, judge_file, unseal, verifier
from guol.people.api import desk_names
from guol.web.words import say

GOOD, BAD, UNSURE = "good", "bad", "warn"
PROGRAM = "kiem_tra_giay.py"
CHANGES_LATER = frozenset(
    {"control_slip", "ledger", "reminder", "visit_receipt", "visit_reminder"}
)
CERTIFICATION = "certification"
CERTIFIED = frozenset({CERTIFICATION, "certified_file"})
UNDECIDED = frozenset({Verdict.UNKNOWN_NODE, Verdict.FILE_MISSING})
Rows = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is found of a paper: how sure, why, what the code says, what the house says."""

    kind: str
    reason: Reason
    of_paper: Rows
    of_house: Rows


@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Say what the house says of a paper; ``code`` stands in the address of a QR code."""
    asked = {"ma": code, "so": request.GET.get("so", "")} if code else request.GET
    form = CheckForm(asked if asked.get("ma") is not None else None)
    found = None
    if form.is_valid():
        found = _found(form.cleaned_data["ma"], form.cleaned_data["so"])
    return _page(request, found, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Say whether a file is byte for byte what a machine signed; the file is not kept."""
    if request.method != "POST":
        return _page(request, None)
    form = CheckFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, None, file=form, status=422)
    return _page(request, _of_file(form.cleaned_data["tep"].read()))


def _page(
    request: HttpRequest, found: Found | None, *, status: int = 200, **forms: Any
) -> HttpResponse:
    context = {
        "form": CheckForm(),
        "file": CheckFileForm(),
        "found": found,
        "sentence": say(found.reason) if found else "",
        "program": PROGRAM,
    }
    response = render(request, "onestop/check.html", context | forms, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Return the public keys of all machines known here, for the verifier."""
    del request
    listed = {node: [key] for node, key in node_keys().items()}
    response = JsonResponse({"nodes": listed}, json_dumps_params={"indent": 1})
    response.headers["Content-Disposition"] = 'attachment; filename="khoa.json"'
    return response


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """Return the verifier that works without a line."""
    del request
    response = HttpResponse(verifier(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{PROGRAM}"'
    return response


def _found(typed: str, printed: str) -> Found:
    sealed = unseal(typed)
    if sealed is not None:
        return _of_seal(sealed, printed)
    if not Code.parse(typed) and not any(each.isdigit() for each in typed):
        return Found(kind=BAD, reason=PaperUnreadable(), of_paper=[], of_house=[])
    card = dossier_by_name(typed)
    if card is None:
        reason: Reason = NumberUnknown(number=typed.strip())
        return Found(kind=UNSURE, reason=reason, of_paper=[], of_house=[])
    return Found(
        kind=UNSURE, reason=NumberKnown(number=card.name), of_paper=[], of_house=_house(card)
    )


def _of_seal(sealed: Sealed, printed: str) -> Found:
    paper = sealed.paper
    verdict = judge(sealed, node_keys(), number=printed)
    no = {
        Verdict.UNKNOWN_NODE: MachineUnknown(node=paper.node),
        Verdict.WRONG_KEY: KeyOfAnother(node=paper.node),
        Verdict.TAMPERED: PaperChanged(),
        Verdict.FILE_MISSING: FileNeeded(number=paper.number),
        Verdict.OTHER_NUMBER: NumberReplaced(signed=paper.number, printed=printed),
    }.get(verdict)
    if no is not None:
        kind = UNSURE if verdict in UNDECIDED else BAD
        return Found(kind=kind, reason=no, of_paper=[], of_house=[])
    if paper.kind == CERTIFICATION:
        return _of_certification(sealed)
    card = dossier_by_name(paper.number)
    kind, reason = _held_against_log(sealed, card)
    return Found(
        kind=kind, reason=reason, of_paper=_paper(sealed), of_house=_house(card) if card else []
    )


def _of_file(content: bytes) -> Found:
    """Hold a file against the signature that it bears."""
    verdict, sealed = judge_file(content, node_keys())
    if sealed is None:
        return Found(kind=BAD, reason=FileUnsigned(), of_paper=[], of_house=[])
    paper = sealed.paper
    if verdict is Verdict.RIGHT:
        return _of_certification(sealed, digest=sha256(content).hexdigest())
    no: Reason = {
        Verdict.UNKNOWN_NODE: MachineUnknown(node=paper.node),
        Verdict.WRONG_KEY: KeyOfAnother(node=paper.node),
    }.get(verdict, FileChanged(number=paper.number))
    kind = UNSURE if verdict in UNDECIDED else BAD
    return Found(kind=kind, reason=no, of_paper=[], of_house=[])


def _of_certification(sealed: Sealed, *, digest: str = "") -> Found:
    """Say what the log says of a certification whose seal is right."""
    paper, card = sealed.paper, certified_as(sealed.paper, digest=digest)
    kind, reason = (
        GOOD,
        _certified(paper.number, is_file=bool(digest), is_here=card is not None),
    )
    if card is not None and card.voided_why:
        kind, reason = BAD, NumberIsVoid(number=paper.number)
    return Found(kind=kind, reason=reason, of_paper=_paper(sealed), of_house=[])


def _certified(number: str, *, is_file: bool, is_here: bool) -> Reason:
    if is_file:
        return FileIsTrue(number=number)
    return PaperIsTrue(number=number) if is_here else PaperSignedOnly(number=number)


def _held_against_log(sealed: Sealed, card: DossierCard | None) -> tuple[str, Reason]:
    paper = sealed.paper
    if card is None or paper.kind in CHANGES_LATER:
        return GOOD, PaperSignedOnly(number=paper.number)
    known = facts_known(card.stream, paper.kind)
    if known and paper.facts not in known:
        return BAD, PaperNotInLog(number=paper.number)
    if not known:
        return GOOD, PaperSignedOnly(number=paper.number)
    return GOOD, PaperIsTrue(number=paper.number)


def _paper(sealed: Sealed) -> Rows:
    paper = sealed.paper
    rows: Rows = [
        (_("Kind of paper"), PAPERS.get(paper.kind, "")),
        (_("Certification number") if paper.kind in CERTIFIED else _("Number"), paper.number),
        (_("Day of the paper"), plain(paper.day)),
        (
            _("Printing"),
            _("again, no. %(times)s") % {"times": paper.copy} if paper.copy else "",
        ),
        (_("Promised for"), plain(paper.due) if paper.due else ""),
        (_("Signed by the machine"), paper.node),
    ]
    return [(label, value) for label, value in rows if value]


def _house(card: DossierCard) -> Rows:
    """Return what may be told to anybody who has the number."""
    rows: Rows = [
        (_("Received by"), desk_names({card.receiving})[card.receiving]),
        (_("Accepted on"), plain(legal_day(card.received_at)) if card.received_at else ""),
        (_("Result due"), plain(card.due) if card.due else ""),
    ]
    return [(label, value) for label, value in rows if value]
