"""The server of one's own is there while it is needed, and nothing of it afterwards."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.databases.postgres import initdb, server

IS_MISSING = initdb() is None and os.environ.get("CI") != "true"
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(IS_MISSING, reason="postgresql is missing on this machine"),
]


def place_of(address):
    return Path(address.partition("host=")[2])


def test_the_server_answers_and_leaves_nothing_behind():
    with server() as address:
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert place_of(address).exists()
    assert not place_of(address).exists()


def test_what_goes_wrong_meanwhile_leaves_nothing_behind():
    with pytest.raises(ZeroDivisionError), server() as address:
        1 / 0  # noqa: B018  anything that goes wrong
    assert not place_of(address).exists()


def test_a_killed_run_takes_its_server_along_and_the_next_one_sweeps_up():
    command = "import os, time; print(os.environ['GUOL_DATABASE'], flush=True); time.sleep(60)"
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.databases.postgres", sys.executable, "-c", command],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    address = run.stdout.readline().strip()
    pid = int((place_of(address) / "data/postmaster.pid").read_text().split()[0])
    end_of_server = os.pidfd_open(pid)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    has_ended, _, _ = select.select([end_of_server], [], [], 20)
    os.close(end_of_server)
    assert has_ended
    assert place_of(address).exists()
    with server():
        assert not place_of(address).exists()
