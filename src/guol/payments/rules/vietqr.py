"""VietQR: what a banking app reads from the picture beside a fee.

Sources: EMVCo, QR Code Specification for Payment Systems (merchant-presented mode); layout and
official vectors of NAPAS as read in public code. Nothing here needs a line: the text is made
from the account, the amount and the purpose alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

NAPAS = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
DONG, VIETNAM = "704", "VN"
LONGEST_PURPOSE = 25  # characters of field 62-08 (EMVCo, table 3.8)
LONGEST_ACCOUNT = 19
BANK_DIGITS = 6
_MOST = 99  # two digits tell the length of a value
_CRC_HEAD = "6304"
_CRC_START, _CRC_POLY = 0xFFFF, 0x1021
_PURPOSE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _.-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A transfer to be made: bank (six digits), account, amount in đồng, what it is for.

    An amount of 0 leaves it to the payer. ``purpose`` and ``bill`` are plain letters.
    """

    bank: str
    account: str
    amount_vnd: int = 0
    purpose: str = ""
    bill: str = ""
    is_card: bool = False


def vietqr(transfer: Transfer) -> str:
    """Return the text that stands in the QR code.

    >>> vietqr(Transfer(bank="970403", account="9704031101234567", is_card=True))[-8:]
    '63044F52'
    """
    payee = _tlv("00", transfer.bank) + _tlv("01", transfer.account)
    service = TO_CARD if transfer.is_card else TO_ACCOUNT
    amount, extra = transfer.amount_vnd, ""
    if transfer.bill:
        extra += _tlv("01", transfer.bill)
    if transfer.purpose:
        extra += _tlv("08", transfer.purpose)
    text = _tlv("00", "01") + _tlv("01", "12" if amount else "11")
    text += _tlv("38", _tlv("00", NAPAS) + _tlv("01", payee) + _tlv("02", service))
    text += _tlv("53", DONG) + (_tlv("54", str(amount)) if amount else "")
    text += _tlv("58", VIETNAM) + (_tlv("62", extra) if extra else "") + _CRC_HEAD
    return text + crc16(text)


def read_vietqr(text: str) -> Transfer:
    """Return the transfer that a text asks for. Raises ``ValueError`` for any other text.

    >>> read_vietqr(vietqr(Transfer(bank="970405", account="42", amount_vnd=8_000))).amount_vnd
    8000
    """
    if text[-8:-4] != _CRC_HEAD or crc16(text[:-4]) != text[-4:]:
        raise ValueError("the checksum does not fit: the code is not whole")
    fields = dict(_read(text[:-8]))
    payee = dict(_read(fields.get("38", "")))
    account, extra = dict(_read(payee.get("01", ""))), dict(_read(fields.get("62", "")))
    if payee.get("00") != NAPAS or not {"00", "01"} <= account.keys():
        raise ValueError("no payee of NAPAS")
    return Transfer(
        bank=account["00"],
        account=account["01"],
        amount_vnd=int(fields.get("54", "0")),
        purpose=extra.get("08", ""),
        bill=extra.get("01", ""),
        is_card=payee.get("02") == TO_CARD,
    )


def crc16(text: str) -> str:
    """Return the checksum: CRC-16/CCITT-FALSE in four capital hex digits.

    >>> crc16("123456789")
    '29B1'
    """
    crc = _CRC_START
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ (_CRC_POLY if crc & 0x8000 else 0)
            crc &= 0xFFFF
    return f"{crc:04X}"


def plain_ascii(text: str) -> str:
    """Return ``text`` as a bank takes it: no diacritics, and nothing but plain letters.

    >>> plain_ascii("Lệ phí khai sinh, xã Đắc Pring")
    'Le phi khai sinh xa Dac Pring'
    """
    letters = normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(each for each in letters if not combining(each) and each in _PURPOSE)
    return " ".join(kept.split())


def _tlv(tag: str, value: str) -> str:
    if len(value) > _MOST:
        raise ValueError(f"{value!r} is too long for field {tag}")
    return f"{tag}{len(value):02}{value}"


def _read(text: str) -> Iterator[tuple[str, str]]:
    while text:
        tag, length = text[:2], text[2:4]
        if not (length.isdecimal() and length.isascii()) or len(text) < 4 + int(length):
            raise ValueError(f"field {tag} is cut off")
        end = 4 + int(length)
        yield tag, text[4:end]
        text = text[end:]
