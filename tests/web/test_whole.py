"""A form that was cut off on its way is not taken for a whole one."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.config.wsgi import application
from guol.web.whole import CutOffError, WholeBody

TYPED = "application/x-www-form-urlencoded"
FORM = b"language=en&next=%2Ftro-giup%2F"
PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="language"\r\n\r\nen\r\n'
    b'--x\r\nContent-Disposition: form-data; name="next"\r\n\r\n/tro-giup/\r\n--x--\r\n'
)


def sent(body, announced, kind):
    """The status with which the house answers what arrived of a body."""
    told = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/ngon-ngu/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(announced),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    answer = application(environ, lambda status, _headers: told.append(status))
    text = b"".join(answer)
    return told[0][:3], text.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind"), [(FORM, TYPED), (PARTS, "multipart/form-data; boundary=x")]
)
def test_a_form_is_taken_whole_or_not_at_all(body, kind):
    assert sent(body, len(body), kind)[0] == "302"
    for part in (0, 1, len(body) // 2, len(body) - 1):
        status, page = sent(body[:part], len(body), kind)
        assert status == "400"
        assert "Biểu mẫu chưa đến đủ" in page


@given(st.binary(max_size=60), st.integers(0, 80), st.integers(1, 20))
def test_what_is_read_is_what_was_announced(body, announced, size):
    stream = WholeBody(BytesIO(body), announced)
    if announced > len(body):
        with pytest.raises(CutOffError):
            stream.read()
        return
    pieces = iter(lambda: stream.read(size), b"")
    assert b"".join(pieces) == body[:announced]
    assert stream.read() == b""


def test_lines_are_read_to_the_end_and_no_further():
    stream = WholeBody(BytesIO(b"a\nb\nc"), 4)
    assert [stream.readline(), stream.readline(1), stream.readline(), stream.readline()] == [
        b"a\n",
        b"b",
        b"\n",
        b"",
    ]
    with pytest.raises(CutOffError):
        WholeBody(BytesIO(b""), 1).readline()
