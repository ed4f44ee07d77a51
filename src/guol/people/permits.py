"""Who may do what to areas, agencies, persons and posts."""

from guol.kernel.act import Act, Official

AUTHORITY_DESK = "authority"


def may_order(act: Act) -> bool:
    """Whether the author may order areas, agencies and posts: an official of the authority."""
    return isinstance(act.by, Official) and act.desk == AUTHORITY_DESK


def may_register(act: Act) -> bool:
    """Whether the author may register and correct persons."""
    return isinstance(act.by, Official)


def acts_for_another(act: Act) -> bool:
    """Whether the author acts under a delegation."""
    return bool(act.by.on_behalf_of)
