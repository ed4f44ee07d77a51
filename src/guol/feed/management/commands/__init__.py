"""`guol verify` and `guol rebuild`."""
