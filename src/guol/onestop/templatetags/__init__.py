"""Pieces of one-stop pages."""
