"""Registers and wordings of certification as the product brings them, from data/books.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guol.onestop.rules.books import CERTIFICATION, CIVIL_STATUS, RegisterKind, Wording

BOOKS = Path(__file__).parent.parent / "data" / "books.yaml"


@cache
def kinds_brought() -> tuple[RegisterKind, ...]:
    """Return the kinds of registers, those of certification first."""
    told = _read()
    rows = [(CERTIFICATION, row) for row in told["certification"]]
    rows += [(CIVIL_STATUS, row) for row in told["civil_status"]]
    return tuple(_kind(family, row) for family, row in rows)


@cache
def wordings_brought() -> tuple[Wording, ...]:
    """Return the wordings, each with the days on which it holds."""
    return tuple(Wording(**row | {"lines": tuple(row["lines"])}) for row in _read()["wordings"])


def _kind(family: str, row: dict[str, Any]) -> RegisterKind:
    told = dict(row)
    return RegisterKind(family=family, procedures=tuple(told.pop("procedures", ())), **told)


def _read() -> Any:
    return yaml.safe_load(BOOKS.read_text(encoding="utf-8"))
