"""Every procedure of the catalogue goes all its way through the pages, from its data alone."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from guol.feed.api import found_node, number_of
from guol.kernel.ids import new_key
from guol.onestop.events import DossierDecided
from guol.onestop.models import Dossier
from guol.onestop.queries import dossier, history
from guol.people.actions.agencies import AgencyFacts, AreaFacts, define_area, found_agency
from guol.procedures.api import forget_kept, import_catalogue, version_on
from guol.procedures.gateways import versions_brought
from tests.onestop.pictures import a_picture
from tests.onestop.world import a_colleague, an_act, an_order, sign_in_as
from tests.payments.till import open_till

pytestmark = pytest.mark.django_db
NINE = datetime(2025, 6, 16, 2, tzinfo=UTC)  # an ordinary Monday, before the reform
DAY = date(2025, 6, 16)
CODES = sorted({each.code for each in versions_brought() if each.fields and not each.legs})
COUNTER, COMMITTEE = "c-motcua", "c-ubnd"
ABOVE = ("district_pc", "district_finance", "district_labour", "district_education")
AT_COUNTER = frozenset({"one_stop", "clerk_and_one_stop", "applicant"})
FITTING = {  # answers without which somebody would have no right, or no end of the form
    "is_free": "yes",
    "is_aware": "yes",
    "distance": "9",
    "child_born_on": "02/06/2025",
    "died_on": "02/06/2025",
    "pages": "3",
    "owner_phone": "0905000111",
}


class District:
    """A commune below a district, with whoever a step asks for."""

    def __init__(self):
        forget_kept()
        found_node(NINE, with_authority=True)
        define_area(an_order(), "d", name="Huyện", level="district", facts=AreaFacts())
        facts = AreaFacts(unit_id="000.02.99.H47", parent="d")
        define_area(an_order(), "c", name="Xã La Êê", level="commune", facts=facts)
        self._found(COMMITTEE, "commune_pc", "c")
        self._found(COUNTER, "commune_one_stop", "c")
        self._found("c-congan", "commune_police", "c")
        self._found("c-truong", "school", "c")
        for kind in (*ABOVE, "district_land_registry"):
            self._found(f"d-{kind}", kind, "d")
        self._found("d-motcua", "district_one_stop", "d", unit_id="000.00.99.H47")
        import_catalogue(lambda key: an_act(by=an_order().by, key=key))
        self._staff = {}
        for desk, book in ((COUNTER, "01"), ("d-motcua", "02")):
            clerk = self.staff(desk, "one_stop")[0]
            open_till(lambda clerk=clerk: clerk.act(at=NINE), book=book)
        self.citizen = Client()

    def staff(self, desk, role):
        """Return who does this role at this desk, and their browser."""
        if role in AT_COUNTER:
            role = "one_stop"
        if (desk, role) not in self._staff:
            number = len(self._staff)
            who = a_colleague(f"Người {number}", f"nguoi{number}", desk, role, role)
            self._staff[desk, role] = who, sign_in_as(Client(), who, at=NINE)
        return self._staff[desk, role]

    def _found(self, key, kind, area, unit_id=""):
        facts = AgencyFacts(unit_id=unit_id)
        found_agency(
            an_order(), key, name=f"{kind} {area}", kind=kind, area_key=area, facts=facts
        )


@pytest.fixture
def district(db, clock_at):
    clock_at(NINE)
    yield District()
    forget_kept()


def answer(field):
    """An answer that fits the question's kind."""
    if field.name in FITTING:
        return FITTING[field.name]
    if field.kind == "yes_no":
        return "no"
    if field.options:
        return field.options[0][0]
    return {
        "date": "02/06/1990" if field.name.endswith("born") else "02/06/2025",
        "partial_date": "3/1960",
        "number": str(max(field.least or 0, 1)),
        "money": "5.000.000",
        "citizen_number": "",
        "phone": "0905 000 111",
        "email": "buoi@example.vn",
    }.get(field.kind, f"Câu trả lời {field.name}")


def a_form(of, competent):
    """The form of a version, filled in: also what its conditions may leave out."""
    data = {"key": new_key(), "competent": competent, "applicant": "A Lăng Thị Bưới"}
    for field in of.fields:
        name = f"f-{field.name}.1" if field.group else f"f-{field.name}"
        data[name] = answer(field)
    return data


def competent_of(of):
    kind = of.competence[0]
    return {"commune_pc": COMMITTEE, "commune_police": "c-congan", "school": "c-truong"}.get(
        kind, f"d-{kind}"
    )


def newest(known):
    return Dossier.objects.exclude(stream__in=known).get().stream


def press(browser, stream, deed, desk, **values):
    data = {"key": new_key(), "seen": number_of(stream), "desk": desk} | values
    sent = browser.post(f"/ho-so/{stream.rpartition('/')[2]}/{deed}/", data)
    assert sent.status_code == 303, (deed, problems(sent))


def problems(response):
    form = response.context["form"] if response.context and "form" in response.context else None
    return response.status_code, form.errors.as_text() if form is not None else ""


def supplemented(district, stream, *, online):
    """Somebody asks for a paper once, and it comes."""
    card = dossier(stream)
    who, browser = district.staff(card.holder, card.role)
    press(browser, stream, "bo-sung", who.desk, other="Bản rõ hơn", reason="Ảnh mờ")
    if online:
        data = {"key": new_key(), "papers": [a_picture("giay.png")], "words": ""}
        assert district.citizen.post("/tra-cuu/bo-sung/", data).status_code == 303
    press(browser, stream, "nhan-bo-sung", who.desk)


def worked_through(district, stream, of):
    """Everybody whose turn it is does it, until the result is in the applicant's hands."""
    for _step in range(3 * len(of.steps) + 4):
        card = dossier(stream)
        if card.business == "returned":
            return card
        who, browser = district.staff(card.holder, card.role)
        page = browser.get(f"/ho-so/{card.key}/")
        deed = page.context["deed"]
        assert deed, (of.code, card.step, card.role, card.holder)
        values = VALUES.get(deed, lambda _card: {})(card)
        if deed == "chuyen" and card.role == "section_head":
            values = {"assigned": district.staff(card.holder, "justice_officer")[0].person}
        press(browser, stream, deed, who.desk, **values)
    raise AssertionError(f"{of.code} never ends")


def signed(stream):
    """What the leader signed."""
    events = [each.event for each in history(stream)]
    return next(each.document for each in events if isinstance(each, DossierDecided))


def number_for(card):
    return {"number": f"049225{int(card.key[:5], 16) % 1_000_000:06}"}


VALUES = {
    "tiep-nhan": lambda _card: {"fee_ground": ""},
    "so-ngoai": number_for,
    "tra": lambda card: {"receiver": card.applicant, "how": "counter"},
}


def test_what_is_lodged_online_is_accepted_supplemented_decided_and_returned(
    district, subtests
):
    known, done = [], []
    for code in CODES:
        of = version_on(code, DAY)
        if not of.is_online:
            assert district.citizen.get(f"/thu-tuc/{code}/nop/").status_code == 404
            continue
        with subtests.test(code=code):
            data = a_form(of, competent_of(of)) | {"di": "gui"}
            for place, paper in enumerate(of.papers):
                if paper.is_brought:
                    data[f"g-{place}"] = a_picture(shade=place)
            sent = district.citizen.post(f"/thu-tuc/{code}/nop/", data)
            assert sent.status_code == 303, problems(sent)
            stream = newest(known)
            known.append(stream)
            clerk, browser = district.staff(dossier(stream).receiving, "one_stop")
            press(browser, stream, "tiep-nhan", clerk.desk, fee_ground="")
            supplemented(district, stream, online=True)
            assert worked_through(district, stream, of).supplements == 1
            done.append(code)
    assert len(done) == len(CODES) - 3


def test_what_lies_on_the_counter_goes_the_same_way(district, subtests):
    known = []
    for code in CODES:
        of = version_on(code, DAY)
        competent = competent_of(of)
        desk = "d-motcua" if competent.startswith("d-") else COUNTER
        role = "one_stop"
        if of.ways == ("visit",):
            desk, role = COMMITTEE, of.steps[0].role
        with subtests.test(code=code):
            _who, browser = district.staff(desk, role)
            data = a_form(of, competent) | {"channel": "1", "laid": ["0"]}
            sent = browser.post(f"/mot-cua/tiep-nhan/{code}/", data)
            assert sent.status_code == 303, problems(sent)
            stream = newest(known)
            known.append(stream)
            supplemented(district, stream, online=False)
            assert worked_through(district, stream, of).business == "returned"
            assert signed(stream).size > 10_000  # the result, set from its template
    assert len(known) == len(CODES) == 23
