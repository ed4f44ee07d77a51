"""Pages of the one-stop shop: read the request, call, render."""
