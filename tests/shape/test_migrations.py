"""Migrations of a package form one line, each named for when it may run."""

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.shape.house import MODELS

LINES = sorted({model._meta.app_label for model in MODELS})
GRAPH = MigrationLoader(None).graph


def migrations_of(label):
    return sorted(name for app, name in GRAPH.nodes if app == label)


@pytest.mark.parametrize("label", LINES)
def test_migrations_form_one_line(label):
    names = migrations_of(label)
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for before, name in zip([None, *names], names, strict=False):
        parents = {each.key for each in GRAPH.node_map[label, name].parents}
        assert {key for key in parents if key[0] == label} == (
            {(label, before)} if before else set()
        )


@pytest.mark.parametrize("label", LINES)
def test_a_migration_says_whether_it_runs_before_or_after_the_new_program(label):
    first, *later = migrations_of(label)
    assert first == "0001_initial"
    assert not [name for name in later if name[5:].partition("_")[0] not in {"pre", "post"}]
