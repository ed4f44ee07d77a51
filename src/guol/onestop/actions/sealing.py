"""What proves a printed paper: the code that this machine signs, and what it is signed over."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from guol.feed.api import public_key, sign, this_node
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.onestop.rules.reasons import PaperNotMade
from guol.papers.api import FormFailed, Paper, seal, signed_file, typeset

_log = logging.getLogger("guol.onestop")
HEAD_FACTS = ("number", "applicant", "address", "procedure_code", "about", "received_at", "due")
FACTS: dict[str, tuple[str, ...]] = {
    "receipt": (*HEAD_FACTS, "papers", "fee_vnd", "reprint"),
    "supplement": (*HEAD_FACTS, "wanted", "stage", "effect"),
    "refusal": (*HEAD_FACTS, "reason", "way_on"),
    "apology": (*HEAD_FACTS, "reason", "new_due", "paper_number"),
    "stop": (*HEAD_FACTS, "reason", "ground", "stopped_at", "paper_number"),
    "control_slip": (*HEAD_FACTS, "rows"),
    "ledger": ("agency", "first", "last", "rows"),
    "reminder": ("number", "due"),
    "visit_receipt": ("applicant", "received_at", "dossiers"),
    "visit_reminder": ("dossiers",),
    "certification": (
        *("number", "title", "lines", "what", "pages", "copies", "requester"),
        *("signer_name", "signer_title", "original", "voided"),
    ),
}
"""What a seal is signed over: what the log says, never what a setting or the day may change."""


def facts_of(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those values of a paper that its seal is signed over."""
    return {name: values[name] for name in FACTS[kind] if name in values}


def sealed(
    kind: str,
    values: Mapping[str, Any],
    *,
    at: datetime,
    number: str = "",
    due: datetime | None = None,
) -> dict[str, Any]:
    """Return the values of a paper with the seal that its QR code bears.

    The key of the machine is read once and signing takes less than a tenth of a millisecond;
    it is done where the paper is made, never in the transaction of an act.
    """
    paper = Paper(
        node=this_node(),
        kind=kind,
        number=number or str(values["number"] or values["reference"]),
        day=legal_day(at),
        due=due,
        copy=int(values.get("reprint") or 0),
    )
    code = seal(paper, facts_of(kind, values), public_key(), sign)
    return {**values, "seal": check_link(code), "check_site": check_site()}


def signed(content: bytes, kind: str, *, number: str, at: datetime) -> bytes:
    """Return a PDF with the machine's signature over every other byte of it.

    It proves that this machine made the file and that nobody changed it; it is no digital
    signature of an officer or an agency in the sense of the law.
    """
    paper = Paper(node=this_node(), kind=kind, number=number, day=legal_day(at))
    return signed_file(content, paper, public_key(), sign)


def printed(form: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a form as PDF.

    Raises ``Refused`` when the press cannot set it now: what was decided stays decided, a job
    is tried again, and whoever wanted to print reads what to do.
    """
    try:
        return typeset(form, values, at=at)
    except FormFailed as failed:
        _log.error("a form could not be set", extra={"why": str(failed)})
        raise Refused(PaperNotMade()) from failed


def check_link(code: str) -> str:
    """Return the address that a seal's QR code bears.

    In capitals a QR code needs fewer points; only an address with a path of its own, where
    capitals would lead elsewhere, stays as it is.
    """
    address = settings.GUOL_ADDRESS
    if urlsplit(address).path.strip("/"):
        return f"{address}/kiem-tra/{code}/"
    return f"{address.upper()}/KIEM-TRA/{code}"


def check_site() -> str:
    """Return where a paper's code may be typed, as people read it."""
    return settings.GUOL_ADDRESS.partition("//")[2] + "/kiem-tra/"
