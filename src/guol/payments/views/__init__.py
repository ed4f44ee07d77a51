"""Pages of money at the counter."""
