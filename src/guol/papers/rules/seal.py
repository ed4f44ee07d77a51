#!/usr/bin/env python3
"""Proves a paper of the Gươl by the QR code that is printed on it, without any network.

The house that prints a paper signs what stands on it with the key of its machine (Ed25519, RFC
8032). This file is both: what the house signs and checks with, and a program of its own for
whoever has the paper and the list of machines, which every house offers at /kiem-tra/khoa.json:

    python3 kiem_tra_giay.py --keys khoa.json "HTTPS://…/KIEM-TRA/AEBF…"
    python3 kiem_tra_giay.py --keys khoa.json --number 000.02.99.H47-250630-0012 "AEBF…"
    python3 kiem_tra_giay.py --keys khoa.json --file ban-sao-chung-thuc.pdf

It needs Python 3.11 and `cryptography`, nothing else. It answers in one sentence, and with 0 if
the paper is what was signed, with 1 if not, with 2 if it could not tell.

The code is base32 (RFC 4648, capitals, no filling) of these bytes; numbers are big-endian:
version 1 (1 byte), machine (8), first four bytes of BLAKE2b of its key, kind of paper (1),
minutes of the promised hour since 1970 UTC, 0 for none (4), day of the paper since 1970 (2),
which printing it is, 0 for the first (1), digest of its facts (12), length of its number (1),
the number, and the signature (64) over all that stands before it.

A PDF file bears its code in itself, as the comment ``%GUOL <code>`` on a line before its last
``startxref``. That code is of version 2: its digest is BLAKE2b of 32 bytes over the whole file
without this line, so no byte of the file can be another. (Twelve bytes suffice where the house
alone chooses what is signed; a file is brought by somebody, who could look for two alike.)
"""

import argparse
import json
import re
import struct
import sys
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FACTS_BYTES, FILE_BYTES, PRINT_BYTES, SIGNATURE_BYTES = 12, 32, 4, 64
LONGEST_NUMBER = 60
KINDS = (
    "",
    "receipt",
    "supplement",
    "refusal",
    "apology",
    "stop",
    "control_slip",
    "ledger",
    "reminder",
    "visit_receipt",
    "visit_reminder",
    "certification",
    "certified_file",
)
VIETNAM = timezone(timedelta(hours=7))
_HEADS = {
    version: struct.Struct(f">B8s{PRINT_BYTES}sBIHB{length}sB")
    for version, length in ((1, FACTS_BYTES), (2, FILE_BYTES))
}
_VERSIONS = {FACTS_BYTES: 1, FILE_BYTES: 2}
_LINE, _END = b"%GUOL ", b"startxref"
_IN_FILE = re.compile(_LINE + b"([A-Z2-7]+)\n" + _END)
_FIRST_DAY = date(1970, 1, 1)
_SIGNS = re.compile(r"[A-Z2-7]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a printed paper says of itself.

    ``node`` is the machine that printed it, 16 hex digits; ``due`` is exact to the minute;
    ``facts`` is the digest of what else stands on it, so that a paper can be held against the
    log without its code telling anything of the person.
    """

    node: str
    kind: str
    number: str
    day: date
    due: datetime | None = None
    copy: int = 0
    facts: bytes = bytes(FACTS_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A paper's code, taken apart; nothing of it is proved yet."""

    paper: Paper
    key_print: bytes
    signed: bytes
    signature: bytes


class Verdict(StrEnum):
    """What is found of a paper."""

    RIGHT = "right"
    UNREADABLE = "unreadable"
    UNKNOWN_NODE = "unknown_node"
    WRONG_KEY = "wrong_key"
    TAMPERED = "tampered"
    OTHER_NUMBER = "other_number"
    OTHER_FACTS = "other_facts"
    OTHER_FILE = "other_file"
    FILE_MISSING = "file_missing"


def digest_of(facts: Mapping[str, object]) -> bytes:
    """Return the digest of a paper's facts, whatever their order."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=FACTS_BYTES).digest()


def seal(paper: Paper, public_key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return the code that is printed on a paper.

    Raises ``ValueError`` for a kind that has no number here, or a number that is too long.
    """
    number = paper.number.encode()
    if len(number) > LONGEST_NUMBER:
        raise ValueError(f"{paper.number} is longer than {LONGEST_NUMBER} bytes")
    version = _VERSIONS[len(paper.facts)]
    head = _HEADS[version].pack(
        version,
        bytes.fromhex(paper.node),
        _print_of(public_key),
        KINDS.index(paper.kind),
        int(paper.due.timestamp()) // 60 if paper.due else 0,
        (paper.day - _FIRST_DAY).days,
        min(paper.copy, 255),
        paper.facts,
        len(number),
    )
    signed = head + number
    return _code_of(signed + sign(signed))


def unseal(text: str) -> Sealed | None:
    """Take a code apart, or the address in which it stands; None for anything else."""
    code = text.strip().rstrip("/").rpartition("/")[2].upper().replace(" ", "")
    if not _SIGNS.fullmatch(code):
        return None
    try:
        raw = b32decode(code + "=" * (-len(code) % 8))
    except NotBase32:
        return None
    head = _HEADS.get(raw[0]) if raw else None
    if head is None or len(raw) < head.size + SIGNATURE_BYTES:
        return None
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    _version, node, key_print, kind, due, day, copy, facts, length = head.unpack_from(signed)
    if not 0 < kind < len(KINDS) or len(signed) != head.size + length:
        return None
    try:
        number = signed[head.size :].decode()
        promised = datetime.fromtimestamp(due * 60, UTC) if due else None
    except (UnicodeDecodeError, ValueError, OverflowError):
        return None
    paper = Paper(
        node=node.hex(),
        kind=KINDS[kind],
        number=number,
        due=promised,
        day=_FIRST_DAY + timedelta(days=day),
        copy=copy,
        facts=facts,
    )
    return Sealed(paper=paper, key_print=key_print, signed=signed, signature=signature)


def judge(
    sealed: Sealed | None,
    keys: Mapping[str, Sequence[bytes]],
    *,
    number: str = "",
    facts: bytes = b"",
) -> Verdict:
    """Say what a code proves.

    ``keys`` are the public keys of each machine that is known, 32 bytes each; ``number`` is
    what stands on the paper in letters, ``facts`` the digest of what it ought to say.
    """
    if sealed is None:
        return Verdict.UNREADABLE
    signer = _signer(sealed, keys)
    if signer is not Verdict.RIGHT:
        return signer
    if not facts and len(sealed.paper.facts) == FILE_BYTES:
        return Verdict.FILE_MISSING
    if number and _bare(number) != _bare(sealed.paper.number):
        return Verdict.OTHER_NUMBER
    if facts and facts != sealed.paper.facts:
        return Verdict.OTHER_FACTS
    return Verdict.RIGHT


def file_digest(content: bytes) -> bytes:
    """Return the digest of a file that bears no code."""
    return blake2b(content, digest_size=FILE_BYTES).digest()


def with_code(content: bytes, code: str) -> bytes:
    """Return a PDF with its code in it. Raises ``ValueError`` for what has no end of a PDF."""
    place = content.rfind(_END)
    if place < 0:
        raise ValueError("this is no whole PDF")
    return content[:place] + _LINE + code.encode() + b"\n" + content[place:]


def of_file(content: bytes) -> tuple[Sealed | None, bytes]:
    """Return the code that a file bears, taken apart, and the digest of the rest of it.

    A code that is written in another way than a house writes it is none: it is of the file.
    """
    found = None
    for found in _IN_FILE.finditer(content):  # noqa: B007  the last one counts
        pass
    if found is None:
        return None, file_digest(content)
    rest = content[: found.start()] + content[found.end(1) + 1 :]
    sealed = unseal(found[1].decode())
    if sealed is None or _code_of(sealed.signed + sealed.signature) != found[1].decode():
        return None, file_digest(content)
    return sealed, file_digest(rest)


def judge_file(
    content: bytes, keys: Mapping[str, Sequence[bytes]]
) -> tuple[Verdict, Sealed | None]:
    """Say whether a file is byte for byte what a machine signed; and what its code says."""
    sealed, digest = of_file(content)
    verdict = judge(sealed, keys, facts=digest)
    return (Verdict.OTHER_FILE if verdict is Verdict.OTHER_FACTS else verdict), sealed


def _code_of(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=")


def _signer(sealed: Sealed, keys: Mapping[str, Sequence[bytes]]) -> Verdict:
    """Say whether the machine that is named signed it."""
    of_node = keys.get(sealed.paper.node)
    if not of_node:
        return Verdict.UNKNOWN_NODE
    key = next((each for each in of_node if _print_of(each) == sealed.key_print), None)
    if key is None:
        return Verdict.WRONG_KEY
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(sealed.signature, sealed.signed)
    except InvalidSignature:
        return Verdict.TAMPERED
    return Verdict.RIGHT


def _print_of(public_key: bytes) -> bytes:
    return blake2b(public_key, digest_size=PRINT_BYTES).digest()


def _bare(number: str) -> str:
    return re.sub(r"\s", "", number).upper()


NAMES = {
    "": "Giấy tờ",
    "receipt": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "supplement": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "refusal": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "apology": "Văn bản xin lỗi, hẹn lại ngày trả kết quả",
    "stop": "Thông báo dừng giải quyết hồ sơ",
    "control_slip": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "ledger": "Sổ theo dõi hồ sơ",
    "reminder": "Phiếu nhắc hẹn",
    "visit_receipt": "Giấy tiếp nhận nhiều hồ sơ nộp cùng một lượt",
    "visit_reminder": "Phiếu nhắc hẹn cho nhiều hồ sơ",
    "certification": "Lời chứng",
    "certified_file": "Bản sao chứng thực điện tử",
}
SENTENCES = {
    Verdict.RIGHT: (
        "ĐÚNG. {name} số {number}, lập ngày {day}{copy}{due}, do máy {node} ký. "
        "Hãy so số và giờ này với chữ in trên giấy."
    ),
    Verdict.UNREADABLE: (
        "KHÔNG ĐỌC ĐƯỢC. Đây không phải mã của giấy do Gươl in, hoặc mã bị thiếu. "
        "Hãy quét lại, giữ giấy phẳng và đủ sáng."
    ),
    Verdict.UNKNOWN_NODE: (
        "CHƯA KẾT LUẬN ĐƯỢC. Giấy ghi là do máy {node} in, nhưng danh sách khóa không có máy "
        "này. Hãy lấy danh sách mới nhất tại /kiem-tra/khoa.json của cơ quan."
    ),
    Verdict.WRONG_KEY: (
        "SAI KHÓA. Giấy ghi là do máy {node} in, nhưng được ký bằng khóa không phải của máy "
        "đó. Đừng tin giấy này; hãy hỏi cơ quan ghi trên giấy."
    ),
    Verdict.TAMPERED: (
        "ĐÃ BỊ SỬA. Chữ ký không khớp với nội dung của mã: nội dung bị thay đổi sau khi ký. "
        "Đừng tin giấy này; hãy hỏi cơ quan ghi trên giấy."
    ),
    Verdict.OTHER_NUMBER: (
        "SỐ BỊ THAY. Mã được ký cho số {number}, không phải số in trên giấy: "
        "mã này lấy từ giấy khác, hoặc số trên giấy đã bị sửa."
    ),
    Verdict.OTHER_FACTS: (
        "NỘI DUNG KHÁC. Chữ ký đúng cho số {number}, nhưng những điều ghi trên giấy "
        "không phải những điều đã ký."
    ),
    Verdict.FILE_MISSING: (
        "CẦN CÓ TỆP. Mã này nằm trong tệp số {number} và chỉ chứng tỏ điều gì khi kiểm tra "
        "cùng với tệp. Hãy kiểm tra chính tệp đó."
    ),
    Verdict.OTHER_FILE: (
        "TỆP ĐÃ BỊ SỬA. Tệp mang chữ ký cho số {number}, nhưng nội dung tệp không phải "
        "nội dung đã ký. Đừng tin tệp này; hãy hỏi cơ quan ghi trong tệp."
    ),
}
WITHOUT_CODE = (
    "KHÔNG CÓ CHỮ KÝ. Tệp này không mang chữ ký của Gươl, hoặc chữ ký đã bị sửa: "
    "không có gì chứng tỏ tệp là thật. Hãy xin lại tệp gốc, đừng in rồi quét lại."
)


def sentence_of(verdict: Verdict, sealed: Sealed | None) -> str:
    """Return what is found of a paper as a sentence, for whoever holds it."""
    paper = sealed.paper if sealed else Paper(node="", kind="", number="", day=_FIRST_DAY)
    due = f"{paper.due.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if paper.due else ""
    return SENTENCES[verdict].format(
        name=NAMES[paper.kind],
        number=paper.number,
        node=paper.node,
        day=f"{paper.day:%d/%m/%Y}",
        due=f", hẹn trả {due}" if due else "",
        copy=f" (in lại lần {paper.copy})" if paper.copy else "",
    )


def read_keys(text: str) -> dict[str, list[bytes]]:
    """Return the keys in a list of machines: {"nodes": {"<machine>": ["<64 hex digits>"]}}.

    Raises ``ValueError`` when it is no such list.
    """
    try:
        nodes = json.loads(text)["nodes"]
        return {node: [bytes.fromhex(key) for key in keys] for node, keys in nodes.items()}
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("no list of machines") from fault


def main(words: Sequence[str] | None = None) -> int:
    """Check one paper, or one file, from the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("code", nargs="?", default="", help="what the QR code says")
    parser.add_argument("--file", default="", help="a PDF that bears its code in itself")
    parser.add_argument("--keys", required=True, help="the list of machines (khoa.json)")
    parser.add_argument("--number", default="", help="the number printed on the paper")
    parser.add_argument("--facts", default="", help="a JSON file with what the paper says")
    given = parser.parse_args(words)
    try:
        keys = read_keys(Path(given.keys).read_text(encoding="utf-8"))
        facts = json.loads(Path(given.facts).read_text("utf-8")) if given.facts else None
        content = Path(given.file).read_bytes() if given.file else b""
    except (OSError, ValueError) as fault:
        sys.stderr.write(f"Không đọc được tệp: {fault}\n")
        return 2
    if given.file:
        verdict, sealed = judge_file(content, keys)
        return _told(verdict, WITHOUT_CODE if sealed is None else sentence_of(verdict, sealed))
    sealed = unseal(given.code)
    digest = b"" if facts is None else digest_of(facts)
    verdict = judge(sealed, keys, number=given.number, facts=digest)
    return _told(verdict, sentence_of(verdict, sealed))


def _told(verdict: Verdict, sentence: str) -> int:
    sys.stdout.write(sentence + "\n")
    if verdict in {Verdict.UNREADABLE, Verdict.UNKNOWN_NODE, Verdict.FILE_MISSING}:
        return 2
    return 0 if verdict is Verdict.RIGHT else 1


if __name__ == "__main__":
    sys.exit(main())
