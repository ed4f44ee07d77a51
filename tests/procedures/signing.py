"""Browsers in which somebody has signed in, and what they show."""

from django.test import Client

from tests.people.world import PASSWORD


def signed_in(login):
    """Return a browser of this account's."""
    client = Client()
    sent = client.post("/dang-nhap/", {"key": "k", "login": login, "password": PASSWORD})
    assert sent.status_code == 302
    return client


def text_of(answer):
    return answer.content.decode()
