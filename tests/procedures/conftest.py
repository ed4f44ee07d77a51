"""A house with the catalogue that the product brings, and who comes to its pages.

Tests of pages have a smaller house of their own, in which these people are then.
"""

import pytest
from django.test import Client

from guol.procedures.api import forget_kept, import_catalogue
from tests.house import here, house
from tests.people.world import a_person, an_account, an_official
from tests.procedures.signing import signed_in

__all__ = ["house"]


@pytest.fixture
def brought(house):
    """Publish the catalogue and the calendar that come with the product."""
    forget_kept()
    import_catalogue(lambda key: here(desk="authority", key=key))
    yield house
    forget_kept()


@pytest.fixture
def administrator(house):
    an_official("Quản trị", "quantri", role="administrator", works_at="authority")
    return signed_in("quantri")


@pytest.fixture
def official(house):
    an_official()
    return signed_in("a.viet")


@pytest.fixture
def citizen(house):
    an_account("khach", a_person("Khách"))
    return signed_in("khach")


@pytest.fixture
def stranger(house):
    return Client()
