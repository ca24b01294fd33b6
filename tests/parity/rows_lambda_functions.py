"""Lambda: functions, versions, aliases and revisions, as recorded from the real service."""

from __future__ import annotations

from tests.parity.lambda_answers import (
    HERE,
    MISMATCH,
    MISSING,
    NOTHING,
    REVISION,
    invalid,
    not_found,
)
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"
_ELSEWHERE: Told = (
    "ResourceNotFoundException",
    "Functions from 'eu-west-3' are not reachable in this region ('us-east-1')",
    404,
)
_OPERATIONS = (
    "get_function",
    "get_function_configuration",
    "get_function_url_config",
    "get_function_code_signing_config",
    "get_function_event_invoke_config",
    "get_function_concurrency",
    "delete_function",
    "invoke",
)


def _elsewhere() -> None:
    arn = HERE.replace("us-east-1", "eu-west-3") + "f"
    for operation in _OPERATIONS:

        def calls(aws: Aws, operation: str = operation) -> Calls:
            return {"wrong_region_exception": lambda: getattr(aws.lambda_, operation)(FunctionName=arn)}

        recorded(_API, f"test_get_function_wrong_region[{operation}]", {"wrong_region_exception": _ELSEWHERE})(calls)


_elsewhere()


def _not_there() -> None:
    config: Told = (
        "ResourceNotFoundException",
        f"The function {HERE}{MISSING}:$LATEST doesn't have an EventInvokeConfig",
        404,
    )
    answers = {operation: not_found(MISSING) for operation in _OPERATIONS if operation != "invoke"}
    answers |= {"get_function_url_config": NOTHING, "get_function_event_invoke_config": config}
    for operation, answer in answers.items():

        def calls(aws: Aws, operation: str = operation) -> Calls:
            return {"not_found_exception": lambda: getattr(aws.lambda_, operation)(FunctionName=MISSING)}

        recorded(_API, f"test_ops_on_nonexisting_fn[{operation}]", {"not_found_exception": answer})(calls)
    for operation in ("get_function", "get_function_configuration", "get_function_event_invoke_config"):
        answer = not_found("f:1221")
        if operation.endswith("event_invoke_config"):
            answer = (
                "ResourceNotFoundException",
                f"The function {HERE}f:1221 doesn't have an EventInvokeConfig",
                404,
            )

        def version(aws: Aws, operation: str = operation) -> Calls:
            aws.function()
            call = getattr(aws.lambda_, operation)
            return {"version_not_found_exception": lambda: call(FunctionName="f", Qualifier="1221")}

        recorded(_API, f"test_ops_on_nonexisting_version[{operation}]", {"version_not_found_exception": answer})(
            version
        )


_not_there()


def _mismatches() -> None:
    for operation in ("delete_function", "get_function", "get_function_configuration"):
        same = not_found("some-function:$LATEST")
        if operation == "delete_function":
            same = invalid("$LATEST version cannot be deleted without deleting the function.")

        def calls(aws: Aws, operation: str = operation) -> Calls:
            call, arn = getattr(aws.lambda_, operation), f"{HERE}some-function:$LATEST"
            return {
                "not_match_exception": lambda: call(FunctionName=arn, Qualifier="1"),
                "match_exception": lambda: call(FunctionName=arn, Qualifier="$LATEST"),
            }

        answers = {"not_match_exception": MISMATCH, "match_exception": same}
        recorded(_API, f"test_ops_with_arn_qualifier_mismatch[{operation}]", answers)(calls)


_mismatches()


@recorded(_API, "test_function_lifecycle", {"delete_postdelete": not_found("f")})
def deleted_twice(aws: Aws) -> Calls:
    aws.function()
    aws.lambda_.delete_function(FunctionName="f")
    return {"delete_postdelete": lambda: aws.lambda_.delete_function(FunctionName="f")}


@recorded(
    _API,
    "test_delete_on_nonexisting_version",
    {
        "delete_function_response_non_existent": not_found(MISSING),
        "delete_function_response_non_existent_with_qualifier": not_found(MISSING),
    },
)
def deleting_what_is_not_there(aws: Aws) -> Calls:
    return {
        "delete_function_response_non_existent": lambda: aws.lambda_.delete_function(FunctionName=MISSING),
        "delete_function_response_non_existent_with_qualifier": lambda: aws.lambda_.delete_function(
            FunctionName=MISSING, Qualifier="233"
        ),
    }


@recorded(
    "lambda_/test_lambda",
    "test_invoke_exceptions",
    {"invoke_function_doesnotexist": not_found("doesnotexist…")},
)
def invoking_what_is_not_there(aws: Aws) -> Calls:
    return {"invoke_function_doesnotexist": lambda: aws.lambda_.invoke(FunctionName=MISSING)}


@recorded(
    "lambda_/test_lambda",
    "test_lambda_alias_moving",
    {"invocation_exc_not_existent": not_found("f:non-existent-alias")},
)
def invoking_an_alias_that_is_not_there(aws: Aws) -> Calls:
    aws.function()
    call = {"FunctionName": "f", "Qualifier": "non-existent-alias"}
    return {"invocation_exc_not_existent": lambda: aws.lambda_.invoke(**call)}


@recorded(
    _API,
    "test_publish_with_wrong_revisionid",
    {"publish_wrong_revisionid_exc": REVISION},
)
def publishing_another_revision(aws: Aws) -> Calls:
    aws.function()
    return {"publish_wrong_revisionid_exc": lambda: aws.lambda_.publish_version(FunctionName="f", RevisionId="wrong")}


def _sha(told: str) -> Told:
    return invalid(
        f"CodeSHA256 ({told}) is different from current CodeSHA256 in $LATEST (…). Please "
        "try again with the CodeSHA256 in $LATEST."
    )


@recorded(_API, "test_publish_with_wrong_sha256", {"publish_wrong_sha256_exc": _sha("somenonexistentsha256")})
def publishing_other_code(aws: Aws) -> Calls:
    aws.function()
    call = {"FunctionName": "f", "CodeSha256": "somenonexistentsha256"}
    return {"publish_wrong_sha256_exc": lambda: aws.lambda_.publish_version(**call)}


@recorded(
    _API,
    "test_alias_lifecycle",
    {
        "get_function_alias_notfound_exc": not_found("f:aliasdoesnotexist"),
        "get_function_alias_byarn_notfound_exc": not_found("f:aliasdoesnotexist"),
    },
)
def aliases_that_are_not_there(aws: Aws) -> Calls:
    arn = aws.function()
    return {
        "get_function_alias_notfound_exc": lambda: aws.lambda_.get_function(
            FunctionName="f", Qualifier="aliasdoesnotexist"
        ),
        "get_function_alias_byarn_notfound_exc": lambda: aws.lambda_.get_function(
            FunctionName=arn, Qualifier="aliasdoesnotexist"
        ),
    }
