"""Which machine this is: its id, its key, and how often it was put back from a copy.

The incarnation stands in a file beside the database, not in it: a database put back from a
copy must not bring its old incarnation back with it.
"""

import json
import os
from functools import cache
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

ID_BYTES = 8


class NodeMissing(Exception):
    """No node was founded in this data directory: run `guol demo` or `guol found`."""


def this_node() -> str:
    """Return the id of this node, 16 hex digits. Raises ``NodeMissing`` before its founding."""
    return _read(settings.GUOL_DATA)[0]


def this_incarnation() -> int:
    """Return how many times this node began, counting from 1."""
    return _read(settings.GUOL_DATA)[1]


def make_identity() -> str:
    """Give this machine an id and an Ed25519 key, once; return the public key in hex."""
    folder = _place().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = folder / "node.key"
    if not secret.exists():
        key = Ed25519PrivateKey.generate()
        raw = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(secret, raw)
        _write(_place(), _text(token_hex(ID_BYTES), 1))
        _read.cache_clear()
    return public_key()


def public_key() -> str:
    """Return the public half of this node's key, 64 hex digits (Ed25519, RFC 8032)."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def sign(message: bytes) -> bytes:
    """Return the node's signature over ``message``, 64 bytes."""
    return _key().sign(message)


def raise_incarnation() -> int:
    """Note, before anything else after a restore, that this machine begins once more."""
    node, incarnation = _read(settings.GUOL_DATA)
    _write(_place(), _text(node, incarnation + 1))
    _read.cache_clear()
    return incarnation + 1


def node_in(data: Path) -> tuple[str, int]:
    """Return id and incarnation of the node whose data lies there."""
    return _read(data)


def write_node(data: Path, node: str, incarnation: int) -> None:
    """Say in a data folder which node it is, and how often it began."""
    _write(data / "keys" / "node.json", _text(node, incarnation))
    _read.cache_clear()


def forget_identities() -> None:
    """Read the identity file anew: a process that serves another data directory needs it."""
    _read.cache_clear()


def _place() -> Path:
    return Path(settings.GUOL_DATA) / "keys" / "node.json"


def _text(node: str, incarnation: int) -> bytes:
    return json.dumps({"node": node, "incarnation": incarnation}).encode()


@cache
def _read(data: Path) -> tuple[str, int]:
    try:
        told = json.loads((Path(data) / "keys" / "node.json").read_text())
    except FileNotFoundError:
        raise NodeMissing(str(data)) from None
    return told["node"], told["incarnation"]


def _key() -> Ed25519PrivateKey:
    from_file = (_place().parent / "node.key").read_bytes()
    key = _load(from_file)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("node.key is no Ed25519 key")
    return key


@cache
def _load(pem: bytes) -> object:
    return load_pem_private_key(pem, password=None)


def _write(place: Path, content: bytes) -> None:
    """Replace a small file so that a power cut leaves the old one or the new one."""
    arriving = place.with_suffix(".new")
    handle = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    arriving.replace(place)
    folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
