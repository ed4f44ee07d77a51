"""How the promises that are hit are found: by indexes alone, as SQLite tells its plan."""

import re

import pytest

from guol.onestop.models import Dossier
from guol.onestop.queries import promises
from guol.procedures.api import days_confirmed_since
from tests.onestop.test_promises import flood
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("after", ["", "2026-04-23T10:00:00+00:00 dossier/1"])
def test_open_dossiers_are_found_by_the_indexes_of_their_desks(house, after):
    flood()
    late = days_confirmed_since(MONDAY)
    rows = Dossier.objects.filter(promises._may_be_hit([COMMITTEE, COUNTER], late, after))
    plan = rows.order_by("due", "stream").explain()
    assert "SCAN" not in plan
    used = set(re.findall(r"USING INDEX (\w+)", plan))
    assert used == {"dossier_with_desk", "dossier_received", "dossier_competent"}
