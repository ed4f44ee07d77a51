"""Where rows are kept, and how safely."""

from pathlib import Path

import pytest
from django.db import connection

from guol.config.database import database
from guol.config.environment import EnvironmentRefused


def test_without_an_address_rows_are_kept_beside_the_program():
    assert database("", Path("/srv"), 10)["NAME"] == Path("/srv/guol.sqlite3")


def test_an_address_is_taken_apart():
    told = database("postgresql://guol:p%40ss@db.vn:6432/house?sslmode=require", Path(), 10)
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"], told["NAME"]) == (
        "guol",
        "p@ss",
        "db.vn",
        "6432",
        "house",
    )
    assert told["OPTIONS"]["sslmode"] == "require"


def test_a_socket_may_be_named():
    assert database("postgresql:///guol?host=/run/pg", Path(), 10)["HOST"] == "/run/pg"


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "guol"])
def test_another_address_is_refused(address):
    with pytest.raises(EnvironmentRefused, match="GUOL_DATABASE ought to be"):
        database(address, Path(), 10)


@pytest.mark.django_db
def test_what_was_written_is_on_the_platter_before_the_answer():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL waits by itself")
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {each}").fetchone()[0] for each in PRAGMAS]
    assert found == [2, 1]


PRAGMAS = ("synchronous", "secure_delete")
