"""Uploads by browser forms (POST) that their signed policy does not allow; recorded from the real service.

The signature and the end of the policy are looked at where requests are let in (`signature.py`).
"""

from __future__ import annotations

import io
import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.formparser import parse_form_data

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.refusals import invalid_argument

_SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html"
_FORMS = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html"
_FREE = ("x-amz-signature", "signature", "awsaccesskeyid", "file", "policy", "bucket")
_RANGE = "content-length-range"


@dataclass(frozen=True, slots=True)
class _Form:
    fields: Mapping[str, str]
    """By their names in lower case."""
    size: int
    """Bytes of the file."""
    filename: str


@dataclass(frozen=True, slots=True)
class _Condition:
    operator: str
    """`eq`, `starts-with`, `content-length-range`, in lower case."""
    operands: Sequence[object]
    """The field with its `$` and the value, or the two ends of a range."""

    @property
    def field(self) -> object:
        """The first operand."""
        return self.operands[0]


@guard("s3", "PostObject", phase=Phase.COMBINATION, source=_FORMS)
def form_has_a_key(request: AwsRequest, _: State) -> Refusal | None:
    """The key comes before the file, like every field that counts."""
    if "key" in _form(request).fields:
        return None
    return invalid_argument(
        "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
    )


@guard("s3", "PostObject", phase=Phase.COMBINATION, source=_SOURCE)
def form_follows_its_policy(request: AwsRequest, _: State) -> Refusal | None:
    """Every condition holds, the size is in its range, and there is no field that no condition is about."""
    form = _form(request)
    if not form.fields.get("policy"):
        return None
    values = {**form.fields, "bucket": request.path.strip("/").partition("/")[0]}
    values["key"] = values.get("key", "").replace("${filename}", form.filename)
    fields_with_condition: set[str] = set()
    for entry in _conditions(form.fields["policy"]):
        if isinstance(entry, Mapping) and len(entry) != 1:
            return Refusal(
                "InvalidPolicyDocument",
                "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
                400,
            )
        condition = _condition(entry)
        refusal = _refused_condition(condition, entry, values, form.size)
        if refusal is not None:
            return refusal
        fields_with_condition.add(str(condition.field).removeprefix("$").lower())
    return _extra_field(form, fields_with_condition)


def _refused_condition(condition: _Condition, entry: object, values: Mapping[str, str], size: int) -> Refusal | None:
    if condition.operator == _RANGE:
        return _refused_size(entry, size)
    if _holds(condition, values):
        return None
    return _failure([condition.operator, *condition.operands])


def _holds(condition: _Condition, values: Mapping[str, str]) -> bool:
    field, expected = condition.operands
    if not isinstance(field, str) or not field.startswith("$"):
        return False
    value = values.get(field[1:].lower(), "")
    if condition.operator == "starts-with":
        return value.startswith(str(expected))
    return condition.operator == "eq" and value == str(expected)


def _refused_size(entry: object, size: int) -> Refusal | None:
    terms = list(entry) if isinstance(entry, list) else []
    try:
        smallest, largest = int(terms[1]), int(terms[2])
    except (TypeError, ValueError, IndexError):
        return _failure(terms)
    if size > largest:
        return Refusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400)
    if size < smallest:
        return Refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
    return None


def _extra_field(form: _Form, fields_with_condition: set[str]) -> Refusal | None:
    for field in form.fields:
        if field not in fields_with_condition and field not in _FREE and not field.startswith("x-ignore-"):
            return _denial(f"Extra input fields: {field}")
    return None


def _failure(terms: Sequence[object]) -> Refusal:
    return _denial(f"Policy Condition failed: {json.dumps([str(term) for term in terms])}")


def _denial(reason: str) -> Refusal:
    return Refusal("AccessDenied", f"Invalid according to Policy: {reason}", 403)


def _condition(entry: object) -> _Condition:
    """Return a condition as operator, field with its `$` and value; `{"acl": "private"}` is an `eq`."""
    if isinstance(entry, Mapping):
        ((field, value),) = entry.items()
        return _Condition("eq", (f"${field}", value))
    operator, field, value = [*(entry if isinstance(entry, list | str) else ()), "", "", ""][:3]
    return _Condition(str(operator).lower(), (field, value))


def _conditions(policy: str) -> Sequence[object]:
    try:
        conditions = json.loads(b64decode(policy)).get("conditions")
    except (ValueError, AttributeError):
        return []
    return conditions if isinstance(conditions, list) else []


def _form(request: AwsRequest) -> _Form:
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }
    _stream, form, files = parse_form_data(environ)
    fields = {name.lower(): value for name, value in form.items()}
    file = files.get("file")
    if file is None:
        return _Form(fields, len(fields.pop("file", "").encode()), "")
    return _Form(fields, len(file.stream.read()), file.filename or "")
