"""Copies of a node on another medium, and a node put back from one (sao lưu, phục hồi).

A copy is the database as it stood at one instant, taken while people work, with the keys and
every attachment that it names. On the medium each node has a folder, each copy one in it;
attachments lie there once for all copies, by their digest. ``copy.json`` is written last: a
folder without it is a copy that was cut off, and nobody puts it back.

A node put back begins a new incarnation, frozen (``feed.actions.found``). The medium notes
which incarnations went out from it, because two from one copy must not be the same.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile

from guol.feed.node import NodeMissing, node_in, write_node

DATABASE, ABOUT, WENT_OUT, KEYS = "guol.sqlite3", "copy.json", "went-out.json", "keys"
COPIED = "copied.json"  # in the data folder: when the last whole copy was made
PREFIX, EVERY = "guol-", 500
_NAMED = "SELECT DISTINCT digest FROM feed_blobname ORDER BY digest"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations"
_FREEZE = "UPDATE feed_identity SET incarnation = ?, is_frozen = 1 WHERE node = ?"
Tell = Callable[[str], None]


class CopyRefused(Exception):
    """A copy cannot be made or put back; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A whole copy on a medium.

    ``digest`` is the SHA-256 of the database file, ``blobs`` how many attachments it names,
    ``bytes_new`` what this copy added to the medium.
    """

    folder: Path
    node: str
    incarnation: int
    at: datetime
    digest: str
    blobs: int
    bytes_new: int


def make_copy(data: Path, medium: Path, at: datetime, tell: Tell) -> Copy:
    """Copy the node in ``data`` to the medium; people go on working meanwhile.

    Raises ``CopyRefused`` where there is no node or no medium, and when the copy is not whole.
    """
    if not (data / DATABASE).is_file():
        raise CopyRefused(
            f"There is no database in {data}. Set GUOL_DATA to the folder of the node; what "
            "lies in PostgreSQL is copied by pg_dump."
        )
    if not medium.is_dir():
        raise CopyRefused(f"{medium} is not there. Is the medium in its place?")
    try:
        node, incarnation = node_in(data)
    except NodeMissing:
        raise CopyRefused(
            f"{data} has a database but not the keys of its node. Put {data / KEYS} back "
            "first: without it nobody knows whose copy this is."
        ) from None
    house = medium / f"{PREFIX}{node}"
    folder = house / f"{at:%Y%m%d-%H%M%S}"
    if folder.exists():
        raise CopyRefused(f"{folder} is there already. Wait a second, then once more.")
    try:
        folder.mkdir(parents=True)
        _copy_database(data / DATABASE, folder / DATABASE)
        _copy_keys(data / KEYS, folder / KEYS)
        digests = _blobs_named(folder / DATABASE)
        bytes_new = (folder / DATABASE).stat().st_size
        for done, digest in enumerate(digests, start=1):
            bytes_new += _copy_blob(digest, data, house)
            if done % EVERY == 0:
                tell(f"{done} of {len(digests)} attachments")
        made = Copy(
            folder=folder,
            node=node,
            incarnation=incarnation,
            at=at,
            digest=_digest_of(folder / DATABASE),
            blobs=len(digests),
            bytes_new=bytes_new,
        )
        _write(folder / ABOUT, _about(made))
        _note_incarnation(house, incarnation)
    except OSError as no:
        raise CopyRefused(
            f"The copy was not finished ({no.strerror or no}). Make room on {medium} or take "
            "another medium, then once more; earlier copies are as they were."
        ) from no
    _write(data / COPIED, json.dumps({"at": at.isoformat(), "on": str(medium)}).encode())
    return made


def copies_on(medium: Path) -> tuple[Copy, ...]:
    """Return the whole copies on a medium, the newest first."""
    found = [_read(each.parent) for each in medium.glob(f"{PREFIX}*/*/{ABOUT}")]
    whole = [each for each in found if each is not None]
    return tuple(sorted(whole, key=lambda copy: copy.at, reverse=True))


def forget_copies(medium: Path, node: str, *, keep: int) -> int:
    """Take all but the newest copies of a node away, with attachments that only they named.

    Copies that were cut off go too. Returns how many were taken away.
    """
    kept = [each for each in copies_on(medium) if each.node == node][:keep]
    house = medium / f"{PREFIX}{node}"
    stay = {each.folder for each in kept}
    gone = [
        each
        for each in house.iterdir()
        if each.is_dir() and each.name[:1] == "2" and each not in stay
    ]
    for each in gone:
        (each / ABOUT).unlink(missing_ok=True)  # first: half a copy must not look whole
        shutil.rmtree(each)
    named = {digest for each in kept for digest in _blobs_named(each.folder / DATABASE)}
    for place in house.glob("blobs/*/*"):
        if place.parent.name + place.name not in named:
            place.unlink()
    return len(gone)


def put_back(copy: Copy, data: Path, known: frozenset[str], tell: Tell) -> tuple[int, int]:
    """Make the node of a copy anew in ``data``; ``known`` are this program's migrations.

    Returns its new incarnation, and how many attachments the medium did not have whole.
    Raises ``CopyRefused`` before anything is written, where a house stands already, the copy
    is damaged, or it comes from a newer program.
    """
    if (data / DATABASE).exists():
        raise CopyRefused(
            f"A house stands in {data} already. Move it aside (nothing is deleted for you), "
            "then once more."
        )
    _refuse_damaged(copy, known)
    house = copy.folder.parent
    incarnation = max(copy.incarnation, _incarnation_noted(house)) + 1
    try:
        _note_incarnation(house, incarnation)
    except OSError as no:
        raise CopyRefused(
            f"{house} cannot be written ({no.strerror}). The medium has to note that a node "
            "went out from it: take its write protection off."
        ) from no
    lacking = 0
    digests = _blobs_named(copy.folder / DATABASE)
    for done, digest in enumerate(digests, start=1):
        lacking += not _fetch_blob(digest, house, data)
        if done % EVERY == 0:
            tell(f"{done} of {len(digests)} attachments")
    _copy_keys(copy.folder / KEYS, data / KEYS)
    write_node(data, copy.node, incarnation)
    arriving = data / f"{DATABASE}.arriving"
    shutil.copyfile(copy.folder / DATABASE, arriving)
    with closing(sqlite3.connect(arriving)) as database, database:
        database.execute(_FREEZE, (incarnation, copy.node))
    arriving.chmod(0o600)
    _sync(arriving)
    arriving.replace(data / DATABASE)  # last: until then there is no house here
    _sync(data)
    return incarnation, lacking


def _refuse_damaged(copy: Copy, known: frozenset[str]) -> None:
    file = copy.folder / DATABASE
    if _digest_of(file) != copy.digest:
        raise CopyRefused(
            f"{file} is not what was written there: the medium is damaged. Take an earlier "
            "copy."
        )
    with _reading(file) as database:
        newer = {name for (name,) in database.execute(_MIGRATIONS)} - known
    ours = sorted(name for name in newer if not name.startswith("django"))
    if ours:
        raise CopyRefused(
            f"The copy comes from a newer program (it knows {ours[-1]}). Install that version "
            "or a later one, then once more."
        )


def _copy_database(source: Path, target: Path) -> None:
    """Copy the database as it stands at one instant; writers go on (SQLite's backup)."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
        told = there.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        raise CopyRefused(f"The database is damaged ({told}). See guol verify.")
    target.chmod(0o600)
    _sync(target)
    _sync(target.parent)


def _copy_keys(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for each in sorted(source.rglob("*")):
        if each.is_file():
            place = target / each.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(each, place)
            place.chmod(0o600)
            _sync(place)
    _sync(target)


def _copy_blob(digest: str, data: Path, house: Path) -> int:
    """Copy one attachment that the medium lacks; return the bytes that were written.

    One that was erased after the database was copied is no fault: it is not there on purpose.
    """
    source, target = _blob(data, digest), _blob(house, digest)
    if target.exists() or not source.exists():
        return 0
    return _carry(source, target)


def _fetch_blob(digest: str, house: Path, data: Path) -> bool:
    """Put one attachment back; False where the medium has it not, or not whole."""
    source, target = _blob(house, digest), _blob(data, digest)
    if target.exists() and _digest_of(target) == digest:
        return True
    if not source.exists() or _digest_of(source) != digest:
        return False
    _carry(source, target)
    return True


def _carry(source: Path, target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=target.parent, prefix="arriving-", delete=False) as arriving:
        place = Path(arriving.name)
    try:
        shutil.copyfile(source, place)
        place.chmod(0o600)
        _sync(place)
        place.replace(target)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    _sync(target.parent)
    return target.stat().st_size


def _blob(root: Path, digest: str) -> Path:
    return root / "blobs" / digest[:2] / digest[2:]


def _blobs_named(file: Path) -> tuple[str, ...]:
    with _reading(file) as database:
        return tuple(digest for (digest,) in database.execute(_NAMED))


def _reading(file: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True))


def _digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _about(copy: Copy) -> bytes:
    told = asdict(copy) | {"folder": copy.folder.name, "at": copy.at.isoformat()}
    return json.dumps(told, indent=1).encode()


def _read(folder: Path) -> Copy | None:
    """Return what a copy says of itself; one that cannot be read is no whole copy."""
    try:
        told = json.loads((folder / ABOUT).read_text())
        return Copy(**told | {"folder": folder, "at": datetime.fromisoformat(told["at"])})
    except (ValueError, TypeError, KeyError):
        return None


def _incarnation_noted(house: Path) -> int:
    place = house / WENT_OUT
    return int(json.loads(place.read_text())["incarnation"]) if place.exists() else 0


def _note_incarnation(house: Path, incarnation: int) -> None:
    if incarnation > _incarnation_noted(house):
        _write(house / WENT_OUT, json.dumps({"incarnation": incarnation}).encode())


def _write(place: Path, content: bytes) -> None:
    arriving = place.with_name(f"{place.name}.arriving")
    arriving.write_bytes(content)
    _sync(arriving)
    arriving.replace(place)
    _sync(place.parent)


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
