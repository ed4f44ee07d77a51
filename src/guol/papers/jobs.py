"""What papers do from time to time."""

from guol.kernel.clock import utc_now
from guol.papers.actions import sweep, sweep_pieces


def let_go() -> int:
    """Let go of files whose form, or whose rest, never came."""
    return sweep(at=utc_now()) + sweep_pieces()
