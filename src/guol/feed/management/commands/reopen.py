"""End the wait after a restore, where nobody else holds anything of this node."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guol.feed.actions import reopen_after_restore
from guol.feed.node import this_incarnation, this_node
from guol.feed.queries import gapless_series, is_frozen
from guol.feed.reasons import NumberBehind
from guol.kernel.act import Act, Node
from guol.kernel.clock import machine_now
from guol.kernel.errors import Refused
from guol.kernel.series import Drawn


class Command(BaseCommand):
    """Show how far the numbered registers had come, take what paper shows, and go on."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what may follow."""
        parser.add_argument(
            "--last",
            action="append",
            default=[],
            metavar="SERIES=NUMBER",
            help="the last number in a paper register, where it goes beyond the copy",
        )
        parser.add_argument(
            "--sure", action="store_true", help="the numbers shown and given are right"
        )

    def handle(self, *_args: Any, last: list[str], sure: bool, **_options: Any) -> None:
        """Ask for the numbers, or go on with them."""
        if not is_frozen():
            self.stdout.write("This node waits for nothing; nothing was changed.")
            return
        stated = dict(map(_read, last))
        for each in gapless_series():
            beyond = stated.get(each.series)
            more = f" → {beyond}, as paper shows" if beyond is not None else ""
            self.stdout.write(f"{each.series}  last number {each.number}{more}")
        if not sure:
            self.stdout.write(
                "Hold each register on paper against this list: what was numbered after the "
                "copy was made is not in it. State those by --last SERIES=NUMBER, then: "
                "guol reopen … --sure"
            )
            return
        node = this_node()
        act = Act(
            by=Node(), at=machine_now(), node=node, key=f"reopen/{node}/{this_incarnation()}"
        )
        continued = tuple(Drawn(series=key, number=number) for key, number in stated.items())
        try:
            reopen_after_restore(act, continued)
        except Refused as no:
            raise CommandError(_why(no)) from no
        self.stdout.write("The node goes on with what it knew.")


def _why(no: Refused) -> str:
    if isinstance(no.reason, NumberBehind):
        behind = no.reason
        return (
            f"{behind.series} cannot go on behind {behind.number}: {behind.drawn} was the last "
            "number known here (0: no such series). Nothing was changed."
        )
    return repr(no.reason)


def _read(said: str) -> tuple[str, int]:
    series, _, number = said.rpartition("=")
    if not series or not number.isdecimal():
        raise CommandError(f"“{said}” is no series and number. Write it as book/birth-2026=57.")
    return series, int(number)
