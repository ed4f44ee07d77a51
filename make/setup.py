"""Make the environment in `.venv`, exactly as locked. Needs Python alone.

Called as ``python3 make/setup.py run`` (what the program needs) or ``dev`` (and what its
builders need). Whatever is there already is not done again: what was installed is noted in
the environment by the content of the files that asked for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin/python"
UV = ENVIRONMENT / "bin/uv"
NOTED = ENVIRONMENT / "installed.json"
BOOTSTRAP = ROOT / "requirements/bootstrap.txt"
OLDEST = (3, 11)


def say(sentence: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"· {sentence}", flush=True)  # noqa: T201  progress is for the screen


def call(*command: object) -> None:
    """Run a command; if it fails, stop with a sentence that says which."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(
            f"This step failed: {' '.join(map(str, command))}\n"
            "Its own words stand above. Put right what they name (most often the network), "
            "then call make again: it goes on where it stopped."
        )


def venv_package() -> str:
    """Name the Debian package that lets this Python make environments."""
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    shown = subprocess.run(
        ["/usr/bin/python3", "--version"], capture_output=True, text=True, check=False
    ).stdout
    return "python3-venv" if f" {ours}." in shown else f"python{ours}-venv"


def can_make_environments() -> bool:
    """Whether this Python brings pip along (Debian keeps that part in a package apart)."""
    return not subprocess.run(
        [sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False
    ).returncode


def install_venv_package() -> None:
    """Get ensurepip on a plain Debian: root has it installed, others read what to ask for."""
    package = venv_package()
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"This Python cannot make environments: have the package {package} installed "
            f"(apt-get install {package}), then call make again."
        )
    say(f"installing {package}, which this Python needs to make environments")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        done = subprocess.run(
            ["apt-get", "-qq", *words],
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            sys.exit(
                f"{package} could not be installed: install it by hand, then call make again."
            )


def is_usable() -> bool:
    """Whether the environment is there and its Python and pip work."""
    try:
        shown = subprocess.run(
            [PYTHON, "-m", "pip", "--version"], capture_output=True, check=False
        )
    except OSError:
        return False
    return shown.returncode == 0


def make_environment() -> None:
    """Make `.venv` unless it is there and works."""
    if is_usable():
        return
    if not can_make_environments():
        install_venv_package()
    say("making the environment in .venv")
    call(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)


def digest_of(*files: Path) -> str:
    """Return a digest of the contents of the files."""
    return hashlib.sha256(b"\0".join(each.read_bytes() for each in files)).hexdigest()


def noted() -> dict[str, str]:
    """Return what was installed last, by kind."""
    try:
        return dict(json.loads(NOTED.read_text()))
    except (OSError, ValueError):
        return {}


def install(kind: str) -> None:
    """Install the locked packages of one kind, then the program itself, editable."""
    requirements = ROOT / f"requirements/{kind}.txt"
    wanted = {
        kind: digest_of(BOOTSTRAP, requirements),
        "program": digest_of(BOOTSTRAP, ROOT / "pyproject.toml"),
    }
    before = noted()
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    exactly = ["--require-hashes", "--only-binary", ":all:"]
    if before.get(kind) != wanted[kind]:
        say("installing the installer (requirements/bootstrap.txt)")
        call(*pip, "install", *exactly, "-r", BOOTSTRAP)
        say(f"installing what is locked (requirements/{kind}.txt)")
        call(UV, "pip", "install", "--quiet", "--python", PYTHON, *exactly, "-r", requirements)
    if before.get("program") != wanted["program"]:
        say("installing Gươl itself")
        editable = [
            "--quiet",
            "--python",
            PYTHON,
            "--no-deps",
            "--no-build-isolation",
            "-e",
            ROOT,
        ]
        call(UV, "pip", "install", *editable)
    if kind == "dev":
        wanted["run"] = digest_of(BOOTSTRAP, ROOT / "requirements/run.txt")
    NOTED.write_text(json.dumps(before | wanted, indent=1))


def main() -> None:
    """Set up what the argument names."""
    if sys.version_info < OLDEST:
        sys.exit(
            "Gươl needs Python 3.11 or newer; this is "
            f"{sys.version.split()[0]}. Install a newer one, then: make PYTHON=python3.x …"
        )
    make_environment()
    install(sys.argv[1])


if __name__ == "__main__":
    main()
