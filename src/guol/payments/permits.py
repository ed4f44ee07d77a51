"""Who may touch money."""

from collections.abc import Iterable

from guol.kernel.act import Act, Official
from guol.payments.rules import APPROVERS, CASHIERS
from guol.people.api import StaffMember


def may_take_cash(act: Act) -> bool:
    """Tell whether the author of ``act`` may take money: somebody in a post at a desk."""
    return isinstance(act.by, Official)


def may_see_fees(roles: Iterable[str]) -> bool:
    """Tell whether somebody with these roles sees the receipts of their desk: its cashiers."""
    return bool(CASHIERS & frozenset(roles))


def may_approve(act: Act, approver: StaffMember) -> bool:
    """Tell whether somebody may approve what ``act`` gives back: a leader, not its author."""
    is_other = act.official != approver.person
    return is_other and approver.role in APPROVERS
