"""Trying a bundle before it is published: what each leg comes to, beside the one in force."""

import pytest

from guol.onestop.queries.trial import tried
from guol.onestop.rules.bundle import in_order
from guol.procedures.api import calendar, draft, newest_of
from guol.procedures.events import Leg
from tests.onestop.world import MONDAY
from tests.procedures.conftest import administrator
from tests.procedures.signing import text_of
from tests.procedures.test_editor import begun, house

__all__ = ["administrator", "house"]

TRY = "/mot-cua/thu/d1/"
CASE = {
    "key": "t",
    "di": "thu",
    "f-relation": "mother",
    "f-child_name": "A Viết",
    "f-child_born_on": "01/06/2025",
    "f-child_sex": "male",
    "f-copies": "2",
    "f-address": "Thôn Vinh",
    "f-first_care": "Trạm y tế xã",
    "received_on": "16/06/2025",
    "hour": "09:00",
}


def test_legs_come_after_those_they_wait_for():
    legs = [
        Leg(key=key, what=key, agency="a", after=after)
        for key, after in (("c", ("b",)), ("b", ("a",)), ("a", ()), ("d", ("x",)))
    ]
    assert [each.key for each in in_order(legs)] == ["a", "b", "c", "d"]
    circle = [Leg(key="a", what="", agency="", after=("a",))]
    assert in_order(circle) == tuple(circle)


@pytest.mark.django_db
def test_each_leg_tells_when_it_is_due_and_what_it_gets(house):
    answers = {"child_name": "A Viết", "child_sex": "male", "address": "Thôn Vinh"}
    found = tried(newest_of("LT-KS"), answers, MONDAY, calendar())
    birth, residence, card = found.legs
    assert [each.has_fee for each in found.legs] == [True, False, False]
    assert [f"{each.due:%d.%m}" for each in found.legs] == ["20.04", "23.04", "23.04"]
    assert f"{found.due:%d.%m}" == "23.04"  # the whole has its own limit
    assert residence.after == ("khai sinh",)
    assert residence.agency == "Công an xã"
    assert ("Giới tính của người đăng ký", "Nam") in residence.answers
    assert (
        "Đăng ký",
        "Thường trú cho trẻ mới sinh (liên thông khai sinh)",
    ) in residence.answers
    assert ("Địa chỉ chỗ ở", "Thôn Vinh") in card.answers
    assert "Chứng minh chỗ ở hợp pháp" in residence.papers
    assert not set(residence.papers) & set(birth.papers)


@pytest.mark.django_db
def test_without_a_limit_of_its_own_the_whole_ends_with_its_last_leg(house):
    found = tried(newest_of("LT-KT"), {"dead_name": "A"}, MONDAY, calendar())
    assert found.due == max(each.due for each in found.legs if each.due)
    assert found.explanation
    assert found.legs[2].due is None  # how long the benefit takes, nobody knows


@pytest.mark.django_db
def test_a_bundle_is_tried_beside_the_version_in_force(administrator):
    url = begun(administrator, code="LT-KS")
    row = {
        "key": "k",
        "seen": draft("d1").seen,
        "what": "đăng ký thường trú",
        "key_": "residence",
    }
    row |= {"agency": "commune_police", "code": "TMP-TAMTRU", "after": ["birth"]}
    row |= {"limit.value": "1", "limit.unit": "wd", "answers.own.subject_name": "child_name"}
    assert administrator.post(f"{url}phan-viec/2/", row).status_code == 302
    page = text_of(administrator.post(TRY, CASE))
    assert "17:00 19/06/2025" in page  # two days after the birth, under the version in force
    assert "17:00 18/06/2025" in page  # one day, under the draft
    assert "khai sinh" in page
    assert "không thu riêng" in page
    assert "16.000 đ" in page
    third = {"key": "x", "seen": draft("d1").seen, "di": "xoa"}
    assert administrator.post(f"{url}phan-viec/3/", third).status_code == 302
    assert "bỏ đi" in text_of(administrator.post(TRY, CASE))
