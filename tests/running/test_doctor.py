"""`guol doctor`: what it finds, and that each sentence says what to do."""

import json

import pytest

from guol.config import checks, jobs
from guol.kernel.clock import machine_now
from tests.running.test_jobs import DEAD, a_job

pytestmark = pytest.mark.django_db


def said(findings):
    return " ".join(each.sentence for each in findings if not each.ok)


def test_a_key_that_others_can_read_is_named(guol_data):
    (guol_data / "keys").mkdir()
    (guol_data / "keys/node").write_text("x")
    (guol_data / "keys/node").chmod(0o644)
    assert "chmod 600" in checks.keys().sentence
    (guol_data / "keys/node").chmod(0o600)
    assert checks.keys().ok


def test_a_folder_that_is_not_there_is_named(settings):
    settings.GUOL_DATA = settings.GUOL_DATA / "nowhere"
    assert "GUOL_DATA" in checks.data_folder().sentence


def test_a_full_disk_is_named(monkeypatch):
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 10**18)
    assert not checks.disk().ok


def test_a_node_without_a_fresh_copy_is_named(guol_data, settings):
    settings.GUOL_DEMO = False
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        assert "PostgreSQL" in checks.copies().sentence
        return
    assert "guol backup" in checks.copies().sentence
    told = {"at": machine_now().isoformat(), "on": "/media/stick"}
    (guol_data / "copied.json").write_text(json.dumps(told))
    assert checks.copies().ok
    told["at"] = (machine_now() - 2 * checks.OLDEST_COPY).isoformat()
    (guol_data / "copied.json").write_text(json.dumps(told))
    assert "guol backup /media/stick" in checks.copies().sentence


def test_a_job_that_failed_as_often_as_it_may_is_a_finding():
    assert checks.failed_jobs().ok
    a_job(status=jobs.FAILED, worker_ids=[DEAD] * jobs.MOST_TRIES)
    assert "guol work --again" in checks.failed_jobs().sentence


def test_tried_again_it_is_none_any_more():
    job = a_job(status=jobs.FAILED, worker_ids=[DEAD] * jobs.MOST_TRIES)
    assert jobs.try_again() == 1
    job.refresh_from_db()
    assert (job.status, job.worker_ids) == (jobs.READY, [])


def test_jobs_that_nobody_does_are_a_finding():
    job = a_job()
    assert checks.waiting_jobs().ok
    type(job).objects.update(enqueued_at=job.enqueued_at - 2 * checks.LONGEST_WAIT)
    assert not checks.waiting_jobs().ok


def test_every_part_is_looked_at():
    assert len(checks.findings()) >= 7
