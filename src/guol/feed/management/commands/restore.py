"""Put a node back from a copy that `guol backup` made; nothing that stands is written over."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.loader import MigrationLoader

from guol.feed.copies import Copy, CopyRefused, copies_on, put_back


class Command(BaseCommand):
    """Choose a copy, put it back, and say what comes next."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what may follow."""
        parser.add_argument("medium", type=Path, help="the folder given to guol backup")
        parser.add_argument("--copy", help="the name of a copy; without it, the newest")
        parser.add_argument(
            "--list", action="store_true", dest="is_list", help="show the copies alone"
        )

    def handle(
        self, *_args: Any, medium: Path, copy: str | None, is_list: bool, **_options: Any
    ) -> None:
        """Put it back into GUOL_DATA."""
        there = copies_on(medium)
        if is_list:
            for each in there:
                self.stdout.write(_line(each))
            return
        chosen = next((each for each in there if copy in {None, each.folder.name}), None)
        if chosen is None:
            raise CommandError(
                f"No whole copy{f' {copy}' if copy else ''} lies on {medium}. Those that do: "
                f"guol restore {medium} --list"
            )
        nodes = {each.node for each in there}
        if copy is None and len(nodes) > 1:
            raise CommandError(
                f"{medium} has copies of {len(nodes)} nodes. Name one by --copy: guol restore "
                f"{medium} --list"
            )
        known = frozenset(".".join(key) for key in MigrationLoader(None).disk_migrations)
        self.stdout.write(f"Putting back {_line(chosen)} …")
        try:
            data = Path(settings.GUOL_DATA)
            incarnation, lacking = put_back(chosen, data, known, self.stdout.write)
        except CopyRefused as no:
            raise CommandError(str(no)) from no
        self.stdout.write(
            f"The node is back in {data}, beginning number {incarnation}. New matters are "
            "taken in at once; what it knew before waits until its own later acts are back "
            "from others, or nobody has any (guol reopen)."
            "\nNext: guol migrate, guol verify, guol serve."
        )
        if lacking:
            raise CommandError(
                f"{lacking} attachments were not whole on the medium. Everything else is back; "
                "guol verify names them. Look for them on an earlier medium."
            )


def _line(copy: Copy) -> str:
    made = f"{copy.folder.name}  node {copy.node}  {copy.at:%d/%m/%Y %H:%M} UTC"
    return f"{made}  {copy.blobs} attachments"
