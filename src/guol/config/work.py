"""Do later work beside the serving process: PDFs, messages."""

import argparse
import signal
from importlib import import_module
from threading import Event

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may follow."""
    parser.add_argument(
        "--again", action="store_true", help="first try again what failed as often as it may"
    )


def run(options: argparse.Namespace) -> int:
    """Work until told to stop; the job at hand is finished first."""
    django.setup()
    jobs = import_module("guol.config.jobs")  # it has models, so after the setup
    if options.again:
        jobs.try_again()
    stop = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    jobs.work_until(stop)
    return 0
