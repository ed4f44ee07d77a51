"""What is logged: what happened to which act, and nothing about a person."""

import json
import logging
import logging.config
from io import StringIO

import pytest

from guol.config.journal import JsonLine, logging_of
from guol.kernel.errors import Reason, Refused
from guol.web.journal import begin_request, note_refusal


def line(**changes):
    record = logging.makeLogRecord({"name": "guol.web", "msg": "answered", **changes})
    return json.loads(JsonLine().format(record))


def test_a_line_is_one_json_object_with_the_request_it_belongs_to():
    begin_request("r1")
    assert (line(route="ho-so/<number>/")["request"], line(route="x")["route"]) == ("r1", "x")


def test_a_bug_brings_its_trace_but_not_the_address():
    with pytest.raises(ValueError, match="broken") as bug:
        int("broken")
    told = line(
        name="django.request",
        msg="%s: %s",
        args=("Internal Server Error", "/ho-so/24-0007/"),
        exc_info=(bug.type, bug.value, bug.tb),
    )
    assert "ValueError: invalid literal" in told["trace"]
    assert "24-0007" not in json.dumps(told)


class TooYoung(Reason):
    """A made-up reason."""


def test_one_line_tells_of_a_refused_act(caplog):
    with caplog.at_level("INFO", logger="guol.web"):
        note_refusal(Refused(TooYoung()), act="key-1")
    (record,) = caplog.records
    assert (record.outcome, record.reason, record.act) == ("Refused", "TooYoung", "key-1")


@pytest.mark.django_db
def test_what_an_address_asks_for_is_not_logged(client, caplog):
    with caplog.at_level("INFO"):
        client.get("/tro-giup/?ten=Bhriu")
    assert "Bhriu" not in "".join(
        str(vars(record)) for record in caplog.records if record.name == "guol.web"
    )


@pytest.fixture
def written():
    """What the program writes, as a deployment would read it."""
    root, told = logging.getLogger(), StringIO()
    before, how = root.handlers[:], logging_of("INFO")
    how["handlers"]["stderr"]["stream"] = told
    logging.config.dictConfig(how)
    yield lambda: [json.loads(text) for text in told.getvalue().splitlines()]
    root.handlers = before


@pytest.mark.django_db
def test_who_knocks_under_a_wrong_name_fills_no_log(client, written):
    client.get("/", headers={"host": "evil.example"})
    assert [(each["says"], each["status"]) for each in written()] == [("answered", 400)]
