"""Compressed payloads of APIs with a minimum compression size (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace

from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.gateway.request import AwsResponse

_CODINGS = ("gzip", "deflate", "identity")


class UnsupportedCodingError(Exception):
    """The request is compressed otherwise than it says, or in a way that API Gateway does not know."""


def decompressed(arrival: Arrival, largest: int) -> Arrival:
    """Return the request without its compression; what is larger than `largest` bytes is cut behind them.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
    Raises UnsupportedCodingError.
    """
    coding = (arrival.header("content-encoding") or "identity").strip().lower()
    if coding == "identity" or not arrival.body:
        return arrival
    if coding not in _CODINGS:
        raise UnsupportedCodingError(coding)
    try:
        body = zlib.decompressobj(wbits=47).decompress(arrival.body, largest + 1)  # either format, told by its header
    except zlib.error as error:
        raise UnsupportedCodingError(coding) from error
    headers = [(name, value) for name, value in arrival.headers if name.lower() != "content-encoding"]
    return replace(arrival, headers=headers, body=body)


def compressed(arrival: Arrival, response: AwsResponse, smallest: int) -> AwsResponse:
    """Return the answer, compressed as the client prefers, when it is large enough and not compressed already.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
    """
    coding = _preferred(arrival.header("accept-encoding") or "")
    has_one = any(name.lower() == "content-encoding" for name, _ in response.lines)
    if coding not in ("gzip", "deflate") or has_one or len(response.body) < smallest:
        return response
    body = gzip.compress(response.body, mtime=0) if coding == "gzip" else zlib.compress(response.body)
    return replace(response, body=body, lines=[*response.lines, ("Content-Encoding", coding)])


def _preferred(accept_encoding: str) -> str:
    """Return the first of the codings with the highest quality."""
    best, quality = "", 0.0
    for coding in accept_encoding.lower().split(","):
        name, _, parameters = coding.strip().partition(";")
        try:
            weight = float(parameters.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        if name and weight > quality:
            best, quality = name.strip(), weight
    return best
