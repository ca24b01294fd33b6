"""S3: uploads by forms and by presigned URLs, as recorded from the real service."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.parity.plain_http import ask
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws, Call, row
from tests.parity.s3_answers import SIGNATURE, bucket, stored

_S3 = "s3/test_s3"
_BOUNDARY = "awslab"
_TARGET = "http://localhost.test/random"


def _form(fields: dict[str, str], body: bytes) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()
    return b"".join([*parts, head, body, f"\r\n--{_BOUNDARY}--\r\n".encode()])


def _post(aws: Aws, conditions: list[Any], body: bytes = b"something", **fields: str) -> Call:
    """The call that uploads with a form whose policy has these conditions more."""
    bucket(aws)
    made = aws.s3.generate_presigned_post("photos", "a", Fields=dict(fields), Conditions=conditions, ExpiresIn=60)
    sent = _form(made["fields"], body)
    headers = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    return lambda: ask(aws, "POST", "photos", headers=headers, body=sent)


def _failed(condition: str) -> Told:
    return ("AccessDenied", f"Invalid according to Policy: Policy Condition failed: {condition}", 403)


@recorded(
    _S3,
    "test_post_object_policy_validation_size",
    {
        "invalid-content-length-too-big": (
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
            400,
        ),
        "invalid-content-length-too-small": (
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            400,
        ),
        "invalid-content-length-wrong-type": _failed('["content-length-range", "test", "10"]'),
    },
)
def sizes(aws: Aws) -> Calls:
    return {
        "invalid-content-length-too-big": lambda: _post(aws, [["content-length-range", 5, 10]], b"a" * 12)(),
        "invalid-content-length-too-small": lambda: _post(aws, [["content-length-range", 5, 10]], b"a")(),
        "invalid-content-length-wrong-type": lambda: _post(aws, [["content-length-range", "test", 10]])(),
    }


_REDIRECT = "$success_action_redirect"


@recorded(
    _S3,
    "test_post_object_policy_conditions_validation_eq",
    {
        "invalid-condition-eq": _failed(f'["eq", "{_REDIRECT}", "{_TARGET}"]'),
        "invalid-condition-missing-prefix": _failed(f'["eq", "success_action_redirect", "{_TARGET}"]'),
        "invalid-condition-wrong-condition": (
            "InvalidPolicyDocument",
            "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
            400,
        ),
        "invalid-condition-wrong-value-casing": _failed(f'["eq", "{_REDIRECT}", "{_TARGET.replace("http", "HTTP")}"]'),
    },
)
def equality(aws: Aws) -> Calls:
    def post(*conditions: Any, target: str = _TARGET) -> Call:
        return lambda: _post(aws, list(conditions), success_action_redirect=target)()

    return {
        "invalid-condition-eq": post(["eq", _REDIRECT, _TARGET], target="http://wrong.location/test"),
        "invalid-condition-missing-prefix": post(["eq", "success_action_redirect", _TARGET]),
        "invalid-condition-wrong-condition": post({"bucket": "photos", "success_action_redirect": _TARGET}),
        "invalid-condition-wrong-value-casing": post(["eq", _REDIRECT, _TARGET.replace("http", "HTTP")]),
    }


@recorded(
    _S3,
    "test_post_object_policy_conditions_validation_starts_with",
    {
        "invalid-condition-starts-with": _failed(f'["starts-with", "{_REDIRECT}", "http://localhost"]'),
        "invalid-condition-starts-with-casing": _failed(f'["starts-with", "{_REDIRECT}", "http://localhost"]'),
    },
)
def beginnings(aws: Aws) -> Calls:
    def post(target: str) -> Call:
        condition = ["starts-with", _REDIRECT, "http://localhost"]
        return lambda: _post(aws, [condition], success_action_redirect=target)()

    return {
        "invalid-condition-starts-with": post("http://wrong.location/test"),
        "invalid-condition-starts-with-casing": post("HTTP://localhost.test/random"),
    }


@recorded(
    _S3,
    "test_post_request_expires",
    {"exception": ("AccessDenied", "Invalid according to Policy: Policy expired.", None)},
)
def an_old_policy(aws: Aws) -> Calls:
    bucket(aws)
    made = aws.s3.generate_presigned_post("photos", "a", ExpiresIn=-60)
    headers = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    return {"exception": lambda: ask(aws, "POST", "photos", headers=headers, body=_form(made["fields"], b"x"))}


@row(
    "s3-ok-post",
    "A form whose policy holds",
    "(works)",
    source="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html",
)
def a_proper_form(aws: Aws) -> Call:
    conditions = [["starts-with", "$Content-Type", "text/"], ["content-length-range", 1, 10]]
    return _post(aws, conditions, b"hello", **{"Content-Type": "text/plain"})


def _url(aws: Aws, operation: str = "get_object", version: str = "s3v4", **more: Any) -> str:
    client = aws.client("s3", signature_version=version) if version != "s3v4" else aws.s3
    seconds = more.pop("seconds", 60)
    parameters = {"Bucket": "photos", "Key": "a", **more}
    return str(client.generate_presigned_url(operation, Params=parameters, ExpiresIn=seconds))


_EXPIRED: Told = ("AccessDenied", "Request has expired", None)
_SIGNED: Told = (SIGNATURE[0], SIGNATURE[1], None)


def _expired() -> None:
    for version in ("s3v4", "s3"):

        def calls(aws: Aws, version: str = version) -> Calls:
            stored(aws)
            url = _url(aws, version=version, seconds=-60)
            return {"expired-exception": lambda: ask(aws, "GET", url), "expired": lambda: ask(aws, "GET", url)}

        recorded(_S3, f"test_s3_presigned_url_expired[{version}]", {"expired-exception": _EXPIRED})(calls)
        for host in (False, True):
            test = f"test_presigned_url_signature_authentication_expired[{version}-{host}]"
            recorded(_S3, test, {"expired": _EXPIRED})(calls)

            def changed(aws: Aws, version: str = version) -> Calls:
                stored(aws)

                def altered(method: str, operation: str) -> Call:
                    split = urlsplit(_url(aws, operation, version))
                    query = {**dict(parse_qsl(split.query)), "x-id": "PutBucketAcl", "test": "wrong"}
                    name = "X-Amz-Signature" if "X-Amz-Signature" in query else "Signature"
                    query[name] = ("a" if query[name][0] != "a" else "b") + query[name][1:]
                    url = split._replace(query=urlencode(query)).geturl()
                    return lambda: ask(aws, method, url, body=b"x" if method == "PUT" else b"")

                return {
                    "invalid-get-1": altered("GET", "get_object"),
                    "invalid-put-1": altered("PUT", "put_object"),
                }

            recorded(
                _S3,
                f"test_presigned_url_signature_authentication[{version}-{host}]",
                {"invalid-get-1": _SIGNED, "invalid-put-1": _SIGNED},
            )(changed)


_expired()
