"""Run a command of Django as on a machine that serves a real office.

Its data folder is thrown away: ``python -m make.deploy check --deploy``.
"""

import os
import subprocess
import sys
from secrets import token_hex
from tempfile import TemporaryDirectory


def main(*words: str) -> int:
    """Run the command and give back its status."""
    with TemporaryDirectory(prefix="guol-deploy-") as data:
        settings = {
            "DJANGO_SETTINGS_MODULE": "guol.config.settings",
            "GUOL_ADDRESS": "https://guol.example",
            "GUOL_DATA": data,
            "GUOL_SECRET_KEY": token_hex(32),
        }
        return subprocess.run(
            [sys.executable, "-m", "django", *words], env=os.environ | settings, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
