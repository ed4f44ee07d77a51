"""Fill the demonstration district; `guol demo traffic` adds dossiers to it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from guol.demo.actions import MADE_AT_FIRST, fill_demonstration, make_traffic
from guol.demo.queries import demo_accounts
from guol.demo.rules import PASSWORD


class Command(BaseCommand):
    """Set up the database and the district, and say how to go on. May be called again."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may follow."""
        parser.add_argument("what", nargs="?", choices=["traffic"], help="add dossiers")
        parser.add_argument("--dossiers", type=int, default=100, help="how many to add")
        parser.add_argument(
            "--first", type=int, default=MADE_AT_FIRST, help="how many the district begins with"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same ones")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill it."""
        self._say("Database …")
        call_command("migrate", verbosity=0)
        fill_demonstration(self._say, first=options["first"])
        if options["what"] == "traffic":
            number = options["dossiers"]
            make_traffic(number, seed=options["seed"], say=self._say)
        self._say(self._accounts())

    def _accounts(self) -> str:
        lines = [
            "",
            f"The demonstration is ready. Its accounts, all with the password {PASSWORD}:",
            *(f"  {each.login:20} {each.what}" for each in demo_accounts()),
            f"One click signs you in at {settings.GUOL_ADDRESS}/demo/",
        ]
        return "\n".join(lines)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
