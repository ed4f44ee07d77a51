"""Check that everything still agrees: chains, custody, blobs, rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guol.feed.proof import broken

AT_MOST = 20  # lines of what is broken; the first is the one to look at


class Command(BaseCommand):
    """Walk the log, and name the first broken event of each part."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print what is broken and end with an error, or say that all holds."""
        found = 0
        for each in broken():
            found += 1
            if found <= AT_MOST:
                self.stdout.write(f"{each.part}: {each.where}: {each.what}")
        if found:
            raise CommandError(
                f"{found} things do not agree; the first lines above name where. Change nothing"
                " by hand: keep a copy of the data directory, then see docs/operate/verify.md."
            )
        self.stdout.write("Chains, custody, blobs and rows agree.")
