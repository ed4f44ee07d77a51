"""The one command."""

from importlib.util import find_spec
from subprocess import run
from sys import executable

import pytest

from guol.config import command
from guol.config.secret import kept_secret


def test_without_a_word_it_lists_what_there_is(capsys):
    assert command.main([]) == 0
    assert "settings" in capsys.readouterr().out


def test_settings_are_listed(capsys):
    assert command.main(["settings"]) == 0
    assert "GUOL_DATA [var]" in capsys.readouterr().out


def test_other_words_are_commands_of_django(capsys):
    command.main(["check"])
    assert "no issues" in capsys.readouterr().out


@pytest.mark.parametrize("module", [m for m in command.COMMANDS.values() if find_spec(m)])
def test_each_command_has_the_shape_of_one(module):
    loaded = command._load(module)
    assert loaded.__doc__.strip()
    assert callable(loaded.arguments)
    assert callable(loaded.run)


def test_a_setting_that_is_not_there_ends_with_its_sentence():
    call = [
        executable,
        "-c",
        "import sys; from guol.config.command import main; sys.exit(main())",
    ]
    done = run(
        call,
        env={"GUOL_DATEN": "x", "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "GUOL_DATEN is set" in done.stderr


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    place = tmp_path / "keys" / "secret_key"
    assert kept_secret(place) == kept_secret(place)
    assert place.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in place.parent.iterdir()] == ["secret_key"]
