"""Filling the district: through real acts, once, and whole after an interruption."""

from datetime import datetime, timedelta

import pytest
from PIL import Image

from guol.demo.actions import fill_demonstration, make_traffic, teams
from guol.demo.gateways import follow_clock
from guol.demo.rules import CITIZENS, FIRST_MOMENT, POSTS
from guol.feed.api import blobs_of, history_of, open_blob
from guol.feed.custody import Standing
from guol.feed.models import Entry
from guol.kernel.clock import machine_now, utc_now
from guol.onestop.models import Dossier

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
FEW = 8
COMMUNES = 12
OF_FAMILIES = 2 * len(CITIZENS)


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def quiet(_line):
    """Say nothing."""


def stop_at(beginning):
    """Stop where this is about to be said."""

    def say(line):
        if line.startswith(beginning):
            raise Stopped

    return say


def rows():
    """What the dossiers are, without the keys that chance gives."""
    kept = ("applicant", "about", "business", "lodged_at")
    return sorted(map(str, Dossier.objects.values_list(*kept)))


def test_every_commune_is_staffed_and_has_what_was_wanted():
    fill_demonstration(quiet, first=FEW)
    assert len(teams()) == COMMUNES
    assert all(set(team) == {post.role for post in POSTS} for team in teams().values())
    assert Dossier.objects.count() == FEW + OF_FAMILIES


def test_filling_again_tells_nothing_new():
    fill_demonstration(quiet, first=FEW)
    told = Entry.objects.count()
    fill_demonstration(quiet, first=FEW)
    assert Entry.objects.count() == told


@pytest.mark.parametrize("where", [f"{FEW} dossiers", f"  {FEW} of"])
def test_what_an_interruption_left_out_is_made_the_next_time(where):
    with pytest.raises(Stopped):
        fill_demonstration(stop_at(where), first=FEW)
    fill_demonstration(quiet, first=FEW)
    assert len(teams()) == COMMUNES
    assert Dossier.objects.count() == FEW + OF_FAMILIES


def test_citizens_with_an_account_have_dossiers_and_photos_of_papers():
    fill_demonstration(quiet, first=0)
    own = Dossier.objects.exclude(person="")
    assert sorted(own.values_list("business", flat=True)) == ["returned"] * 2 + ["waiting"] * 2
    waiting = own.filter(business="waiting").first()
    (photo,) = blobs_of(waiting.stream)
    with open_blob(photo.digest) as opened, Image.open(opened) as picture:
        assert picture.format == "JPEG"


def test_every_act_was_done_by_whom_the_log_allows():
    fill_demonstration(quiet, first=FEW)
    for stream in Dossier.objects.values_list("stream", flat=True):
        told = history_of(stream)
        assert told
        assert {each.standing for each in told} == {Standing.INSIDE}


def test_traffic_of_one_seed_is_made_once():
    fill_demonstration(quiet, first=FEW)
    make_traffic(FEW, seed=5, say=quiet)
    told, made = Entry.objects.count(), rows()
    make_traffic(FEW, seed=5, say=quiet)
    assert (Entry.objects.count(), rows()) == (told, made)
    assert len(made) == 2 * FEW + OF_FAMILIES


def test_no_dossier_comes_from_after_the_first_moment():
    fill_demonstration(quiet, first=FEW)
    assert max(Dossier.objects.values_list("lodged_at", flat=True)) <= datetime.fromisoformat(
        FIRST_MOMENT
    )


def test_the_clock_begins_on_the_last_morning_of_the_district():
    fill_demonstration(quiet, first=0)
    assert abs(utc_now() - datetime.fromisoformat(FIRST_MOMENT)) < timedelta(minutes=5)


def test_a_clock_set_by_another_process_is_followed(guol_data):
    (guol_data / "demo-clock.json").write_text('{"seconds": -86400}')
    follow_clock()
    assert abs(utc_now() + timedelta(days=1) - machine_now()) < timedelta(minutes=1)
