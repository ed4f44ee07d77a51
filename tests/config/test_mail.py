"""Through which server messages leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.config.environment import EnvironmentRefused
from guol.config.mail import mail


def test_without_an_address_this_machines_own_server_is_asked():
    told = mail("", "")
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("localhost", 25)
    assert not told["EMAIL_USE_TLS"]


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://guol:p%40ss@mail.vn", 587, True, False),
        ("smtps://guol:p%40ss@mail.vn", 465, False, True),
        ("smtp://guol:p%40ss@mail.vn:2525", 2525, True, False),
    ],
)
def test_an_address_is_taken_apart(address, port, tls, ssl):
    told = mail(address, "motcua@mail.vn")
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("mail.vn", port)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("guol", "p@ss")
    assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (tls, ssl)
    assert told["DEFAULT_FROM_EMAIL"] == "motcua@mail.vn"


@pytest.mark.parametrize("address", ["mail.vn", "http://mail.vn", "smtp://", "smtp://h:x"])
def test_another_address_is_refused_without_repeating_its_password(address):
    with pytest.raises(EnvironmentRefused, match="GUOL_MAIL ought to be"):
        mail(address, "")


@given(st.sampled_from(["", "smtp://a", "smtps://b:1", "smtp+plain://c"]))
def test_a_silent_server_is_left_after_a_while(address):
    assert 0 < mail(address, "")["EMAIL_TIMEOUT"] <= 60
