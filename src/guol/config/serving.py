"""The application in the serving process, with the thread that does later work."""

import os
import signal
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from threading import Thread
from typing import Any

from guol.config import wsgi  # readies Django, on which the next line stands
from guol.config.jobs import Supervised


def make_application() -> Callable[..., Any]:
    """Begin the later work of this process, and return what answers requests."""
    jobs = Supervised()
    jobs.start()
    # Not atexit: a forked process of multiprocessing ends without it.
    Finalize(None, jobs.stop, exitpriority=0)
    Thread(target=_end_with_parent, name="parent", daemon=True).start()
    return wsgi.application


def _end_with_parent() -> None:
    """End in order once the process that began this one is gone: nobody else would end it."""
    parent = parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
