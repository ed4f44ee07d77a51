"""Make every projected row anew from the log, while the node works."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from guol.feed.actions import rebuild


class Command(BaseCommand):
    """Replay the log stream by stream; nobody is told anything again."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild and show how far it has come."""
        began = time.monotonic()
        events = rebuild(self._show)
        took = time.monotonic() - began
        self.stdout.write(f"{events} events told anew in {took:.2f} s.")

    def _show(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} matters")
