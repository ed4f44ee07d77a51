"""Reads of the accounts that fees go to, and the transfer that a fee asks for."""

from dataclasses import dataclass
from datetime import date

from guol.papers.api import qr_svg
from guol.payments.models import Payee
from guol.payments.rules.purposes import purpose_of
from guol.payments.rules.vietqr import Transfer, vietqr


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeCard:
    """The account that the fees of a desk go to."""

    stream: str
    bank: str
    bank_name: str
    account: str
    owner: str
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOrder:
    """A transfer to be made: where to, how much, for what; ``code`` is what the QR says."""

    payee: PayeeCard
    amount_vnd: int
    purpose: str
    code: str

    @property
    def svg(self) -> str:
        """The QR code as a picture for a screen."""
        return qr_svg(self.code, is_framed=True)


def payees_of(desk: str) -> tuple[PayeeCard, ...]:
    """Return the accounts that a desk has named, the newest first."""
    rows = Payee.objects.filter(desk=desk).order_by("-valid_from", "-stream")
    return tuple(_of(row) for row in rows)


def payee_of(desk: str, day: date) -> PayeeCard | None:
    """Return the account that a desk's fees go to on a day; None when none was named."""
    rows = Payee.objects.filter(desk=desk, valid_from__lte=day)
    row = rows.order_by("-valid_from", "-stream").first()
    return _of(row) if row else None


def transfer_order(
    desk: str, *, number: str, amount_vnd: int, day: date
) -> TransferOrder | None:
    """Return the transfer that pays a matter of this number; None without an account."""
    payee = payee_of(desk, day)
    if payee is None or not amount_vnd:
        return None
    purpose = purpose_of(number)
    told = Transfer(
        bank=payee.bank, account=payee.account, amount_vnd=amount_vnd, purpose=purpose
    )
    return TransferOrder(payee=payee, amount_vnd=amount_vnd, purpose=purpose, code=vietqr(told))


def _of(row: Payee) -> PayeeCard:
    return PayeeCard(
        stream=row.stream,
        bank=row.bank,
        bank_name=row.bank_name,
        account=row.account,
        owner=row.owner,
        valid_from=row.valid_from,
        source=row.source,
    )
