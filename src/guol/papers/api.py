"""What other packages may use of papers."""

from guol.papers.actions import drop_upload, sweep_uploads, take_upload
from guol.papers.queries import Upload, font_file, qr_svg, typeset, upload, uploads

__all__ = [
    "Upload",
    "drop_upload",
    "font_file",
    "qr_svg",
    "sweep_uploads",
    "take_upload",
    "typeset",
    "upload",
    "uploads",
]
