"""A job that lasts until it is let go: a file is put into the data folder."""

import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

LONGEST_S = 60.0


def let_go(data: Path) -> None:
    """End the job."""
    (data / "let-go").touch()


@task()
def last(feed: str, number: int) -> None:
    """Last until let go. Raises ``TimeoutError``."""
    del feed, number
    until = time.monotonic() + LONGEST_S
    while not (Path(settings.GUOL_DATA) / "let-go").exists():
        if time.monotonic() > until:
            raise TimeoutError("nobody let go")
        time.sleep(0.02)
