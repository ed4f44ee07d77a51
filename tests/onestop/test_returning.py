"""A result leaves the counter: to the applicant, to who they sent, by post, or to nobody."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.config.jobs import do_chores
from guol.feed.actions.forget import forget_matter
from guol.feed.api import history_of, rebuild
from guol.feed.models import Entry
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.notices.api import mailbox, sent_at
from guol.onestop.actions import (
    archive_result,
    decide_dossier,
    make_document,
    make_slip,
    note_arrival,
    note_return_of_letter,
    print_receipt_again,
    receive_number,
    remind_applicant,
    remind_by_mail,
    return_result,
    send_result,
    take_steps,
)
from guol.onestop.events import DossierLodged, ResultReturned
from guol.onestop.events.returning import CollectionReminded, LetterCameBack, ResultArchived
from guol.onestop.models import Dossier, Reprint
from guol.onestop.queries import dossier, dossiers_in, reprints_of, secret_for
from guol.onestop.queries.returning import letters_under_way, uncollected
from guol.onestop.rules.reasons import (
    AuthorisationMissing,
    DayNotYet,
    NoLetterUnderWay,
    NotAtThisStage,
    NotYourStep,
    PersonDemanded,
    StandInNotNamed,
    TooEarlyToArchive,
)
from guol.onestop.rules.returning import Receiver, archived_from, ending_of, why_not_handed
from tests.onestop.given import a_dossier_to_appraise, a_dossier_to_return, an_applicant, press
from tests.onestop.pictures import a_picture
from tests.onestop.test_parking import PAGE
from tests.onestop.test_parking import typed as an_intake
from tests.onestop.world import COUNTER, MONDAY, OTHER_COUNTER, sign_in_as

pytestmark = pytest.mark.django_db
NAME = an_applicant().name
GRANDFATHER = {
    "receiver": "Zơ Râm Ba",
    "relation": "Ông nội",
    "paper": "049150004321",
    "authorisation": "Giấy ủy quyền số 12 ngày 18/04/2026",
}
DAY = timedelta(days=1)
HOME = "Thôn Pà Ooi, xã La Êê"
LETTER = {
    "carrier": "VNPost",
    "tracking": "RA123456789VN",
    "sent_on": date(2026, 4, 20),
    "address": HOME,
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


def no(verb, staff, stream, **values):
    with pytest.raises(Refused) as refused:
        press(verb, staff, stream, **values)
    return type(refused.value.reason)


# by post


def test_what_the_post_took_counts_as_returned_and_its_number_can_be_followed(clerk, house):
    stream = a_dossier_to_return(house)
    sent = typed(house, stream, **LETTER | {"sent_on": "20/04/2026"})
    for _ in range(2):  # sent twice, one letter
        assert clerk.post(press_on(stream, "gui-buu-dien"), sent).status_code == 303
    card = dossier(stream)
    assert (card.business, card.delivery, card.tracking) == (
        "returned",
        "sent",
        "RA123456789VN",
    )
    assert len(told_of(stream, ResultReturned)) == 1
    assert [each.tracking for each in letters_under_way([COUNTER])] == ["RA123456789VN"]
    text = followed(clerk, stream)
    assert "RA123456789VN" in text
    assert "đang trên đường" in text
    assert HOME not in text
    assert "RA123456789VN" in clerk.get(page_of(stream)).content.decode()


def test_a_letter_arrives_once(house):
    stream = a_dossier_to_return(house)
    press(send_result, house.clerk, stream, **LETTER)
    press(note_arrival, house.clerk, stream, on=date(2026, 4, 20))
    assert dossier(stream).delivery == "returned"
    assert letters_under_way([COUNTER]) == ()
    assert no(note_arrival, house.clerk, stream, on=date(2026, 4, 20)) is NoLetterUnderWay


def test_a_letter_that_came_back_lies_at_the_counter_again(house):
    stream = a_dossier_to_return(house)
    press(send_result, house.clerk, stream, **LETTER)
    back = {"on": date(2026, 4, 20), "reason": "Người nhận đi vắng"}
    press(note_return_of_letter, house.clerk, stream, **back)
    card = dossier(stream)
    assert (card.business, card.delivery, card.returned_at) == ("decided", "ready", None)
    assert [each.stream for each in uncollected([COUNTER])] == [stream]
    assert told_of(stream, LetterCameBack)[0].reason == "Người nhận đi vắng"
    press(return_result, house.clerk, stream, receiver=NAME)
    assert dossier(stream).business == "returned"


def test_what_has_not_happened_yet_is_not_noted(house):
    stream = a_dossier_to_return(house)
    later = LETTER | {"sent_on": date(2026, 4, 21)}
    assert no(send_result, house.clerk, stream, **later) is DayNotYet
    assert no(send_result, house.officer, stream, **LETTER) is NotYourStep
    press(send_result, house.clerk, stream, **LETTER)
    assert no(note_arrival, house.clerk, stream, on=date(2026, 5, 1)) is DayNotYet
    assert no(send_result, house.clerk, stream, **LETTER) is NotAtThisStage


def test_the_wish_for_the_post_is_taken_in_and_leads_the_clerk(clerk, house):
    clerk.post(PAGE, an_intake(deliver_to=HOME))
    stream = Dossier.objects.get().stream
    assert told_of(stream, DossierLodged)[0].deliver_to == HOME
    assert dossier(stream).deliver_to == HOME
    assert HOME in clerk.get(page_of(stream)).content.decode()


def test_a_wrong_day_is_said_and_the_typed_number_stays(clerk, house):
    stream = a_dossier_to_return(house)
    sent = typed(house, stream, **LETTER | {"sent_on": "31/02/2026"})
    answer = clerk.post(press_on(stream, "gui-buu-dien"), sent)
    assert answer.status_code == 422
    assert 'value="RA123456789VN"' in answer.content.decode()


# not collected


def test_the_list_tells_since_when_whom_to_call_and_when_they_were_told(clerk, house):
    stream = a_dossier_to_return(house)
    text = clerk.get("/mot-cua/chua-nhan/").content.decode()
    assert NAME in text
    assert 'href="tel:0905 000 111"' in text
    key = dossier(stream).key
    sent = typed(house, stream, how="phone", note="Con gái nghe máy, mai đến")
    for _ in range(2):
        answer = clerk.post(f"/mot-cua/chua-nhan/{key}/nhac/", sent)
        assert answer.status_code == 303
    (told,) = told_of(stream, CollectionReminded)
    assert (told.how, told.note, told.times) == ("phone", "Con gái nghe máy, mai đến", 1)
    assert "Đã nhắc 1 lần" in clerk.get("/mot-cua/chua-nhan/").content.decode()
    assert "Con gái nghe máy" in clerk.get(page_of(stream)).content.decode()


def test_without_a_note_nothing_is_noted(clerk, house):
    stream = a_dossier_to_return(house)
    address = f"/mot-cua/chua-nhan/{dossier(stream).key}/nhac/"
    answer = clerk.post(address, typed(house, stream, how="village", note=""))
    assert answer.status_code == 422
    assert '<option value="village" selected>' in answer.content.decode()
    assert not told_of(stream, CollectionReminded)


def test_the_list_of_another_counter_is_another(client, house):
    stream = a_dossier_to_return(house)
    sign_in_as(client, house.far_clerk)
    assert NAME not in client.get("/mot-cua/chua-nhan/").content.decode()
    address = f"/mot-cua/chua-nhan/{dossier(stream).key}/nhac/"
    sent = typed(house, stream, how="phone", note="Gọi rồi")
    assert client.post(address, sent).status_code == 404
    client.cookies.clear()
    assert client.get("/mot-cua/chua-nhan/").status_code == 403
    assert uncollected([OTHER_COUNTER]) == ()


def test_the_list_is_short_in_reads_and_bytes(clerk, house, django_assert_max_num_queries):
    for place in range(4):
        a_dossier_to_return(house, number=f"04922600012{place}")
    with django_assert_max_num_queries(6):
        answer = clerk.get("/mot-cua/chua-nhan/")
    assert len(answer.content) < 16_000


def test_a_result_goes_to_the_archive_after_the_time_of_the_office_and_can_be_asked_for(
    house, settings
):
    stream = a_dossier_to_return(house)
    settings.GUOL_ARCHIVE_AFTER_DAYS = 30
    early = MONDAY + 29 * DAY
    why = "Đã gọi ba lần, không liên lạc được"
    assert no(archive_result, house.clerk, stream, at=early, reason=why) is TooEarlyToArchive
    press(archive_result, house.clerk, stream, at=MONDAY + 30 * DAY, reason=why)
    (kept,) = told_of(stream, ResultArchived)
    assert (kept.waited_days, kept.rule_days, kept.reason) == (30, 30, why)
    assert uncollected([COUNTER]) == ()
    assert dossiers_in("to_return", [COUNTER], MONDAY + 31 * DAY) == ()
    again = {"at": MONDAY + 40 * DAY, "reason": why}
    assert no(archive_result, house.clerk, stream, **again) is NotAtThisStage
    press(return_result, house.clerk, stream, at=MONDAY + 50 * DAY, receiver=NAME)
    assert dossier(stream).business == "returned"


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 4_000))
def test_the_time_of_the_office_is_counted_in_days(ready_on, days):
    assert (archived_from(ready_on, days) - ready_on).days == days


def test_a_message_reminds_once_after_the_days_that_are_set(house, settings):
    stream = a_dossier_to_return(house)
    settings.GUOL_REMIND_AFTER_DAYS = 7
    remind_by_mail(MONDAY + 6 * DAY)
    assert not [each for each in mailbox() if "/uncollected" in each.key]
    for days in (8, 9, 60):
        remind_by_mail(MONDAY + days * DAY)
    (mail,) = [each for each in mailbox() if "/uncollected" in each.key]
    assert mail.to == an_applicant().email
    assert dossier(stream).number in mail.body
    assert set(sent_at([mail.key, "none"])) <= {mail.key}
    settings.GUOL_REMIND_AFTER_DAYS = 0
    assert remind_by_mail(MONDAY + 8 * DAY) == 0


def test_whoever_does_later_work_sends_them(house, clock_at):
    a_dossier_to_return(house)
    clock_at(MONDAY + 8 * DAY)
    do_chores()
    assert [each for each in mailbox() if "/uncollected" in each.key]


def test_nobody_is_reminded_of_what_they_have(house, settings):
    settings.GUOL_REMIND_AFTER_DAYS = 1
    stream = a_dossier_to_return(house)
    press(return_result, house.clerk, stream, receiver=NAME)
    remind_by_mail(MONDAY + 3 * DAY)
    assert not [each for each in mailbox() if "/uncollected" in each.key]
    told = {"how": "phone", "note": "Gọi"}
    assert no(remind_applicant, house.clerk, stream, **told) is NotAtThisStage


# a lost receipt


def test_a_counter_prints_a_lost_receipt_while_the_dossier_lies_elsewhere(clerk, house):
    """The holder is not asked, its matter stays as it is; count, paper and page tell of it."""
    stream = a_dossier_to_appraise(house)
    before = history_of(stream)
    page = clerk.get(page_of(stream)).content.decode()
    assert "In lại giấy hẹn bị mất" in page
    for n in (1, 2):
        sent = typed(house, stream, checked="CCCD 049180000001")
        for _ in range(2):
            assert clerk.post(press_on(stream, "in-lai"), sent).status_code == 303
        (*_, last) = reprints_of(stream)
        assert (last.event.times, last.event.dossier) == (n, stream)
    assert history_of(stream) == before
    assert "In lại giấy hẹn lần 2" in clerk.get(page_of(stream)).content.decode()
    made = make_document(stream, "receipt", at=MONDAY)
    assert made.origin == f"{reprints_of(stream)[-1].origin}#receipt"
    rows = list(Reprint.objects.order_by("pk").values())
    rebuild()
    assert list(Reprint.objects.order_by("pk").values()) == rows


def test_how_somebody_was_known_is_erased_with_the_dossier(house):
    stream = a_dossier_to_appraise(house)
    press(print_receipt_again, house.clerk, stream, checked="CCCD 049180000001")
    told = Entry.objects.filter(stream__startswith="reprint/")
    assert b"049180000001" in bytes(told.get().body)
    forget_matter(stream)
    assert bytes(told.get().body) == b""
    assert not Reprint.objects.exists()


def test_after_the_dossier_came_back_the_count_goes_on(house):
    stream = a_dossier_to_appraise(house)
    press(print_receipt_again, house.clerk, stream, checked="CCCD")
    press(receive_number, house.officer, stream, number="049226000321")
    press(take_steps, house.officer, stream)
    press(take_steps, house.head, stream)
    press(decide_dossier, house.leader, stream)
    press(print_receipt_again, house.clerk, stream, checked="CCCD")
    press(print_receipt_again, house.clerk, stream, checked="CCCD")
    assert dossier(stream).reprints == 3


@pytest.mark.parametrize("who", ["officer", "far_clerk", "technician", "leader"])
def test_nobody_but_the_counter_prints_a_receipt_again(house, who):
    stream = a_dossier_to_appraise(house)
    told = {"checked": "CCCD"}
    assert no(print_receipt_again, getattr(house, who), stream, **told) is NotYourStep
    assert reprints_of(stream) == ()


def test_a_lost_receipt_is_printed_again_and_counted(clerk, house):
    stream = a_dossier_to_return(house)
    assert "In lại" in clerk.get(page_of(stream)).content.decode()
    bad = clerk.post(press_on(stream, "in-lai"), typed(house, stream, checked=""))
    assert bad.status_code == 422
    sent = typed(house, stream, checked="CCCD 049180000001")
    for _ in range(2):
        assert clerk.post(press_on(stream, "in-lai"), sent).status_code == 303
    assert dossier(stream).reprints == 1
    receipt = clerk.get(f"{page_of(stream)}giay/receipt/")
    assert receipt["Content-Type"] == "application/pdf"
