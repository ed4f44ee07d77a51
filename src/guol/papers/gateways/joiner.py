"""Joins files into one PDF, in their order, at its standard output.

Run by ``joining`` as a program of its own, with limits; it knows nothing of the house.
"""

import json
import resource
import sys
from io import BytesIO

import pikepdf
from PIL import Image, ImageOps

A4_INCHES = (8.27, 11.69)
DPI = 150


def main() -> None:
    """Take limits and files from the command line, join, write."""
    told = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (told["cpu"], told["cpu"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with pikepdf.Pdf.new() as whole:
        for path in told["files"]:
            with opened(path) as part:
                whole.pages.extend(part.pages)
        content = BytesIO()
        whole.save(content, deterministic_id=True)
    sys.stdout.buffer.write(content.getvalue())


def opened(path: str) -> pikepdf.Pdf:
    """Return the file as a PDF; a picture becomes one page of it."""
    with open(path, "rb") as file:  # noqa: PTH123  this program imports as little as it can
        content = file.read()
    if content.lstrip(b"\0\t\n\r ").startswith(b"%PDF-"):
        return pikepdf.open(BytesIO(content))
    return pikepdf.open(BytesIO(page_of(content)))


def page_of(picture: bytes) -> bytes:
    """Return a picture as one page, upright, no larger than A4 at a good resolution.

    Which way is up says the camera (EXIF); a picture that is wide makes a page that is wide.
    """
    with Image.open(BytesIO(picture)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    narrow, wide = (side * DPI for side in A4_INCHES)
    upright.thumbnail((wide, narrow) if upright.width > upright.height else (narrow, wide))
    page = BytesIO()
    upright.save(page, "PDF", resolution=DPI)
    return page.getvalue()


if __name__ == "__main__":
    main()
