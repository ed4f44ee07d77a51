"""Who may change the catalogue."""

from guol.kernel.act import Act, Official

AUTHORITY = "authority"


def may_publish(act: Act) -> bool:
    """Tell whether the author may publish versions and confirm days: the superior desk."""
    return isinstance(act.by, Official) and act.by.desk == AUTHORITY
