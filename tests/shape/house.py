"""The house as it is: its folders, its modules, its tables, and what its rooms hold."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django.apps import apps
from django.urls import URLPattern, get_resolver

import guol
from guol.feed.rooms import rooms
from guol.kernel.tables import Projected

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/guol"
FOLDERS = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
MODULES = [import_module(each.name) for each in walk_packages(guol.__path__, "guol.")]
ROOMS = rooms()
MODELS = [model for model in apps.get_models() if model.__module__.startswith("guol.")]
PROJECTED = [model for model in MODELS if issubclass(model, Projected)]


def below(base):
    """Every class of ours under ``base``, however deep, that its module really holds.

    (A dataclass with slots is a second class; the first, nameless, may still be about. What a
    test defines is not the house's.)
    """
    found = {one for each in base.__subclasses__() for one in (each, *below(each))}
    return {
        each
        for each in found
        if each.__module__.startswith("guol.")
        and getattr(import_module(each.__module__), each.__name__, 0) is each
    }


def addresses():
    """Every address that the product answers, as its pattern stands, with its gaps."""
    return sorted(set(_patterns(get_resolver().url_patterns, "")))


def _patterns(patterns, before):
    for each in patterns:
        text = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield text
        else:
            yield from _patterns(each.url_patterns, text)
