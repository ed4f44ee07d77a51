"""Telling people: e-mail now; SMS and push stand beside it later."""
