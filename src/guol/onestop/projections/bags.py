"""How paper on its way becomes rows."""

from guol.kernel.tables import Rows
from guol.onestop.events.bags import BagReceived, BagSent, MissingPaperFound, PaperArrived
from guol.onestop.models import Bag, BagItem, Dossier

MOST = 200


def bag_sent(event: BagSent, rows: Rows) -> None:
    """Make the rows of the bag and of what is in it."""
    rows.add(
        Bag,
        event.stream,
        sender=event.act.desk,
        to=event.to,
        carrier=event.carrier,
        left_at=event.left_at,
        count=len(event.papers),
    )
    rows.add_all(
        BagItem,
        {
            f"{event.stream}/{place}": {
                "dossier": paper.dossier,
                "name": paper.name,
                "sheets": paper.sheets,
                "to": event.to,
                "sender": event.act.desk,
                "left_at": event.left_at,
                "state": "sent",
            }
            for place, paper in enumerate(event.papers)
        },
    )


def bag_received(event: BagReceived, rows: Rows) -> None:
    """Note what arrived, and what is missing."""
    rows.change(
        Bag,
        event.stream,
        received_at=event.act.at,
        missing=len(event.missing),
        surplus=event.surplus,
    )
    states = dict.fromkeys(event.arrived, "arrived") | dict.fromkeys(event.missing, "missing")
    for key, dossier in _items(event.stream, rows):
        rows.change(BagItem, key, state=states.get(dossier, "missing"))


def missing_paper_found(event: MissingPaperFound, rows: Rows) -> None:
    """Note that it turned up."""
    bag = rows.get(Bag, event.stream)
    rows.change(Bag, event.stream, missing=max(0, (bag["missing"] if bag else 1) - 1))
    for key, dossier in _items(event.stream, rows):
        if dossier == event.dossier:
            rows.change(BagItem, key, state="arrived")


def paper_arrived(event: PaperArrived, rows: Rows) -> None:
    """Note where the paper of the dossier is."""
    rows.change(Dossier, event.stream, paper_at=event.act.at, paper_desk=event.act.desk)


def _items(stream: str, rows: Rows) -> list[tuple[str, str]]:
    bag = rows.get(Bag, stream)
    keys = [f"{stream}/{place}" for place in range(min(MOST, bag["count"] if bag else 0))]
    found = ((key, rows.get(BagItem, key)) for key in keys)
    return [(key, row["dossier"]) for key, row in found if row]
