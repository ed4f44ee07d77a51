"""`guol demo`."""
