"""The application in the serving process, with the thread that does later work."""

import atexit
from collections.abc import Callable
from typing import Any

from guol.config import wsgi  # readies Django, on which the next line stands
from guol.config.jobs import Supervised


def make_application() -> Callable[..., Any]:
    """Begin the later work of this process, and return what answers requests."""
    jobs = Supervised()
    jobs.start()
    atexit.register(jobs.stop)
    return wsgi.application
