"""List every setting with its default and meaning."""

import argparse

from guol.config.environment import described


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may follow."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Print the list."""
    del options
    for name, default, unit, doc in described():
        shown = f" [{default}]" if default else ""
        print(f"{name}{shown} {f'({unit}) ' if unit else ''}{doc}")  # noqa: T201
    return 0
