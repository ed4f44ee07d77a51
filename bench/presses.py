"""A signed-in staff that presses buttons on real pages, for the counter's figures."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from guol.demo.actions import Colleague, teams
from guol.demo.rules import PASSWORD, POSTS, account_name, cases
from guol.feed.api import number_of, this_node
from guol.kernel.act import Act, Citizen
from guol.kernel.clock import utc_now
from guol.kernel.ids import new_key
from guol.onestop.api import Lodging, dossier, lodge_dossier, make_document
from guol.onestop.events import Applicant, Given, PaperGiven

FORM = "application/x-www-form-urlencoded"  # as browsers send a form without files
PLACE, PLACE_NAME = "u20698.1", "Xã La Êê"
Press = Callable[[], Any]


class Counter:
    """The counter of one commune, each colleague signed in in a browser of their own."""

    def __init__(self, seed: int) -> None:
        settings.ALLOWED_HOSTS = ["*"]
        self.team: dict[str, Colleague] = teams()[PLACE]
        self.cases = iter(cases(2_000, seed=seed, shares=[1], span_minutes=100))
        self.browsers = {
            post.role: self._sign_in(account_name(PLACE_NAME, post)) for post in POSTS
        }
        self.number = 0
        self.prepared = [self._acceptance() for _ in range(260)]

    def accept(self) -> Any:
        """Accept a dossier that was lodged before; only the press is between the counters."""
        return self.prepared.pop()()

    def steps(self) -> Iterator[tuple[str, Press]]:
        """Lead one dossier from its acceptance to the signature, a press a step."""
        stream = self._lodge()
        self._post("one_stop", stream, "tiep-nhan")
        yield "B2", self._ready("one_stop", stream, "chuyen", note="")
        officer = self.team["justice_officer"].person
        yield (
            "B3",
            lambda: self._post("section_head", stream, "chuyen", note="", assigned=officer),
        )
        self.number += 1
        self._post(
            "justice_officer", stream, "so-ngoai", number=f"0499{self.number:08}", book=""
        )
        yield "B4", self._ready("justice_officer", stream, "chuyen", note="")
        yield "B5", self._ready("section_head", stream, "chuyen", note="")
        make_document(stream, "certificate", at=utc_now())  # what the job has done by then
        yield "B6", self._ready("leader", stream, "ky")

    def fill(self, number: int) -> None:
        """Lodge so many that the list is full."""
        for _ in range(number):
            self._lodge()

    def list(self, number: int = 1) -> Any:
        """Read a page of the list of what is to be accepted."""
        asked = {"ds": "to_accept", "trang": number}
        page = self.browsers["one_stop"].get("/mot-cua/", asked)
        if page.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(page.status_code)
        return page

    def _acceptance(self) -> Press:
        stream = self._lodge()
        return self._ready("one_stop", stream, "tiep-nhan")

    def _post(self, role: str, stream: str, deed: str, **values: str) -> Any:
        return self._ready(role, stream, deed, **values)()

    def _ready(self, role: str, stream: str, deed: str, **values: str) -> Press:
        """Make the form as the page would; the press alone is measured."""
        data = {
            "key": new_key(),
            "seen": number_of(stream),
            "desk": self.team[role].desk,
        } | values
        address = f"/ho-so/{stream.removeprefix('dossier/')}/{deed}/"

        body = urlencode(data)

        def press() -> Any:
            answer = self.browsers[role].post(address, body, content_type=FORM)
            if answer.status_code != 303:  # noqa: PLR2004
                raise RuntimeError(f"{deed}: {answer.status_code}")
            return answer

        return press

    def _lodge(self) -> str:
        case = next(self.cases)
        act = Act(
            by=Citizen(), at=utc_now() - timedelta(minutes=5), node=this_node(), key=new_key()
        )
        stream = lodge_dossier(
            act,
            Lodging(
                procedure="1.001193",
                applicant=Applicant(name=case.parent.name, phone=case.phone),
                competent=f"{PLACE}-ubnd",
                fields=(
                    Given(name="child_name", label="Tên trẻ", value=case.child.name),
                    Given(name="child_born_on", label="Ngày sinh", value="12/06/2025"),
                ),
                papers=(PaperGiven(name="Giấy chứng sinh"),),
                about=case.child.name,
            ),
        )
        if dossier(stream) is None:
            raise LookupError(stream)
        return stream

    def _sign_in(self, login: str) -> Client:
        browser = Client()
        data = {"login": login, "password": PASSWORD, "key": new_key()}
        answer = browser.post("/dang-nhap/", data)
        if answer.status_code not in {302, 303}:
            raise RuntimeError(f"{login}: {answer.status_code}")
        return browser
