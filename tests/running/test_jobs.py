"""Later work: what a kill left is done by another, what fails again and again waits."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from guol.config import jobs
from guol.kernel.clock import machine_now

pytestmark = pytest.mark.django_db
DEAD = f"{jobs.worker_name().rpartition(':')[0]}:1"  # this process id, begun at another time


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def a_job(**changes):
    given = {
        "task_path": "guol.onestop.jobs.follow_up",
        "args_kwargs": {"args": ["nowhere", 1], "kwargs": {}},
        "backend_name": "default",
        "queue_name": "default",
        "run_after": machine_now(),
        "status": jobs.READY,
        "worker_ids": [],
        "exception_class_path": "",
        "traceback": "",
    }
    return DBTaskResult.objects.create(**given | changes)


def status_of(job):
    return DBTaskResult.objects.get(pk=job.pk).status


@pytest.mark.db
def test_a_job_of_a_dead_worker_is_given_back():
    job = a_job(status=jobs.RUNNING, worker_ids=[DEAD], started_at=machine_now())
    assert jobs.sweep() == 1
    assert status_of(job) == jobs.READY


def test_a_job_that_a_living_process_works_on_stays_with_it():
    alive = f"{jobs.worker_name().split(':')[0]}:1:{jobs._began(1)}"
    job = a_job(status=jobs.RUNNING, worker_ids=[alive], started_at=machine_now())
    assert jobs.sweep() == 0
    assert status_of(job) == jobs.RUNNING


def test_a_job_that_this_process_lost_is_given_back():
    job = a_job(status=jobs.RUNNING, worker_ids=[jobs.worker_name()], started_at=machine_now())
    jobs.sweep()
    assert status_of(job) == jobs.READY


@pytest.mark.parametrize(("age", "status"), [(9, jobs.RUNNING), (11, jobs.READY)])
def test_another_machine_has_ten_minutes(age, status):
    began = machine_now() - timedelta(minutes=age)
    job = a_job(status=jobs.RUNNING, worker_ids=["elsewhere:1:1"], started_at=began)
    jobs.sweep()
    assert status_of(job) == status


def test_a_failed_job_is_tried_again_later_each_time():
    first, third = (a_job(status=jobs.FAILED, worker_ids=[DEAD] * tries) for tries in (1, 3))
    jobs.sweep()
    first.refresh_from_db()
    third.refresh_from_db()
    assert first.status == third.status == jobs.READY
    gap = third.run_after - first.run_after
    assert gap == 3 * jobs.FIRST_WAIT


@pytest.mark.parametrize("status", [jobs.FAILED, jobs.RUNNING])
def test_a_job_that_failed_as_often_as_it_may_waits_for_a_person(status):
    job = a_job(status=status, worker_ids=[DEAD] * jobs.MOST_TRIES, started_at=machine_now())
    assert jobs.sweep() == 0
    assert status_of(job) == jobs.FAILED
    assert jobs.jobs_needing_attention() == 1


def test_a_hand_takes_one_job_and_not_the_whole_queue(queue):
    a_job()
    a_job()
    assert jobs.do_one()
    assert DBTaskResult.objects.filter(status=jobs.READY).count() == 1


def test_with_nothing_to_do_a_hand_says_so(queue):
    assert not jobs.do_one()


@pytest.mark.db
@pytest.mark.parametrize(
    ("status", "days", "is_kept"),
    [
        (jobs.DONE, 31, False),
        (jobs.DONE, 29, True),
        (jobs.FAILED, 31, True),
        (jobs.RUNNING, 31, True),
    ],
)
def test_what_was_done_a_month_ago_is_forgotten_and_nothing_else(status, days, is_kept):
    job = a_job(status=status, finished_at=machine_now() - timedelta(days=days))
    jobs.forget_done()
    assert DBTaskResult.objects.filter(pk=job.pk).exists() is is_kept


def test_no_more_is_forgotten_at_once_than_a_short_write_takes(monkeypatch):
    monkeypatch.setattr(jobs, "FORGOTTEN_AT_ONCE", 2)
    long_ago = machine_now() - timedelta(days=99)
    for _ in range(3):
        a_job(status=jobs.DONE, finished_at=long_ago)
    assert [jobs.forget_done(), jobs.forget_done(), jobs.forget_done()] == [2, 1, 0]
