"""How the end of a bundle becomes rows."""

from guol.kernel.tables import Rows
from guol.onestop.events.bundle import BundleFinished
from guol.onestop.models import Dossier


def bundle_finished(event: BundleFinished, rows: Rows) -> None:
    """End the request that its parts belonged to."""
    ended = {"business": "returned", "delivery": "returned", "returned_at": event.act.at}
    if not event.receiver:
        ended = {"business": "stopped"}
    rows.change(
        Dossier,
        event.stream,
        step="",
        role="",
        desk="",
        what="",
        step_due=None,
        ended_at=event.act.at,
        receiver=event.receiver,
        **ended,
    )
