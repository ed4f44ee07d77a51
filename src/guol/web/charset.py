"""The house writes and reads UTF-8, whatever a request claims."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Application: TypeAlias = Callable[[dict[str, Any], Any], Iterable[bytes]]
_CLAIM = re.compile(r";\s*charset[^;]*", re.IGNORECASE)


def in_utf8(application: Application) -> Application:
    """Let ``application`` see no other charset.

    Django takes the claim for granted while it makes the request, before any middleware could
    answer; a claim of ``base64`` breaks it there.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return answer


def without_charset(content_type: str) -> str:
    """Return ``content_type`` without its claim.

    >>> without_charset("text/plain; Charset=base64; a=b")
    'text/plain; a=b'
    """
    return _CLAIM.sub("", content_type)
