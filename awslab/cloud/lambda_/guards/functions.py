"""Memory, variables, code, role and payload that Lambda refuses.

The texts were recorded from the real service (aws-errors.tsv) unless a rule says otherwise.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.iam.policies.service_permissions import trusts
from awslab.cloud.lambda_.guards.names import invalid

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_QUOTAS = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_VARIABLES = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"

ZIPPED_LIMIT = 52_428_800
UNZIPPED_LIMIT = 262_144_000
RESERVED = frozenset(
    {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT",
        "LAMBDA_RUNTIME_DIR",
        "AWS_LAMBDA_MAX_CONCURRENCY",
        "AWS_LAMBDA_METADATA_API",
        "AWS_LAMBDA_METADATA_TOKEN",
    }
)


@guard(
    "lambda",
    *("CreateFunction", "UpdateFunctionConfiguration"),
    phase=Phase.SHAPE,
    source=_API + "API_CreateFunction.html",
)
def memory_and_timeout_are_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """A function has 128 to 10,240 MB and 1 to 900 seconds; the model goes on to 32,768 MB for Managed Instances."""
    memory = request.parameters.get("MemorySize")
    if memory is not None and 10_240 < memory <= 32_768:
        constraint = "Member must have value less than or equal to 10240"
        return invalid(f"'MemorySize' value failed to satisfy constraint: {constraint}")
    for name, low, high in (("memorySize", 128, 32_768), ("timeout", 1, 900)):
        value = request.parameters.get(name[0].upper() + name[1:])
        if value is not None and not low <= value <= high:
            bound = f"greater than or equal to {low}" if value < low else f"less than or equal to {high}"
            return _constraint(str(value), name, f"Member must have value {bound}")
    return None


@guard("lambda", "CreateFunction", "UpdateFunctionConfiguration", phase=Phase.SHAPE, source=_VARIABLES)
def variables_are_unreserved_and_small(request: AwsRequest, _: State) -> Refusal | None:
    """Variables have no reserved keys (text: many public reports) and at most 4 KB as JSON."""
    variables: Mapping[str, str] = (request.parameters.get("Environment") or {}).get("Variables") or {}
    unable = "Lambda was unable to configure your environment variables because the environment variables you have"
    reserved_names = [name for name in variables if name in RESERVED]
    if reserved_names:
        return invalid(
            f"{unable} provided contains reserved keys that are currently not supported for modification."
            f" Reserved keys used in this request: {', '.join(reserved_names)}"
        )
    text = json.dumps(dict(variables), separators=(",", ":"), ensure_ascii=False)
    if len(text.encode()) > 4096:
        return invalid(f"{unable} provided exceeded the 4KB limit. String measured: {text}")
    return None


@guard("lambda", "CreateFunction", "UpdateFunctionCode", phase=Phase.SHAPE, source=_QUOTAS)
def code_is_a_zip_of_allowed_size(request: AwsRequest, state: State) -> Refusal | None:
    """The package is there, a zip, and at most 50 MB zipped (when uploaded) and 250 MB unzipped."""
    code = request.parameters.get("Code") or request.parameters
    package = code.get("ZipFile")
    if package is not None:
        if len(package) > ZIPPED_LIMIT:
            message = f"Zipped size must be smaller than {ZIPPED_LIMIT} bytes"
            return Refusal("RequestEntityTooLargeException", message, 413)
        return _zip_refusal(package)
    if code.get("S3Bucket") is not None:
        return _s3_refusal(code, state)
    return None


@guard(
    "lambda",
    *("CreateFunction", "UpdateFunctionConfiguration"),
    phase=Phase.IDENTIFIER,
    source=_API + "API_CreateFunction.html",
)
def role_trusts_lambda(request: AwsRequest, state: State) -> Refusal | None:
    """The role exists and its trust policy lets lambda.amazonaws.com assume it.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    """
    arn = request.parameters.get("Role")
    if not arn or f":iam::{state.account_id}:role/" not in arn:
        return None  # moto refuses another account's role and what is no ARN of a role
    role = state.role(arn)
    if role is None or not trusts(json.loads(role.assume_role_policy_document), "lambda.amazonaws.com"):
        return invalid("The role defined for the function cannot be assumed by Lambda.")
    return None


@guard("lambda", "Invoke", "InvokeAsync", phase=Phase.SHAPE, source=_API + "API_Invoke.html")
def payload_is_json(request: AwsRequest, _: State) -> Refusal | None:
    """The event is a JSON document."""
    payload = request.parameters.get("Payload") or request.parameters.get("InvokeArgs") or b""
    problem = json_problem(payload if isinstance(payload, bytes) else bytes(payload.read()))
    if problem is None:
        return None
    text = f"Could not parse request body into json: Could not parse payload into json: {problem}"
    return Refusal("InvalidRequestContentException", text, 400)


def json_problem(payload: bytes) -> str | None:
    """Return why a payload is no JSON, much as Lambda's parser puts it; None when it is (or when it is empty)."""
    try:
        text = payload.decode()
        if text.strip():
            json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        return f"Invalid UTF-8 start byte 0x{payload[error.start]:x}\n at {_place(1, error.start + 1)}"
    except json.JSONDecodeError as error:
        character = text[error.pos : error.pos + 1]
        problem = (
            f"Unexpected character ('{character}' (code {ord(character)}))" if character else "Unexpected end-of-input"
        )
        expectation = "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        return f"{problem}: {expectation}\n at {_place(error.lineno, error.colno)}"
    except RecursionError:
        return "Document nesting depth (1001) exceeds the maximum allowed (1000)"
    except ValueError as error:
        return str(error)
    return None


def _no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which Python would read."""
    values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    raise ValueError(f"Unrecognized token '{name}': was expecting {values}")


def _place(line: int, column: int) -> str:
    source = "Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)"
    return f"[{source}; line: {line}, column: {column}]"


def _zip_refusal(package: bytes) -> Refusal | None:
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        return invalid("Could not unzip uploaded file. Please check your file, then try to upload again.")
    if size >= UNZIPPED_LIMIT:
        return invalid(f"Unzipped size must be smaller than {UNZIPPED_LIMIT} bytes")
    return None


def _s3_refusal(code: Structure, state: State) -> Refusal | None:
    """Return the refusal of code in a bucket; the sentence's form is moto's, which took it from AWS."""
    sentence = "Error occurred while GetObject. S3 Error Code: {}. S3 Error Message: {}"
    bucket = state.bucket(code["S3Bucket"])
    if bucket is None:
        return invalid(sentence.format("NoSuchBucket", "The specified bucket does not exist"))
    key = bucket.keys.get(code.get("S3Key"))
    if key is None or not hasattr(key, "value"):
        return invalid(sentence.format("NoSuchKey", "The specified key does not exist."))
    return _zip_refusal(key.value)


def _constraint(value: str, name: str, constraint: str) -> Refusal:
    text = f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {constraint}"
    return Refusal("ValidationException", text, 400)
