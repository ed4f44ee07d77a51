"""Who may touch money."""

from guol.kernel.act import Act, Official


def may_take_cash(act: Act) -> bool:
    """Tell whether the author of ``act`` may take money: somebody in a post at a desk."""
    return isinstance(act.by, Official)
