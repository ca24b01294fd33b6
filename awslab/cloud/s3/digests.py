"""The checksums of Amazon S3, for bodies in memory (pure).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
"""

from __future__ import annotations

import binascii
import hashlib
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache

_CASTAGNOLI = 0x82F63B78
_NVME = 0x9A6C9329AC4BC9B5
"""Polynomials with their bits reversed, as the tables need them."""


@cache
def _table(polynomial: int) -> tuple[int, ...]:
    def entry(value: int) -> int:
        for _ in range(8):
            value = (value >> 1) ^ polynomial if value & 1 else value >> 1
        return value

    return tuple(entry(value) for value in range(256))


def _crc(polynomial: int, bits: int, body: bytes) -> bytes:
    table, mask = _table(polynomial), (1 << bits) - 1
    value = mask
    for byte in body:
        value = (value >> 8) ^ table[(value ^ byte) & 0xFF]
    return (value ^ mask).to_bytes(bits // 8, "big")


_DIGESTS: dict[str, tuple[int, Callable[[bytes], bytes]]] = {
    "crc32": (4, lambda body: zlib.crc32(body).to_bytes(4, "big")),
    "crc32c": (4, lambda body: _crc(_CASTAGNOLI, 32, body)),
    "crc64nvme": (8, lambda body: _crc(_NVME, 64, body)),
    "sha1": (20, lambda body: hashlib.sha1(body).digest()),
    "sha256": (32, lambda body: hashlib.sha256(body).digest()),
    "md5": (16, lambda body: hashlib.md5(body).digest()),
}

ALGORITHMS = ("crc32", "crc32c", "crc64nvme", "sha1", "sha256")
"""As headers name them: `x-amz-checksum-<algorithm>`."""


def is_digest(algorithm: str, text: str) -> bool:
    """Whether a text is base64 of as many bytes as the algorithm gives."""
    try:
        return len(b64decode(text, validate=True)) == _DIGESTS[algorithm][0]
    except (binascii.Error, ValueError):
        return False


def digest(algorithm: str, body: bytes) -> str:
    """Return a body's checksum in base64."""
    return b64encode(_DIGESTS[algorithm][1](body)).decode()
