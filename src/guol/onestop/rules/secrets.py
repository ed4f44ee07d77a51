"""The secret that lets an applicant follow a dossier: made, read as typed, recognised.

Twelve signs of Crockford's alphabet (60 bits) that are read aloud and typed without mistakes.
The log keeps a fingerprint only; the secret itself is made again from the machine's own key.
"""

from hashlib import blake2b

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS = 12
_BITS = 5
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def secret_of(dossier: str, pepper: bytes) -> str:
    """Return the secret of a dossier on the machine whose key is ``pepper``, in three groups.

    >>> len(secret_of("dossier/1", b"k").replace("-", ""))
    12
    """
    number = int.from_bytes(blake2b(dossier.encode(), key=pepper[:64], digest_size=8).digest())
    signs = "".join(ALPHABET[(number >> (_BITS * place)) & 31] for place in range(SIGNS))
    return "-".join(signs[start : start + 4] for start in range(0, SIGNS, 4))


def read_secret(typed: str) -> str:
    """Return what was typed as it was meant: large letters, no dashes, no look-alikes.

    >>> read_secret(" k7qf 2m9x-tbol ")
    'K7QF2M9XTB01'
    """
    letters = typed.upper().translate(_LOOKS_LIKE)
    return "".join(letter for letter in letters if letter in ALPHABET)


def fingerprint(dossier: str, secret: str) -> str:
    """Return what the log keeps of a secret; typed differently it is the same."""
    read = read_secret(secret).encode()
    return blake2b(read, key=dossier.encode()[:64], digest_size=16).hexdigest()


def reference_of(dossier: str) -> str:
    """Return the short name under which a dossier without number is spoken of.

    >>> reference_of("dossier/3f09ab127c55")
    'NOP-3F09-AB12-7C55'
    """
    signs = dossier.rpartition("/")[2][:12].upper()
    return "-".join(["NOP", *(signs[start : start + 4] for start in range(0, 12, 4))])
