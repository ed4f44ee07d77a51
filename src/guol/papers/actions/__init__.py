"""Taking files in, whole or in pieces, and letting go of those that no form came for."""

from guol.papers.actions.arriving import (
    ArrivalUnknown,
    Checksum,
    OutOfPlace,
    PieceChanged,
    begin_arrival,
    drop_arrival,
    sweep,
    sweep_pieces,
    take_piece,
)
from guol.papers.actions.keeping import bind_uploads, drop_upload, sweep_uploads, take_upload

__all__ = [
    "ArrivalUnknown",
    "Checksum",
    "OutOfPlace",
    "PieceChanged",
    "begin_arrival",
    "bind_uploads",
    "drop_arrival",
    "drop_upload",
    "sweep",
    "sweep_pieces",
    "sweep_uploads",
    "take_piece",
    "take_upload",
]
