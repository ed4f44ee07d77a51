"""Serve pages, and do the work that follows from them."""

import argparse
import errno
import socket
import sys
import time

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from guol.config.environment import environment

TARGET = "guol.config.serving:make_application"
PATIENCE_S = 40  # for requests and the job at hand when the server is told to stop
PORT_PATIENCE_S = 5.0  # for a server that is just ending
BACKLOG = 256


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may follow: what is set stands in GUOL_* variables."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop; a worker that dies is begun again."""
    del options
    told = environment()
    if refusal := _refusal(told.listen, told.port):
        print(refusal, file=sys.stderr)  # noqa: T201  the person who started it
        return 1
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


def _refusal(listen: str, port: int) -> str:
    """Return why nothing can be served there, or nothing.

    The server itself would share a port with another one (SO_REUSEPORT), and each would get
    some of the requests.
    """
    until = time.monotonic() + PORT_PATIENCE_S
    while (no := _listened(listen, port)) and time.monotonic() < until:
        if no.errno != errno.EADDRINUSE:
            break
        time.sleep(0.2)
    if no is None:
        return ""
    if no.errno == errno.EADDRINUSE:
        return (
            f"Another program is served on port {port} of {listen}. End it, or set GUOL_PORT "
            "to a free one."
        )
    return (
        f"Nothing can be served on {listen}:{port} ({no.strerror}). See GUOL_LISTEN, GUOL_PORT."
    )


def _listened(listen: str, port: int) -> OSError | None:
    """Listen there for a moment; return what speaks against it."""
    try:
        kind, *_, place = socket.getaddrinfo(listen, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as no:
        return no
    return None


def _greeting() -> str:
    told = environment()
    lines = [f"Gươl: {told.address}  (listening on {told.listen}:{told.port}; Ctrl+C ends it)"]
    if told.demo:
        lines.append(f"Accounts of the demonstration: {told.address}/demo/")
    return "\n".join(lines)
