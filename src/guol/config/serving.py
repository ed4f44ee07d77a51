"""The application in the serving process, with the thread that does later work."""

import atexit

from guol.config import wsgi  # readies Django, on which the next line stands
from guol.config.jobs import Supervised

application = wsgi.application

_jobs = Supervised()
_jobs.start()
atexit.register(_jobs.stop)
