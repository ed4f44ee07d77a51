"""The documented proxy in front of a house: Caddy as Debian has it, with TLS 1.3 and HTTP/2."""

import base64
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.house import ROOT
from bench.served import free_port, wait_until_ready

CADDYFILE = ROOT / "docs/operate/Caddyfile"
NAME, UPSTREAM = "motcua.example.vn", "127.0.0.1:8000"


class NoProxyError(Exception):
    """There is no Caddy on this machine, and none can be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Where the proxy listens, and how a browser knows its certificate."""

    port: int
    spki: str


def caddy() -> Path:
    """Return the program: installed, or from Debian's package without installing it."""
    if found := shutil.which("caddy"):
        return Path(found)
    kept = ROOT / "var/tools/caddy"
    program = kept / "usr/bin/caddy"
    if program.exists():
        return program
    if not shutil.which("apt-get"):
        raise NoProxyError
    with TemporaryDirectory(prefix="guol-caddy-") as place:
        fetched = subprocess.run(
            ["apt-get", "-qq", "download", "caddy"], cwd=place, capture_output=True, check=False
        )
        packages = list(Path(place).glob("caddy_*.deb"))
        if fetched.returncode or not packages:
            raise NoProxyError
        kept.mkdir(parents=True, exist_ok=True)
        subprocess.run(["dpkg", "-x", str(packages[0]), str(kept)], check=True)
    return program


@contextmanager
def proxied(port: int, listen: int) -> Iterator[Proxy]:
    """Serve what listens on ``port`` as the operators' page says, on ``listen``."""
    program = caddy()
    with TemporaryDirectory(prefix="guol-proxy-") as place:
        folder = Path(place)
        spki = _certificate(folder)
        told = CADDYFILE.read_text(encoding="utf-8")
        told = told.replace(UPSTREAM, f"127.0.0.1:{port}")
        told = told.replace("admin off", "admin off\n\tauto_https disable_redirects")
        tls = f"\ttls {folder / 'node.crt'} {folder / 'node.key'}"
        told = told.replace(NAME + " {", f"https://localhost:{listen} {{\n{tls}")
        (folder / "Caddyfile").write_text(told, encoding="utf-8")
        process = subprocess.Popen(
            [str(program), "run", "--adapter", "caddyfile", "--config", "Caddyfile"],
            cwd=folder,
            env=os.environ | {"XDG_DATA_HOME": place, "HOME": place},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_listening(listen)
            yield Proxy(port=listen, spki=spki)
        finally:
            process.terminate()
            process.wait()


def wait_until_listening(port: int, patience_s: float = 20.0) -> None:
    """Wait until somebody takes connections there. Raises ``TimeoutError``."""
    import socket  # noqa: PLC0415

    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def _certificate(folder: Path) -> str:
    """Make a certificate for localhost; return what a browser can know its key by."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251  a certificate for the clock of this machine
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "node.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "node.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(public).digest()).decode()


__all__ = ["NoProxyError", "Proxy", "caddy", "free_port", "proxied", "wait_until_ready"]
