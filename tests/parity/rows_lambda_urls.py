"""Function URLs; the answers of the real service are recorded in aws-errors.tsv (test_lambda_api, TestLambdaUrl)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/lambda/latest/api/API_"
_SOURCE = _API + "CreateFunctionUrlConfig.html"
_NOT_FOUND = "ResourceNotFoundException"
_NOTHING = "The resource you requested does not exist."
_NO_FUNCTION = "Function does not exist"
_PATTERN = r"1 validation error detected: Value '{}' at 'qualifier' failed to satisfy constraint: "
_ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
_OPERATIONS = ("create", "get", "update", "delete")


def _function(aws: Aws) -> Any:
    """The client, with a function `f` and its alias `live`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return 1\n")
    aws.lambda_.create_function(
        FunctionName="f",
        Role=aws.role(),
        Runtime="python3.13",
        Handler="index.handler",
        Code={"ZipFile": buffer.getvalue()},
    )
    aws.lambda_.publish_version(FunctionName="f")
    aws.lambda_.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    return aws.lambda_


def _call(functions: Any, operation: str, **given: Any) -> Call:
    more = {"AuthType": "NONE"} if operation in ("create", "update") else {}
    return lambda: getattr(functions, f"{operation}_function_url_config")(**given, **more)


@row(
    "lambda-url-dup",
    "CreateFunctionUrlConfig twice",
    "ResourceConflictException",
    message=r"Failed to create function url config for \[functionArn = arn:aws:lambda:us-east-1:\d{12}:function:f\]\. "
    r"Error message:  FunctionUrlConfig exists for this Lambda function$",
    status=409,
    source=_SOURCE,
)
def a_url_twice(aws: Aws) -> Call:
    functions = _function(aws)
    _call(functions, "create", FunctionName="f")()
    return _call(functions, "create", FunctionName="f")


@row("lambda-url-ok-alias", "CreateFunctionUrlConfig of an alias (must work)", WORKS, status=201, source=_SOURCE)
def a_url_of_an_alias(aws: Aws) -> Call:
    functions = _function(aws)
    _call(functions, "create", FunctionName="f")()
    return _call(functions, "create", FunctionName="f", Qualifier="live")


@row(
    "lambda-url-ok-list",
    "ListFunctionUrlConfigs (must work)",
    WORKS,
    status=200,
    source=_API + "ListFunctionUrlConfigs.html",
)
def urls_listed(aws: Aws) -> Call:
    functions = _function(aws)
    return lambda: functions.list_function_url_configs(FunctionName="f")


@row(
    "lambda-url-list-nofn",
    "ListFunctionUrlConfigs of a function that does not exist",
    _NOT_FOUND,
    message=_NO_FUNCTION,
    status=404,
    source=_API + "ListFunctionUrlConfigs.html",
)
def urls_of_nothing(aws: Aws) -> Call:
    return lambda: aws.lambda_.list_function_url_configs(FunctionName="none")


def _for(operation: str, call: str, code: str, message: str, status: int, prepare: Callable[[Aws], Call]) -> None:
    """A row for each operation on one URL."""
    called = f"{operation.capitalize()}FunctionUrlConfig"
    register = row(
        f"lambda-url-{operation}-{call.partition(':')[0]}",
        f"{called} {call.partition(': ')[2]}",
        code,
        message=message,
        status=status,
        source=f"{_API}{called}.html",
    )
    register(prepare)


for _each in _OPERATIONS:
    _missing = _NO_FUNCTION if _each in ("create", "update") else _NOTHING
    _for(
        _each,
        "nofn: of a function that does not exist",
        _NOT_FOUND,
        _missing,
        404,
        lambda aws, each=_each: _call(aws.lambda_, each, FunctionName="none"),  # type: ignore[misc]
    )
    _for(
        _each,
        "noalias: of an alias that does not exist",
        _NOT_FOUND,
        _missing,
        404,
        lambda aws, each=_each: _call(_function(aws), each, FunctionName="f", Qualifier="none"),  # type: ignore[misc]
    )
    for _qualifier in ("1", "$LATEST"):
        _for(
            _each,
            f"{'latest' if _qualifier == '$LATEST' else 'version'}: with the qualifier {_qualifier}",
            "ValidationException",
            _PATTERN.format(_qualifier.replace("$", r"\$")),
            400,
            lambda aws, each=_each, q=_qualifier: _call(_function(aws), each, FunctionName="f", Qualifier=q),  # type: ignore[misc]
        )
    if _each != "create":
        _for(
            _each,
            "none: of a function without a URL",
            _NOT_FOUND,
            _NOTHING,
            404,
            lambda aws, each=_each: _call(_function(aws), each, FunctionName="f"),  # type: ignore[misc]
        )
    _for(
        _each,
        "mismatch: with an ARN and a qualifier that name two aliases",
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.",
        400,
        lambda aws, each=_each: _call(_function(aws), each, FunctionName=f"{_ARN}:live", Qualifier="other"),  # type: ignore[misc]
    )


@row(
    "lambda-url-region",
    "GetFunctionUrlConfig with an ARN of another region",
    _NOT_FOUND,
    message=r"Functions from 'us-west-2' are not reachable in this region \('us-east-1'\)",
    status=404,
    source=_API + "GetFunctionUrlConfig.html",
)
def a_function_elsewhere(aws: Aws) -> Call:
    return _call(_function(aws), "get", FunctionName=_ARN.replace("us-east-1", "us-west-2"))


@row("lambda-url-ok-slash", "GetFunctionUrlConfig (the URL ends in a slash)", WORKS, status=200, source=_SOURCE)
def a_url_with_its_slash(aws: Aws) -> Call:
    functions = _function(aws)
    made = _call(functions, "create", FunctionName="f")()["FunctionUrl"]

    def got() -> Any:
        answer = functions.get_function_url_config(FunctionName="f")
        assert (answer["FunctionUrl"], made.endswith(".on.aws/")) == (made, True)
        return answer

    return got
