"""Uploads by browser forms (POST) that their signed policy does not allow; recorded from the real service.

The signature and the end of the policy are looked at where requests are let in (`signature.py`).
"""

from __future__ import annotations

import io
import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from werkzeug.formparser import parse_form_data

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import argument

_SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html"
_FORMS = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html"
_FREE = ("x-amz-signature", "signature", "awsaccesskeyid", "file", "policy", "bucket")
_RANGE = "content-length-range"


@guard("s3", "PostObject", source=_FORMS)
def forms_name_a_key(request: AwsRequest, _: State) -> Refusal | None:
    """It comes before the file, like every field that counts."""
    fields, _size, _name = _read(request)
    if "key" in fields:
        return None
    return argument(
        "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
    )


@guard("s3", "PostObject", source=_SOURCE)
def forms_keep_to_their_policy(request: AwsRequest, _: State) -> Refusal | None:
    """Every condition holds, the size is in its range, and there is no field that no condition is about."""
    fields, size, name = _read(request)
    if not fields.get("policy"):
        return None
    given = fields | {"bucket": request.path.strip("/").partition("/")[0]}
    given["key"] = given.get("key", "").replace("${filename}", name)
    known: set[str] = set()
    for condition in _conditions(fields["policy"]):
        if isinstance(condition, Mapping) and len(condition) != 1:
            words = (
                "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
            )
            return Refusal("InvalidPolicyDocument", words, 400)
        operator, field, value = _parts(condition)
        if operator == _RANGE:
            refused = _size(condition, size)
        else:
            refused = None if _holds(operator, field, value, given) else _failed([operator, field, value])
        if refused is not None:
            return refused
        known.add(str(field).removeprefix("$").lower())
    extra = [
        field for field in fields if field not in known and field not in _FREE and not field.startswith("x-ignore-")
    ]
    return _denied(f"Extra input fields: {extra[0]}") if extra else None


def _holds(operator: str, field: Any, value: Any, given: Mapping[str, str]) -> bool:
    if not isinstance(field, str) or not field.startswith("$"):
        return False
    found = given.get(field[1:].lower(), "")
    return found.startswith(str(value)) if operator == "starts-with" else operator == "eq" and found == str(value)


def _size(condition: Any, size: int) -> Refusal | None:
    try:
        least, most = int(condition[1]), int(condition[2])
    except (TypeError, ValueError, IndexError):
        return _failed(list(condition))
    if size > most:
        return Refusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400)
    if size < least:
        return Refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
    return None


def _failed(condition: list[Any]) -> Refusal:
    told = [str(part) for part in condition]
    return _denied(f"Policy Condition failed: {json.dumps(told)}")


def _denied(words: str) -> Refusal:
    return Refusal("AccessDenied", f"Invalid according to Policy: {words}", 403)


def _parts(condition: Any) -> tuple[str, Any, Any]:
    """Operator, field with its `$`, value; `{"acl": "private"}` is an `eq`."""
    if isinstance(condition, Mapping):
        ((field, value),) = condition.items()
        return "eq", f"${field}", value
    operator, field, value = [*condition, "", "", ""][:3]
    return str(operator).lower(), field, value


def _conditions(policy: str) -> list[Any]:
    try:
        found = json.loads(b64decode(policy)).get("conditions")
    except (ValueError, AttributeError):
        return []
    return list(found) if isinstance(found, list) else []


def _read(request: AwsRequest) -> tuple[dict[str, str], int, str]:
    """The form's fields by their names in lower case, the file's size and its name."""
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }
    _stream, form, files = parse_form_data(environ)
    fields = {name.lower(): value for name, value in form.items()}
    sent = files.get("file")
    if sent is None:
        return fields, len(fields.pop("file", "").encode()), ""
    return fields, len(sent.stream.read()), sent.filename or ""
