from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.papers.rules import LONGEST_NAME, MEDIA_TYPES, megabytes, shown_name


@given(st.text(max_size=300), st.sampled_from(sorted(MEDIA_TYPES)))
def test_a_shown_name_is_safe_short_and_fits_the_content(given_name, media_type):
    name = shown_name(given_name, media_type)
    assert name.endswith(MEDIA_TYPES[media_type])
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set("/\\")
    assert all(category(each)[0] != "C" for each in name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\scan\\giấy.PDF", "giấy.pdf"),
        ("đơn.exe", "đơn.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
    ],
)
def test_no_path_and_no_lying_ending(typed, shown):
    assert shown_name(typed, "application/pdf").lower() == shown


@given(st.integers(0, 10**12))
def test_megabytes_never_understate(size):
    assert megabytes(size) * 1024 * 1024 >= size
