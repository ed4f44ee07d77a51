"""What files must be, which forms the law has when, and how a printed paper is proved."""

from guol.kernel.errors import Reason
from guol.papers.rules.arriving import (
    BEGINNING_BYTES,
    MOST_AT_ONCE,
    WAITED_FOR,
    Announced,
    FileChanged,
    FilesTooMany,
    key_for,
    may_be_ours,
    may_begin,
)
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
    clean_name,
    megabytes,
    shown_name,
)

REFUSALS: dict[str, type[Reason]] = {
    each.__name__: each
    for each in (
        FileActive,
        FileChanged,
        FileCutOff,
        FileEmpty,
        FileLocked,
        FileOfOtherKind,
        FileTooHeavy,
        FileTooLarge,
        FilesTooMany,
        PictureTooWide,
    )
}
"""Why a file is not taken, by name."""

__all__ = [
    "BEGINNING_BYTES",
    "FORM_SETS",
    "LONGEST_NAME",
    "MEDIA_TYPES",
    "MOST_AT_ONCE",
    "MOST_PIXELS",
    "REFUSALS",
    "WAITED_FOR",
    "Announced",
    "FileActive",
    "FileChanged",
    "FileCutOff",
    "FileEmpty",
    "FileLocked",
    "FileOfOtherKind",
    "FileTooHeavy",
    "FileTooLarge",
    "FilesTooMany",
    "FormSet",
    "PictureTooWide",
    "Purpose",
    "clean_name",
    "form_number",
    "form_set_for",
    "key_for",
    "may_be_ours",
    "may_begin",
    "megabytes",
    "shown_name",
]
