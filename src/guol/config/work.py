"""Do later work beside the serving process: PDFs, messages."""

import argparse
import signal
from threading import Event

import django

from guol.config.jobs import work_until


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may follow."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Work until told to stop; the job at hand is finished first."""
    del options
    django.setup()
    stop = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    work_until(stop)
    return 0
