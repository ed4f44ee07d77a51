"""Writing a version: begin, save, try, let go, publish. Plain rows until it is published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from guol.kernel.act import Act
from guol.kernel.errors import Conflict, Refused
from guol.procedures.actions import publish_version
from guol.procedures.models import Draft
from guol.procedures.queries.drafts import DraftCard, draft, examined
from guol.procedures.rules.drafting import DraftChanged, DraftEnded, DraftUnsound

LONGEST_NAME, LONGEST_CODE = 300, 40
MOST_SAMPLES = 50


def begin_draft(
    key: str, told: Mapping[str, Any], *, base: str = "", by: str, at: datetime
) -> str:
    """Begin a draft with what there is of it; begun again with its key, it is the same one."""
    Draft.objects.get_or_create(
        key=key,
        defaults={
            **_heading(told),
            "base": base,
            "body": dict(told),
            "saved_at": at,
            "saved_by": by,
        },
    )
    return key


def save_draft(key: str, told: Mapping[str, Any], *, seen: int, by: str, at: datetime) -> None:
    """Save what was typed, right or wrong.

    Raises ``Conflict`` where somebody saved it since ``seen``, ``Refused`` where it ended.
    """
    with transaction.atomic():
        row = _open_row(key)
        if row.seen != seen:
            raise Conflict(DraftChanged(name=str(row)))
        values = {**_heading(told), "body": dict(told)}
        _rows(key).update(**values, seen=seen + 1, saved_at=at, saved_by=by)


def keep_sample(key: str, name: str, answers: Mapping[str, str]) -> None:
    """Keep a case to try the draft on; one of the same name takes its place."""
    with transaction.atomic():
        row = _open_row(key)
        others = [each for each in row.samples if each["name"] != name]
        kept = [*others, {"name": name, "answers": dict(answers)}][-MOST_SAMPLES:]
        _rows(key).update(samples=kept)


def drop_sample(key: str, name: str) -> None:
    """Let go of a case; of one that is gone already, nothing is said."""
    with transaction.atomic():
        row = _open_row(key)
        _rows(key).update(samples=[each for each in row.samples if each["name"] != name])


def drop_draft(key: str, *, at: datetime) -> None:
    """Let go of a draft; a second time changes nothing."""
    Draft.objects.filter(key=key, ended_at=None).update(ended_at=at)


def publish_draft(act: Act, key: str, *, seen: int) -> str:
    """Publish what the draft tells; return the key of the version.

    Raises ``Refused`` where something contradicts itself, ``Conflict`` where somebody saved
    the draft since ``seen``.
    """
    card = _card(key)
    if card.published:
        return card.published
    if card.is_ended:
        raise Refused(DraftEnded(name=card.name))
    if card.seen != seen:
        raise Conflict(DraftChanged(name=card.name))
    found = examined(card)
    if found.version is None or found.flaws:
        raise Refused(DraftUnsound(count=len(found.flaws)))
    publish_version(act, found.version)
    rows = Draft.objects.filter(key=key, ended_at=None)
    rows.update(ended_at=act.at, published=found.version.key)
    return found.version.key


def _rows(key: str) -> Any:
    return Draft.objects.filter(key=key)


def _open_row(key: str) -> Draft:
    row = Draft.objects.select_for_update().filter(key=key).first()
    if row is None or row.ended_at is not None:
        raise Refused(DraftEnded(name=str(row or key)))
    return row


def _card(key: str) -> DraftCard:
    card = draft(key)
    if card is None:
        raise Refused(DraftEnded(name=key))
    return card


def _heading(told: Mapping[str, Any]) -> dict[str, str]:
    code, name = str(told.get("code", "")), str(told.get("name", ""))
    return {"code": code[:LONGEST_CODE], "name": name[:LONGEST_NAME]}
