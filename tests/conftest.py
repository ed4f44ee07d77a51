"""What holds for all tests: texts are compiled, files go to a folder of their own, and what a
test needs of the machine is either there or, on a build machine, missed aloud.
"""

import os
import shutil
from itertools import count

import pytest
from hypothesis import settings as examples

from make.words import compile_all

PROGRAM_OF_JOURNEYS = "chromium"
examples.register_profile("house", deadline=None)  # a busy machine is no counter-example
examples.load_profile("house")


def pytest_configure(config):
    is_worker = hasattr(config, "workerinput")
    if not is_worker:
        compile_all()


def programs_for(item):
    """The programs of the machine without which this test cannot be run."""
    needed = {program for mark in item.iter_markers("needs") for program in mark.args}
    return needed | ({PROGRAM_OF_JOURNEYS} if item.get_closest_marker("journey") else set())


@pytest.hookimpl(tryfirst=True)  # before marks choose
def pytest_collection_modifyitems(items):
    for item in items:
        asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if asked and not item.get_closest_marker("django_db"):
            # Through a fixture alone: no small test either.
            whole = "transactional_db" in asked
            item.add_marker(pytest.mark.django_db(transaction=whole))
    if os.environ.get("CI") == "true":
        return
    for item in items:
        for program in sorted(programs_for(item)):
            if not shutil.which(program):
                item.add_marker(
                    pytest.mark.skip(reason=f"{program} is missing on this machine")
                )


_count = count(1)


@pytest.fixture(autouse=True)
def guol_data(settings, tmp_path_factory):
    """The data folder of one test, empty: no test writes into another's, or into `var`."""
    settings.GUOL_DATA = tmp_path_factory.getbasetemp() / f"data-{next(_count)}"
    settings.GUOL_DATA.mkdir()
    return settings.GUOL_DATA
