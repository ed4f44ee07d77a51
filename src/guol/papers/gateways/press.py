"""Sets forms by Typst, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent
ARCHIVAL = ["a-2b"]  # PDF/A-2b, ISO 19005-2: readable in thirty years, all fonts inside
PATIENCE_S = 60

# The typesetter runs in a process of its own: what it takes of memory (fonts, caches) goes
# back to the machine when the form is done, and a form that hangs can be ended.
_PRESS = """
import datetime, json, sys, typst
told = json.load(sys.stdin)
at = datetime.datetime.fromtimestamp(told["at"], datetime.timezone.utc)
sys.stdout.buffer.write(typst.compile(
    told["form"], root=told["root"], font_paths=[told["fonts"]], ignore_system_fonts=True,
    format="pdf", pdf_standards=told["standards"], timestamp=at,
    sys_inputs={"values": json.dumps(told["values"], ensure_ascii=False)},
))
"""


class FormFailed(Exception):
    """The typesetter could not make a form: a fault of ours, with its own words."""


def set_form(form: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set a form in PDF/A; the same values at the same instant give the same bytes.

    Raises ``FormFailed`` with what the typesetter said.
    """
    told = {
        "form": str(HERE / "forms" / f"{form}.typ"),
        "root": str(HERE / "forms"),
        "fonts": str(HERE / "fonts"),
        "standards": ARCHIVAL,
        "at": int(at.timestamp()),
        "values": dict(values),
    }
    done = subprocess.run(  # noqa: S603  our own interpreter, our own text
        [sys.executable, "-I", "-c", _PRESS],
        input=json.dumps(told, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode:
        raise FormFailed(f"{form}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout
