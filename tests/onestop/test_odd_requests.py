"""Whoever is signed in and sends anything to any address is answered, never by a fault."""

from random import Random
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm

from guol.feed.api import number_of
from guol.kernel.ids import new_key
from guol.kernel.worktime import ORDINARY_HOURS
from guol.onestop.actions.queue import Press, Wish, open_window, take_ticket
from guol.onestop.queries import dossier
from guol.onestop.views.dossier import PRESSES
from guol.onestop.views.queueing import DEEDS
from guol.people.api import create_account, register_person
from guol.people.events import Particulars
from tests.onestop.given import (
    BIRTH,
    a_dossier_to_appraise,
    a_dossier_to_return,
    a_dossier_waiting,
    a_lodged_dossier,
    a_returned_dossier,
    an_accepted_dossier,
)
from tests.onestop.world import (
    COMMITTEE,
    COUNTER,
    MONDAY,
    PASSWORD,
    Staff,
    an_order,
    sign_in_as,
)
from tests.shape.house import addresses, below

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
TRIES = 150
ROLES = ("clerk", "head", "officer", "leader", "far_clerk", "technician", "citizen")
ODD = (
    "",
    "0",
    "-1",
    "9" * 400,
    "nan",
    "A Viết",
    "Bh'riu",
    "%00",
    "\x00",
    "../../etc/passwd",
    "<script>",
    "\u202e",
    "\uff12\uff10",
    "31/02/2026",
    "12/03/2026",
    "25:61",
    "true",
    "[]",
    "a" * 3000,
)


def filled(route, draw, values):
    """Return the address with something in each gap."""
    before, gap, rest = route.partition("<")
    if not gap:
        return before
    value = quote(draw.choice(values)[:300], safe="")
    return before + value + filled(rest.partition(">")[2], draw, values)


def a_queue(clerk):
    """Let the clerk sit at a window, and somebody wait."""
    press = Press(key="sit", desk=COUNTER, person=clerk.person, seen=0, at=MONDAY)
    open_window(press, number=1)
    take_ticket(
        "ticket-1", Wish(topic="lodge"), desk=COUNTER, at=MONDAY, sessions=ORDINARY_HOURS
    )


@pytest.fixture
def known(house):
    """What really is there: dossiers in most states, and what else an address may name."""
    streams = [
        a_lodged_dossier(),
        an_accepted_dossier(house),
        a_dossier_to_appraise(house),
        a_dossier_waiting(house),
        a_dossier_to_return(house, number="049225000111"),
        a_returned_dossier(house, number="049225000222"),
    ]
    keys = [stream.rpartition("/")[2] for stream in streams]
    numbers = [dossier(stream).number for stream in streams]
    a_queue(house.clerk)
    halls = [COUNTER, "ticket-1", *DEEDS]
    return streams, [
        *keys,
        *filter(None, numbers),
        BIRTH,
        *PRESSES,
        house.clerk.post,
        *halls,
    ]


@pytest.mark.parametrize("role", ROLES)
def test_an_odd_request_of_somebody_signed_in_is_answered(client, house, known, role):
    if role == "citizen":
        person = register_person(an_order(), Particulars(name="A Ting Thị Bích"), is_sure=True)
        create_account(an_order(), "bich.at", password=PASSWORD, person=person)
        who = Staff(person=person, post="", desk="", login="bich.at", roles=frozenset())
    else:
        who = getattr(house, role)
    sign_in_as(client, who)
    draw = Random(role)
    streams, names = known
    paths = addresses()
    paths += [f"ho-so/{key}/{deed}/" for key in names[:6] for deed in PRESSES]
    fields = sorted({name for form in below(BaseForm) for name in form.base_fields})
    met = set()
    for _ in range(TRIES):
        path = "/" + filled(draw.choice(paths), draw, [*names, *names, *ODD])
        typed = {name: draw.choice(ODD) for name in draw.sample(fields, 6)}
        typed |= {
            "key": draw.choice((new_key(), "k", "")),
            "seen": draw.choice(("", str(number_of(draw.choice(streams))), "x")),
            "desk": draw.choice((COUNTER, COMMITTEE, "", "x")),
        }
        if draw.random() < 0.2:
            typed[draw.choice(fields)] = SimpleUploadedFile(
                draw.choice(("a", "a.pdf")), b"%PDF"
            )
        asked = {name: draw.choice(ODD) for name in draw.sample(fields, 2)}
        if draw.random() < 0.4:
            answer = client.get(path, asked)
        else:
            answer = client.post(path, typed, query_params=asked)
        assert answer.status_code < 500, (path, typed, asked)
        met.add(answer.status_code)
        if path.startswith(("/dang-xuat", "/tai-khoan")):
            sign_in_as(client, who)
    assert met > {200, 404}
