"""What `guol doctor` looks at: data folder, disk, database, jobs, then each room's checks."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from guol.config.jobs import READY, jobs_needing_attention
from guol.feed.copies import COPIED
from guol.kernel.clock import machine_now
from guol.kernel.room import Finding, rooms_of

LEAST_FREE_BYTES = 1_000_000_000
LONGEST_WAIT = timedelta(minutes=15)
OTHERS = 0o077
OLDEST_COPY = timedelta(days=2)
# SQLite's own numbers: 2 is FULL, 1 is ON.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
Check = Callable[[], Finding]


def findings() -> tuple[Finding, ...]:
    """Return what every check found. Where the database does not answer, that alone counts."""
    found = [data_folder(), keys(), disk(), copies()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as no:
        said = str(no).partition("\n")[0]
        return (*found, _ill(f"The database does not answer ({said}). Look at GUOL_DATABASE."))
    if not (tables := migrations()).ok:
        return (*found, tables)
    of_rooms = (check for room in rooms_of(apps.get_app_configs()) for check in room.checks)
    found += [tables, pragmas(), failed_jobs(), waiting_jobs(), *(each() for each in of_rooms)]
    return tuple(found)


def data_folder() -> Finding:
    """Whether data can be written."""
    place = Path(settings.GUOL_DATA)
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return _well(f"Data is kept in {place}.")
    return _ill(
        f"{place} cannot be written. Give it to the user who runs guol, or set GUOL_DATA."
    )


def keys() -> Finding:
    """Whether the keys are for their owner's eyes only."""
    place = Path(settings.GUOL_DATA) / "keys"
    files = [each for each in place.rglob("*") if each.is_file()] if place.is_dir() else []
    open_ = [each.name for each in files if each.stat().st_mode & OTHERS]
    if open_:
        return _ill(f"Others can read {', '.join(open_)}: chmod 600 {place}/*")
    return _well("The keys can be read by their owner alone.")


def disk() -> Finding:
    """Whether there is room for what comes."""
    place = Path(settings.GUOL_DATA)
    free = shutil.disk_usage(place if place.exists() else place.parent).free
    said = f"{free / 1e9:.1f} GB are free where data is kept"
    if free < LEAST_FREE_BYTES:
        return _ill(f"{said}. Make room before nothing more can be taken in.")
    return _well(f"{said}.")


def copies() -> Finding:
    """Whether a copy of the node lies elsewhere, and how old it is."""
    if settings.GUOL_DEMO:
        return _well("The demonstration needs no copy.")
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return _well("Copies are made by the tools of PostgreSQL (docs/operate/backup.md).")
    try:
        told = json.loads((Path(settings.GUOL_DATA) / COPIED).read_text())
        age = machine_now() - datetime.fromisoformat(told["at"])
    except FileNotFoundError:
        return _ill("No copy of this node was made yet: guol backup /the/medium")
    said = f"The last copy was made {told['at'][:16].replace('T', ' ')} UTC on {told['on']}"
    if age > OLDEST_COPY:
        return _ill(f"{said}: guol backup {told['on']}")
    return _well(f"{said}.")


def migrations() -> Finding:
    """Whether the tables are those that this version wants."""
    executor = MigrationExecutor(connection)
    lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if lacking:
        return _ill(f"{len(lacking)} changes of tables are not made yet: guol migrate")
    return _well("The tables are those of this version.")


def pragmas() -> Finding:
    """Whether SQLite is set so that a power cut takes nothing."""
    if connection.vendor != "sqlite":
        return _well("The database is PostgreSQL.")
    wrong = []
    with connection.cursor() as cursor:
        for name, wanted in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            row = cursor.fetchone()
            if row is None or row[0] != wanted:
                wrong.append(name)
    if wrong:
        return _ill(
            f"SQLite is not as it ought to be ({', '.join(wrong)}): a power cut may take "
            "what was answered. Stop guol, look that no other program has it open, start it "
            "again."
        )
    return _well("SQLite keeps what it answered, also through a power cut.")


def failed_jobs() -> Finding:
    """Whether a job failed as often as it may."""
    number = jobs_needing_attention()
    if number:
        return _ill(
            f"{number} jobs failed again and again. Their reason is in the log (guol.jobs, "
            "django_tasks); when it is put right: guol work --again"
        )
    return _well("No job needs a person.")


def waiting_jobs() -> Finding:
    """Whether somebody does the jobs."""
    now = machine_now()
    late = DBTaskResult.objects.filter(status=READY, enqueued_at__lt=now - LONGEST_WAIT)
    number = late.exclude(run_after__gt=now).count()
    if number:
        return _ill(
            f"{number} jobs have waited for more than a quarter of an hour. Is guol serve "
            "running? If it is and they do not become fewer, start guol work beside it."
        )
    return _well("Jobs are done as they come.")


def _well(sentence: str) -> Finding:
    return Finding(ok=True, sentence=sentence)


def _ill(sentence: str) -> Finding:
    return Finding(ok=False, sentence=sentence)
