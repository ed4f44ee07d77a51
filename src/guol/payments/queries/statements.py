"""Finding in a pasted statement of the bank what is due."""

from collections.abc import Iterable, Mapping

from guol.payments.models import FeeReceipt
from guol.payments.rules.purposes import (
    Match,
    StatementLine,
    matches,
    purpose_of,
    read_statement,
)


def lines_of(statement: str) -> tuple[StatementLine, ...]:
    """Return the lines of a statement that were not used yet."""
    lines = read_statement(statement)
    used = FeeReceipt.objects.filter(
        bank_line__in=[each.fingerprint for each in lines], voided_why=""
    )
    known = set(used.values_list("bank_line", flat=True))
    return tuple(each for each in lines if each.fingerprint not in known)


def matches_of(
    lines: Iterable[StatementLine], due: Mapping[str, tuple[str, int]]
) -> tuple[Match, ...]:
    """Return which lines pay which matters; ``due`` is number and amount in đồng by matter."""
    wanted = [(matter, purpose_of(number), vnd) for matter, (number, vnd) in due.items()]
    return matches(lines, wanted)
