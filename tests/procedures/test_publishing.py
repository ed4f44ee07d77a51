"""What may be published: nothing is written over, and the calendar knows what it is told."""

from dataclasses import replace
from datetime import date

import pytest

from guol.kernel.errors import Refused
from guol.procedures.api import calendar, confirm_day, publish_version, version
from guol.procedures.rules import BeginsTooEarly, NoSuchKindOfDay, VersionKnown
from tests.house import here

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("brought")]
BIRTH = "1.001193"
MONDAY = date(2025, 6, 30)


def test_what_is_published_is_never_written_over():
    first = version(f"{BIRTH}@1")
    with pytest.raises(Refused) as no:
        publish_version(here(desk="authority"), replace(first, name="Khác"))
    assert no.value.reason == VersionKnown(key=first.key)
    assert version(first.key) == first


def test_a_version_that_begins_with_the_one_before_is_refused():
    first = version(f"{BIRTH}@1")
    with pytest.raises(Refused) as no:
        publish_version(here(desk="authority"), replace(first, key=f"{BIRTH}@9"))
    assert no.value.reason == BeginsTooEarly(key=f"{BIRTH}@9", before=first.valid_from)
    with pytest.raises(LookupError):
        version(f"{BIRTH}@9")


def test_a_day_of_no_kind_is_refused_and_the_calendar_goes_on():
    given = {"kind": "x", "name": "n", "source": "s", "certainty": "seen"}
    with pytest.raises(Refused) as no:
        confirm_day(here(desk="authority"), MONDAY, **given)
    assert no.value.reason == NoSuchKindOfDay(kind="x")
    assert calendar().counts(MONDAY)
