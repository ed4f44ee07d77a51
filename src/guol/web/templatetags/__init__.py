"""Components for templates: ``{% load guol %}``."""
