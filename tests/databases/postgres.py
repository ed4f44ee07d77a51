"""A PostgreSQL of one's own: a socket in a new directory, stopped and removed at the end.

``python -m tests.databases.postgres COMMAND …`` runs a command with the program's database
there; other scripts use ``server()``.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkdtemp

DATABASE = "GUOL_DATABASE"
OWNER = "postgres"  # PostgreSQL refuses to run as root; Debian makes this user for it
PREFIX = "guol-postgres-"
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
PATIENCE_S = 60


def initdb() -> Path | None:
    """Return the newest ``initdb`` of this machine, None if there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    return debian[-1] if debian else Path(on_path) if on_path else None


def _version(path: Path) -> float:
    return float(path.parents[1].name)


def _as_owner() -> list[str]:
    """Words before a command: not as root, and gone when this process is gone."""
    words = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        words += ["--reuid", OWNER, "--regid", OWNER, "--init-groups"]
    return words


def _sweep() -> None:
    """Remove what runs that were killed left behind."""
    for left in Path(gettempdir()).glob(f"{PREFIX}*"):
        process = left.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdigit() and not Path("/proc", process).exists():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def server(*, is_durable: bool = False, connections: int = 100) -> Iterator[str]:
    """Start a server, give its address, stop and remove it whatever happens.

    Unless ``is_durable``, it forgoes what protects data when the power fails.
    """
    tool = initdb()
    if tool is None:
        raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
    _sweep()
    place = Path(mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(place, owner.pw_uid, owner.pw_gid)
        with _started(tool, place, is_durable=is_durable, connections=connections):
            yield f"postgresql://{OWNER}@/guol?host={place}"
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _started(tool: Path, place: Path, *, is_durable: bool, connections: int) -> Iterator[None]:
    data, log = place / "data", place / "log"
    words = ["--no-sync", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"]
    subprocess.run(
        [*_as_owner(), tool, "-D", data, "--username", OWNER, *words],
        cwd=place,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    settings = ["listen_addresses=", f"max_connections={connections}"]
    settings += [] if is_durable else FAST
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                *_as_owner(),
                tool.with_name("postgres"),
                *("-D", data, "-k", place),
                *(word for setting in settings for word in ("-c", setting)),
            ],
            cwd=place,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,  # an interrupted run stops it here, in order
        )
    try:
        _make_database(tool, place, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # "fast": ends sessions, then stops
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _make_database(tool: Path, place: Path, process: subprocess.Popen[bytes]) -> None:
    """Make the database as soon as the server answers."""
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        made = subprocess.run(
            [tool.with_name("createdb"), "-h", place, "-U", OWNER, "guol"],
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if made.returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(place / 'log').read_text()}")


def main(*command: str) -> int:
    """Run a command whose database is a server of its own."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as address:
        return subprocess.run(
            command, env=os.environ | {DATABASE: address}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
