"""An api hands out verbs, named reads and frozen values: no table, no open query."""

from dataclasses import is_dataclass
from enum import Enum
from inspect import isclass, isfunction
from typing import Protocol, get_args, get_type_hints

import pytest
from django.db.models import Manager, Model, QuerySet

from tests.shape.house import MODULES

APIS = [module for module in MODULES if module.__name__.endswith(".api")]
EXPORTS = [(module, name) for module in APIS for name in module.__all__]
HOMES = {"actions", "queries", "permits"}
HOMES_IN = {
    "feed": {"blobs", "node", "proof"},  # files, the machine and the chain are no tables
    "procedures": {"rules"},  # what a version asks of a dossier is asked of its rules
}


def types_in(hint):
    """The hint and whatever stands in its brackets."""
    return [hint, *(inner for each in get_args(hint) for inner in types_in(each))]


def is_frozen_value(given):
    frozen = is_dataclass(given) and given.__dataclass_params__.frozen
    return frozen or issubclass(given, Enum | Exception) or Protocol in given.__bases__


@pytest.mark.parametrize(
    ("module", "name"), EXPORTS, ids=lambda each: getattr(each, "__name__", each)
)
def test_exports_a_verb_a_read_or_a_frozen_value(module, name):
    given = getattr(module, name)
    if isclass(given):
        assert is_frozen_value(given)
        return
    assert isfunction(given)
    _, package, home, *_ = given.__module__.split(".")
    assert home in HOMES | HOMES_IN.get(package, set())
    answers = [each for each in types_in(get_type_hints(given)["return"]) if isclass(each)]
    assert not [each for each in answers if issubclass(each, Model | QuerySet | Manager)]


def test_an_api_names_what_it_hands_out():
    assert EXPORTS
    assert not [module for module in APIS if sorted(module.__all__) != module.__all__]
