"""The hash chain of a feed. Pure.

A body is hashed with the salt of its stream (BLAKE2b, RFC 7693, keyed), so that once body
and salt are erased nothing can be guessed back and the chain still holds.
"""

from hashlib import blake2b

START = bytes(32)


def digest(body: bytes, salt: bytes) -> bytes:
    """Return d(n), 32 bytes: the digest of one body under the salt of its stream."""
    return blake2b(body, digest_size=32, key=salt).digest()


def link(previous: bytes, digest: bytes) -> bytes:
    """Return h(n), 32 bytes: the head of the chain after one more digest."""
    return blake2b(previous + digest, digest_size=32).digest()
