"""Registers: certification under one number, civil status, opened, closed and locked."""

import gzip
import subprocess
import sys
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from guol.feed.actions.found import note_restore, reopen_after_restore
from guol.feed.api import history_of, number_of, open_blob, rebuild, store_blob
from guol.kernel.act import Act, Node
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.onestop.actions import (
    Request,
    certify,
    close_register,
    enter_in_book,
    lock_register,
    make_certified,
    make_document,
    note_beside_entry,
    open_register,
    pay_certification,
    receive_number,
    sealing,
    take_steps,
    void_certification,
    withdraw_dossier,
)
from guol.onestop.actions.certified import PAGE, page_values
from guol.onestop.events import Given
from guol.onestop.gateways import kinds_brought, wordings_brought
from guol.onestop.jobs import print_certification
from guol.onestop.models import Document
from guol.onestop.queries import dossier
from guol.onestop.queries.books import (
    certification,
    certifications_in,
    certified_for,
    civil_entry,
    entries_in,
    entries_of,
    entry_of,
    notes_beside,
    register_book,
    registers_of,
)
from guol.onestop.queries.paying import fees_due
from guol.onestop.rules import books as rules
from guol.onestop.rules.reasons import GroundUnproven
from guol.papers.api import joined
from guol.papers.gateways import JoinFailed
from guol.payments.api import name_payee, receipts_of
from guol.payments.rules.purposes import purpose_of
from guol.people.api import staff_of
from guol.procedures.actions import versions_brought
from guol.procedures.api import publish_version
from tests.onestop.given import (
    NUMBER,
    a_dossier_taken_in,
    a_dossier_to_appraise,
    a_dossier_to_sign,
    a_lodged_dossier,
    press,
)
from tests.onestop.pictures import a_picture
from tests.onestop.test_pages import page_of
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY, an_order, sign_in_as

pytestmark = pytest.mark.django_db
DAY, YEAR = date(2026, 4, 20), 2026
PAGE_BYTES, QUERIES = 14_000, 16
WANTED = {"case": "copy", "requester": "A Viết", "what": "Bằng tốt nghiệp", "pages": 3}


@pytest.fixture
def book(house):
    """The register of copies of the year, open at the counter."""
    return opened(house.clerk, "copy")


@pytest.fixture
def births(house):
    """The register of births of the year, open at the committee."""
    return opened(house.officer, "birth")


@pytest.fixture
def priced(house):
    """The procedures of certification with their fees."""
    for code in ("2.000815", "2.000884"):
        publish_version(an_order(), next(e for e in versions_brought() if e.code == code))


def opened(staff, kind, **more):
    return open_register(staff.act(), kind, roles=staff.roles, **more)


def leader():
    return next(each for each in staff_of(COMMITTEE, DAY) if each.role == "leader")


def certified(staff, act=None, **changes):
    request = Request(**WANTED | changes)
    return certify(act or staff.act(), request, roles=staff.roles, signer=leader())


def on(verb, staff, stream, **values):
    seen = {} if verb in {pay_certification, enter_in_book} else {"seen": number_of(stream)}
    return verb(staff.act(), stream, roles=staff.roles, **seen | values)


def no(reason, verb, *args, **values):
    with pytest.raises(Refused) as refused:
        verb(*args, **values)
    assert refused.value.reason == reason


# ── rules ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wording", wordings_brought(), ids=lambda each: each.case)
def test_a_wording_names_number_and_register_and_says_how_sure_it_is(wording):
    said = " ".join(rules.say_wording(wording, {"number": "12", "book": "01/2026-SCT/BS"}))
    assert "12" in said
    assert "01/2026-SCT/BS" in said
    assert "{" not in said
    assert (wording.certainty, bool(wording.source)) == ("unverified", True)


def test_a_wording_holds_from_its_day_on():
    first = min(each.valid_from for each in wordings_brought())
    assert rules.wording_on(wordings_brought(), "copy", DAY)
    assert rules.wording_on(wordings_brought(), "copy", date(2015, 1, 1)) is None
    assert first == date(2015, 4, 10)


def test_the_later_wording_of_a_case_is_taken():
    old = next(each for each in wordings_brought() if each.case == "copy")
    new = rules.Wording(
        case="copy", kind="copy", title="mới", lines=(), valid_from=date(2026, 1, 1)
    )
    ended = rules.Wording(
        case="copy",
        kind="copy",
        title="cũ",
        lines=(),
        valid_from=date(2026, 2, 1),
        valid_to=date(2026, 3, 1),
    )
    assert rules.wording_on((new, old, ended), "copy", DAY) is new


@pytest.mark.parametrize(
    ("procedure", "kind"), [("1.001193", "birth"), ("1.000656", "death"), ("2.000815", None)]
)
def test_a_procedure_leads_to_its_register(procedure, kind):
    found = rules.kind_for(kinds_brought(), procedure, DAY)
    assert (found.kind if found else None) == kind


def test_a_kind_of_certification_has_its_procedure_and_its_usual_case():
    family = rules.CERTIFICATION
    found = rules.kind_for(kinds_brought(), "2.000884", DAY, family=family)
    assert rules.kind_for(kinds_brought(), "1.001193", DAY, family=family) is None
    assert rules.first_case_of(wordings_brought(), found.kind) == "signature"
    assert rules.first_case_of(wordings_brought(), "stone") == ""


# ── registers ────────────────────────────────────────────────────────────────────────────


@pytest.mark.db
def test_a_register_is_opened_closed_and_locked_in_this_order(house, book):
    certified(house.clerk)
    no(rules.RegisterNotClosed(book="01/2026-SCT/BS"), lock, house, book)
    on(close_register, house.clerk, book, why="hết năm")
    no(rules.RegisterNotOpen(book="01/2026-SCT/BS"), on, close_register, house.clerk, book)
    missing = rules.NoBookForIt(name="Sổ chứng thực bản sao từ bản chính", year=YEAR)
    no(missing, certified, house.clerk)
    lock(house, book)
    card = register_book(book)
    assert (card.state, card.entries, card.last) == ("locked", 1, 1)
    assert card.signer_name == leader().name
    no(rules.RegisterNotClosed(book="01/2026-SCT/BS"), lock, house, book)


def lock(house, book, **signed):
    named = {"signer": leader()} | signed
    return on(lock_register, house.clerk, book, **named)


def test_the_count_is_signed_by_somebody(house, book):
    on(close_register, house.clerk, book)
    no(rules.SignerMissing(), lock, house, book, signer=None)


def test_the_next_register_of_a_year_has_the_next_number(house, book):
    no(rules.RegisterStillOpen(book="01/2026-SCT/BS"), opened, house.clerk, "copy")
    on(close_register, house.clerk, book)
    assert register_book(opened(house.clerk, "copy")).name == "02/2026-SCT/BS"


def test_a_register_is_of_its_year_and_numbers_begin_anew(house, book):
    certified(house.clerk)
    later = datetime(2027, 1, 4, 2, tzinfo=UTC)
    act = house.clerk.act(at=later)
    missing = rules.NoBookForIt(name="Sổ chứng thực bản sao từ bản chính", year=2027)
    no(missing, certified, house.clerk, act=act)
    open_register(house.clerk.act(at=later), "copy", roles=house.clerk.roles)
    again = certification(certified(house.clerk, act=act))
    assert (again.number, again.book_name) == (1, "01/2027-SCT/BS")


def test_a_kind_that_nobody_keeps_is_no_register(house):
    no(rules.UnknownRegister(), opened, house.clerk, "stone")


@pytest.mark.parametrize("who", ["leader", "head", "technician"])
def test_registers_are_written_by_their_keepers(house, book, who):
    staff = getattr(house, who)
    only = rules.BookKeepersOnly()
    no(only, opened, staff, "copy")
    no(only, certified, staff)
    no(only, on, close_register, staff, book)


def test_a_register_of_another_desk_does_not_exist(house, book):
    stream = certified(house.clerk)
    far = house.far_clerk
    with pytest.raises(LookupError):
        on(close_register, far, book)
    with pytest.raises(LookupError):
        on(void_certification, far, stream, why="x")
    with pytest.raises(LookupError):
        on(pay_certification, far, stream)


# ── certification ────────────────────────────────────────────────────────────────────────


@pytest.mark.db
def test_many_copies_are_certified_under_one_number(house, book, priced):
    card = certification(certified(house.clerk, copies=4))
    assert (card.number, card.copies, card.pages, card.fee_vnd) == (1, 4, 3, 20_000)
    assert certification(certified(house.clerk)).number == 2


@pytest.mark.parametrize(
    ("many", "vnd"),
    [((1, 1), 2_000), ((2, 1), 4_000), ((3, 1), 5_000), ((3, 4), 20_000), ((500, 2), 400_000)],
)
def test_copies_cost_what_the_formula_of_their_procedure_says(house, book, priced, many, vnd):
    stream = certified(house.clerk, pages=many[0], copies=many[1])
    assert certification(stream).fee_vnd == vnd


def test_the_same_act_again_uses_no_other_number(house, book):
    act = house.clerk.act()
    assert certified(house.clerk, act=act) == certified(house.clerk, act=act)
    assert len(certifications_in(book)) == 1


def test_the_wording_stands_in_the_log_as_it_was_said(house, book):
    (told,) = history_of(certified(house.clerk))
    assert told.event.wording[0] == "Chứng thực bản sao đúng với bản chính."
    assert "Số chứng thực: 1. Quyển số: 01/2026-SCT/BS." in told.event.wording
    assert told.event.certainty == "unverified"


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("signature", "đã ký vào"),
        ("thumbprint", "đã điểm chỉ"),
        ("cannot_sign", "không thể điểm chỉ"),
        ("interpreter", "Zơ Râm Nhứt"),
    ],
)
def test_each_case_of_signing_has_its_words_in_one_register(house, priced, case, said):
    opened(house.clerk, "signature")
    more = {"interpreter": "Zơ Râm Nhứt", "language": "tiếng Cơ Tu"}
    stream = certified(house.clerk, case=case, copies=9, **more)
    (told,) = history_of(stream)
    assert said in " ".join(told.event.wording)
    assert leader().name in " ".join(told.event.wording)
    card = certification(stream)
    assert (card.number, card.copies, card.fee_vnd) == (1, 1, 10_000)
    assert (told.event.interpreter != "") == (case == "interpreter")


@pytest.mark.parametrize(
    ("case", "symbol", "fee_vnd", "said"),
    [
        ("contract", "SCT/HĐ,GD", 50_000, "minh mẫn"),
        ("contract_changed", "SCT/HĐ,GD", 30_000, "sửa đổi, bổ sung, hủy bỏ"),
        ("will", "SCT/HĐ,GD", 50_000, "di chúc"),
        ("estate_refused", "SCT/HĐ,GD", 50_000, "từ chối nhận di sản"),
        ("estate_divided", "SCT/HĐ,GD", 50_000, "phân chia di sản"),
        ("translator", "SCT/CKND", 10_000, "sang tiếng Việt"),
    ],
)
def test_contracts_and_translators_have_registers_of_their_own(
    house, case, symbol, fee_vnd, said
):
    for kind in ("copy", "contract", "translator"):
        opened(house.clerk, kind)
    certified(house.clerk)
    more = {"case": case, "language": "tiếng Việt", "copies": 3}
    for number in (1, 2):
        stream = certified(house.clerk, **more)
        card = certification(stream)
        assert (card.number, card.book_name) == (number, f"01/2026-{symbol}")
    assert (card.copies, card.fee_vnd) == (1, fee_vnd)
    (told,) = history_of(stream)
    assert said in " ".join(told.event.wording)
    assert told.event.certainty == "unverified"
    assert (told.event.language != "") == (case == "translator")


def test_every_case_on_the_page_is_in_its_register_once(clerk):
    page = clerk.get("/mot-cua/chung-thuc/").content.decode()
    for each in wordings_brought():
        assert page.count(f'<option value="{each.case}"') == 1
    assert 'optgroup label="Sổ chứng thực hợp đồng, giao dịch"' in page


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"case": "translator", "language": " "}, rules.LanguageMissing()),
        ({"requester": " "}, rules.CertificationNotWhole()),
        ({"what": ""}, rules.CertificationNotWhole()),
        ({"pages": 0}, rules.CertificationNotWhole()),
        ({"copies": rules.MOST_COPIES + 1}, rules.CertificationNotWhole()),
        ({"case": "interpreter", "language": "x"}, rules.InterpreterMissing()),
        ({"case": "electronic_copy"}, rules.FileMissing()),
        ({"case": "stone"}, rules.UnknownRegister()),
    ],
)
def test_what_lacks_something_gets_no_number(house, book, wrong, reason):
    no(reason, certified, house.clerk, **wrong)
    assert certifications_in(book) == ()


def test_somebody_signs_or_nothing_is_numbered(house, book):
    request, clerk = Request(**WANTED), house.clerk
    no(rules.SignerMissing(), certify, clerk.act(), request, roles=clerk.roles, signer=None)


def test_a_void_keeps_its_number(house, book):
    stream = certified(house.clerk)
    no(rules.NoteMissing(), on, void_certification, house.clerk, stream, why=" ")
    on(void_certification, house.clerk, stream, why="ghi nhầm tên")
    no(rules.NumberVoidedBefore(), on, void_certification, house.clerk, stream, why="x")
    certified(house.clerk)
    assert [each.number for each in certifications_in(book)] == [1, 2]
    assert certification(stream).voided_why == "ghi nhầm tên"


@pytest.mark.db
@pytest.mark.parametrize("seed", range(2))
def test_numbers_have_no_gap_and_no_double_over_restores(house, book, seed):
    draw = Random(seed)
    for turn in range(3):
        if turn:
            note_restore()
            machine = Act(by=Node(), at=MONDAY, node=an_order().node, key=f"re-{turn}")
            reopen_after_restore(machine)
        for _ in range(4):
            stream = certified(house.clerk)
            if draw.random() < 0.4:
                on(void_certification, house.clerk, stream, why="nhầm")
    assert [each.number for each in certifications_in(book)] == list(range(1, 13))


def test_a_fee_is_forgone_on_a_proven_ground_at_once(house, book, priced):
    stream = certified(house.clerk, fee_ground="poor", fee_paper="Giấy hộ nghèo số 12")
    assert certification(stream).fee_vnd == 0
    assert stream not in fees_due(COUNTER)


def test_no_fee_is_forgone_without_the_paper_that_proves_it(house, book, priced):
    no(GroundUnproven(), certified, house.clerk, fee_ground="poor", fee_paper=" ")


def test_what_it_costs_is_taken_with_a_receipt(house, book, priced):
    stream = certified(house.clerk)
    assert fees_due(COUNTER)[stream][1] == 5_000
    on(pay_certification, house.clerk, stream)
    (receipt,) = receipts_of(stream)
    assert (receipt.amount_vnd, receipt.payer, receipt.ground) == (
        5_000,
        "A Viết",
        "Bằng tốt nghiệp",
    )
    assert stream not in fees_due(COUNTER)


def test_an_unknown_fee_is_no_fee(house, book):
    assert certification(certified(house.clerk)).fee_vnd == 0


# ── asked for by a dossier ───────────────────────────────────────────────────────────────


@pytest.fixture
def asking(house, priced):
    """A dossier taken in at the counter that asks for two copies of three pages."""
    answers = (("document", "Bằng lái xe"), ("pages", "3"), ("copies", "2"))
    fields = tuple(Given(name=name, label=name, value=value) for name, value in answers)
    lodging = {"procedure": "2.000815", "fields": fields, "about": "Bằng lái xe"}
    return a_dossier_taken_in(house.clerk, **lodging)


@pytest.mark.db
def test_what_a_dossier_asks_for_is_certified_under_it_and_paid_with_it(house, book, asking):
    card = certification(certified(house.clerk, dossier=asking))
    assert (card.dossier, card.fee_vnd) == (asking, 0)
    assert dossier(asking).fee_vnd == 10_000
    on(void_certification, house.clerk, card.stream, why="nhầm tên")
    again = certification(certified(house.clerk, dossier=asking))
    assert [each.number for each in certified_for(asking)] == [card.number, again.number]


def test_a_dossier_gets_what_it_asks_for_while_it_is_worked_on(house, book, asking):
    opened(house.clerk, "signature")
    other = rules.NotWhatWasAsked(number=dossier(asking).name)
    no(other, certified, house.clerk, case="signature", dossier=asking)
    birth = a_lodged_dossier()
    no(
        rules.NotWhatWasAsked(number=dossier(birth).name),
        certified,
        house.clerk,
        dossier=birth,
    )
    press(withdraw_dossier, house.officer, asking, reason="không cần nữa")
    no(other, certified, house.clerk, dossier=asking)
    with pytest.raises(LookupError):
        certified(house.far_clerk, dossier=asking)


# ── papers ───────────────────────────────────────────────────────────────────────────────


def pages_of(content, tmp_path):
    (tmp_path / "a.pdf").write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.needs("pdftotext")
def test_an_electronic_copy_is_the_file_with_its_wording_behind_it(house, book, tmp_path):
    blob = store_blob(a_picture().read(), "image/png")
    stream = certified(
        house.clerk, case="electronic_copy", blob=blob, file_name="bằng tốt nghiệp.png"
    )
    assert certification(stream).medium == "electronic"
    with open_blob(make_certified(stream, at=MONDAY).digest) as content:
        first, last = pages_of(content.read(), tmp_path)
    assert first.strip() == ""
    assert "bản sao điện tử" in last
    assert "01/2026-SCT/BS" in last


@pytest.mark.needs("pdftotext")
def test_a_page_is_made_once_and_a_voided_one_says_so(house, book, tmp_path):
    stream = certified(house.clerk, copies=2)
    (told,) = history_of(stream)
    for _ in range(2):
        print_certification.func(told.origin.feed, told.origin.number)
    assert Document.objects.filter(stream=stream).count() == 1
    on(void_certification, house.clerk, stream, why="ghi nhầm tên")
    with open_blob(make_certified(stream, at=MONDAY).digest) as content:
        (page,) = pages_of(content.read(), tmp_path)
    assert "ĐÃ HỦY" in page
    assert "ghi nhầm tên" in page
    assert Document.objects.filter(stream=stream).count() == 2


def test_nothing_is_made_of_what_nobody_certified(house):
    with pytest.raises(LookupError):
        make_certified("certification/none", at=MONDAY)


def test_what_is_no_paper_cannot_be_joined():
    with pytest.raises(JoinFailed):
        joined(b"no paper at all", b"%PDF-")


# ── civil status ─────────────────────────────────────────────────────────────────────────


@pytest.mark.db
def test_a_birth_is_entered_with_its_number_and_the_certificate_bears_both(
    house, births, tmp_path
):
    stream = a_dossier_to_sign(house)
    entry = entry_of(stream)
    assert (entry.number, entry.year, entry.personal_number) == (1, YEAR, NUMBER)
    assert entry.book_name == "01/2026-KS"
    made = make_document(stream, "certificate", at=MONDAY)
    with open_blob(made.digest) as content:
        assert "1/2026, quyển 01/2026-KS" in " ".join(
            " ".join(pages_of(content.read(), tmp_path)).split()
        )


def test_without_a_register_the_number_is_taken_and_entered_later(house):
    stream = a_dossier_to_appraise(house)
    press(receive_number, house.officer, stream, number=NUMBER, book="12/2026")
    assert dossier(stream).outside_number == NUMBER
    assert entry_of(stream) is None
    missing = rules.NoBookForIt(name="Sổ đăng ký khai sinh", year=YEAR)
    no(missing, on, enter_in_book, house.officer, stream)
    opened(house.officer, "birth")
    on(enter_in_book, house.officer, stream)
    assert entry_of(stream).number == 1
    no(rules.EnteredBefore(number="1/2026"), on, enter_in_book, house.officer, stream)


def test_a_birth_with_a_recognised_parent_stands_in_two_registers(house):
    publish_version(an_order(), next(e for e in versions_brought() if e.code == "1.000689"))
    opened(house.officer, "birth")
    stream = a_dossier_taken_in(house.clerk, procedure="1.000689")
    press(take_steps, house.clerk, stream)
    press(receive_number, house.officer, stream, number=NUMBER)
    assert [each.kind for each in entries_of(stream)] == ["birth"]
    missing = rules.NoBookForIt(name="Sổ đăng ký nhận cha, mẹ, con", year=YEAR)
    no(missing, on, enter_in_book, house.officer, stream)
    opened(house.officer, "parentage")
    further = on(enter_in_book, house.officer, stream)
    assert [each.name for each in entries_of(stream)] == ["1/2026"] * 2
    assert entry_of(stream).kind == "birth"
    assert civil_entry(further).book_name == "01/2026-CMC"
    no(rules.EnteredBefore(number="1/2026"), on, enter_in_book, house.officer, stream)


@pytest.mark.parametrize(
    ("procedure", "kind"), [("2.000635", "extract"), ("1.004859", "change")]
)
def test_extracts_and_changes_are_entered_from_their_dossiers(client, house, procedure, kind):
    publish_version(an_order(), next(e for e in versions_brought() if e.code == procedure))
    opened(house.officer, kind)
    stream = a_dossier_taken_in(house.clerk, procedure=procedure)
    press(take_steps, house.clerk, stream)
    officer = sign_in_as(client, house.officer)
    key = dossier(stream).key
    sent = {"key": new_key(), "seen": 0, "desk": dossier(stream).competent}
    answer = officer.post(f"/ho-so/{key}/vao-so/", sent)
    assert answer.status_code == 303
    assert dossier(stream).about in officer.get(answer.url).content.decode()
    book = entry_of(stream).book
    page = officer.get(f"/mot-cua/quyen-so/{kind}-2026-1/pdf/")
    assert page.content.startswith(b"%PDF-"), book


def test_a_series_that_waits_after_a_restore_holds_no_birth_up(house, births):
    note_restore()
    stream = a_dossier_to_appraise(house)
    press(receive_number, house.officer, stream, number=NUMBER)
    assert dossier(stream).outside_number == NUMBER
    assert entry_of(stream) is None


def test_where_the_national_registry_is_the_book_ours_holds_number_and_page(house):
    opened(house.officer, "birth", is_outside=True)
    stream = a_dossier_to_appraise(house)
    press(receive_number, house.officer, stream, number=NUMBER, book="KS-0077/2026")
    entry = entry_of(stream)
    assert entry.number is None
    assert entry.outside_number == entry.name == "KS-0077/2026"


def test_only_the_deciding_desk_enters_and_only_what_has_its_number(house, births):
    stream = a_dossier_to_appraise(house)
    no(rules.BookKeepersOnly(), on, enter_in_book, house.clerk, stream)
    nothing = rules.NothingToEnter(number=dossier(stream).name)
    no(nothing, on, enter_in_book, house.officer, stream)


@pytest.mark.db
def test_a_correction_is_a_note_and_the_entry_stays(house, births):
    entry = entry_of(a_dossier_to_sign(house))
    note = {"what": "Cải chính chữ đệm", "ground": "QĐ 12/QĐ-UBND"}
    no(
        rules.NoteMissing(),
        on,
        note_beside_entry,
        house.officer,
        entry.stream,
        what="x",
        ground="",
    )
    on(note_beside_entry, house.officer, entry.stream, **note)
    on(close_register, house.officer, births)
    on(note_beside_entry, house.officer, entry.stream, what="Ghi chú ly hôn", ground="BA 3")
    assert entry_of(entry.dossier) == entry
    notes = notes_beside((entry.stream,))[entry.stream]
    assert [each.what for each in notes] == ["Cải chính chữ đệm", "Ghi chú ly hôn"]
    with pytest.raises(LookupError):
        on(note_beside_entry, house.clerk, entry.stream, **note)


@pytest.mark.db
def test_rows_of_registers_told_anew_are_the_same(house, book, births):
    a_dossier_to_sign(house)
    stream = certified(house.clerk)

    def rows():
        desks = (COUNTER, COMMITTEE)
        told = registers_of(desks), certifications_in(book), entries_in(births)
        return (*told, certification(stream))

    before = rows()
    rebuild()
    assert rows() == before


# ── pages ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


@pytest.fixture
def officer(client, house):
    return sign_in_as(client, house.officer)


def post(client, path, **values):
    return client.post(f"/mot-cua/{path}", {"key": new_key(), "seen": 1} | values)


def asked(**changes):
    given = {
        "case": "copy",
        "requester": "A Viết",
        "requester_paper": "049180000001",
        "what": "Bằng tốt nghiệp",
        "pages": "3",
        "copies": "4",
        "signer": leader().post,
    }
    return given | changes


def test_copies_are_certified_from_the_page_and_paid_there(clerk, house, book, priced):
    answer = post(clerk, "chung-thuc/", **asked())
    assert answer.status_code == 303
    text = clerk.get(answer.url).content.decode()
    assert "1, 01/2026-SCT/BS" in text
    assert "20.000 đ" in text
    assert "chưa được đối chiếu" in text
    assert clerk.get(f"{answer.url}pdf/").content.startswith(b"%PDF-")
    path = answer.url.removeprefix("/mot-cua/")
    refused = post(clerk, f"{path}le-phi/", ground="transfer", paper="")
    assert refused.status_code == 422
    assert post(clerk, f"{path}le-phi/", ground="", paper="", medium="").status_code == 303
    assert "0000001" in clerk.get(answer.url).content.decode()
    assert post(clerk, f"{path}huy/", why="").status_code == 422
    assert post(clerk, f"{path}huy/", why="ghi nhầm tên").status_code == 303
    assert "ghi nhầm tên" in clerk.get(answer.url).content.decode()


def test_the_page_of_a_dossier_leads_to_its_certification_and_back(clerk, house, book, asking):
    key = asking.rpartition("/")[2]
    page = f"chung-thuc/?ho-so={key}"
    assert page in clerk.get(page_of(asking)).content.decode()
    text = clerk.get(f"/mot-cua/{page}").content.decode()
    assert 'value="Bằng lái xe"' in text
    assert 'name="pages" value="3"' in text
    assert 'name="copies" value="2"' in text
    assert 'name="fee_ground"' not in text
    answer = post(clerk, page, **asked(what="Bằng lái xe"))
    assert answer.status_code == 303
    assert dossier(asking).name in clerk.get(answer.url).content.decode()
    text = clerk.get(page_of(asking)).content.decode()
    assert "1, 01/2026-SCT/BS" in text
    assert "Chứng thực thêm giấy tờ khác" in text
    officer = sign_in_as(Client(), house.officer)
    assert officer.get(f"/mot-cua/{page}").status_code == 200


def test_only_a_dossier_of_ours_that_asks_for_certification_is_taken_up(client, clerk, house):
    birth = a_lodged_dossier().rpartition("/")[2]
    for key in (birth, "none"):
        assert clerk.get(f"/mot-cua/chung-thuc/?ho-so={key}").status_code == 404


def test_a_certification_is_paid_by_a_line_of_the_statement(clerk, house, book, priced):
    account = {"bank": "970405", "bank_name": "Agribank", "account": "42", "owner": "UBND"}
    name_payee(house.clerk.act(), **account)
    stream = certified(house.clerk)
    code = purpose_of(fees_due(COUNTER)[stream][0])
    page = f"/mot-cua/chung-thuc/{stream.rpartition('/')[2]}/"
    assert code in clerk.get(page).content.decode()
    post(clerk, "sao-ke/", text=f"20/04;5.000;{code}", deed="ghi")
    (receipt,) = receipts_of(stream)
    assert receipt.way == "transfer"


def test_what_is_missing_is_said_and_what_was_typed_stays(clerk, house, book):
    answer = post(clerk, "chung-thuc/", **asked(case="interpreter", signer=""))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="049180000001"' in text
    without = post(clerk, "chung-thuc/", **asked(case="electronic_copy"))
    assert "phải có tệp" in without.content.decode()
    assert certifications_in(book) == ()


def test_a_file_is_certified_from_the_page(clerk, house, book):
    answer = post(clerk, "chung-thuc/", **asked(case="electronic_copy"), papers=a_picture())
    assert answer.status_code == 303
    assert "bản sao điện tử" in clerk.get(answer.url).content.decode()


def test_a_certification_is_found_by_number_and_by_name(clerk, house, book):
    certified(house.clerk)
    certified(house.clerk, requester="Zơ Râm Nhứt")
    assert "A Viết" in clerk.get("/mot-cua/chung-thuc/?tim=1").content.decode()
    assert "Bằng" in clerk.get("/mot-cua/chung-thuc/?tim=Nhứt").content.decode()
    assert "Bằng" not in clerk.get("/mot-cua/chung-thuc/?tim=777").content.decode()


def test_a_register_lives_on_its_page(clerk, house):
    assert post(clerk, "quyen-so/", kind="copy").status_code == 303
    assert post(clerk, "quyen-so/", kind="copy").status_code == 422
    assert "01/2026-SCT/BS" in clerk.get("/mot-cua/quyen-so/").content.decode()
    certified(house.clerk)
    page = "/mot-cua/quyen-so/copy-2026-1/"
    assert "Bằng tốt nghiệp" in clerk.get(page).content.decode()
    assert clerk.get(f"{page}pdf/").content.startswith(b"%PDF-")
    path = page.removeprefix("/mot-cua/")
    assert post(clerk, f"{path}khoa/", signer=leader().post).status_code == 422
    assert post(clerk, f"{path}dong/", why="hết năm").status_code == 303
    assert post(clerk, f"{path}dong/", why="hết năm", seen=2).status_code == 422
    assert post(clerk, f"{path}khoa/", signer=leader().post, seen=2).status_code == 303
    assert "đã khóa" in clerk.get(page).content.decode()


@pytest.mark.needs("pdftotext")
def test_the_pages_of_a_register_of_births_show_notes_beside_entries(
    officer, house, births, tmp_path
):
    entry = entry_of(a_dossier_to_sign(house))
    path = f"ho-tich/{entry.key}/"
    note = {"what": "Cải chính chữ đệm", "ground": "QĐ 12/QĐ-UBND"}
    assert post(officer, f"{path}ghi-chu/", what="", ground="").status_code == 422
    assert post(officer, f"{path}ghi-chu/", **note).status_code == 303
    assert "Cải chính chữ đệm" in officer.get(f"/mot-cua/{path}").content.decode()
    text = officer.get("/mot-cua/quyen-so/birth-2026-1/").content.decode()
    assert "Cải chính chữ đệm" in text
    printed = officer.get("/mot-cua/quyen-so/birth-2026-1/pdf/").content
    told = " ".join(" ".join(pages_of(printed, tmp_path)).split())
    assert "SỔ ĐĂNG KÝ KHAI SINH" in told
    assert "1/2026" in told


def test_the_dossier_shows_its_entry_or_lets_the_officer_make_it(officer, house):
    stream = a_dossier_to_appraise(house)
    press(receive_number, house.officer, stream, number=NUMBER)
    key = stream.rpartition("/")[2]
    assert "vao-so/" in officer.get(page_of(stream)).content.decode()
    enter = {"key": new_key(), "desk": COMMITTEE}
    refused = officer.post(f"/ho-so/{key}/vao-so/", enter)
    assert refused.status_code == 422
    opened(house.officer, "birth")
    answer = officer.post(f"/ho-so/{key}/vao-so/", enter | {"key": new_key()})
    assert answer.url == f"/mot-cua/ho-tich/{key}/"
    assert "01/2026-KS" in officer.get(page_of(stream)).content.decode()


def test_a_death_is_entered_from_its_page_without_a_number_of_another_system(officer, house):
    brought = next(each for each in versions_brought() if each.code == "1.000656")
    publish_version(an_order(), brought)
    told = Given(name="died_on", label="Ngày chết", value="18/04/2026")
    lodging = {"procedure": "1.000656", "fields": (told,), "about": "Zơ Râm Brao"}
    stream = a_dossier_taken_in(house.clerk, **lodging)
    opened(house.officer, "death")
    key = stream.rpartition("/")[2]
    assert "vao-so/" in officer.get(page_of(stream)).content.decode()
    enter = {"key": new_key(), "desk": COMMITTEE}
    assert officer.post(f"/ho-so/{key}/vao-so/", enter).status_code == 303
    entry = entry_of(stream)
    assert (entry.name, entry.book_name) == (f"1/{YEAR}", f"01/{YEAR}-KT")
    text = officer.get(page_of(stream)).content.decode()
    assert "01/2026-KT" in text
    assert "vao-so/" not in text


def test_a_register_shows_its_last_lines_and_finds_the_others(clerk, house, book):
    for number in range(102):
        certified(house.clerk, requester=f"Người {number + 1}")
    page = "/mot-cua/quyen-so/copy-2026-1/"
    text = clerk.get(page).content.decode()
    assert "Đang hiện 100 việc cuối" in text
    assert ">1, 01/2026-SCT/BS<" not in text
    assert ">1, 01/2026-SCT/BS<" in clerk.get(f"{page}?tim=1").content.decode()
    assert ">7, 01/2026-SCT/BS<" in clerk.get(f"{page}?tim=Người 7").content.decode()


def test_an_entry_of_civil_status_is_found_in_its_register(officer, house, births):
    a_dossier_to_sign(house)
    page = "/mot-cua/quyen-so/birth-2026-1/"
    for sought in ("1", NUMBER, "A Lăng"):
        assert NUMBER in officer.get(page, {"tim": sought}).content.decode()
    assert NUMBER not in officer.get(page, {"tim": "Nhứt"}).content.decode()


@pytest.mark.parametrize("path", ["chung-thuc/x/", "quyen-so/copy-2026-9/", "ho-tich/x/"])
def test_what_is_not_there_is_not_found(clerk, path):
    assert clerk.get(f"/mot-cua/{path}").status_code == 404


def test_another_counter_does_not_see_it(client, house, book):
    key = certified(house.clerk).rpartition("/")[2]
    far = sign_in_as(client, house.far_clerk)
    assert far.get(f"/mot-cua/chung-thuc/{key}/").status_code == 404
    assert far.get("/mot-cua/quyen-so/copy-2026-1/").status_code == 404


@pytest.mark.parametrize("path", ["chung-thuc/", "quyen-so/"])
@pytest.mark.parametrize("who", ["leader", "technician", ""])
def test_registers_are_for_their_keepers(client, house, who, path):
    signed = sign_in_as(client, getattr(house, who)) if who else client
    assert signed.get(f"/mot-cua/{path}").status_code == 403


def test_a_hundred_certifications_are_light_and_few_reads(
    clerk, house, book, django_assert_max_num_queries
):
    for _ in range(100):
        certified(house.clerk)
    with django_assert_max_num_queries(QUERIES):
        answer = clerk.get("/mot-cua/quyen-so/copy-2026-1/")
    assert answer.content.decode().count("<tr>") == 101
    assert len(gzip.compress(answer.content, 6)) < PAGE_BYTES


# ── what proves an electronic copy ───────────────────────────────────────────────────────


@pytest.fixture
def an_electronic_copy(house, book):
    """Stream and bytes of a certified electronic copy."""
    blob = store_blob(a_picture().read(), "image/png")
    stream = certified(house.clerk, case="electronic_copy", blob=blob, file_name="bằng.png")
    return stream, content_of(stream)


def content_of(stream):
    with open_blob(make_certified(stream, at=MONDAY).digest) as content:
        return content.read()


def checked(content, status=200):
    answer = Client().post("/kiem-tra/tep/", {"tep": ContentFile(content, "ban-sao.pdf")})
    assert answer.status_code == status
    return answer.content.decode()


def test_a_certified_electronic_copy_verifies_and_a_changed_byte_does_not(an_electronic_copy):
    stream, content = an_electronic_copy
    told = checked(content)
    assert "Tệp thật" in told
    assert certification(stream).name in told
    assert WANTED["requester"] not in told
    for place in range(0, len(content), len(content) // 7):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert "Tệp thật" not in checked(changed)
    assert "đã bị sửa" in checked(content.replace(b"%PDF-1.", b"%PDF-2.", 1))
    assert "không mang chữ ký" in checked(b"%PDF-1.7 of somebody else")


def test_the_same_copy_verifies_without_a_line(an_electronic_copy, tmp_path):
    _stream, content = an_electronic_copy
    house = Client()
    for name in ("khoa.json", "kiem_tra_giay.py"):
        (tmp_path / name).write_bytes(house.get(f"/kiem-tra/{name}").content)
    call = [sys.executable, "-I", "kiem_tra_giay.py", "--keys", "khoa.json", "--file", "x.pdf"]

    def ask(file):
        (tmp_path / "x.pdf").write_bytes(file)
        return subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ask(content).stdout.startswith("ĐÚNG. Bản sao chứng thực điện tử số 1, 01/2026")
    other = ask(content[:500] + bytes([content[500] ^ 1]) + content[501:])
    assert (other.returncode, other.stdout[:14]) == (1, "TỆP ĐÃ BỊ SỬA.")


def test_a_copy_whose_number_was_voided_certifies_nothing(house, an_electronic_copy):
    stream, content = an_electronic_copy
    on(void_certification, house.clerk, stream, why="ghi nhầm tên")
    for file in (content, content_of(stream)):
        told = checked(file)
        assert "đã hủy số này" in told
        assert "ghi nhầm tên" not in told


def test_the_page_with_the_wording_is_sealed_and_held_against_the_log(house, book):
    stream = certified(house.clerk)
    (told,) = [each.event for each in history_of(stream)]
    values = sealing.sealed(PAGE, page_values(told, None), at=MONDAY)
    link = values["seal"].partition("//")[2].partition("/")[2]
    assert "Giấy thật" in Client().get(f"/{link}").content.decode()
    other = sealing.sealed(PAGE, page_values(told, None) | {"what": "Khác"}, at=MONDAY)["seal"]
    assert "Giấy thật" not in Client().get("/kiem-tra/", {"ma": other}).content.decode()
    on(void_certification, house.clerk, stream, why="ghi nhầm tên")
    assert "đã hủy số này" in Client().get(f"/{link}").content.decode()


def test_a_code_out_of_a_file_proves_nothing_alone(an_electronic_copy):
    _stream, content = an_electronic_copy
    code = content.rpartition(b"%GUOL ")[2].split()[0].decode()
    told = Client().get("/kiem-tra/", {"ma": code}).content.decode()
    assert "chọn tệp ở bên dưới" in told
    assert "Tệp thật" not in told


def test_any_file_may_be_brought_and_none_is_asked_for(settings, house):
    assert Client().get("/kiem-tra/tep/").status_code == 200
    assert Client().post("/kiem-tra/tep/").status_code == 422
    settings.GUOL_UPLOAD_MAX_BYTES = 2**20
    assert "lớn hơn 1 MB" in checked(b"x" * (2**20 + 1), 422)
