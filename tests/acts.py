"""Acts that tests begin with."""

from datetime import UTC, datetime
from itertools import count

from guol.kernel.act import Act, Citizen, Node, Official

MONDAY = datetime(2026, 4, 27, 2, tzinfo=UTC)  # 09:00 in Vietnam
NODE = "5f0c7a9e3b1d2486"
_keys = count(1)


def an_official(**changes):
    given = {"person": "p-1", "post": "one-stop", "desk": "la-ee"}
    return Official(**given | changes)


def an_act(**changes):
    given = {"by": an_official(), "at": MONDAY, "node": NODE, "key": f"act-{next(_keys)}"}
    return Act(**given | changes)


def a_citizens_act(**changes):
    return an_act(by=Citizen(person="p-2"), **changes)


def a_machines_act(**changes):
    return an_act(by=Node(), **changes)
