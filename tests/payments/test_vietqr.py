"""VietQR: the official vectors, and every code is read back as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guol.payments.rules.purposes import (
    MOST_LINES,
    is_named_in,
    matches,
    purpose_of,
    read_statement,
)
from guol.payments.rules.vietqr import (
    LONGEST_ACCOUNT,
    LONGEST_PURPOSE,
    Transfer,
    crc16,
    plain_ascii,
    read_vietqr,
    vietqr,
)

ACCOUNT = "0011012345678"
CARD = "9704031101234567"
ORDER = {"amount_vnd": 180_000, "bill": "NPS6869", "purpose": "thanh toan don hang"}
VECTORS = {
    "to a card, amount left to the payer": (
        Transfer(bank="970403", account=CARD, is_card=True),
        (
            "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC"
            "53037045802VN63044F52"
        ),
    ),
    "to an account": (
        Transfer(bank="970403", account=ACCOUNT, **ORDER),
        (
            "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
            "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E"
        ),
    ),
    "the same to a card": (
        Transfer(bank="970403", account=CARD, is_card=True, **ORDER),
        (
            "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC"
            "530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203"
        ),
    ),
}
OFFICIAL_BUT_ODD = (  # printed with an inner length that does not fit its account
    "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN"
    "6304F4E5"
)
LETTERS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _.-")
NUMBERS = st.from_regex(r"[0-9H.\-]{8,30}", fullmatch=True)


@pytest.mark.parametrize("name", VECTORS)
def test_an_official_vector_is_made_to_the_letter(name):
    transfer, text = VECTORS[name]
    assert vietqr(transfer) == text
    assert read_vietqr(text) == transfer


def test_the_checksum_is_that_of_the_official_texts():
    assert crc16("123456789") == "29B1"
    assert crc16(OFFICIAL_BUT_ODD[:-4]) == OFFICIAL_BUT_ODD[-4:]


TRANSFERS = st.builds(
    Transfer,
    bank=st.from_regex(r"[0-9]{6}", fullmatch=True),
    account=st.text(LETTERS.filter(str.isalnum), min_size=1, max_size=LONGEST_ACCOUNT),
    amount_vnd=st.integers(0, 10**9),
    purpose=st.text(LETTERS, max_size=LONGEST_PURPOSE),
    bill=st.text(LETTERS, max_size=25),
    is_card=st.booleans(),
)


@given(TRANSFERS)
def test_whatever_is_written_is_read_back(transfer):
    assert read_vietqr(vietqr(transfer)) == transfer


@given(st.sampled_from(sorted(VECTORS)), st.data())
def test_one_letter_typed_wrongly_is_noticed(name, data):
    text = VECTORS[name][1]
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(LETTERS.filter(lambda each: each != text[place]))
    with pytest.raises(ValueError, match=r".+"):
        read_vietqr(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("fields", ["", "38", "3899", "38x1", "53037045802VN"])
def test_what_is_no_code_of_a_payee_is_said(fields):
    text = fields + "6304"
    with pytest.raises(ValueError, match=r".+"):
        read_vietqr(text + crc16(text))


def test_a_value_too_long_for_its_field_is_no_code():
    with pytest.raises(ValueError, match="too long"):
        vietqr(Transfer(bank="970403", account="1" * 100))


@given(st.text())
def test_plain_letters_are_letters_of_a_bank(text):
    plain = plain_ascii(text)
    assert plain == plain_ascii(plain)
    assert plain.isascii()


# ── the words of a transfer ──────────────────────────────────────────────────────────────


@given(NUMBERS)
def test_a_code_fits_into_the_field_and_into_the_letters_of_banks(number):
    purpose = purpose_of(number)
    assert len(purpose) <= LONGEST_PURPOSE
    assert purpose == plain_ascii(purpose)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_two_dossiers_of_a_day_have_two_codes(one, other):
    codes = [purpose_of(f"000.02.99.H47-260420-{each:04}") for each in (one, other)]
    assert (codes[0] == codes[1]) == (one == other)
    assert is_named_in(codes[0], f"x {codes[1]} y") == (one == other)


@given(NUMBERS.filter(lambda each: any(map(str.isalnum, each))), st.data())
def test_a_code_is_found_whatever_a_bank_puts_between_and_around(number, data):
    purpose = purpose_of(number)
    marks = data.draw(
        st.lists(
            st.sampled_from([" ", ".", "-", ""]),
            min_size=len(purpose),
            max_size=len(purpose),
        )
    )
    said = "".join(letter.lower() + mark for letter, mark in zip(purpose, marks, strict=True))
    assert is_named_in(purpose, f"MBVCB.123 {said}.CT tu 0071")


PURPOSE = purpose_of("000.02.99.H47-260420-0001")


@pytest.mark.parametrize(
    "line",
    [
        f"24/11/2026\tFT123\t+10.000\t1.250.000\t{PURPOSE} A Viet",
        f"24/11/2026;{PURPOSE} A Viet;10,000;",
        f'24/11/2026,"{PURPOSE}, A Viet","10,000.00",FT1',
        f"24/11/2026|10000 VND|{PURPOSE.lower()}",
    ],
)
def test_a_line_of_any_bank_pays_what_it_names(line):
    lines = read_statement("Ngày;Nội dung;Số tiền\n" + line)
    (match,) = matches(lines, [("dossier/1", PURPOSE, 10_000)])
    assert (match.matter, match.is_paid_in_full) == ("dossier/1", True)


@pytest.mark.parametrize("amount", ["-10.000", "9.000", "100.000"])
def test_another_amount_pays_nothing_and_is_told_if_it_came_in(amount):
    lines = read_statement(f"24/11/2026;{PURPOSE};{amount}")
    found = matches(lines, [("dossier/1", PURPOSE, 10_000)])
    assert not [each for each in found if each.is_paid_in_full]
    assert len(found) == (not amount.startswith("-"))


def test_the_line_with_the_whole_amount_is_taken_before_one_with_a_part():
    text = f"24/11;{PURPOSE};4.000\n24/11;{PURPOSE};10.000\n24/11;{PURPOSE};10.000"
    (match,) = matches(read_statement(text), [("dossier/1", PURPOSE, 10_000)])
    assert (match.line.place, match.is_paid_in_full) == (2, True)


def test_the_same_line_pasted_again_is_the_same_line():
    line = f"24/11/2026;{PURPOSE};10.000"
    first, again = (read_statement(each)[0] for each in (line, f"\n\n{line}"))
    assert first.fingerprint == again.fingerprint


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    for line in read_statement(text):
        assert all(amount >= 0 for amount in line.amounts)


def test_a_very_long_statement_is_read_as_far_as_one_is_long():
    assert len(read_statement("10.000\n" * (MOST_LINES + 5))) == MOST_LINES


def test_a_number_without_letters_still_has_a_code():
    assert purpose_of("…") == "LP01"
