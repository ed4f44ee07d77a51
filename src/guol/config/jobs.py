"""Later work: who does it, what a kill left undone, and what needs a person.

`django-tasks-db` runs a job once. A job that failed is tried again here, later each time; one
that was being done when its process died is given back. Jobs are idempotent by the origin of
their event, so that twice does no harm.
"""

import logging
import os
import socket
import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.apps import apps
from django.db import OperationalError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from guol.kernel.clock import machine_now
from guol.kernel.room import rooms_of

log = logging.getLogger("guol.jobs")
MOST_TRIES = 6
FIRST_WAIT = timedelta(seconds=15)  # then twice as long each time: about eight minutes in all
LEASE = timedelta(minutes=10)  # of a job on another machine that is silent
PAUSE_S = 0.5
LONGEST_HOST = 40  # of 64 characters that a worker may be called by
SWEEP_EVERY_S = 20.0
CHORES_EVERY_S = 3600.0
KEPT = timedelta(days=30)  # after a job is done, for whoever asks what happened
FORGOTTEN_AT_ONCE = 200  # so that no write lasts long
READY, RUNNING, FAILED, DONE = "READY", "RUNNING", "FAILED", "SUCCESSFUL"


def worker_name() -> str:
    """Return who works here: host, process and when it began, so that a dead one is known."""
    return f"{_host()}:{os.getpid()}:{_began(os.getpid())}"


def sweep() -> int:
    """Give back what the dead left, try again what failed; returns how many were put back."""
    now = machine_now()
    back = 0
    for job in DBTaskResult.objects.filter(status=RUNNING):
        if _is_abandoned(job):
            back += _give_back(job, now)
    for job in DBTaskResult.objects.filter(status=FAILED):
        if len(job.worker_ids) < MOST_TRIES:
            wait = FIRST_WAIT * 2 ** (len(job.worker_ids) - 1)
            back += _put_back(job, FAILED, now + wait)
    return back


def forget_done() -> int:
    """Take away some of what was done long ago; returns how many jobs that was."""
    old = DBTaskResult.objects.filter(status=DONE, finished_at__lt=machine_now() - KEPT)
    some = list(old.order_by("pk").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    if not some:
        return 0
    number, _ = DBTaskResult.objects.filter(pk__in=some, status=DONE).delete()
    return number


def jobs_needing_attention() -> int:
    """Count the jobs that failed as often as they may: a person looks at them."""
    failed = DBTaskResult.objects.filter(status=FAILED)
    return sum(len(ids) >= MOST_TRIES for ids in failed.values_list("worker_ids", flat=True))


def try_again() -> int:
    """Make ready once more, with all its tries, what waits for a person; returns how many."""
    back = 0
    for job in DBTaskResult.objects.filter(status=FAILED):
        if len(job.worker_ids) >= MOST_TRIES:
            same = DBTaskResult.objects.filter(pk=job.pk, status=FAILED)
            back += same.update(status=READY, worker_ids=[], run_after=machine_now())
    return back


def do_chores() -> None:
    """Do what each room wants done from time to time; the fault of one keeps no other back."""
    for chore in (chore for room in rooms_of(apps.get_app_configs()) for chore in room.chores):
        try:
            chore()
        except OperationalError:
            raise
        except Exception:
            log.exception("a chore was not done; it is tried again in an hour")


def work_until(stop: Event) -> None:
    """Do what there is to do until ``stop`` is set; a fault of one job ends nothing."""
    next_sweep = next_chores = time.monotonic()
    while not stop.is_set():
        has_done_one = False
        try:
            if time.monotonic() >= next_sweep:
                next_sweep = time.monotonic() + SWEEP_EVERY_S
                sweep()
                forget_done()
            if time.monotonic() >= next_chores:
                next_chores = time.monotonic() + CHORES_EVERY_S
                do_chores()
            has_done_one = do_one()
        except OperationalError as busy:
            log.warning("database busy", extra={"why": type(busy).__name__})
        close_old_connections()
        if not has_done_one:
            stop.wait(PAUSE_S)
    connection.close()


def do_one() -> bool:
    """Do the job that has waited longest, if there is one; tells whether there was."""
    hand = _Hand()
    hand.run()
    return hand.has_done_one


class Supervised:
    """A thread that works, and is begun again should it ever end by itself."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._keep_working, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let the job at hand finish, and end."""
        self._stop.set()
        self._thread.join(timeout=30)

    def _keep_working(self) -> None:
        while not self._stop.is_set():
            try:
                work_until(self._stop)
            except Exception:
                log.exception("the worker fell over and begins again")
                self._stop.wait(PAUSE_S)


class _Hand(Worker):
    """Takes one job at most, so that a stop or a sweep never waits for a whole queue."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=worker_name(),
            excluded_queue_names=[],
        )
        self.has_done_one = False

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Do the job."""
        self.has_done_one = True
        super().run_task(db_task_result)


def _give_back(job: DBTaskResult[Any, Any], now: datetime) -> int:
    """Let another take the job; one that killed all who took it waits for a person."""
    if len(job.worker_ids) < MOST_TRIES:
        return _put_back(job, RUNNING, now)
    same = DBTaskResult.objects.filter(pk=job.pk, status=RUNNING, worker_ids=job.worker_ids)
    same.update(status=FAILED, finished_at=now)
    return 0


def _put_back(job: DBTaskResult[Any, Any], status: str, when: datetime) -> int:
    """Make a job ready again, unless somebody else was quicker."""
    same = DBTaskResult.objects.filter(pk=job.pk, status=status, worker_ids=job.worker_ids)
    return same.update(status=READY, run_after=when)


def _is_abandoned(job: DBTaskResult[Any, Any]) -> bool:
    """Whether the process that took the job is gone."""
    if not job.worker_ids or job.worker_ids[-1] == worker_name():
        return True  # this process sweeps between its jobs: what it left open, it lost
    host, _, rest = str(job.worker_ids[-1]).partition(":")
    if host == _host():
        process, _, began = rest.partition(":")
        return not (process.isdigit() and _began(int(process)) == began)
    return job.started_at is not None and job.started_at < machine_now() - LEASE


def _host() -> str:
    """Return the machine's name, short enough for the column."""
    return socket.gethostname()[:LONGEST_HOST]


def _began(process: int) -> str:
    """Return when a process began, in ticks since the machine did; empty if it is gone."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return ""
    return told.rpartition(")")[2].split()[19]
