"""Encryption with keys of customers (SSE-C); recorded from the real service.

moto keeps nothing of it: what an object was encrypted with is remembered by `runtime.moto_objects`.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any
from urllib.parse import unquote

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.digests import digest
from awslab.cloud.s3.stored import GUIDE, argument, invalid, is_marker, upload, version

_SOURCE = GUIDE + "ServerSideEncryptionCustomerKeys.html"
_READS = ("GetObject", "HeadObject", "GetObjectAttributes")
_WRITES = ("PutObject", "CreateMultipartUpload", "CopyObject")
_HEADER, _SOURCE_HEADER = "x-amz-server-side-encryption-customer-", "x-amz-copy-source-server-side-encryption-customer-"
_WITH = "Requests specifying Server Side Encryption with Customer provided keys must provide"
_NEEDED = invalid(
    "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve "
    "the object."
)
_WRONG = Refusal("AccessDenied", f"{_WITH} the correct secret key.", 403)


@guard("s3", *_WRITES, *_READS, source=_SOURCE)
def keys_of_customers_are_whole(request: AwsRequest, _: State) -> Refusal | None:
    """AES256, a key of 256 bits, its MD5; not together with another encryption."""
    headers = request.headers
    given = {name: headers.get(_HEADER + name) for name in ("algorithm", "key", "key-md5")}
    if not any(given.values()):
        return None
    if request.operation in _WRITES and headers.get("x-amz-server-side-encryption"):
        words = "Server Side Encryption with Customer provided key is incompatible with the encryption method specified"
        return argument(words)
    return _incomplete(given["algorithm"], given["key"], given["key-md5"], read=request.operation in _READS)


def _incomplete(algorithm: str | None, key: str | None, md5: str | None, *, read: bool) -> Refusal | None:
    if algorithm is None:
        return argument(f"{_WITH} a valid encryption algorithm.")
    if algorithm != "AES256":
        message = "The Encryption request you specified is not valid. Supported value: AES256."
        return Refusal("InvalidEncryptionAlgorithmError", message, 400)
    if key is None:
        return argument(f"{_WITH} an appropriate secret key.")
    secret = _decoded(key)
    if md5 is None and read:
        return _WRONG
    if md5 is None or len(secret) != 32:
        return argument("The secret key was invalid for the specified algorithm.")
    if digest("md5", secret) != md5:
        return argument("The calculated MD5 hash of the key did not match the hash that was provided.")
    return None


@guard("s3", *_READS, source=_SOURCE)
def what_was_encrypted_is_read_with_its_key(request: AwsRequest, state: State) -> Refusal | None:
    """The key of the upload, and no other."""
    kept = version(request, state)
    if kept is None or is_marker(kept):
        return None
    return _unfit(getattr(kept, "customer_key_md5", None), request.headers.get(_HEADER + "key-md5"))


@guard("s3", "CopyObject", source=_SOURCE)
def a_copy_is_read_with_the_key_of_its_source(request: AwsRequest, state: State) -> Refusal | None:
    """By headers of their own."""
    path = unquote(str(request.parameters.get("CopySource", ""))).lstrip("/").partition("?")[0]
    found = state.bucket(path.partition("/")[0])
    kept = found.keys.get(path.partition("/")[2]) if found is not None else None
    algorithm, md5 = (request.headers.get(_SOURCE_HEADER + name) for name in ("algorithm", "key-md5"))
    if algorithm is not None and algorithm != "AES256":
        return _incomplete(algorithm, None, None, read=True)
    return None if kept is None else _unfit(getattr(kept, "customer_key_md5", None), md5)


@guard("s3", "UploadPart", source=_SOURCE)
def parts_are_encrypted_as_their_upload(request: AwsRequest, state: State) -> Refusal | None:
    """With the key that the upload was begun with, or without one."""
    begun, given = upload(request, state), request.headers.get(_HEADER + "key-md5")
    if begun is None:
        return None
    expected = getattr(begun, "customer_key_md5", None)
    if bool(expected) != bool(given):
        words = "The multipart upload initiate requested encryption. Subsequent part requests must include the"
        return invalid(f"{words} appropriate encryption parameters.")
    if expected != given:
        return invalid("The provided encryption parameters did not match the ones used originally.")
    return None


def _unfit(expected: Any, given: str | None) -> Refusal | None:
    if expected and given is None:
        return _NEEDED
    return _WRONG if expected and expected != given else None


def _decoded(key: str) -> bytes:
    try:
        return b64decode(key)
    except (binascii.Error, ValueError):
        return b""
