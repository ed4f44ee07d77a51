import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.money import MOST_IN_WORDS, in_digits, in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (8_000, "Tám nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (54_000, "Năm mươi tư nghìn đồng"),
        (105_000, "Một trăm lẻ năm nghìn đồng"),
        (1_200_000_000, "Một tỷ hai trăm triệu đồng"),
    ],
)
def test_an_amount_is_said_as_receipts_say_it(amount, words):
    assert in_words(amount) == words


@given(st.integers(0, MOST_IN_WORDS - 1))
def test_every_amount_has_words_of_its_own_and_digits_that_can_be_read_back(amount):
    assert in_words(amount).endswith(" đồng")
    assert int(in_digits(amount).removesuffix(" đồng").replace(".", "")) == amount


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_amounts_never_sound_the_same(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


@pytest.mark.parametrize("amount", [-1, MOST_IN_WORDS])
def test_what_has_no_words_is_refused(amount):
    with pytest.raises(ValueError, match="no words"):
        in_words(amount)
