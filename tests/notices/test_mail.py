"""A message is kept first, sent once, tried again, and forgotten with its matter."""

import pytest
from django.core import mail

from guol.notices import gateways
from guol.notices.actions import MOST_TRIES, forget_mails
from guol.notices.api import count_failed, mailbox, send_mail
from guol.notices.gateways import MailNotTaken
from guol.notices.queries import failed_mails

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MESSAGE = {"to": "a@example.vn", "subject": "Hồ sơ", "body": "Đã nhận.", "key": "n/d/1/7/mail"}


def test_in_the_demonstration_it_stays_in_the_mailbox(settings):
    settings.GUOL_DEMO = True
    send_mail(**MESSAGE)
    (kept,) = mailbox()
    assert (kept.to, kept.body, kept.state) == ("a@example.vn", "Đã nhận.", "sent")
    assert mail.outbox == []


def test_it_is_sent_once(settings):
    settings.GUOL_DEMO = False
    send_mail(**MESSAGE)
    send_mail(**MESSAGE)
    assert [each.subject for each in mail.outbox] == ["Hồ sơ"]


def test_a_server_that_does_not_answer_is_asked_again_and_at_last_given_up(
    settings, monkeypatch
):
    settings.GUOL_DEMO = False

    def refuse(**_):
        raise MailNotTaken("451 later")

    monkeypatch.setattr("guol.notices.actions.hand_to_server", refuse)
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(MailNotTaken):
            send_mail(**MESSAGE)
    send_mail(**MESSAGE)
    assert not failed_mails().ok
    assert count_failed() == 1
    assert mailbox()[0].said == "451 later"


def test_a_server_that_is_not_there_is_no_crash(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(MailNotTaken):
        gateways.hand_to_server(to="a@example.vn", subject="s", body="b")


def test_messages_go_with_their_matter(settings):
    settings.GUOL_DEMO = True
    send_mail(**MESSAGE, matter="dossier/1")
    send_mail(**MESSAGE | {"key": "other"}, matter="dossier/2")
    forget_mails("dossier/1")
    assert [each.key for each in mailbox()] == ["other"]


def test_a_house_whose_messages_all_left_is_well():
    assert failed_mails().ok
