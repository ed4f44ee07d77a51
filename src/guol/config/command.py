"""The one command: ``guol <what>``.

Commands of the house itself stand in ``COMMANDS``: name → module. Such a module has a first
docstring line (shown by ``guol --help``), ``arguments(parser)`` and ``run(options) -> int``.
Everything else is a Django management command, of ours (``guol verify``) or of Django's.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from django.core.management import execute_from_command_line, get_commands

from guol.config.environment import EnvironmentRefused, environment

COMMANDS: dict[str, str] = {
    "serve": "guol.config.serve",
    "work": "guol.config.work",
    "doctor": "guol.config.doctor",
    "settings": "guol.config.explain",
}


class Command(Protocol):
    """What a module of ``COMMANDS`` has."""

    __doc__: str | None

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Describe what may follow the name."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it and return the exit status."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guol.config.settings")
    said = list(sys.argv[1:] if words is None else words)
    try:
        environment()
        return _run(said)
    except EnvironmentRefused as no:
        print(no, file=sys.stderr)  # noqa: T201  the person at the keyboard reads it
        return 2


def _run(said: list[str]) -> int:
    name = said[0] if said else "--help"
    if name in {"-h", "--help", "help"} and len(said) < 2:  # noqa: PLR2004
        print(_overview())  # noqa: T201
        return 0
    if name not in COMMANDS:
        execute_from_command_line(["guol", *said])
        return 0
    command = _load(COMMANDS[name])
    parser = argparse.ArgumentParser(prog=f"guol {name}", description=command.__doc__)
    command.arguments(parser)
    return command.run(parser.parse_args(said[1:]))


def _load(module: str) -> Command:
    loaded: Command = import_module(module)
    return loaded


def _overview() -> str:
    own = [f"  {name:10} {_first_line(module)}" for name, module in COMMANDS.items()]
    ours = sorted(name for name, app in get_commands().items() if str(app).startswith("guol."))
    return "\n".join(
        [
            "guol <command> [--help]",
            "",
            *own,
            *(f"  {name}" for name in ours),
            "",
            "Also every command of Django: guol help --commands",
        ]
    )


def _first_line(module: str) -> str:
    if find_spec(module) is None:
        return "(not on this machine)"
    return (import_module(module).__doc__ or "").strip().partition("\n")[0]
