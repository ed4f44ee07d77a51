"""Named reads of papers, and forms as PDF."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import segno
from django.core import signing

from guol.kernel.blob import Blob
from guol.kernel.clock import utc_now
from guol.kernel.errors import Reason
from guol.papers.gateways import join_pdf, set_form
from guol.papers.models import Arrival as ArrivalRow
from guol.papers.models import Upload as UploadRow
from guol.papers.rules import REFUSALS, WAITED_FOR, form_number, form_set_for
from guol.papers.rules import seal as sealing
from guol.papers.rules.seal import Paper, Sealed, Verdict

SALT = "guol.papers.refusal"
FONTS = Path(__file__).parent / "fonts"
QR_BORDER = 0
FRAME = 4  # modules of quiet zone
PICTURES = {"link": "qr", "seal": "seal_qr"}
MASKS = {"link": 3, "seal": 3}
_QR_ERROR = "m"  # a quarter of the code may be creased or stained


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was handed in: its key, its name as shown, and what it is."""

    key: str
    name: str
    blob: Blob


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file, ``received`` of its ``size`` in bytes; when that goes if no more comes."""

    key: str
    size: int
    received: int
    goes_at: datetime | None


def arrival(key: str) -> Arrival | None:
    """Return how far a file has come, whole ones too; None for one that is not known."""
    row = ArrivalRow.objects.filter(key=key).first()
    if row:
        return arrival_of(row)
    whole = UploadRow.objects.filter(key=key).first()
    if whole:
        return Arrival(key=key, size=whole.size, received=whole.size, goes_at=None)
    return None


def arrival_of(row: ArrivalRow) -> Arrival:
    """Return how far the file of this row has come."""
    goes_at = row.moved_at + WAITED_FOR
    return Arrival(key=row.key, size=row.size, received=row.received, goes_at=goes_at)


def refusal_slip(no: Reason) -> str:
    """Return what a form can bring in the place of a file that was not taken.

    Of such a file nothing is kept, not even that it came; so the form itself carries why.
    """
    return signing.dumps([type(no).__name__, asdict(no)], salt=SALT)


def refusal_of(slip: str) -> Reason | None:
    """Return why a file was not taken, None for anything that is no such slip of ours."""
    try:
        name, told = signing.loads(slip, salt=SALT)
    except signing.BadSignature:
        return None
    return REFUSALS[name](**told) if name in REFUSALS else None


def upload(key: str, *, owner: str) -> Upload | None:
    """Return a file that waits for its form; only whoever handed it in finds it."""
    row = UploadRow.objects.filter(key=key, owner=owner).first()
    return _of(row) if row else None


def uploads(keys: list[str], *, owner: str) -> tuple[Upload, ...]:
    """Return several waiting files, in the order of ``keys``."""
    rows = {row.key: row for row in UploadRow.objects.filter(key__in=keys, owner=owner)}
    return tuple(_of(rows[key]) for key in keys if key in rows)


def is_waiting(digest: str) -> bool:
    """Whether a file with this content waits for its form."""
    return UploadRow.objects.filter(digest=digest).exists()


def typeset(form: str, values: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """Return a form as PDF/A-2b; ``form`` names its purpose, ``values`` what stands in it.

    A value ``link`` is printed as a QR code, so is ``seal``, what proves the paper. ``at`` is
    the day the file bears.
    """
    told = dict(values)
    for link, picture in PICTURES.items():
        if told.get(link):
            told[picture] = qr_svg(str(told[link]), mask=MASKS.get(link))
    return set_form(form, told, at=at or utc_now())


def joined(brought: bytes, made: bytes) -> bytes:
    """Return one PDF: what was brought, a PDF or a picture, and behind it what was made."""
    return join_pdf(brought, made)


def font_file(name: str) -> Path:
    """Return where one of the fonts lies that forms are set in: "LiberationSerif-Regular"."""
    return FONTS / f"{name}.ttf"


def forms_on(day: date, *, stated: str = "") -> str:
    """Return the key of the circular whose forms a paper of ``day`` takes.

    ``stated`` is the one for which its procedure was written; a later one in force replaces it.
    """
    return form_set_for(stated, day)


def number_of_form(form_set: str, purpose: str) -> str:
    """Return the number that a circular gives a form, empty where it has no such form."""
    return form_number(form_set, purpose)


def seal(
    paper: Paper, facts: Mapping[str, object], public_key: str, sign: Callable[[bytes], bytes]
) -> str:
    """Return the code that proves a printed paper, signed over ``facts`` by its machine."""
    whole = replace(paper, facts=digest_of(facts))
    return sealing.seal(whole, bytes.fromhex(public_key), sign)


def digest_of(facts: Mapping[str, object]) -> bytes:
    """Return the digest of what stands on a paper."""
    return sealing.digest_of(facts)


def unseal(text: str) -> Sealed | None:
    """Take a code apart, or the address that holds it; None for anything else."""
    return sealing.unseal(text)


def judge(sealed: Sealed | None, keys: Mapping[str, str], *, number: str = "") -> Verdict:
    """Say what a code proves; ``keys`` are the public keys of the machines, in hex."""
    known = {node: [bytes.fromhex(key)] for node, key in keys.items()}
    return sealing.judge(sealed, known, number=number)


def signed_file(
    content: bytes, paper: Paper, public_key: str, sign: Callable[[bytes], bytes]
) -> bytes:
    """Return a PDF that bears its own proof: a code signed over every other byte of it."""
    whole = replace(paper, facts=sealing.file_digest(content))
    return sealing.with_code(content, sealing.seal(whole, bytes.fromhex(public_key), sign))


def judge_file(content: bytes, keys: Mapping[str, str]) -> tuple[Verdict, Sealed | None]:
    """Say whether a file is byte for byte what a machine signed; and what its code says."""
    known = {node: [bytes.fromhex(key)] for node, key in keys.items()}
    return sealing.judge_file(content, known)


def verifier() -> bytes:
    """Return the program that proves papers offline: the file the house itself uses."""
    return Path(sealing.__file__).read_bytes()


def qr_svg(text: str, *, mask: int | None = None, is_framed: bool = False) -> str:
    """Return ``text`` as a QR code (ISO/IEC 18004), drawn in SVG.

    ``is_framed`` puts it on white with the quiet zone that readers want: for a dark screen.

    Looking for the mask that suits the text best takes most of the time; a ``mask`` named
    beforehand serves texts that look like chance, as secrets and signatures do.
    """
    code = segno.make(text, error=_QR_ERROR, micro=False, mask=mask)
    border, light = (FRAME, "#fff") if is_framed else (QR_BORDER, None)
    return code.svg_inline(border=border, scale=4, dark="#000", light=light)


def _of(row: UploadRow) -> Upload:
    blob = Blob(digest=row.digest, size=row.size, media_type=row.media_type)
    return Upload(key=row.key, name=row.name, blob=blob)
