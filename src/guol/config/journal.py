"""How the program writes what it does: one line of JSON per happening, on standard error.

A line carries what it is given as ``extra`` and the request it belongs to; never a person's
name or number, never what stood after the question mark of an address.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from guol.web.journal import current_request

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_UNWANTED = frozenset({"request", "status_code", "exc_info", "server_time"})


class JsonLine(logging.Formatter):
    """One record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "says": _said(record),
        }
        if request := current_request():
            line["request"] = request
        line |= {
            name: value
            for name, value in vars(record).items()
            if name not in _OWN and name not in _UNWANTED
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _said(record: logging.LogRecord) -> str:
    """Return the message; of Django's own lines only what comes before the path."""
    said = record.getMessage()
    return said.partition(":")[0] if record.name == "django.request" else said


def logging_of(level: str) -> dict[str, Any]:
    """Return the configuration for ``logging`` from this gravity upwards."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "guol.config.journal.JsonLine"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Of 4xx our own line tells; here are left the bugs, with their trace.
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "CRITICAL"},  # answered 400; no trace for a scanner
            "django.server": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},  # a line for every job says nothing
            "django_tasks_db": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
        },
    }
