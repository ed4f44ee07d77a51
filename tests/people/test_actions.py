"""What the verbs write, refuse and repeat."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guol.feed.api import (
    Moved,
    NotHolder,
    custody_of,
    desk_home,
    history_of,
    number_of,
    rebuild,
    this_node,
)
from guol.kernel.act import Citizen
from guol.kernel.dates import PartialDate
from guol.kernel.errors import Conflict, Refused
from guol.people import api, rules
from guol.people.actions.agencies import Validity, found_agency
from guol.people.events import Particulars
from guol.people.models import Agency, Area, Delegation, Holding, Person, Post
from tests.people.world import (
    LONG_AGO,
    TODAY,
    a_person,
    a_post,
    an_act_at,
    an_official,
    an_order,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = timedelta(days=1)


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as no:
        call(*args, **kwargs)
    return no.value.reason


def rows_of(*tables):
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_an_agency_opens_a_desk_of_its_own_key(house):
    assert desk_home("u1-motcua") == this_node()
    assert api.agency("u1-motcua").desk == "u1-motcua"


def test_the_authority_holds_the_streams_of_agencies(house):
    assert custody_of("agency/u1-motcua").holder == "authority"


def test_nobody_else_founds_an_agency(house):
    act = an_act_at("u1-ubnd")
    reason = refusal(found_agency, act, "x", name="Phòng", kind="k", area_key="u1")
    assert reason == rules.AuthorityDeskOnly()
    assert api.agency("x") is None


def test_an_agency_needs_a_known_area(house):
    reason = refusal(found_agency, an_order(), "x", name="Phòng", kind="k", area_key="u9")
    assert reason == rules.AreaUnknown(area="u9")


def test_an_agency_that_holds_on_no_day_is_refused(house):
    never = Validity(valid_from=TODAY, valid_to=TODAY)
    reason = refusal(
        found_agency, an_order(), "x", name="P", kind="k", area_key="u1", validity=never
    )
    assert reason == rules.EndBeforeBeginning(valid_from=TODAY, valid_to=TODAY)


def test_the_same_act_founds_once(house):
    act = an_order()
    for _ in range(2):
        found_agency(act, "x", name="Phòng", kind="k", area_key="u1")
    assert number_of("agency/x") == 1


def test_an_agency_that_ended_is_not_among_those_of_later_days(house):
    api.end_agency(an_order(), "u1-congan", on=TODAY, successors=("u1-ubnd",), seen=1)
    assert "u1-congan" not in {each.key for each in api.agencies(day=TODAY)}
    assert "u1-congan" in {each.key for each in api.agencies(day=TODAY - DAY)}


def test_the_heir_of_an_ended_agency_is_found(house):
    api.end_agency(an_order(), "u1-congan", on=TODAY, successors=("u1-ubnd",), seen=1)
    assert api.heirs_of_agency("u1-congan", TODAY) == ("u1-ubnd",)
    assert api.heirs_of_agency("u1-congan", TODAY - DAY) == ("u1-congan",)


def test_a_renamed_agency_is_found_by_both_names(house):
    api.rename_agency(an_order(), "u1-congan", name="Trạm Công an La Êê", seen=1)
    for text in ("cong an xa", "tram cong an"):
        assert [each.key for each in api.agencies(day=TODAY, text=text)] == ["u1-congan"]


def test_an_area_is_found_by_its_other_name(house):
    for text in ("laêê", "La Êê", "la ee", "LAEE"):
        assert [each.key for each in api.areas(day=TODAY, text=text)] == ["u1"]


def test_an_agency_is_founded_in_no_ended_agencys_place(house):
    api.end_area(an_order(), "u1", on=TODAY, seen=1)
    reason = refusal(api.end_area, an_order(), "u1", on=TODAY + DAY, seen=2)
    assert reason == rules.Ended(name="Xã La Êê", on=TODAY)


def test_a_person_is_kept_as_written(house):
    key = a_person("  Zơ  Râm Bh\u2019riu ", born=PartialDate(year=1948), citizen_number="")
    found = api.person(key)
    assert (found.name, str(found.born)) == ("Zơ Râm Bh\u2019riu", "1948")


@pytest.mark.parametrize("name", ["A Viết", "Bh\u2019riu", "Bh'riu", "Y", "Pơloong Đhiêr", "Ô"])
def test_names_of_one_letter_or_with_an_apostrophe_are_valid_and_found(house, name):
    key = a_person(name)
    assert [each.key for each in api.find_persons(name)] == [key]


@pytest.mark.parametrize(
    "text", ["Bh'riu", "Bh\u2019riu", "bhriu", "BH`RIU", "ram bh'r", "zơ râm"]
)
def test_apostrophes_find_each_other(house, text):
    key = a_person("Zơ Râm Bh\u2019riu")
    assert [each.key for each in api.find_persons(text)] == [key]


def test_one_letter_finds_the_words_that_begin_with_it(house):
    key = a_person("A Viết")
    a_person("Coor Hiền")
    assert [each.key for each in api.find_persons("a")] == [key]


def test_percent_and_underscore_are_letters_like_others(house):
    a_person("A Viết")
    assert api.find_persons("%") == api.find_persons("_") == ()


def test_a_person_is_found_by_the_number_of_the_card(house):
    key = a_person("A Viết", citizen_number="049201000123")
    assert [each.key for each in api.find_persons("049 201 000 123")] == [key]


def test_a_citizens_number_of_eleven_digits_is_refused(house):
    given = Particulars(name="A", citizen_number="04920100012")
    reason = refusal(api.register_person, an_act_at("u1-motcua"), given)
    assert reason == rules.CitizenNumberWrong(number="04920100012", digits=12)
    assert not Person.objects.exists()


def test_a_number_that_another_bears_is_a_warning(house):
    key = a_person("A Viết", citizen_number="049201000123")
    given = Particulars(name="Y Viết", citizen_number="049201000123")
    act = an_act_at("u1-motcua")
    reason = refusal(api.register_person, act, given)
    assert reason == rules.CitizenNumberTaken(number="049201000123", name="A Viết", person=key)
    assert api.register_person(act, given, is_sure=True) != key


def test_a_person_is_registered_once_by_one_act(house):
    act = an_act_at("u1-motcua")
    keys = {api.register_person(act, Particulars(name="A Viết")) for _ in range(2)}
    assert len(keys) == 1
    assert Person.objects.count() == 1


def test_a_citizen_registers_nobody(house):
    act = replace(an_order(), by=Citizen())
    assert refusal(api.register_person, act, Particulars(name="A")) == rules.OfficialsOnly()


def test_a_correction_replaces_what_was_known(house):
    key = a_person("A Viêt")
    act = an_act_at("u1-motcua")
    api.correct_person(act, key, Particulars(name="A Viết"), why="Viết nhầm", seen=1)
    assert api.person_name(key) == "A Viết"
    assert [each.kind for each in history_of(f"person/{key}")] == [
        "PersonRegistered",
        "PersonCorrected",
    ]


def test_a_desk_that_does_not_hold_the_record_corrects_nothing(house):
    key = a_person("A Viêt")
    act = an_act_at("u1-congan")
    reason = refusal(api.correct_person, act, key, Particulars(name="A Viết"), seen=1)
    assert reason == NotHolder(stream=f"person/{key}", desk="u1-congan", holder="u1-motcua")


def test_a_correction_of_what_has_moved_is_a_conflict(house):
    key = a_person("A Viêt")
    api.correct_person(an_act_at("u1-motcua"), key, Particulars(name="A Viết"), seen=1)
    with pytest.raises(Conflict) as no:
        api.correct_person(an_act_at("u1-motcua"), key, Particulars(name="A"), seen=1)
    assert isinstance(no.value.reason, Moved)


def test_a_post_brings_its_holder_to_the_desk(house):
    person = a_person("A Viết")
    post = a_post(person)
    (member,) = api.staff_of("u1-motcua", TODAY)
    assert (member.person, member.post, member.name) == (person, post, "A Viết")


def test_a_post_that_is_held_takes_nobody_else(house):
    post = a_post(a_person("A Viết"), title="Chủ tịch")
    act, other = an_order(), a_person("Y Sương")
    reason = refusal(api.assign_post, act, post, person=other, valid_from=TODAY, seen=2)
    assert reason == rules.PostHeld(title="Chủ tịch", name="A Viết")


def test_a_post_passes_from_one_to_the_next(house):
    first, second = a_person("A Viết"), a_person("Y Sương")
    post = a_post(first)
    api.leave_post(an_order(), post, on=TODAY, seen=2)
    api.assign_post(an_order(), post, person=second, valid_from=TODAY, seen=3)
    assert [each.person for each in api.staff_of("u1-motcua", TODAY - DAY)] == [first]
    assert [each.person for each in api.staff_of("u1-motcua", TODAY)] == [second]


def test_an_abolished_post_has_no_holder(house):
    post = a_post(a_person("A Viết"))
    api.end_post(an_order(), post, on=TODAY, seen=2)
    assert api.staff_of("u1-motcua", TODAY) == ()
    assert Holding.objects.get().valid_to == TODAY


def a_delegation(giver, post, receiver, **changes):
    act = an_act_at("u1-motcua")
    act = replace(act, by=replace(act.by, person=giver, post=post))
    wish = {"to": receiver, "valid_from": TODAY, "last_day": TODAY + 3 * DAY}
    return api.give_delegation(act, **wish | changes)


def test_a_delegation_is_seen_by_both(house):
    (giver, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    key = a_delegation(giver, post, receiver)
    assert [each.key for each in api.delegations_of(giver, TODAY)[0]] == [key]
    assert [each.key for each in api.delegations_of(receiver, TODAY)[1]] == [key]


def test_a_delegation_ends_after_its_last_day(house):
    (giver, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    a_delegation(giver, post, receiver)
    assert Delegation.objects.get().valid_to == TODAY + 4 * DAY


def test_only_the_holder_delegates(house):
    (_, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    reason = refusal(a_delegation, a_person("Kẻ lạ"), post, receiver)
    assert reason == rules.NotYourPost()


def test_whoever_acts_under_a_delegation_does_not_pass_it_on(house):
    (giver, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    act = an_act_at("u1-motcua")
    by = replace(act.by, person=receiver, post=post, on_behalf_of=giver)
    wish = {"to": giver, "valid_from": TODAY, "last_day": TODAY}
    reason = refusal(api.give_delegation, replace(act, by=by), **wish)
    assert reason == rules.NoSubDelegation()


def test_a_delegation_to_no_official_is_refused(house):
    giver, post = an_official()
    reason = refusal(a_delegation, giver, post, a_person("Y Sương"))
    assert reason == rules.NotAnOfficial(name="Y Sương")


def test_the_giver_ends_a_delegation(house):
    (giver, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    key = a_delegation(giver, post, receiver)
    act = an_act_at("u1-motcua")
    act = replace(act, by=replace(act.by, person=giver, post=post))
    api.end_delegation(act, key, seen=1)
    assert api.delegations_of(giver, TODAY) == ((), ())


def test_another_does_not_end_it(house):
    (giver, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    key = a_delegation(giver, post, receiver)
    reason = refusal(api.end_delegation, an_act_at("u1-motcua"), key, seen=1)
    assert reason == rules.NotYourPost()


def test_a_rebuild_gives_the_same_rows(house):
    (giver, post), (receiver, _) = an_official(), an_official("Y Sương", "y.suong")
    a_delegation(giver, post, receiver)
    api.leave_post(an_order(), post, on=TODAY + DAY, seen=2)
    api.rename_agency(an_order(), "u1-congan", name="Trạm Công an", seen=1)
    api.end_area(an_order(), "u1", on=TODAY, seen=1)
    tables = (Agency, Area, Delegation, Holding, Person, Post)
    before = rows_of(*tables)
    rebuild()
    assert rows_of(*tables) == before


def test_posts_begin_when_they_are_said_to(house):
    person = a_person("A Viết")
    a_post(person)
    assert api.posts_of(person, LONG_AGO - DAY) == ()
    assert len(api.posts_of(person, LONG_AGO)) == 1
