"""A request's body, whole or not at all.

When a line breaks half-way through a form, the server sees the body end early. Django would
read what came as if it were all: half a name, half a file. Here the missing rest is an error
instead, which becomes the page that asks to send it again.
"""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]


class CutOffError(OSError):
    """The line broke before all of the body had come."""


class WholeBody:
    """Reads a body, and raises where it ends before the length that its sender announced."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream = stream
        self._left = length

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, or all that are left. Raises ``CutOffError``."""
        wanted = self._left if size < 0 else min(size, self._left)
        pieces = []
        while wanted:
            piece = self._counted(self._stream.read(wanted))
            pieces.append(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """Return a line, at most so many bytes of it. Raises ``CutOffError``."""
        wanted = self._left if size < 0 else min(size, self._left)
        return self._counted(self._stream.readline(wanted)) if wanted else b""

    def _counted(self, piece: bytes) -> bytes:
        if not piece:
            raise CutOffError
        self._left -= len(piece)
        return piece


def whole(application: Application) -> Application:
    """Return the application with bodies that are whole or not at all."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer
