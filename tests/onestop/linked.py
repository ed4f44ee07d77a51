"""A linked request at three agencies: who works there, and how far it has come."""

from dataclasses import dataclass, replace
from functools import cache

from guol.onestop.actions import (
    Decisions,
    decide_dossier,
    lodge_dossier,
    receive_number,
    take_in_dossier,
    take_steps,
)
from guol.onestop.queries import dossier
from guol.onestop.queries.bundle import legs_of
from guol.people.actions.agencies import found_agency
from guol.procedures.actions import versions_brought
from guol.procedures.api import publish_version
from tests.onestop.given import NUMBER, a_lodging, press
from tests.onestop.world import MONDAY, Staff, a_colleague, an_act, an_order, birth

BUNDLE = "LT-KS"
POLICE, INSURANCE = "u1-congan", "u1-bhxh"


@dataclass(frozen=True)
class Partners:
    """Those who do the later parts."""

    police: Staff
    police_head: Staff
    insurer: Staff
    insurance_head: Staff


@cache
def bundle():
    """The bundle of the product, in a house whose catalogue has the birth alone."""
    brought = next(each for each in versions_brought() if each.code == BUNDLE)
    asked = {each.name for each in (*birth().fields, *brought.fields)}
    legs = tuple(
        replace(
            each,
            is_outside=each.code != birth().code,
            answers=tuple(pair for pair in each.answers if pair[1] in asked),
        )
        for each in brought.legs
    )
    return replace(brought, legs=legs)


def found_partners():
    """Let there be police and social insurance, and the bundle that links them."""
    for key, kind, name in (
        (POLICE, "commune_police", "Công an xã La Êê"),
        (INSURANCE, "social_insurance", "Bảo hiểm xã hội"),
    ):
        found_agency(an_order(), key, name=name, kind=kind, area_key="u1")
    publish_version(an_order(), bundle())
    return Partners(
        police=a_colleague("Hiên Thành", "thanh.ca", POLICE, "officer", "Cán bộ công an"),
        police_head=a_colleague("Cơ Lâu Đức", "duc.ca", POLICE, "leader", "Trưởng Công an xã"),
        insurer=a_colleague("Võ Thị Hà", "ha.bh", INSURANCE, "officer", "Chuyên viên BHXH"),
        insurance_head=a_colleague("Lê Phúc", "phuc.bh", INSURANCE, "leader", "Giám đốc BHXH"),
    )


def a_linked_request(house, *, is_handed_over=True, decisions=None, **changes):
    """Taken in at the counter; its first part is with the committee."""
    return take_in_dossier(
        house.clerk.act(at=changes.pop("at", MONDAY)),
        a_lodging(procedure=BUNDLE, **changes),
        roles=house.clerk.roles,
        decisions=decisions or Decisions(is_handed_over=is_handed_over),
    )


def a_linked_request_lodged(**changes):
    return lodge_dossier(an_act(), a_lodging(procedure=BUNDLE, **changes))


def leg(parent, key):
    """One part of a linked request, as it is now."""
    return next(each for each in legs_of(parent) if each.leg == key)


def decide_birth(house, parent, *, number=NUMBER, at=MONDAY):
    """Do the birth registration to its signature; the two others begin with that."""
    stream = leg(parent, "birth").stream
    press(take_steps, house.head, stream, at=at, assigned=house.officer.person)
    press(receive_number, house.officer, stream, at=at, number=number)
    press(take_steps, house.officer, stream, at=at)
    press(take_steps, house.head, stream, at=at)
    return press(decide_dossier, house.leader, stream, at=at)


def decide_leg(officer, head, parent, key, *, at=MONDAY):
    """Do a later part to its signature."""
    stream = leg(parent, key).stream
    press(take_steps, officer, stream, at=at)
    return press(decide_dossier, head, stream, at=at)


def everything_decided(house, partners, *, at=MONDAY):
    parent = a_linked_request(house)
    decide_birth(house, parent, at=at)
    decide_leg(partners.police, partners.police_head, parent, "residence", at=at)
    decide_leg(partners.insurer, partners.insurance_head, parent, "health_card", at=at)
    return parent


def card_of(stream):
    return dossier(stream)
