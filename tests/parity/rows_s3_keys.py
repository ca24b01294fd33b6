"""S3: encryption with keys of customers, as recorded from the real service."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.rows_s3_uploads import Upload
from tests.parity.s3_answers import bucket

_S3 = "s3/test_s3"
_KEY, _OTHER, _SHORT = b"k" * 32, b"o" * 32, b"s" * 16


def _md5(key: bytes) -> str:
    return b64encode(hashlib.md5(key).digest()).decode()


def customer(key: bytes = _KEY, **changed: Any) -> dict[str, Any]:
    """The members that encrypt with a key of the customer; None leaves one out."""
    given = {
        "SSECustomerAlgorithm": "AES256",
        "SSECustomerKey": b64encode(key).decode(),
        "SSECustomerKeyMD5": _md5(key),
    } | changed
    return {name: value for name, value in given.items() if value is not None}


def _header(name: str) -> str:
    return "x-amz-server-side-encryption-customer-" + name


def raw(aws: Aws, operation: str, **headers: str | None) -> Any:
    """The S3 client, which sends these SSE-C headers in the place of botocore's own (None: leaves one out)."""
    client = aws.elsewhere("s3", aws.region)

    def change(request: Any, **_: Any) -> None:
        for name, value in headers.items():
            whole = _header(name.replace("_", "-"))
            del request.headers[whole]
            if value is not None:
                request.headers[whole] = value

    client.meta.events.register_first(f"before-sign.s3.{operation}", change)
    return client


_BOTH: Told = (
    "InvalidArgument",
    "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
    400,
)
_ALGORITHM: Told = (
    "InvalidEncryptionAlgorithmError",
    "The Encryption request you specified is not valid. Supported value: AES256.",
    400,
)
_SECRET: Told = ("InvalidArgument", "The secret key was invalid for the specified algorithm.", 400)
_HASH: Told = (
    "InvalidArgument",
    "The calculated MD5 hash of the key did not match the hash that was provided.",
    400,
)
_NEEDED: Told = (
    "InvalidRequest",
    (
        "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to "
        "retrieve the object."
    ),
    400,
)
_CORRECT: Told = (
    "AccessDenied",
    "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
    403,
)


@recorded(
    _S3,
    "test_put_object_validation_sse_c",
    {
        "put-obj-sse-c-both-encryption": _BOTH,
        "put-obj-sse-c-wrong-algo": _ALGORITHM,
        "put-obj-sse-c-no-algo": (
            "InvalidArgument",
            (
                "Requests specifying Server Side Encryption with Customer provided keys must provide a valid "
                "encryption algorithm."
            ),
            400,
        ),
        "put-obj-sse-c-no-key": (
            "InvalidArgument",
            (
                "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate "
                "secret key."
            ),
            400,
        ),
        "put-obj-sse-c-no-md5": _SECRET,
        "put-obj-sse-c-wrong-key-size": _SECRET,
        "put-obj-sse-c-bad-md5": _HASH,
    },
)
def writing(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a", "Body": b"x"}

    def put(key: bytes = _KEY, more: dict[str, Any] | None = None, **headers: str | None) -> Any:
        sent = {"algorithm": "AES256", "key": b64encode(key).decode(), "key_MD5": _md5(key)} | headers
        return lambda: raw(aws, "PutObject", **sent).put_object(**where, **(more or {}))

    return {
        "put-obj-sse-c-both-encryption": put(more={"ServerSideEncryption": "AES256"}),
        "put-obj-sse-c-wrong-algo": put(algorithm="aes"),
        "put-obj-sse-c-no-algo": put(algorithm=None),
        "put-obj-sse-c-no-key": _without_key(aws, where),
        "put-obj-sse-c-no-md5": put(key_MD5=None),
        "put-obj-sse-c-wrong-key-size": put(_SHORT),
        "put-obj-sse-c-bad-md5": put(key_MD5=_md5(b"other")),
    }


def _without_key(aws: Aws, where: dict[str, Any]) -> Any:
    sent: dict[str, str | None] = {"algorithm": "AES256", "key": None, "key_MD5": _md5(_KEY)}
    return lambda: raw(aws, "PutObject", **sent).put_object(**where)


@recorded(
    _S3,
    "test_object_retrieval_sse_c",
    {
        "get-obj-no-sse-c": _NEEDED,
        "get-obj-sse-c-wrong-key": _CORRECT,
        "get-obj-sse-c-wrong-algo": _ALGORITHM,
        "head-obj-sse-c-wrong-algo": ("400", "Bad Request", 400),
        "get-obj-attrs-sse-c-wrong-algo": _ALGORITHM,
        "get-obj-sse-c-no-md5": _CORRECT,
        "head-obj-sse-c-no-md5": ("403", "Forbidden", 403),
        "get-obj-sse-c-wrong-key-size": _SECRET,
        "get-obj-sse-c-bad-md5": _HASH,
    },
)
def reading(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}
    aws.s3.put_object(**where, Body=b"x", **customer())
    key = b64encode(_KEY).decode()
    no_md5: dict[str, str | None] = {"algorithm": "AES256", "key": b64encode(_OTHER).decode(), "key_MD5": None}
    bad_md5: dict[str, str | None] = {"algorithm": "AES256", "key": key, "key_MD5": _md5(b"other")}
    aes = customer(SSECustomerAlgorithm="aes")
    return {
        "get-obj-no-sse-c": lambda: aws.s3.get_object(**where),
        "get-obj-sse-c-wrong-key": lambda: aws.s3.get_object(**where, **customer(_OTHER)),
        "get-obj-sse-c-wrong-algo": lambda: aws.s3.get_object(**where, **aes),
        "head-obj-sse-c-wrong-algo": lambda: aws.s3.head_object(**where, **aes),
        "get-obj-attrs-sse-c-wrong-algo": lambda: aws.s3.get_object_attributes(
            **where, ObjectAttributes=["ETag"], **aes
        ),
        "get-obj-sse-c-no-md5": lambda: raw(aws, "GetObject", **no_md5).get_object(**where),
        "head-obj-sse-c-no-md5": lambda: raw(aws, "HeadObject", **no_md5).head_object(**where),
        "get-obj-sse-c-wrong-key-size": lambda: aws.s3.get_object(**where, **customer(_SHORT)),
        "get-obj-sse-c-bad-md5": lambda: raw(aws, "GetObject", **bad_md5).get_object(**where),
    }


@recorded(
    _S3,
    "test_copy_object_with_sse_c",
    {
        "get-obj-no-sse-c-param": _NEEDED,
        "copy-obj-no-src-sse-c": _NEEDED,
        "copy-obj-wrong-src-sse-c-algo": _ALGORITHM,
        "copy-obj-wrong-target-sse-c-algo": _ALGORITHM,
        "copy-obj-target-double-encryption": _BOTH,
    },
)
def copying(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws), "Key": "a"}
    aws.s3.put_object(**where, Body=b"x", **customer())
    source = {f"CopySource{name}": value for name, value in customer().items()}

    def copy(**more: Any) -> Any:
        return lambda: aws.s3.copy_object(Bucket="photos", Key="b", CopySource="photos/a", **more)

    return {
        "get-obj-no-sse-c-param": lambda: aws.s3.get_object(**where),
        "copy-obj-no-src-sse-c": copy(),
        "copy-obj-wrong-src-sse-c-algo": copy(**(source | {"CopySourceSSECustomerAlgorithm": "aes"})),
        "copy-obj-wrong-target-sse-c-algo": copy(**source, **customer(SSECustomerAlgorithm="aes")),
        "copy-obj-target-double-encryption": copy(**source, **customer(), ServerSideEncryption="AES256"),
    }


@recorded(_S3, "test_multipart_upload_sse_c", {"get-obj-no-sse-c-param": _NEEDED})
def reading_an_upload(aws: Aws) -> Calls:
    upload = Upload(aws, **customer())
    upload.complete(upload.part(**customer()))()
    return {"get-obj-no-sse-c-param": lambda: aws.s3.get_object(**upload.where)}


_PARTS: Told = (
    "InvalidRequest",
    (
        "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate "
        "encryption parameters."
    ),
    400,
)


@recorded(
    _S3,
    "test_multipart_upload_sse_c_validation",
    {
        "mpu-no-sse-c-upload-part-with-sse-c": _PARTS,
        "mpu-sse-c-upload-part-no-sse-c": _PARTS,
        "mpu-sse-c-upload-part-wrong-sse-c": (
            "InvalidRequest",
            "The provided encryption parameters did not match the ones used originally.",
            400,
        ),
    },
)
def parts(aws: Aws) -> Calls:
    plain, encrypted = Upload(aws), Upload(aws, **customer())
    return {
        "mpu-no-sse-c-upload-part-with-sse-c": lambda: plain.part(**customer()),
        "mpu-sse-c-upload-part-no-sse-c": lambda: encrypted.part(),
        "mpu-sse-c-upload-part-wrong-sse-c": lambda: encrypted.part(**customer(_OTHER)),
    }


@recorded(_S3, "test_sse_c_with_versioning", {"get-obj-sse-c-last-version-wrong-key": _CORRECT})
def versions(aws: Aws) -> Calls:
    where = {"Bucket": bucket(aws, versioned=True), "Key": "a"}
    aws.s3.put_object(**where, Body=b"x", **customer())
    aws.s3.put_object(**where, Body=b"x", **customer(_OTHER))
    return {"get-obj-sse-c-last-version-wrong-key": lambda: aws.s3.get_object(**where, **customer())}
