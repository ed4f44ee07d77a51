"""What files must be, which forms the law has when, and how a printed paper is proved."""

from guol.papers.rules.sets import FORM_SETS, FormSet, Purpose, form_number, form_set_for
from guol.papers.rules.uploads import (
    LONGEST_NAME,
    MEDIA_TYPES,
    MOST_PIXELS,
    FileActive,
    FileCutOff,
    FileEmpty,
    FileLocked,
    FileOfOtherKind,
    FileTooHeavy,
    FileTooLarge,
    PictureTooWide,
    megabytes,
    shown_name,
)

__all__ = [
    "FORM_SETS",
    "LONGEST_NAME",
    "MEDIA_TYPES",
    "MOST_PIXELS",
    "FileActive",
    "FileCutOff",
    "FileEmpty",
    "FileLocked",
    "FileOfOtherKind",
    "FileTooHeavy",
    "FileTooLarge",
    "FormSet",
    "PictureTooWide",
    "Purpose",
    "form_number",
    "form_set_for",
    "megabytes",
    "shown_name",
]
