"""A result leaves the counter: to the applicant, to who they sent, by post, or to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.feed.api import history_of
from guol.kernel.ids import new_key
from guol.onestop.actions import make_slip
from guol.onestop.events import ResultReturned
from guol.onestop.models import Dossier
from guol.onestop.queries import dossier, secret_for
from guol.onestop.rules.reasons import AuthorisationMissing, PersonDemanded, StandInNotNamed
from guol.onestop.rules.returning import Receiver, ending_of, why_not_handed
from tests.onestop.given import a_dossier_to_return, an_applicant
from tests.onestop.pictures import a_picture
from tests.onestop.world import MONDAY, sign_in_as

pytestmark = pytest.mark.django_db
NAME = an_applicant().name
GRANDFATHER = {
    "receiver": "Zơ Râm Ba",
    "relation": "Ông nội",
    "paper": "049150004321",
    "authorisation": "Giấy ủy quyền số 12 ngày 18/04/2026",
}
texts = st.sampled_from(["", "  ", "Con", "049150000001"])


@given(relation=texts, paper=texts, authorisation=texts, has_scan=st.booleans())
def test_nobody_takes_a_result_for_another_without_all_three(
    relation, paper, authorisation, has_scan
):
    taker = Receiver(
        name="Zơ Râm Ba",
        relation=relation,
        paper=paper,
        authorisation=authorisation,
        has_scan=has_scan,
    )
    no = why_not_handed(taker, applicant=NAME, is_in_person=False)
    is_whole = relation.strip() and paper.strip() and (authorisation.strip() or has_scan)
    assert (no is None) == bool(is_whole)
    assert why_not_handed(taker, applicant="ZƠ RÂM BA", is_in_person=True) is None
    asked_in_person = why_not_handed(taker, applicant=NAME, is_in_person=True)
    assert asked_in_person == PersonDemanded(applicant=NAME)


def test_what_is_missing_is_named_one_after_the_other():
    def no(**told):
        return why_not_handed(
            Receiver(name="Zơ Râm Ba", **told), applicant=NAME, is_in_person=False
        )

    assert no() == StandInNotNamed(receiver="Zơ Râm Ba")
    assert no(relation="Con", paper="1") == AuthorisationMissing(receiver="Zơ Râm Ba")


@given(st.text(max_size=20))
def test_of_an_identity_paper_at_most_four_signs_are_told(paper):
    assert len(ending_of(paper)) <= 4


def press_on(stream, deed):
    return f"/ho-so/{stream.rpartition('/')[2]}/{deed}/"


def page_of(stream):
    return f"/ho-so/{stream.rpartition('/')[2]}/"


def typed(house, stream, **changes):
    seen = max(each.number for each in history_of(stream))
    return {
        "key": new_key(),
        "seen": seen,
        "desk": house.clerk.desk,
        "receiver": NAME,
        "how": "counter",
    } | changes


def told_of(stream, kind):
    return [each.event for each in history_of(stream) if isinstance(each.event, kind)]


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


def followed(client, stream):
    card = dossier(stream)
    client.post("/tra-cuu/", {"name": card.number, "secret": secret_for(stream)})
    return client.get("/tra-cuu/ho-so/").content.decode()


def test_somebody_else_is_shown_to_officials_and_hinted_to_the_applicant(clerk, house):
    stream = a_dossier_to_return(house)
    clerk.post(press_on(stream, "tra"), typed(house, stream, **GRANDFATHER))
    assert dossier(stream).receiver == "Zơ Râm Ba"
    page = clerk.get(page_of(stream)).content.decode()
    assert "Zơ Râm Ba (Ông nội)" in page
    assert "4321" in page
    assert GRANDFATHER["authorisation"] in page
    assert GRANDFATHER["paper"] not in page
    text = followed(clerk, stream)
    assert "Ông nội" in text
    for hidden in ("Zơ Râm Ba", "4321", GRANDFATHER["authorisation"]):
        assert hidden not in text
    assert make_slip(stream, at=MONDAY).startswith(b"%PDF")


def test_without_an_authorisation_nothing_leaves_and_what_was_typed_stays(clerk, house):
    stream = a_dossier_to_return(house)
    sent = typed(house, stream, **GRANDFATHER | {"authorisation": ""})
    answer = clerk.post(press_on(stream, "tra"), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "chưa có gì ủy quyền" in text
    assert 'value="049150004321"' in text
    assert "<details open>" in text
    assert dossier(stream).business == "decided"


def test_a_scan_is_as_good_as_a_number_and_is_kept_over_a_bad_try(clerk, house):
    stream = a_dossier_to_return(house)
    sent = typed(house, stream, **GRANDFATHER | {"authorisation": "", "paper": ""})
    answer = clerk.post(press_on(stream, "tra"), sent | {"scan": a_picture("uy-quyen.png")})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "uy-quyen.png" in text
    kept = text.partition('name="kept-scan" value="')[2].partition('"')[0]
    again = sent | {"paper": "049150004321", "kept-scan": kept}
    assert clerk.post(press_on(stream, "tra"), again).status_code == 303
    (returned,) = told_of(stream, ResultReturned)
    assert returned.papers[0].name == "Văn bản ủy quyền"
    assert "Văn bản ủy quyền" in clerk.get(page_of(stream)).content.decode()
    scan = clerk.get(f"{page_of(stream)}tep/{returned.papers[0].blob.digest}/")
    assert b"PNG" in b"".join(scan.streaming_content)


def test_a_form_sent_twice_hands_over_once(clerk, house):
    stream = a_dossier_to_return(house)
    sent = typed(house, stream, **GRANDFATHER)
    for _ in range(2):
        assert clerk.post(press_on(stream, "tra"), sent).status_code == 303
    assert len(told_of(stream, ResultReturned)) == 1


@pytest.mark.parametrize(("who", "status"), [("officer", 422), ("far_clerk", 404)])
def test_who_does_not_hold_it_hands_nothing_over(client, house, who, status):
    stream = a_dossier_to_return(house)
    staff = getattr(house, who)
    sign_in_as(client, staff)
    sent = typed(house, stream, desk=staff.desk)
    assert client.post(press_on(stream, "tra"), sent).status_code == status
    assert Dossier.objects.get(stream=stream).business == "decided"
