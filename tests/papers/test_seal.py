"""Seals: what was signed is read back, and whatever was changed is told in a sentence."""

import json
import subprocess
import sys
from base64 import b32decode, b32encode
from datetime import UTC, date, datetime, timedelta
from shutil import copyfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from guol.papers.rules import seal as sealing
from guol.papers.rules.seal import KINDS, Paper, Verdict, judge, seal, sentence_of, unseal

HERE, ELSEWHERE = "5f0c7a9e3b1d2486", "00aa11bb22cc33dd"
OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THEIRS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
NUMBER = "000.02.99.H47-250630-0012"


def public(key):
    return key.public_key().public_bytes_raw()


KEYS = {HERE: [public(OURS)]}
FACTS = {"applicant": "A Viết Minh", "reason": "Ảnh mờ"}


def a_paper(**changes):
    told = {
        "node": HERE,
        "kind": "receipt",
        "number": NUMBER,
        "day": date(2025, 6, 30),
        "due": datetime(2025, 6, 30, 10, tzinfo=UTC),
        "facts": sealing.digest_of(FACTS),
    }
    return Paper(**told | changes)


def a_code(paper=None, key=OURS):
    return seal(paper or a_paper(), public(key), key.sign)


def bytes_of(code):
    return bytearray(b32decode(code + "=" * (-len(code) % 8)))


def code_of(raw):
    return b32encode(bytes(raw)).decode().rstrip("=")


papers = st.builds(
    Paper,
    node=st.binary(min_size=8, max_size=8).map(bytes.hex),
    kind=st.sampled_from(KINDS[1:]),
    number=st.text(max_size=15),
    day=st.dates(date(1970, 1, 1), date(2149, 1, 1)),
    due=st.none()
    | st.integers(1, 2**31).map(
        lambda m: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
    ),
    copy=st.integers(0, 255),
    facts=st.binary(min_size=12, max_size=12),
)


@given(papers)
def test_what_was_sealed_is_read_back(paper):
    found = unseal(seal(paper, public(OURS), OURS.sign))
    assert found.paper == paper
    assert judge(found, {paper.node: [public(OURS)]}) is Verdict.RIGHT


@given(papers, st.data())
def test_no_bit_can_be_changed(paper, data):
    raw = bytes_of(seal(paper, public(OURS), OURS.sign))
    place = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[place // 8] ^= 1 << place % 8
    found = unseal(code_of(raw))
    assert judge(found, {paper.node: [public(OURS)]}) is not Verdict.RIGHT


def test_a_promise_in_no_calendar_is_no_code():
    raw = bytes_of(a_code())
    raw[14:18] = b"\xff\xff\xff\xff"
    assert unseal(code_of(raw)) is None


@given(st.text(max_size=300))
def test_anything_may_be_typed(text):
    found = unseal(text)
    assert found is None or judge(found, KEYS) is not Verdict.RIGHT


def test_a_code_fits_a_qr_code_of_capitals_and_is_read_from_its_address():
    code = a_code()
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert len(code) <= 210
    for typed in (
        f"HTTPS://HOUSE.VN/KIEM-TRA/{code}",
        f"https://house.vn/kiem-tra/{code.lower()}/",
        f"  {code[:40]} {code[40:]} ",
    ):
        assert unseal(typed) == unseal(code)


CHANGED = bytes_of(a_code())
CHANGED[20] ^= 1  # the promised hour
PDF = b"%PDF-1.7\n1 0 obj\n" + bytes(range(200)) + b"\nstartxref\n9\n%%EOF\n"


def a_file(content=PDF, key=OURS, **changes):
    told = {"kind": "certified_file", "facts": sealing.file_digest(content), "due": None}
    return sealing.with_code(content, a_code(a_paper(**told | changes), key))


CASES = {
    Verdict.RIGHT: (a_code(), {}),
    Verdict.UNREADABLE: (a_code()[:-9], {}),
    Verdict.UNKNOWN_NODE: (a_code(a_paper(node=ELSEWHERE)), {}),
    Verdict.WRONG_KEY: (a_code(key=THEIRS), {}),
    Verdict.TAMPERED: (code_of(CHANGED), {}),
    Verdict.OTHER_NUMBER: (a_code(), {"number": NUMBER[:-1] + "3"}),
    Verdict.FILE_MISSING: (a_code(a_paper(facts=sealing.file_digest(PDF))), {}),
    Verdict.OTHER_FACTS: (a_code(), {"facts": sealing.digest_of(FACTS | {"reason": "Khác"})}),
}


@pytest.mark.parametrize("verdict", CASES)
def test_every_fault_has_its_own_verdict_and_sentence(verdict):
    code, asked = CASES[verdict]
    found = unseal(code)
    assert judge(found, KEYS, **asked) is verdict
    sentence = sentence_of(verdict, found)
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_a_number_is_compared_as_people_type_it():
    found = unseal(a_code())
    assert judge(found, KEYS, number=" 000.02.99.h47-250630- 0012") is Verdict.RIGHT


def test_facts_have_one_digest_in_any_order():
    turned = dict(reversed(FACTS.items()))
    assert sealing.digest_of(turned) == sealing.digest_of(FACTS)


def test_a_number_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="longer"):
        a_code(a_paper(number="x" * 61))


def test_a_signed_file_is_right_and_its_end_is_still_a_pdf():
    verdict, sealed = sealing.judge_file(a_file(), KEYS)
    assert (verdict, sealed.paper.number) == (Verdict.RIGHT, NUMBER)
    assert a_file().endswith(b"\nstartxref\n9\n%%EOF\n")
    assert sentence_of(verdict, sealed).startswith("ĐÚNG. Bản sao chứng thực điện tử")


def test_no_byte_of_a_signed_file_can_be_changed_left_out_or_added():
    whole = a_file()
    for place in range(len(whole)):
        for other in (whole[place] ^ 1, whole[place] ^ 0x20):
            changed = whole[:place] + bytes([other]) + whole[place + 1 :]
            assert sealing.judge_file(changed, KEYS)[0] is not Verdict.RIGHT, place
        for changed in (
            whole[:place] + whole[place + 1 :],
            whole[:place] + b" " + whole[place:],
        ):
            assert sealing.judge_file(changed, KEYS)[0] is not Verdict.RIGHT, place


def test_what_became_of_a_file_is_told_in_a_sentence():
    changed = a_file().replace(b"1 0 obj", b"2 0 obj")
    verdict, sealed = sealing.judge_file(changed, KEYS)
    assert verdict is Verdict.OTHER_FILE
    assert NUMBER in sentence_of(verdict, sealed)
    assert sealing.judge_file(PDF, KEYS) == (Verdict.UNREADABLE, None)
    assert sealing.judge_file(a_file(key=THEIRS), KEYS)[0] is Verdict.WRONG_KEY
    assert sealing.judge_file(a_file(node=ELSEWHERE), KEYS)[0] is Verdict.UNKNOWN_NODE
    with pytest.raises(ValueError, match="no whole PDF"):
        a_file(b"%PDF-1.7 cut off")


@given(st.binary(max_size=300))
def test_any_file_may_be_brought(content):
    assert sealing.judge_file(content, KEYS)[0] is not Verdict.RIGHT
    if content:
        assert sealing.judge_file(content + a_file(), KEYS)[0] is Verdict.OTHER_FILE


def test_a_code_from_one_file_proves_no_other():
    code = sealing.of_file(a_file())[0]
    assert code is not None
    other = PDF.replace(b"obj", b"OBJ")
    line = a_file()[len(PDF) - len(b"startxref\n9\n%%EOF\n") : -len(b"startxref\n9\n%%EOF\n")]
    assert sealing.judge_file(other.replace(b"startxref", line + b"startxref"), KEYS)[0] is (
        Verdict.OTHER_FILE
    )


@pytest.fixture
def alone(tmp_path):
    """The verifier as a file of its own, far from the house."""
    copyfile(sealing.__file__, tmp_path / "kiem_tra_giay.py")
    listed = {node: [key.hex() for key in keys] for node, keys in KEYS.items()}
    (tmp_path / "khoa.json").write_text(json.dumps({"nodes": listed}))
    (tmp_path / "facts.json").write_text(json.dumps(FACTS))

    def ask(*words):
        call = [sys.executable, "-I", "kiem_tra_giay.py", "--keys", "khoa.json", *words]
        return subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)

    return ask


@pytest.mark.parametrize(
    ("words", "status", "begins"),
    [
        (["--number", NUMBER, "--facts", "facts.json", a_code()], 0, "ĐÚNG"),
        (["--number", "000.02.99.H47-250630-0013", a_code()], 1, "SỐ BỊ THAY"),
        ([CASES[Verdict.TAMPERED][0]], 1, "ĐÃ BỊ SỬA"),
        (["hello"], 2, "KHÔNG ĐỌC ĐƯỢC"),
    ],
)
def test_the_verifier_works_alone(alone, words, status, begins):
    done = alone(*words)
    assert done.stdout.startswith(begins), done.stderr
    assert done.returncode == status


@pytest.mark.parametrize(
    ("content", "status", "begins"),
    [
        (a_file(), 0, "ĐÚNG"),
        (a_file().replace(b"1 0 obj", b"2 0 obj"), 1, "TỆP ĐÃ BỊ SỬA"),
        (PDF, 2, "KHÔNG CÓ CHỮ KÝ"),
    ],
)
def test_the_verifier_proves_a_file_alone(alone, tmp_path, content, status, begins):
    (tmp_path / "copy.pdf").write_bytes(content)
    done = alone("--file", "copy.pdf")
    assert done.stdout.startswith(begins), done.stderr
    assert done.returncode == status


def test_the_verifier_runs_in_this_process_too(tmp_path, capsys):
    listed = tmp_path / "khoa.json"
    listed.write_text(json.dumps({"nodes": {HERE: [public(OURS).hex()]}}))
    assert sealing.main(["--keys", str(listed), a_code()]) == 0
    assert NUMBER in capsys.readouterr().out
    assert sealing.main(["--keys", str(listed), CASES[Verdict.WRONG_KEY][0]]) == 1
    assert "SAI KHÓA" in capsys.readouterr().out
    assert sealing.main(["--keys", str(listed), CASES[Verdict.UNKNOWN_NODE][0]]) == 2
    assert "CHƯA KẾT LUẬN ĐƯỢC" in capsys.readouterr().out
    assert sealing.main(["--keys", str(tmp_path / "none"), a_code()]) == 2
    listed.write_text("[]")
    assert sealing.main(["--keys", str(listed), a_code()]) == 2
