"""The step of a vacant post is done by its deputy, under the deputy's own name."""

import pytest
from django.test import Client

from guol.feed.api import number_of
from guol.kernel.ids import new_key
from guol.onestop.queries import dossier, history
from guol.people.api import leave_post
from tests.onestop.given import a_dossier_to_assign
from tests.onestop.world import MONDAY, an_order, sign_in_as

pytestmark = pytest.mark.django_db


def test_the_step_of_a_vacant_post_is_done_by_the_deputy(house, clock_at):
    clock_at(MONDAY)
    stream = a_dossier_to_assign(house)
    key, held = dossier(stream).key, house.head.post
    browser = sign_in_as(Client(), house.leader)
    assert browser.get(f"/ho-so/{key}/").context["deed"] == ""
    leave_post(an_order(), held, on=MONDAY.date(), seen=number_of(f"post/{held}"))
    assert browser.get(f"/ho-so/{key}/").context["deed"] == "chuyen"
    data = {"key": new_key(), "seen": number_of(stream), "desk": house.leader.desk}
    done = browser.post(f"/ho-so/{key}/chuyen/", data | {"assigned": house.officer.person})
    assert done.status_code == 303
    act = [each.event for each in history(stream)][-1].act
    assert (act.by.person, act.by.post) == (house.leader.person, held)
    assert dossier(stream).assigned == house.officer.person
