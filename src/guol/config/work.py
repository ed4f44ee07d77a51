"""Do later work beside the serving process: PDFs, messages."""

import argparse
import signal
from importlib import import_module
from threading import Event

import django


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
    import_module("guol.config.jobs").work_until(stop)  # it has models, so after the setup
    return 0
