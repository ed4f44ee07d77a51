"""What a deployment may set, and what it is told when it sets something odd."""

import re
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st

from guol.config.environment import (
    Environment,
    EnvironmentRefused,
    described,
    read_environment,
)

ROOT = Path(__file__).parents[2]
NAMES = [name for name, *_ in described()]


def test_nothing_set_is_the_embedded_default():
    assert read_environment({"PATH": "/bin"}) == Environment()


def test_each_kind_of_value_is_read():
    read = read_environment(
        {
            "GUOL_DATA": "/srv/guol",
            "GUOL_DEMO": "Yes",
            "GUOL_DATABASE_WAIT_S": " 3 ",
            "GUOL_HOSTS": "a.vn, b.vn,",
        }
    )
    assert read == replace(
        Environment(),
        data=Path("/srv/guol"),
        demo=True,
        database_wait_s=3,
        hosts=("a.vn", "b.vn"),
    )


def test_an_unknown_name_is_refused_and_the_near_one_named():
    with pytest.raises(EnvironmentRefused, match=r"GUOL_ADRESS is set.* Is GUOL_ADDRESS meant"):
        read_environment({"GUOL_ADRESS": "http://x"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("GUOL_DATABASE_WAIT_S", "soon"),
        ("GUOL_UPLOAD_MAX_BYTES", "-1"),
        ("GUOL_DEMO", "maybe"),
        ("GUOL_ADDRESS", "localhost:8000"),
        ("GUOL_ADDRESS", "https://[x"),
        ("GUOL_LOG_LEVEL", "loud"),
    ],
)
def test_a_value_that_cannot_be_meant_is_quoted(name, text):
    with pytest.raises(EnvironmentRefused, match=re.escape(f"{name} is {text!r}, but ought")):
        read_environment({name: text})


def test_a_secret_may_stand_in_a_file(tmp_path):
    place = tmp_path / "key"
    place.write_text("hush\n")
    assert read_environment({"GUOL_SECRET_KEY_FILE": str(place)}).secret_key == "hush"


def test_a_secret_in_two_places_is_refused(tmp_path):
    both = {"GUOL_SECRET_KEY_FILE": str(tmp_path / "key"), "GUOL_SECRET_KEY": "hush"}
    with pytest.raises(EnvironmentRefused, match="both set"):
        read_environment(both)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(EnvironmentRefused, match="cannot be read"):
        read_environment({"GUOL_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_what_is_no_secret_has_no_file():
    with pytest.raises(EnvironmentRefused, match="no such setting"):
        read_environment({"GUOL_ADDRESS_FILE": "/tmp/x"})


@given(name=st.sampled_from(NAMES), text=st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_gives_a_value_or_a_sentence(name, text):
    with suppress(EnvironmentRefused):
        assert isinstance(read_environment({name: text}), Environment)


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_is_documented(name):
    assert f"`{name}`" in (ROOT / "docs/settings.md").read_text()


def test_no_setting_is_documented_that_is_not_there():
    said = re.findall(
        r"^\| `(GUOL_\w+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE
    )
    assert said == NAMES


def test_each_setting_says_what_it_does():
    assert all(each.metadata["doc"].endswith(".") for each in fields(Environment))


def test_a_setting_that_rooms_read_bears_the_name_of_its_variable():
    ours = {name for name in dir(django_settings) if name.startswith("GUOL_")}
    shell = {"GUOL_ACCOUNT", "GUOL_BANNERS", "GUOL_ENDS", "GUOL_LEAVES", "GUOL_SIGN_OUT"}
    assert ours - shell <= set(NAMES)
