"""Look at every part, and say what to do about what is not well."""

import argparse
from importlib import import_module

import django

WELL, UNWELL = "well", "TO DO"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may follow."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Print a line for each part; 1 if one of them needs something."""
    del options
    django.setup()
    findings = import_module("guol.config.checks").findings()  # models, so after the setup
    for each in findings:
        print(f"{WELL if each.ok else UNWELL:6} {each.sentence}")  # noqa: T201  its answer
    return 0 if all(each.ok for each in findings) else 1
