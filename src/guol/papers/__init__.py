"""Papers that people hand in, and forms that are printed for them."""
