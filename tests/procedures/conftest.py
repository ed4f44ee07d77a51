"""A house with the catalogue that the product brings."""

import pytest

from guol.procedures.api import forget_kept, import_catalogue
from tests.house import here, house

__all__ = ["house"]


@pytest.fixture
def brought(house):
    """Publish the catalogue and the calendar that come with the product."""
    forget_kept()
    import_catalogue(lambda key: here(desk="authority", key=key))
    yield house
    forget_kept()
