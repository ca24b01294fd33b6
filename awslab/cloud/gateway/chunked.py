"""The aws-chunked encoding, in which SDKs stream uploads: chunks, each perhaps signed, and headers that trail.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html. The signatures of single chunks are not checked;
the request's own is.
"""

from __future__ import annotations

from collections.abc import Mapping


def is_aws_chunked(headers: Mapping[str, str]) -> bool:
    """Whether the body of a request with these headers (names in lower case) is in chunks."""
    return "aws-chunked" in headers.get("content-encoding", "") or headers.get("x-amz-content-sha256", "").startswith(
        "STREAMING-"
    )


def dechunked(body: bytes) -> tuple[bytes, dict[str, str]]:
    """The bytes that were sent, and the headers that trailed. Raises ValueError when the framing is broken."""
    data = bytearray()
    at = 0
    while True:
        line, at = _line(body, at)
        size = int(line.partition(b";")[0], 16)
        if size == 0:
            return bytes(data), _trailers(body[at:])
        chunk = body[at : at + size]
        if len(chunk) != size:
            raise ValueError("the body ends within a chunk")
        data += chunk
        at += size + 2


def plain_headers(headers: Mapping[str, str], trailers: Mapping[str, str], length: int) -> dict[str, str]:
    """The headers as they would be had the body come in one piece."""
    framing = {"x-amz-decoded-content-length", "x-amz-trailer", "transfer-encoding", "x-amz-content-sha256"}
    plain = {name: value for name, value in headers.items() if name not in framing}
    encodings = [encoding.strip() for encoding in headers.get("content-encoding", "").split(",")]
    plain["content-encoding"] = ", ".join(encoding for encoding in encodings if encoding not in ("", "aws-chunked"))
    if not plain["content-encoding"]:
        del plain["content-encoding"]
    return plain | dict(trailers) | {"content-length": str(length)}


def _line(body: bytes, at: int) -> tuple[bytes, int]:
    end = body.find(b"\r\n", at)
    if end < 0:
        raise ValueError("a chunk has no size")
    return body[at:end], end + 2


def _trailers(rest: bytes) -> dict[str, str]:
    pairs = (line.partition(b":") for line in rest.split(b"\r\n") if b":" in line)
    return {name.decode("latin-1").strip().lower(): value.decode("latin-1").strip() for name, _, value in pairs}
