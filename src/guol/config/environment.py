"""What a deployment may set: GUOL_* variables, read once into one frozen value.

To add a setting: one field here, one line in ``settings.py``, one row in ``docs/settings.md``.
A secret may also stand in a file: ``GUOL_SECRET_KEY_FILE=/run/secrets/key``.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NewType
from urllib.parse import urlsplit

PREFIX = "GUOL_"
FROM_FILE = "_FILE"
YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class EnvironmentRefused(Exception):
    """A variable cannot be meant as it stands; the message is a sentence that quotes it."""


def _said(doc: str, *, unit: str = "", secret: bool = False) -> dict[str, Any]:
    """Describe one setting: what it does, its unit, whether it is secret."""
    return {"doc": doc, "unit": unit, "secret": secret}


Address = NewType("Address", str)


class Gravity(StrEnum):
    """How grave a line of the log is."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Everything that a deployment may set."""

    data: Path = field(
        default=Path("var"),
        metadata=_said("Where database, attachments, keys and logs are kept.", unit="folder"),
    )
    secret_key: str = field(
        default="",
        metadata=_said(
            "Signs cookies and forms. Empty: made once and kept in GUOL_DATA/keys.", secret=True
        ),
    )
    database: str = field(
        default="",
        metadata=_said(
            "postgresql://user:password@host/name. Empty: SQLite in GUOL_DATA.",
            unit="address",
            secret=True,
        ),
    )
    database_wait_s: int = field(
        default=10,
        metadata=_said(
            "How long a writer waits for another before the person is asked to wait.", unit="s"
        ),
    )
    address: Address = field(
        default=Address("http://localhost:8000"),
        metadata=_said(
            "The address that people type. With https, cookies are secure and http is left.",
            unit="address",
        ),
    )
    hosts: tuple[str, ...] = field(
        default=(),
        metadata=_said(
            "Further host names that are answered, beside the one of GUOL_ADDRESS.",
            unit="names with commas between them",
        ),
    )
    proxies: int = field(
        default=0,
        metadata=_said(
            "How many proxies of yours stand before the program; callers are told apart by "
            "what the outermost of them noted in X-Forwarded-For.",
            unit="number",
        ),
    )
    agency_name: str = field(
        default="", metadata=_said("Whose house this is, as the head of each page says it.")
    )
    hotline: str = field(
        default="",
        metadata=_said("Telephone number for those who need a person.", unit="number"),
    )
    listen: str = field(
        default="127.0.0.1",
        metadata=_said("The address of this machine on which pages are served."),
    )
    port: int = field(
        default=8000, metadata=_said("The port on which pages are served.", unit="number")
    )
    threads: int = field(
        default=4, metadata=_said("How many requests are answered at once.", unit="number")
    )
    demo: bool = field(
        default=False,
        metadata=_said(
            "Show the demonstration: accounts by role, clock, mailbox.", unit="yes or no"
        ),
    )
    mail: str = field(
        default="",
        metadata=_said(
            "The server that sends messages: smtp://user:password@host, smtps:// or "
            "smtp+plain://. Empty: this machine's own. In the demonstration nothing is sent.",
            unit="address",
            secret=True,
        ),
    )
    mail_from: str = field(
        default="",
        metadata=_said("Whom messages come from. Empty: guol@ and the server's name."),
    )
    remind_after_days: int = field(
        default=7,
        metadata=_said(
            "After how many days a message reminds of a result that nobody fetched; 0: never.",
            unit="days",
        ),
    )
    archive_after_days: int = field(
        default=365,
        metadata=_said(
            "After how many days such a result may go to the archive. The office's own rule: "
            "no text of law was read that names a time.",
            unit="days",
        ),
    )
    upload_max_bytes: int = field(
        default=10_000_000,
        metadata=_said("The largest file that is taken from a person.", unit="B"),
    )
    request_max_bytes: int = field(
        default=2_000_000,
        metadata=_said("The largest form that is read, its files not counted.", unit="B"),
    )
    log_level: Gravity = field(
        default=Gravity.INFO,
        metadata=_said(
            "The least grave line that is logged.", unit="DEBUG, INFO, WARNING or ERROR"
        ),
    )

    @property
    def is_https(self) -> bool:
        """Whether people reach the pages by https."""
        return urlsplit(self.address).scheme == "https"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return the settings that ``variables`` name. Raises ``EnvironmentRefused``.

    >>> read_environment({"GUOL_DEMO": "yes"}).demo
    True
    """
    known = {PREFIX + each.name.upper(): each for each in fields(Environment)}
    secret_files = {n + FROM_FILE: n for n, each in known.items() if each.metadata["secret"]}
    values: dict[str, Any] = {}
    for name in sorted(name for name in variables if name.startswith(PREFIX)):
        target = secret_files.get(name, name)
        if target not in known:
            raise EnvironmentRefused(_unknown(name, [*known, *secret_files]))
        if name in secret_files and target in variables:
            raise EnvironmentRefused(f"{name} and {target} are both set; leave one out.")
        text = _file(name, variables[name]) if name in secret_files else variables[name]
        values[known[target].name] = _value(name, text, known[target].type)
    return Environment(**values)


@cache
def environment() -> Environment:
    """Return the settings of this process, read once."""
    return read_environment(os.environ)


def described() -> tuple[tuple[str, str, str, str], ...]:
    """Return name, default, unit and meaning of every setting, for docs and doctor."""
    return tuple(
        (PREFIX + each.name.upper(), _shown(each.default), m["unit"], m["doc"])
        for each in fields(Environment)
        for m in (each.metadata,)
    )


def _shown(default: object) -> str:
    if default is MISSING or default == "":
        return ""
    if isinstance(default, bool):
        return "yes" if default else "no"
    return ",".join(default) if isinstance(default, tuple) else str(default)


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    meant = f" Is {near[0]} meant?" if near else ""
    return f"{name} is set, but there is no such setting; docs/settings.md lists all.{meant}"


def _file(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as no:
        raise EnvironmentRefused(f"{name} is {path!r}, which cannot be read: {no}") from no


def _value(name: str, text: str, kind: Any) -> Any:
    read, wanted = _READERS[kind]
    try:
        return read(text.strip())
    except ValueError as no:
        raise EnvironmentRefused(f"{name} is {text!r}, but ought to be {wanted}.") from no


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _yes_or_no(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise ValueError(text)
    return text.lower() in YES


def _address(text: str) -> Address:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError(text)
    return Address(text.rstrip("/"))


def _gravity(text: str) -> Gravity:
    return Gravity(text.upper())


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


_READERS: dict[Any, tuple[Callable[[str], Any], str]] = {
    str: (str, "a text"),
    int: (_number, "a whole number, 0 or more"),
    bool: (_yes_or_no, "yes or no"),
    Path: (Path, "a folder"),
    Address: (_address, "http:// or https:// and a name"),
    Gravity: (_gravity, ", ".join(Gravity)),
    tuple[str, ...]: (_names, "names with commas between them"),
}
