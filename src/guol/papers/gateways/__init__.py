"""What looks into files and sets forms; the faults of others become our reasons."""

from guol.papers.gateways.joining import JoinFailed, join_pdf
from guol.papers.gateways.looking import look_into
from guol.papers.gateways.press import FormFailed, set_form

__all__ = ["FormFailed", "JoinFailed", "join_pdf", "look_into", "set_form"]
