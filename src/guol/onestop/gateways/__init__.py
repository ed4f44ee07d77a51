"""What comes with the product from outside the code: registers and wordings."""

from guol.onestop.gateways.registers import kinds_brought, wordings_brought

__all__ = ["kinds_brought", "wordings_brought"]
