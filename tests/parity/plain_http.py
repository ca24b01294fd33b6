"""Calls that no SDK makes, over plain HTTP, with their errors raised as botocore would."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from botocore.exceptions import ClientError

from tests.parity.rows import Aws


def ask(aws: Aws, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Any:
    """A request without a signature; `path` is the whole rest of the URL, or a URL."""
    split = urlsplit(path if "://" in path else f"{aws.s3.meta.endpoint_url}/{path}")
    connection = http.client.HTTPConnection(split.netloc, timeout=30)
    try:
        target = f"{split.path}?{split.query}" if split.query else split.path
        connection.request(method, target, body=body or None, headers=dict(headers or {}))
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    about = {"HTTPStatusCode": response.status, "HTTPHeaders": dict(response.getheaders())}
    if response.status < 400:
        return {"ResponseMetadata": about, "Body": text}
    raise ClientError({"Error": _error(text, response.status), "ResponseMetadata": about}, method)


def _error(text: str, status: int) -> dict[str, str]:
    if not text.lstrip().startswith("<"):
        return {"Code": str(status), "Message": text}
    root = ElementTree.fromstring(text)
    return {"Code": root.findtext("Code", ""), "Message": root.findtext("Message", "")}
