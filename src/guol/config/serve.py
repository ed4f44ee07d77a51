"""Serve pages, and do the work that follows from them."""

import argparse
import sys

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from guol.config.environment import environment

TARGET = "guol.config.serving:make_application"
PATIENCE_S = 20  # for requests at hand when the server is told to stop
BACKLOG = 256


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may follow: what is set stands in GUOL_* variables."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop; a worker that dies is begun again."""
    del options
    told = environment()
    print(_greeting(), file=sys.stderr, flush=True)  # noqa: T201  the person who started it
    server = Granian(
        TARGET,
        address=told.listen,
        port=told.port,
        factory=True,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=told.threads,
        backlog=BACKLOG,
        loop=Loops.asyncio,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=PATIENCE_S,
    )
    server.serve()
    return 0


def _greeting() -> str:
    told = environment()
    lines = [f"Gươl: {told.address}  (listening on {told.listen}:{told.port}; Ctrl+C ends it)"]
    if told.demo:
        lines.append(f"Accounts of the demonstration: {told.address}/demo/")
    return "\n".join(lines)
