"""What other packages may use of papers."""

from guol.papers.actions import bind_uploads, drop_upload, sweep_uploads, take_upload
from guol.papers.gateways import FormFailed
from guol.papers.queries import (
    Upload,
    digest_of,
    font_file,
    forms_on,
    joined,
    judge,
    judge_file,
    number_of_form,
    qr_svg,
    refusal_of,
    seal,
    signed_file,
    typeset,
    unseal,
    upload,
    uploads,
    verifier,
)
from guol.papers.rules.seal import Paper, Sealed, Verdict

__all__ = [
    "FormFailed",
    "Paper",
    "Sealed",
    "Upload",
    "Verdict",
    "bind_uploads",
    "digest_of",
    "drop_upload",
    "font_file",
    "forms_on",
    "joined",
    "judge",
    "judge_file",
    "number_of_form",
    "qr_svg",
    "refusal_of",
    "seal",
    "signed_file",
    "sweep_uploads",
    "take_upload",
    "typeset",
    "unseal",
    "upload",
    "uploads",
    "verifier",
]
