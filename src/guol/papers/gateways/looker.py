"""Looks into the file at its standard input and says in JSON what it is, or what is wrong.

Run by ``looking`` as a program of its own; it knows nothing of the house. A process that is
ended by its limits leaves no answer, which is an answer too.
"""

import json
import os
import resource
import sys
import warnings
from typing import Any, BinaryIO

import pikepdf
from PIL import Image, UnidentifiedImageError

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
ACTIVE = frozenset({"/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia"})
HEAD_BYTES, TAIL_BYTES = 1_024, 2_048
SMALLER = 8  # JPEG can be read to its end at an eighth of its size


def main() -> None:
    """Take the limits from the command line, look, answer."""
    limits = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as file:
        answer = look(file, limits["pixels"])
    sys.stdout.write(json.dumps(answer))


def look(file: BinaryIO, most_pixels: int) -> dict[str, str]:
    """Return ``kind`` or ``fault``."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if head.lstrip(b"\0\t\n\r ").startswith(b"%PDF-"):
        return look_into_pdf(file)
    return look_into_picture(file, most_pixels)


def look_into_picture(file: BinaryIO, most_pixels: int) -> dict[str, str]:
    """Read a picture to its end, with as little memory as its kind allows."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(file, formats=tuple(KINDS)) as picture:
            if picture.width * picture.height > most_pixels:
                return {"fault": "too wide"}
            kind = KINDS[picture.format or ""]
            if kind == "image/png":
                picture.verify()  # the sum of every piece, up to the last; no points
            else:
                picture.draft(None, (picture.width // SMALLER, picture.height // SMALLER))
                picture.load()
    except Image.DecompressionBombError:
        return {"fault": "too wide"}
    except UnidentifiedImageError:
        return {"fault": "other kind"}
    except (OSError, ValueError, SyntaxError):
        return {"fault": "cut off"}
    return {"kind": kind}


def look_into_pdf(file: BinaryIO) -> dict[str, str]:
    """Open a PDF as it stands, without mending it, and look at each of its objects."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - TAIL_BYTES))
    if b"%%EOF" not in file.read():
        return {"fault": "cut off"}
    file.seek(0)
    try:
        with pikepdf.open(file, attempt_recovery=False) as pdf:
            fault = fault_of(pdf)
    except pikepdf.PasswordError:
        fault = "locked"
    except (pikepdf.PdfError, ValueError, RuntimeError):
        fault = "cut off"
    return {"fault": fault} if fault else {"kind": "application/pdf"}


def fault_of(pdf: pikepdf.Pdf) -> str:
    """Return what is wrong inside a PDF that opens, nothing if it is sound."""
    if not len(pdf.pages):
        return "cut off"
    if any(is_active(each) for each in pdf.objects):
        return "active"
    lacked_memory = any("bad_alloc" in str(each) for each in pdf.get_warnings())
    return "too heavy" if lacked_memory else ""  # the library notes it and goes on


def is_active(thing: Any) -> bool:
    """Tell whether an object of a PDF runs a program, opens one, or brings another file."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    kinds = {str(thing.get(key, "")) for key in ("/S", "/Type", "/Subtype")}
    return bool({"/JS", "/XFA"} & set(thing.keys()) or kinds & ACTIVE)


if __name__ == "__main__":
    main()
