"""Pages of the one-stop shop: who sees what, how many reads, how many bytes."""

import gzip
import re
from base64 import b64encode
from html import unescape

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guol.feed.api import blobs_of, number_of, open_blob
from guol.kernel.ids import new_key
from guol.onestop.actions import give_supplement
from guol.onestop.models import Dossier
from guol.onestop.queries import dossier, secret_for
from guol.onestop.queries.versions import lodged_of
from tests.onestop.given import (
    BIRTH,
    NUMBER,
    a_dossier_to_appraise,
    a_dossier_to_assign,
    a_dossier_to_return,
    a_dossier_to_sign,
    a_dossier_waiting,
    a_lodged_dossier,
    an_accepted_dossier,
    an_applicant,
)
from tests.onestop.pictures import a_picture
from tests.onestop.world import COMMITTEE, COUNTER, an_act, sign_in_as

pytestmark = pytest.mark.django_db
LIST_QUERIES, LIST_BYTES = 3, 8_192
POST_QUERIES = 10
PAGE_BYTES = 14_000
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def key_of(stream):
    return stream.rpartition("/")[2]


def page_of(stream):
    return f"/ho-so/{key_of(stream)}/"


def send(client, stream, deed, desk=COUNTER, *, seen=None, **values):
    data = {
        "key": new_key(),
        "seen": number_of(stream) if seen is None else seen,
        "desk": desk,
    }
    return client.post(f"{page_of(stream)}{deed}/", data | values)


def statements(captured):
    told = [each["sql"] for each in captured.captured_queries]
    return [sql for sql in told if not sql.startswith(TRANSACTION)]


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


@pytest.fixture
def officer(client, house):
    return sign_in_as(client, house.officer)


# ── who sees what ────────────────────────────────────────────────────────────────────────


def test_the_clerk_sees_the_dossier_and_its_next_thing(clerk):
    text = clerk.get(page_of(a_lodged_dossier())).content.decode()
    assert "tiep-nhan/" in text


def test_a_colleague_reads_and_is_offered_nothing(client, house):
    stream = a_lodged_dossier()
    answer = sign_in_as(client, house.officer).get(page_of(stream))
    assert answer.status_code == 200
    assert 'aria-labelledby="next"' not in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("far_clerk", 404), ("technician", 403)])
def test_for_others_the_dossier_does_not_exist(client, house, who, status):
    stream = a_lodged_dossier()
    answer = sign_in_as(client, getattr(house, who)).get(page_of(stream))
    assert answer.status_code == status


def test_who_is_not_signed_in_is_asked_to(client, house):
    assert client.get(page_of(a_lodged_dossier())).status_code == 403


def test_a_stranger_learns_nothing_about_which_numbers_exist(client, house):
    there = client.get(page_of(a_lodged_dossier()))
    nowhere = client.get("/ho-so/000.02.99.H47-260420-0999/")
    assert there.status_code == nowhere.status_code == 403


def test_a_dossier_is_found_by_its_number(clerk, house):
    card = dossier(an_accepted_dossier(house))
    assert clerk.get(f"/ho-so/{card.number}/").status_code == 200


@pytest.mark.parametrize("name", ["khong-co", "000.02.99.H47-260420-0999", "x" * 300, "…"])
def test_an_unknown_dossier_is_not_found(clerk, name):
    assert clerk.get(f"/ho-so/{name}/").status_code == 404


# ── the presses ──────────────────────────────────────────────────────────────────────────


def test_accepting_leads_back_to_the_dossier(clerk):
    stream = a_lodged_dossier()
    answer = send(clerk, stream, "tiep-nhan")
    assert (answer.status_code, answer.url) == (303, f"{page_of(stream)}?xong=tiep-nhan")
    assert dossier(stream).number


def test_accepting_takes_ten_statements_at_most(clerk, django_assert_max_num_queries):
    send(clerk, a_lodged_dossier(), "tiep-nhan")  # the catalogue is read once a process
    stream = a_lodged_dossier()
    data = {"key": new_key(), "seen": number_of(stream), "desk": COUNTER}
    with django_assert_max_num_queries(POST_QUERIES + 10) as captured:
        answer = clerk.post(f"{page_of(stream)}tiep-nhan/", data)
    assert answer.status_code == 303
    assert len(statements(captured)) <= POST_QUERIES, statements(captured)


def test_a_step_takes_ten_statements_at_most(clerk, house, django_assert_max_num_queries):
    stream = an_accepted_dossier(house)
    data = {"key": new_key(), "seen": number_of(stream), "desk": COUNTER, "note": ""}
    with django_assert_max_num_queries(POST_QUERIES + 10) as captured:
        answer = clerk.post(f"{page_of(stream)}chuyen/", data)
    assert answer.status_code == 303
    assert dossier(stream).step == "B3"
    assert len(statements(captured)) <= POST_QUERIES, statements(captured)


def test_the_same_form_again_gives_the_same_answer(clerk, house):
    stream = an_accepted_dossier(house)
    data = {"key": new_key(), "seen": number_of(stream), "desk": COUNTER, "note": ""}
    first = clerk.post(f"{page_of(stream)}chuyen/", data)
    again = clerk.post(f"{page_of(stream)}chuyen/", data)
    assert (again.status_code, again.url) == (first.status_code, first.url)


def test_whoever_was_slower_reads_what_happened_beside_what_they_typed(clerk, house):
    stream = an_accepted_dossier(house)
    answer = send(
        clerk, stream, "chuyen", seen=number_of(stream) - 1, note="Bản giấy ở túi số 3"
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản giấy ở túi số 3" in text
    assert "Mai" in text


def test_a_refused_press_keeps_what_was_typed(officer, house):
    stream = a_dossier_to_appraise(house)
    answer = send(officer, stream, "so-ngoai", COMMITTEE, number="04922600012", book="12")
    assert answer.status_code == 422
    assert 'value="04922600012"' in answer.content.decode()


def test_a_press_of_somebody_elses_step_is_refused(client, house):
    stream = a_dossier_to_assign(house)
    answer = send(sign_in_as(client, house.officer), stream, "chuyen", COMMITTEE)
    assert answer.status_code == 422
    assert dossier(stream).step == "B3"


def test_a_press_at_a_desk_of_others_is_refused(client, house):
    stream = a_lodged_dossier()
    answer = send(sign_in_as(client, house.far_clerk), stream, "tiep-nhan", COUNTER)
    assert answer.status_code == 404
    assert not dossier(stream).number


@pytest.mark.parametrize("deed", ["khong-co", "giay"])
def test_an_unknown_press_is_not_found(clerk, deed):
    assert send(clerk, a_lodged_dossier(), deed).status_code == 404


def test_the_head_assigns_by_name(client, house):
    stream = a_dossier_to_assign(house)
    head = sign_in_as(client, house.head)
    assert "A Viết Sơn" in head.get(page_of(stream)).content.decode()
    send(head, stream, "chuyen", COMMITTEE, assigned=house.officer.person)
    assert dossier(stream).assigned == house.officer.person


def test_whom_one_assigns_works_there(client, house):
    stream = a_dossier_to_assign(house)
    head = sign_in_as(client, house.head)
    answer = send(head, stream, "chuyen", COMMITTEE, assigned=house.far_clerk.person)
    assert answer.status_code == 422


def test_the_copy_sheet_shows_every_field(officer, house):
    stream = a_dossier_to_appraise(house)
    text = officer.get(f"{page_of(stream)}giay/copy/").content.decode()
    assert "10/04/2026" in text


def test_the_number_of_the_other_system_is_typed_by_hand(officer, house):
    stream = a_dossier_to_appraise(house)
    send(officer, stream, "cho-so", COMMITTEE)
    send(officer, stream, "so-ngoai", COMMITTEE, number="049 226 000 123", book="12/2026")
    assert dossier(stream).outside_number == NUMBER


def test_a_supplement_is_asked_for_in_words(officer, house):
    stream = a_dossier_to_appraise(house)
    send(officer, stream, "bo-sung", COMMITTEE, papers=["1"], reason="Ảnh mờ")
    assert dossier(stream).business == "waiting"


def test_what_was_brought_is_shown_to_the_officer(officer, house):
    stream = a_dossier_waiting(house)
    give_supplement(an_act(), stream, papers=(), words="Em gửi lại ảnh rõ hơn")
    assert "Em gửi lại ảnh rõ hơn" in officer.get(page_of(stream)).content.decode()


def test_a_signed_result_is_a_file_that_the_log_names(client, house):
    stream = a_dossier_to_sign(house)
    send(sign_in_as(client, house.leader), stream, "ky", COMMITTEE)
    assert dossier(stream).business == "decided"


def test_somebody_else_collects_with_relation_and_paper(clerk, house):
    stream = a_dossier_to_return(house)
    refused = send(clerk, stream, "tra", receiver="Zơ Râm Ba", how="counter")
    assert refused.status_code == 422
    send(
        clerk,
        stream,
        "tra",
        receiver="Zơ Râm Ba",
        how="counter",
        relation="Ông",
        paper="0491",
        authorisation="Giấy ủy quyền số 12",
    )
    assert dossier(stream).receiver == "Zơ Râm Ba"


@pytest.mark.parametrize("kind", ["receipt", "slip"])
def test_forms_are_pdf(clerk, house, kind):
    answer = clerk.get(f"{page_of(an_accepted_dossier(house))}giay/{kind}/")
    assert answer.content.startswith(b"%PDF-")


def test_a_form_that_the_dossier_has_not_is_not_found(clerk, house):
    stream = an_accepted_dossier(house)
    assert clerk.get(f"{page_of(stream)}giay/refusal/").status_code == 404


# ── the counter ──────────────────────────────────────────────────────────────────────────


def a_hundred_rows():
    first = dossier(a_lodged_dossier())
    row = Dossier.objects.filter(stream=first.stream).values().get()
    Dossier.objects.bulk_create(
        Dossier(
            **row
            | {
                "stream": f"dossier/{new_key()}",
                "number": f"000.02.99.H47-260420-{number:04d}",
                "business": "processing",
                "applicant": f"{row['applicant']} {number}",
                "due": row["answer_due"],
                "step": "B2",
            }
        )
        for number in range(1, 101)
    )


def test_a_list_of_a_hundred_takes_three_reads_and_comes_in_pages(
    clerk, django_assert_max_num_queries
):
    a_hundred_rows()
    shown = set()
    for number in (1, 2):
        with django_assert_max_num_queries(LIST_QUERIES):
            page = clerk.get(f"/mot-cua/?ds=in_hand&trang={number}").content.decode()
        assert page.count("<tr>") == 51
        shown |= set(re.findall(r"260420-\d{4}</a>", page))
    assert len(shown) == 100
    assert 'rel="next"' in clerk.get("/mot-cua/?ds=in_hand").content.decode()


def test_a_list_of_a_hundred_is_small(clerk):
    a_hundred_rows()
    page = clerk.get("/mot-cua/?ds=in_hand").content
    assert len(gzip.compress(page, 6)) <= LIST_BYTES


def test_whose_turn_it_is_reads_it_first(officer, house):
    a_dossier_to_assign(house)
    mine = dossier(a_dossier_to_appraise(house)).number
    text = officer.get("/mot-cua/?ds=in_hand").content.decode()
    numbers = re.findall(r">(000[^<]+)</a>", text)
    assert numbers[0] == mine
    assert text.count("đến lượt bạn") == 1


@pytest.mark.parametrize("sought", ["buoi", "BƯỞI", "bh'riu", "0001"])
def test_a_dossier_is_found_without_diacritics(clerk, house, sought):
    card = dossier(an_accepted_dossier(house))
    assert card.number in clerk.get("/mot-cua/", {"tim": sought}).content.decode()


def test_nobodys_dossiers_are_found_elsewhere(client, house):
    card = dossier(an_accepted_dossier(house))
    text = sign_in_as(client, house.far_clerk).get("/mot-cua/", {"tim": "buoi"}).content
    assert card.number not in text.decode()


@pytest.mark.parametrize("address", ["/mot-cua/", "/mot-cua/tiep-nhan/", "/mot-cua/so/"])
def test_the_counter_is_for_officials(client, house, address):
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    "asked",
    ["", "?first=1/4/2026&last=30/4/2026", "?first=31/2/2026", "?last=1/1/0001", "?first="],
)
def test_the_register_shows_a_period(clerk, house, asked):
    card = dossier(an_accepted_dossier(house))
    answer = clerk.get(f"/mot-cua/so/{asked}")
    assert answer.status_code == 200
    assert (card.number in answer.content.decode()) == ("0001" not in asked)


# ── the citizen ──────────────────────────────────────────────────────────────────────────


def follow(client, name, secret, **extra):
    return client.post("/tra-cuu/", {"name": name, "secret": secret}, **extra)


def test_number_and_secret_show_where_the_dossier_is(client, house):
    stream = a_dossier_to_assign(house)
    answer = follow(client, dossier(stream).number, secret_for(stream))
    assert answer.status_code == 303
    assert dossier(stream).number in client.get(answer.url).content.decode()


def test_the_page_of_following_names_no_official(client, house):
    stream = a_dossier_to_appraise(house)
    text = client.get(follow(client, dossier(stream).number, secret_for(stream)).url).content
    assert "A Viết Sơn" not in text.decode()


def test_a_number_alone_reveals_nothing(client, house):
    stream = an_accepted_dossier(house)
    there = follow(client, dossier(stream).number, "0000-0000-0000").content.decode()
    nowhere = follow(client, "000.02.99.H47-260420-0999", "0000-0000-0000").content.decode()
    masks = re.compile(r'value="[^"]*"')
    assert masks.sub("", there) == masks.sub("", nowhere)
    assert an_applicant().name not in there


def test_the_link_on_the_receipt_leaves_no_secret_in_the_address(client, house):
    stream = an_accepted_dossier(house)
    card = dossier(stream)
    answer = client.get(f"/tra-cuu/m/{card.reference}/{secret_for(stream)}/")
    assert (answer.status_code, answer.url) == (303, "/tra-cuu/ho-so/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(answer.url).status_code == 200


def test_a_wrong_link_leads_to_the_question(client, house):
    assert client.get("/tra-cuu/m/NOP-1/0000/").url == "/tra-cuu/"


def test_many_wrong_guesses_have_to_wait(client, house):
    for _ in range(30):
        follow(client, "000.02.99.H47-260420-0001", "0000-0000-0000")
    stream = an_accepted_dossier(house)
    assert follow(client, dossier(stream).number, secret_for(stream)).status_code == 422


def test_wrong_guesses_elsewhere_keep_nobody_waiting(client, house):
    stream = an_accepted_dossier(house)
    for _ in range(40):
        follow(client, dossier(stream).number, "0000", REMOTE_ADDR="203.113.4.77")
    assert follow(client, dossier(stream).number, secret_for(stream)).status_code == 303


def test_following_is_forgotten_on_demand(client, house):
    stream = an_accepted_dossier(house)
    follow(client, dossier(stream).number, secret_for(stream))
    client.post("/tra-cuu/thoi/")
    assert client.get("/tra-cuu/ho-so/").status_code == 303


def test_a_forged_cookie_opens_nothing(client, house):
    stream = an_accepted_dossier(house)
    client.cookies["theo"] = stream
    assert client.get("/tra-cuu/ho-so/").status_code == 303


def test_the_citizen_sends_what_was_asked_for(client, house):
    stream = a_dossier_waiting(house)
    follow(client, dossier(stream).number, secret_for(stream))
    data = {"key": new_key(), "papers": [a_picture("giay.png")], "words": ""}
    assert client.post("/tra-cuu/bo-sung/", data).status_code == 303
    assert "Ảnh mờ" in client.get("/tra-cuu/ho-so/").content.decode()


def test_an_answer_of_nothing_is_not_sent(client, house):
    stream = a_dossier_waiting(house)
    follow(client, dossier(stream).number, secret_for(stream))
    assert client.post("/tra-cuu/bo-sung/", {"key": new_key(), "words": ""}).status_code == 422


def test_a_lying_file_is_refused_and_what_was_written_is_kept(client, house):
    stream = a_dossier_waiting(house)
    follow(client, dossier(stream).number, secret_for(stream))
    lie = SimpleUploadedFile("anh.png", b"MZ not a picture", "image/png")
    data = {"key": new_key(), "papers": [lie], "words": "Em gửi lại"}
    answer = client.post("/tra-cuu/bo-sung/", data)
    assert answer.status_code == 422
    assert "Em gửi lại" in answer.content.decode()


def test_pages_fit_into_the_first_flight(clerk, house):
    page = clerk.get(page_of(a_dossier_to_return(house))).content
    assert len(gzip.compress(page, 6)) <= PAGE_BYTES


def an_online_form(**changes):
    """The birth form as a citizen fills it in."""
    given = {
        "key": new_key(),
        "competent": COMMITTEE,
        "applicant": "A Lăng Thị Bưới",
        "phone": "0905000111",
        "email": "buoi@example.vn",
        "f-relation": "mother",
        "f-child_name": "A Lăng Bh'riu",
        "f-child_born_on": "10/4/2026",
        "f-child_sex": "female",
        "f-child_ethnic": "co_tu",
        "f-child_nationality": "Việt Nam",
        "f-child_born_at": "Trạm y tế xã La Êê",
        "f-child_origin": "La Êê",
        "f-mother_born": "1998",
        "di": "gui",
    }
    return given | changes


LODGE = f"/thu-tuc/{BIRTH}/nop/"
PAPER_SLOT = "g-1"


def lodge(client, **changes):
    return client.post(LODGE, an_online_form(**{PAPER_SLOT: a_picture()} | changes))


def test_a_visitor_lodges_and_is_told_reference_and_secret(client, house):
    answer = lodge(client)
    assert (answer.status_code, answer.url) == (303, "/tra-cuu/da-nop/")
    stream = Dossier.objects.get().stream
    text = client.get(answer.url).content.decode()
    assert dossier(stream).reference in text
    assert secret_for(stream) in text


def test_the_form_sent_twice_is_one_dossier(client, house):
    form = an_online_form()
    for _ in range(2):
        answer = client.post(LODGE, form | {PAPER_SLOT: a_picture()})
        assert answer.status_code == 303
    assert Dossier.objects.count() == 1


def test_everything_is_shown_once_more_before_it_is_sent(client, house):
    text = lodge(client, di="xem").content.decode()
    assert not Dossier.objects.exists()
    answers = ("A Lăng Bh&#x27;riu", "10/04/2026", "Cơ Tu", "UBND xã La Êê", "giay-chung-sinh")
    assert [told for told in answers if told not in text] == []


def kept_in(answer):
    return dict(re.findall(r'name="(kept-[^"]+)" value="([^"]+)"', answer.content.decode()))


def test_a_file_that_arrived_is_kept_over_an_error(client, house):
    form = an_online_form(**{"f-child_born_on": "31/2/2026"})
    answer = client.post(LODGE, form | {PAPER_SLOT: a_picture()})
    assert answer.status_code == 422
    assert 'value="31/2/2026"' in answer.content.decode()
    again = form | {"f-child_born_on": "10/4/2026"} | kept_in(answer)
    assert client.post(LODGE, again).status_code == 303


def test_several_pictures_of_a_paper_are_its_pages(client, house):
    pictures = [a_picture(f"trang-{each}.png", shade=each) for each in (10, 20, 30)]
    answer = client.post(LODGE, an_online_form() | {PAPER_SLOT: pictures})
    assert answer.status_code == 303
    (blob,) = blobs_of(Dossier.objects.get().stream)
    with open_blob(blob.digest) as content, pikepdf.open(content) as pdf:
        assert len(pdf.pages) == 3


def test_a_page_that_cannot_be_read_leaves_no_part_of_a_paper(client, house):
    form = an_online_form()
    broken = SimpleUploadedFile("trang-2.png", a_picture().read()[:60], "image/png")
    answer = client.post(LODGE, form | {PAPER_SLOT: [a_picture(), broken]})
    assert answer.status_code == 422
    assert "trang-2.png" in answer.content.decode()
    assert kept_in(answer) == {}


def test_the_review_page_sends_what_was_filled_in(client, house):
    answer = lodge(client, di="xem")
    hidden = dict(
        re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    )
    again = {name: unescape(text) for name, text in hidden.items()} | {"di": "gui"}
    sent = client.post(LODGE, again)
    assert sent.status_code == 303


def test_somebody_elses_file_is_not_taken(client, house):
    kept = kept_in(client.post(LODGE, an_online_form(di="xem") | {PAPER_SLOT: a_picture()}))
    assert kept
    stolen = client.post(LODGE, an_online_form() | kept)
    assert stolen.status_code == 422


def in_pieces(client, form, content):
    """Send a file ahead of its form; return what the form brings in its place."""
    head = {"form": form["key"], "filename": "giay.png"}
    told = ",".join(
        f"{name} {b64encode(text.encode()).decode()}" for name, text in head.items()
    )
    tus = {"tus-resumable": "1.0.0"}
    begun = client.post(
        "/tep/", headers=tus | {"upload-length": str(len(content)), "upload-metadata": told}
    )
    address = begun.headers["Location"]
    sent = client.patch(
        address,
        content,
        content_type="application/offset+octet-stream",
        headers=tus | {"upload-offset": "0"},
    )
    return sent.headers.get("Upload-No") or address.split("/")[2]


def test_a_form_names_a_file_that_came_ahead_in_pieces(client, house):
    form = an_online_form(key="0123456789abcdef0123456789abcdef")
    key = in_pieces(client, form, a_picture().read())
    answer = client.post(LODGE, form | {f"came-{PAPER_SLOT}": key})
    assert answer.status_code == 303


def test_pages_that_came_ahead_become_one_paper(client, house):
    form = an_online_form(key="0123456789abcdef0123456789abcdef")
    pages = [in_pieces(client, form, a_picture().read()) for _ in range(2)]
    answer = client.post(LODGE, form | {f"came-{PAPER_SLOT}": pages})
    assert answer.status_code == 303
    lodged = lodged_of(Dossier.objects.get().stream)
    (paper,) = [each for each in lodged.papers if each.blob]
    assert paper.blob.media_type == "application/pdf"


def test_a_page_that_did_not_come_is_said(client, house):
    form = an_online_form(key="0123456789abcdef0123456789abcdef")
    pages = [in_pieces(client, form, a_picture().read()), "nowhere"]
    answer = client.post(LODGE, form | {f"came-{PAPER_SLOT}": pages})
    assert answer.status_code == 422
    assert "Chưa nhận đủ tệp" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_form_says_why_a_file_was_not_taken_in_pieces(client, house):
    form = an_online_form(key="0123456789abcdef0123456789abcdef")
    slip = in_pieces(client, form, b"MZ and no paper")
    answer = client.post(LODGE, form | {f"came-{PAPER_SLOT}": slip})
    assert answer.status_code == 422
    assert "“giay.png” không phải là PDF" in answer.content.decode()


def test_whoever_has_an_account_finds_their_dossiers_without_a_secret(client, house):
    citizen = sign_in_as(client, house.far_clerk)
    lodge(citizen)
    stream = Dossier.objects.get().stream
    del citizen.cookies["theo"]
    assert dossier(stream).reference in citizen.get("/tra-cuu/").content.decode()
    answer = citizen.post(f"/tra-cuu/cua-toi/{key_of(stream)}/")
    assert dossier(stream).reference in citizen.get(answer.url).content.decode()


def test_nobody_follows_the_dossier_of_another_account(client, house):
    stream = a_lodged_dossier()
    other = sign_in_as(client, house.far_clerk)
    assert other.post(f"/tra-cuu/cua-toi/{key_of(stream)}/").status_code == 404


def test_a_missing_paper_is_asked_for_by_name(client, house):
    answer = client.post(LODGE, an_online_form())
    assert answer.status_code == 422
    assert "Còn thiếu" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("f-mother_number", "04918000001"),
        ("f-mother_born", "31/2/1998"),
        ("f-child_born_on", "2026"),
        ("f-child_sex", "khác"),
        ("f-copies", "-1"),
        ("f-copies", "1e9"),
        ("f-child_name", ""),
        ("f-child_name", "x" * 201),
        ("email", "buoi"),
        ("competent", "u9-ubnd"),
        ("key", ""),
    ],
)
def test_odd_answers_get_a_sentence_and_keep_what_was_typed(client, house, field, typed):
    answer = lodge(client, **{field: typed})
    assert answer.status_code == 422
    assert not Dossier.objects.exists()
    assert 'id="errors"' in answer.content.decode()


@pytest.mark.parametrize("code", ["9.999999", "1.000894", "x"])
def test_a_procedure_that_cannot_be_lodged_is_not_found(client, house, code):
    assert client.get(f"/thu-tuc/{code}/nop/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_bad_file_is_refused_beside_its_field(client, house, content):
    file = SimpleUploadedFile("giay.png", content, "image/png")
    answer = lodge(client, **{PAPER_SLOT: file})
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_the_clerk_sees_the_file_and_others_do_not(client, house):
    lodge(client)
    stream = Dossier.objects.get().stream
    clerk = sign_in_as(client, house.clerk)
    page = clerk.get(page_of(stream)).content.decode()
    address = re.search(r'href="(/ho-so/[^"]+/tep/[^"]+)"', page)
    assert clerk.get(address[1]).getvalue().startswith(b"\x89PNG")
    assert sign_in_as(client, house.far_clerk).get(address[1]).status_code == 404


def test_the_clerk_takes_in_what_lies_on_the_counter(clerk):
    answer = clerk.post(
        f"/mot-cua/tiep-nhan/{BIRTH}/",
        an_online_form(channel="1", fee_ground="", laid=["1", "3"], di=""),
    )
    assert answer.status_code == 303
    card = dossier(Dossier.objects.get().stream)
    assert (card.number, card.about) == ("000.02.99.H47-260420-0001", "A Lăng Bh'riu")


def test_intake_begins_in_the_first_box_and_ends_with_one_key(clerk):
    text = clerk.get(f"/mot-cua/tiep-nhan/{BIRTH}/").content.decode()
    assert text.count("autofocus") == 1
    assert 'accesskey="s"' in text


def test_intake_keeps_what_was_typed(clerk):
    answer = clerk.post(
        f"/mot-cua/tiep-nhan/{BIRTH}/", an_online_form(channel="1", **{"f-copies": "nhiều"})
    )
    assert answer.status_code == 422
    assert 'value="nhiều"' in answer.content.decode()


def test_only_counters_take_in(officer):
    assert officer.get("/mot-cua/tiep-nhan/").status_code == 403


def test_from_lodging_to_the_result_in_pages(client, house):
    lodge(client)
    stream = Dossier.objects.get().stream
    clerk = sign_in_as(client, house.clerk)
    send(clerk, stream, "tiep-nhan")
    send(clerk, stream, "chuyen", note="Bản giấy ở túi số 3")
    head = sign_in_as(client, house.head)
    send(head, stream, "chuyen", COMMITTEE, assigned=house.officer.person)
    officer = sign_in_as(client, house.officer)
    send(officer, stream, "bo-sung", COMMITTEE, papers=["1"], reason="Ảnh mờ")
    follow(client, dossier(stream).number, secret_for(stream))
    client.post(
        "/tra-cuu/bo-sung/", {"key": new_key(), "papers": [a_picture(shade=90)], "words": ""}
    )
    supplement = re.search(
        r'name="supplement" value="([^"]+)"', officer.get(page_of(stream)).content.decode()
    )
    send(officer, stream, "nhan-bo-sung", COMMITTEE, supplement=supplement[1])
    send(officer, stream, "so-ngoai", COMMITTEE, number=NUMBER, book="12/2026")
    send(officer, stream, "chuyen", COMMITTEE)
    send(sign_in_as(client, house.head), stream, "chuyen", COMMITTEE)
    send(sign_in_as(client, house.leader), stream, "ky", COMMITTEE)
    clerk = sign_in_as(client, house.clerk)
    send(clerk, stream, "tra", receiver="A Lăng Thị Bưới", how="counter")
    card = dossier(stream)
    assert (card.business, card.national) == ("returned", 10)
    assert "000.02.99.H47-260420-0001" in clerk.get("/mot-cua/so/").content.decode()
