"""What is done later: forms made once, messages sent once; and what a rebuild makes again."""

import pytest

from guol.feed.api import event_at, has_blob, history_of, open_blob, rebuild
from guol.kernel.event import Origin
from guol.notices.api import mailbox
from guol.onestop import events
from guol.onestop.actions import forget_documents, give_supplement, make_document
from guol.onestop.jobs import follow_up
from guol.onestop.models import Document, Dossier, Supplement
from guol.onestop.queries import dossier, secret_for
from tests.onestop.given import (
    a_dossier_to_appraise,
    a_dossier_waiting,
    a_lodged_dossier,
    a_returned_dossier,
    an_accepted_dossier,
    an_applicant,
)
from tests.onestop.world import MONDAY, an_act

pytestmark = pytest.mark.django_db


def origin_of(stream, kind):
    return next(each.origin for each in history_of(stream) if isinstance(each.event, kind))


def do_later(stream, kind):
    origin: Origin = origin_of(stream, kind)
    follow_up.func(origin.feed, origin.number)
    return origin


def test_the_receipt_is_made_for_its_acceptance(house):
    stream = an_accepted_dossier(house)
    do_later(stream, events.DossierAccepted)
    made = Document.objects.get()
    with open_blob(made.digest) as content:
        assert content.read(5) == b"%PDF-"


def test_a_job_that_runs_twice_makes_and_sends_once(house):
    stream = an_accepted_dossier(house)
    for _ in range(2):
        do_later(stream, events.DossierAccepted)
    assert Document.objects.count() == 1
    assert len(mailbox()) == 1


def test_the_message_tells_number_and_secret(house):
    stream = an_accepted_dossier(house)
    do_later(stream, events.DossierAccepted)
    body = mailbox()[0].body
    assert dossier(stream).number in body
    assert secret_for(stream) in body


def test_lodging_is_confirmed(house):
    stream = a_lodged_dossier()
    do_later(stream, events.DossierLodged)
    assert dossier(stream).reference in mailbox()[0].body


def test_who_gave_no_address_gets_no_message(house):
    stream = a_lodged_dossier(applicant=an_applicant(email=""))
    do_later(stream, events.DossierLodged)
    assert not mailbox()


def test_what_is_missing_stands_in_the_message(house):
    stream = a_dossier_waiting(house)
    do_later(stream, events.SupplementRequested)
    assert "Ảnh mờ" in mailbox()[0].body


def test_a_form_that_got_lost_is_made_again(house):
    stream = an_accepted_dossier(house)
    made = make_document(stream, "receipt", at=MONDAY)
    Document.objects.update(digest="0" * 64)
    again = make_document(stream, "receipt", at=MONDAY)
    assert has_blob(again.digest)
    assert again.origin == made.origin


def test_forms_of_an_erased_dossier_are_forgotten(house):
    stream = an_accepted_dossier(house)
    make_document(stream, "receipt", at=MONDAY)
    forget_documents(stream)
    assert not Document.objects.exists()


@pytest.mark.db
def test_a_rebuild_makes_identical_rows(house):
    a_returned_dossier(house)
    a_dossier_to_appraise(house)
    waiting = a_dossier_waiting(house)
    give_supplement(an_act(), waiting, papers=())
    before = [list(table.objects.order_by("pk").values()) for table in (Dossier, Supplement)]
    rebuild()
    after = [list(table.objects.order_by("pk").values()) for table in (Dossier, Supplement)]
    assert after == before


def test_the_log_reads_back_what_was_lodged(house):
    stream = a_lodged_dossier()
    assert event_at(origin_of(stream, events.DossierLodged)).applicant == an_applicant()
