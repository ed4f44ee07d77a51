"""The request that a log line belongs to, and the line for an act that was refused."""

import logging
from contextvars import ContextVar

from guol.kernel.errors import Conflict, Refused

_request: ContextVar[str] = ContextVar("request", default="")
_log = logging.getLogger("guol.web")


def current_request() -> str:
    """Return the id of the request being answered, empty outside one."""
    return _request.get()


def begin_request(key: str) -> None:
    """Let lines written from here on carry ``key``."""
    _request.set(key)


def note_refusal(no: Refused | Conflict, *, act: str) -> None:
    """Write one line about an act that was refused: its code, never what was typed."""
    _log.info(
        "act refused",
        extra={"outcome": type(no).__name__, "reason": type(no.reason).__name__, "act": act},
    )
