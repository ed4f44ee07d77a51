"""Seeing and trying a draft before it is published."""

import pytest

from guol.procedures.api import draft
from tests.people.world import an_official
from tests.procedures.conftest import administrator
from tests.procedures.signing import signed_in, text_of
from tests.procedures.test_editor import begun, house

__all__ = ["administrator", "house"]

pytestmark = pytest.mark.django_db
TRY = "/mot-cua/thu/d1/"
CASE = {
    "key": "t",
    "f-relation": "mother",
    "f-child_name": "A Viết",
    "f-child_born_on": "01/06/2025",
    "f-copies": "2",
    "received_on": "16/06/2025",
    "hour": "15:30",
}


def test_a_case_is_tried_beside_the_version_in_force(administrator):
    url = begun(administrator)
    seen = draft("d1").seen
    changed = {"key": "f", "seen": seen, "formula": "5000 * copies"}
    administrator.post(url + "phi/", changed)
    page = text_of(administrator.post(TRY, CASE | {"di": "thu"}))
    assert "16.000 đ" in page  # two extracts under the version in force
    assert "10.000 đ" in page  # and under the draft
    assert "khác" in page
    assert "17:00 17/06/2025" in page  # after 15:00, so the next working day
    assert "D1" in page


def test_a_case_is_kept_taken_up_again_and_removed(administrator):
    begun(administrator)
    kept = administrator.post(TRY, CASE | {"di": "giu", "sample": "Sinh đúng hạn"})
    assert kept.status_code == 302
    page = text_of(administrator.get(kept.url))
    assert 'value="A Viết"' in page
    assert "Sinh đúng hạn" in page
    gone = administrator.post(kept.url, {"key": "x", "di": "xoa"})
    assert gone.status_code == 302
    assert draft("d1").samples == ()


def test_only_the_administrator_tries(administrator, client):
    url = begun(administrator) and TRY
    assert administrator.get(url).status_code == 200
    an_official()
    assert signed_in("a.viet").get(url).status_code == 403
    assert client.get(url).status_code == 403
    assert administrator.get("/mot-cua/thu/khong-co/").status_code == 404
