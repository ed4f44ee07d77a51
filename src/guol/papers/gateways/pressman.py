"""Sets forms by Typst, one after the other, as long as somebody asks.

Run by ``press`` as a program of its own; it knows nothing of the house. A line of JSON comes
in at the standard input; out goes a letter (``y`` or ``n``), the length, and so many bytes: the
PDF, or what the typesetter found wrong. It ends by itself when nobody asked for a while, after
so many forms, or when whoever started it is gone, and its memory goes back to the machine.
"""

import json
import select
import sys
from datetime import UTC, datetime
from typing import Any

import typst


def main() -> None:
    """Take the house's folders and limits from the command line, then work."""
    told = json.loads(sys.argv[1])
    compiler = typst.Compiler(
        root=told["root"], font_paths=[told["fonts"]], ignore_system_fonts=True
    )
    for _ in range(told["most_forms"]):
        is_asked, _, _ = select.select([sys.stdin], [], [], told["idle_s"])
        line = sys.stdin.buffer.readline() if is_asked else b""
        if not line:
            return
        answer(*set_one(compiler, json.loads(line)))


def set_one(compiler: typst.Compiler, told: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return ``y`` and a PDF, or ``n`` and why there is none."""
    try:
        content = compiler.compile(
            input=told["form"],
            format="pdf",
            pdf_standards=told["standards"],
            timestamp=datetime.fromtimestamp(told["at"], UTC),
            sys_inputs={"values": json.dumps(told["values"], ensure_ascii=False)},
        )
    except typst.TypstError as fault:
        return b"n", str(fault.diagnostic or fault).encode()
    return b"y", content if isinstance(content, bytes) else b""


def answer(letter: bytes, content: bytes) -> None:
    """Give one answer out at once."""
    out = sys.stdout.buffer
    out.write(b"%s %d\n" % (letter, len(content)))
    out.write(content)
    out.flush()


if __name__ == "__main__":
    main()
