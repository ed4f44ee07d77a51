"""`guol serve`, the real one: it stops in order, leaves nothing behind, and shares no port."""

import os
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.house import GUOL
from bench.served import House, end, free_port, serving, wait_until_ready
from tests.running.later import let_go

pytestmark = pytest.mark.heavy
PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    house = House(data=tmp_path_factory.mktemp("serving") / "var")
    house.call("migrate")
    return house


@pytest.fixture
def house(migrated):
    """One port and one queue a test."""
    (migrated.data / "let-go").unlink(missing_ok=True)
    return replace(migrated, port=free_port())


def wait_until(holds):
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until, "it did not come to hold"
        time.sleep(0.02)


def children(process):
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(each) for each in told.split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def begin_a_job(house):
    house.call("shell", "-c", "from tests.running.later import last; last.enqueue('', 1)")


def last_job(house):
    jobs = house.ask_all(
        "SELECT status FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at"
    )
    return jobs[-1][0]


@pytest.mark.parametrize("words", [(), ("work",)], ids=["serve", "work"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_the_job_at_hand_and_ends_with_0(house, words, how):
    begin_a_job(house)
    process = house.start(*words)
    try:
        wait_until(lambda: last_job(house) == "RUNNING")
        process.send_signal(how)
        let_go(house.data)
        assert process.wait(PATIENCE_S) == 0
        assert last_job(house) == "SUCCESSFUL"
    finally:
        end(process)


def test_stopped_it_leaves_no_process_behind(house):
    with serving(house) as process:
        begun = children(process)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)
    assert begun
    assert not any(map(is_alive, begun))


def test_when_it_is_killed_what_it_began_ends_too(house):
    process = house.start()
    try:
        wait_until_ready(house.port)
        begun = children(process)
        process.kill()
        process.wait(PATIENCE_S)
        assert begun
        wait_until(lambda: not any(map(is_alive, begun)))
    finally:
        end(process)


def test_when_the_part_that_answers_is_killed_it_is_begun_again(house):
    with serving(house) as process:
        first = children(process)
        os.kill(first[0], signal.SIGKILL)
        wait_until(lambda: not is_alive(first[0]))
        wait_until_ready(house.port)
        assert children(process) != first


def test_a_second_one_on_the_same_port_is_refused_with_a_sentence(house):
    with serving(house):
        second = subprocess.run(
            [*GUOL, "serve"],
            env=house.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    assert second.returncode == 1
    assert f"port {house.port}" in second.stderr
    assert second.stderr.count("\n") == 1
