"""Encryption with keys of customers (SSE-C); recorded from the real service.

moto keeps nothing of it: what an object was encrypted with is remembered by life/object_facts.py. S3 looks at these
keys after locks, so these guards are of phase STATE.
"""

from __future__ import annotations

import binascii
from base64 import b64decode

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.digests import digest
from awslab.cloud.s3.refusals import GUIDE, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import current_source, requested_object, requested_upload
from awslab.cloud.s3.state import customer_key_md5

_SOURCE = GUIDE + "ServerSideEncryptionCustomerKeys.html"
_READS = ("GetObject", "HeadObject", "GetObjectAttributes")
_WRITES = ("PutObject", "CreateMultipartUpload", "CopyObject")
_HEADER, _SOURCE_HEADER = "x-amz-server-side-encryption-customer-", "x-amz-copy-source-server-side-encryption-customer-"
_WITH = "Requests specifying Server Side Encryption with Customer provided keys must provide"
_KEY_REQUIRED = invalid_request(
    "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve "
    "the object."
)
_WRONG = Refusal("AccessDenied", f"{_WITH} the correct secret key.", 403)


@guard("s3", *_WRITES, *_READS, phase=Phase.STATE, source=_SOURCE)
def customer_key_is_complete(request: AwsRequest, _: State) -> Refusal | None:
    """A customer's key is for AES256, has 256 bits and comes with its MD5; not together with another encryption."""
    headers = request.headers
    key_headers = {name: headers.get(_HEADER + name) for name in ("algorithm", "key", "key-md5")}
    if not any(key_headers.values()):
        return None
    if request.operation in _WRITES and headers.get("x-amz-server-side-encryption"):
        return invalid_argument(
            "Server Side Encryption with Customer provided key is incompatible with the encryption method specified"
        )
    algorithm, key, md5 = (key_headers[name] for name in ("algorithm", "key", "key-md5"))
    return _incomplete(algorithm, key, md5, is_read=request.operation in _READS)


def _incomplete(algorithm: str | None, key: str | None, md5: str | None, *, is_read: bool) -> Refusal | None:
    if algorithm is None:
        return invalid_argument(f"{_WITH} a valid encryption algorithm.")
    if algorithm != "AES256":
        message = "The Encryption request you specified is not valid. Supported value: AES256."
        return Refusal("InvalidEncryptionAlgorithmError", message, 400)
    if key is None:
        return invalid_argument(f"{_WITH} an appropriate secret key.")
    secret = _decoded(key)
    if md5 is None and is_read:
        return _WRONG
    if md5 is None or len(secret) != 32:
        return invalid_argument("The secret key was invalid for the specified algorithm.")
    if digest("md5", secret) != md5:
        return invalid_argument("The calculated MD5 hash of the key did not match the hash that was provided.")
    return None


@guard("s3", *_READS, phase=Phase.STATE, source=_SOURCE)
def object_is_read_with_its_customer_key(request: AwsRequest, state: State) -> Refusal | None:
    """An object is read with the key that it was written with, and no other."""
    s3_object = requested_object(request, state)
    return (
        None if s3_object is None else _mismatch(customer_key_md5(s3_object), request.headers.get(_HEADER + "key-md5"))
    )


@guard("s3", "CopyObject", phase=Phase.STATE, source=_SOURCE)
def copy_source_is_read_with_its_customer_key(request: AwsRequest, state: State) -> Refusal | None:
    """The source of a copy is read with the key that it was written with, which has headers of its own."""
    version = current_source(request, state)
    algorithm, md5 = (request.headers.get(_SOURCE_HEADER + name) for name in ("algorithm", "key-md5"))
    if algorithm is not None and algorithm != "AES256":
        return _incomplete(algorithm, None, None, is_read=True)
    return None if version is None else _mismatch(customer_key_md5(version), md5)


@guard("s3", "UploadPart", phase=Phase.STATE, source=_SOURCE)
def part_is_encrypted_as_its_upload(request: AwsRequest, state: State) -> Refusal | None:
    """A part is encrypted with the key that its upload was begun with, or without one."""
    upload, actual = requested_upload(request, state), request.headers.get(_HEADER + "key-md5")
    if upload is None:
        return None
    expected = customer_key_md5(upload)
    if bool(expected) != bool(actual):
        return invalid_request(
            "The multipart upload initiate requested encryption. Subsequent part requests must include the "
            "appropriate encryption parameters."
        )
    if expected != actual:
        return invalid_request("The provided encryption parameters did not match the ones used originally.")
    return None


def _mismatch(expected: str | None, actual: str | None) -> Refusal | None:
    if expected and actual is None:
        return _KEY_REQUIRED
    return _WRONG if expected and expected != actual else None


def _decoded(key: str) -> bytes:
    try:
        return b64decode(key)
    except (binascii.Error, ValueError):
        return b""
