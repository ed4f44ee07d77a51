"""Papers of money as PDF/A: the receipt, the cash book, the request to pay."""

from datetime import date, datetime

from guol.kernel.clock import local
from guol.kernel.money import in_digits, in_words
from guol.kernel.text import plain
from guol.papers.api import typeset
from guol.payments.queries.accounts import TransferOrder
from guol.payments.queries.drawers import DrawerCard, cash_lines, drawer_held
from guol.payments.queries.receipts import FeeReceipt, Given
from guol.payments.rules import CASH, ELECTRONIC
from guol.people.api import agency, desk_names, names_of, person_name

# What stands on paper is Vietnamese, whoever prints it.
_CASH_WORDS = {
    "receipt": "Thu theo biên lai",
    "voided": "Biên lai hủy",
    "refund": "Hoàn trả theo biên lai",
    "erased": "Đã xóa khi hết thời hạn lưu giữ",
}


def fee_receipt_pdf(receipt: FeeReceipt, refunds: tuple[Given, ...] = ()) -> bytes:
    """Return a receipt as PDF/A; the same receipt is the same bytes, whenever it is printed."""
    return typeset(
        "fee_receipt",
        _head(receipt.desk, receipt.at)
        | {
            "number": receipt.printed_number,
            "book": receipt.book.rpartition("/")[2],
            "form_number": receipt.form,
            "symbol": receipt.symbol,
            "is_electronic": receipt.medium == ELECTRONIC,
            "is_cash": receipt.way == CASH,
            "payer": receipt.payer,
            "purpose": receipt.ground,
            "matter_number": receipt.matter_number,
            "amount": in_digits(receipt.amount_vnd),
            "amount_in_words": in_words(receipt.amount_vnd),
            "taken_at": plain(receipt.at),
            "clerk": person_name(receipt.clerk),
            "voided": receipt.voided_why,
            "refunds": [
                f"{plain(each.at)}: {in_digits(each.amount_vnd)}. {each.why}"
                for each in refunds
            ],
        },
        at=receipt.at,
    )


def cash_book_pdf(card: DrawerCard, *, at: datetime) -> bytes:
    """Return the cash book of a drawer as PDF/A, A4; an open one says that it is open."""
    receipts, refunds, expected = drawer_held(card)
    people = names_of({card.clerk, card.handed_by} - {""})
    return typeset(
        "cash_book",
        _head(card.desk, at)
        | {
            "day": plain(card.day),
            "opened_at": plain(card.opened_at),
            "handed_at": plain(card.handed_at) if card.handed_at else "",
            "opening": _digits(card.opening_vnd),
            "receipts": _digits(receipts),
            "refunds": _digits(refunds),
            "expected": _digits(expected),
            "expected_in_words": in_words(expected),
            "counted": _digits(card.counted_vnd) if card.handed_at else "",
            "difference": _digits(card.difference_vnd) if card.handed_at else "",
            "why": card.why,
            "clerk": people.get(card.handed_by or card.clerk, ""),
            "receiver": card.receiver,
            "printed_at": plain(at),
            "rows": [
                {
                    "at": f"{local(line.at):%H:%M}",
                    "what": _CASH_WORDS[line.what]
                    + (f" số {line.number}" if line.number else ""),
                    "who": line.who,
                    "matter_number": line.matter_number,
                    "in": _digits(line.in_vnd) if line.in_vnd else "",
                    "out": _digits(line.out_vnd) if line.out_vnd else "",
                    "held": _digits(line.held_vnd),
                }
                for line in cash_lines(card)
            ],
        },
        at=at,
    )


def fee_notice_pdf(
    order: TransferOrder, *, desk: str, payer: str, number: str, purpose: str, at: datetime
) -> bytes:
    """Return the request to pay a fee, with its QR code, as PDF/A."""
    return typeset(
        "fee_notice",
        _head(desk, at)
        | {
            "link": order.code,
            "payer": payer,
            "matter_number": number,
            "purpose": purpose,
            "amount": in_digits(order.amount_vnd),
            "amount_in_words": in_words(order.amount_vnd),
            "bank_name": order.payee.bank_name,
            "account": order.payee.account,
            "owner": order.payee.owner,
            "code": order.purpose,
        },
        at=at,
    )


def _head(desk: str, at: datetime) -> dict[str, object]:
    served = agency(desk)
    above = served.parent if served else ""
    desks = desk_names({desk, above} - {""})
    dated = _dated(local(at).date())
    place = served.area_name if served else ""
    return {
        "superior": desks.get(above, ""),
        "agency": desks.get(desk, desk),
        "place_and_date": ", ".join(filter(None, (place, dated))),
    }


def _dated(day: date) -> str:
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"


def _digits(amount_vnd: int) -> str:
    return f"{amount_vnd:,}".replace(",", ".")
