"""Fees and levies: what is owed, what was paid, the receipt for it."""
