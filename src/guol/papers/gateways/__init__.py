"""What looks into files and sets forms; the faults of others become our reasons."""

from guol.papers.gateways.joining import JoinFailed, join_pdf
from guol.papers.gateways.looking import look_into
from guol.papers.gateways.pieces import drop_pieces, keys_of_pieces, open_pieces, write_at
from guol.papers.gateways.press import FormFailed, set_form

__all__ = [
    "FormFailed",
    "JoinFailed",
    "drop_pieces",
    "join_pdf",
    "keys_of_pieces",
    "look_into",
    "open_pieces",
    "set_form",
    "write_at",
]
