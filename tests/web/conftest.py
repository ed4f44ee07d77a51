import pytest
from django.test import Client

from guol.web.words import sentences
from tests.web import addresses


@pytest.fixture
def endings(settings):
    """A house whose pages end in every way a page may end."""
    settings.ROOT_URLCONF = "tests.web.addresses"
    sentences()[addresses.NotYours] = "Only the holder may."
    yield Client(raise_request_exception=False)
    del sentences()[addresses.NotYours]
