"""Copy this node to another medium, while people work: database, keys, attachments."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guol.feed.copies import CopyRefused, forget_copies, make_copy
from guol.kernel.clock import machine_now

KEEP = 14


class Command(BaseCommand):
    """Make one copy, and take the oldest away."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what may follow."""
        parser.add_argument("medium", type=Path, help="a folder on another disk or stick")
        parser.add_argument(
            "--keep", type=int, default=KEEP, help=f"how many copies stay ({KEEP}); 0: all"
        )

    def handle(self, *_args: Any, medium: Path, keep: int, **_options: Any) -> None:
        """Make the copy, then say what it holds and how it is put back."""
        try:
            made = make_copy(Path(settings.GUOL_DATA), medium, machine_now(), self.stdout.write)
        except CopyRefused as no:
            raise CommandError(str(no)) from no
        gone = forget_copies(medium, made.node, keep=keep) if keep > 0 else 0
        self.stdout.write(
            f"Copied to {made.folder}: the database and {made.blobs} attachments, "
            f"{made.bytes_new / 1e6:.1f} MB more on the medium; {gone} older copies taken away."
            "\nIt holds the keys of this node and people's papers: keep it locked up."
            f"\nPut back by: guol restore {medium}"
        )
