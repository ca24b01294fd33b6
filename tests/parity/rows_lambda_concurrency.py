"""Lambda: concurrency, reserved and provisioned, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import MISSING, constraint, invalid, no_alias, not_found
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"
_BUSY: Told = ("TooManyRequestsException", "Rate Exceeded.", 429)
_NONE: Told = (
    "ProvisionedConcurrencyConfigNotFoundException",
    "No Provisioned Concurrency Config found for this function",
    404,
)


def _zero(aws: Aws) -> Any:
    aws.function()
    aws.lambda_.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    return lambda: aws.lambda_.invoke(FunctionName="f")


@recorded("lambda_/test_lambda", "test_reserved_concurrency", {"exc_no_cap_requestresponse": _BUSY})
def no_capacity(aws: Aws) -> Calls:
    return {"exc_no_cap_requestresponse": _zero(aws)}


@recorded("lambda_/test_lambda", "test_reserved_concurrency_async_queue", {"too_many_requests_exc": _BUSY})
def no_capacity_either(aws: Aws) -> Calls:
    return {"too_many_requests_exc": _zero(aws)}


@recorded(
    "lambda_/test_lambda",
    "test_lambda_concurrency_block",
    {"invoke_latest_first_exc": _BUSY, "invoke_latest_second_exc": _BUSY},
)
def nothing_for_latest(aws: Aws) -> Calls:
    call = _zero(aws)
    return {"invoke_latest_first_exc": call, "invoke_latest_second_exc": call}


_LEAST = (
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its…"
)


@recorded(
    _API,
    "test_function_concurrency_limits",
    {
        "put_function_concurrency_account_limit_exceeded": invalid(_LEAST),
        "put_function_concurrency_below_unreserved_min_value": invalid(_LEAST),
    },
)
def more_than_there_is(aws: Aws) -> Calls:
    aws.function()

    def put(count: int) -> Any:
        return lambda: aws.lambda_.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=count)

    return {
        "put_function_concurrency_account_limit_exceeded": put(1001),
        "put_function_concurrency_below_unreserved_min_value": put(950),
    }


@recorded(
    _API,
    "test_function_concurrency_exceptions",
    {
        "put_function_concurrency_with_function_name_doesnotexist": not_found(f"{MISSING}:$LATEST"),
        "put_function_concurrency_with_function_name_doesnotexist_and_invalid_concurrency": not_found(
            f"{MISSING}:$LATEST"
        ),
        "put_function_concurrency_with_qualified_arn": invalid(
            "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
            "Please specify either a function name or an unqualified function ARN."
        ),
    },
)
def reserving(aws: Aws) -> Calls:
    arn = aws.function()

    def put(name: str, count: int = 1) -> Any:
        return lambda: aws.lambda_.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=count)

    return {
        "put_function_concurrency_with_function_name_doesnotexist": put(MISSING),
        "put_function_concurrency_with_function_name_doesnotexist_and_invalid_concurrency": put(MISSING, 1001),
        "put_function_concurrency_with_qualified_arn": put(f"{arn}:1"),
    }


def _provision(aws: Aws, name: str = "f", qualifier: str = "1", count: int = 1) -> Any:
    return lambda: aws.lambda_.put_provisioned_concurrency_config(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=count
    )


_UNPUBLISHED = invalid("The function resource provided must be an alias or a published version.")


@recorded(
    _API,
    "test_provisioned_concurrency_exceptions",
    {
        "get_provisioned_config_doesnotexist": _NONE,
        "get_provisioned_functionname_doesnotexist": no_alias(f"{MISSING}:noalias"),
        "get_provisioned_qualifier_doesnotexist": no_alias("f:noalias"),
        "get_provisioned_version_doesnotexist": not_found("f:10"),
        "get_provisioned_latest": _UNPUBLISHED,
        "list_provisioned_functionname_doesnotexist": not_found(MISSING),
        "delete_provisioned_functionname_doesnotexist": not_found(f"{MISSING}:1"),
        "delete_provisioned_qualifier_doesnotexist": no_alias("f:noalias"),
        "delete_provisioned_version_doesnotexist": not_found("f:10"),
        "delete_provisioned_latest": _UNPUBLISHED,
        "put_provisioned_invalid_param_0": constraint(
            "'0'", "provisionedConcurrentExecutions", "Member must have value greater than or equal to 1"
        ),
        "put_provisioned_functionname_doesnotexist_alias": no_alias(f"{MISSING}:noalias"),
        "put_provisioned_functionname_doesnotexist_version": not_found(f"{MISSING}:1"),
        "put_provisioned_qualifier_doesnotexist": no_alias("f:doesnotexist"),
        "put_provisioned_version_doesnotexist": not_found("f:10"),
        "put_provisioned_latest": invalid(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
        ),
    },
)
def provisioning(aws: Aws) -> Calls:
    aws.function(Publish=True)

    def ask(verb: str, name: str, qualifier: str) -> Any:
        call = getattr(aws.lambda_, f"{verb}_provisioned_concurrency_config")
        return lambda: call(FunctionName=name, Qualifier=qualifier)

    return {
        "get_provisioned_config_doesnotexist": ask("get", "f", "1"),
        "get_provisioned_functionname_doesnotexist": ask("get", MISSING, "noalias"),
        "get_provisioned_qualifier_doesnotexist": ask("get", "f", "noalias"),
        "get_provisioned_version_doesnotexist": ask("get", "f", "10"),
        "get_provisioned_latest": ask("get", "f", "$LATEST"),
        "list_provisioned_functionname_doesnotexist": lambda: aws.lambda_.list_provisioned_concurrency_configs(
            FunctionName=MISSING
        ),
        "delete_provisioned_functionname_doesnotexist": ask("delete", MISSING, "1"),
        "delete_provisioned_qualifier_doesnotexist": ask("delete", "f", "noalias"),
        "delete_provisioned_version_doesnotexist": ask("delete", "f", "10"),
        "delete_provisioned_latest": ask("delete", "f", "$LATEST"),
        "put_provisioned_invalid_param_0": _provision(aws, count=0),
        "put_provisioned_functionname_doesnotexist_alias": _provision(aws, MISSING, "noalias"),
        "put_provisioned_functionname_doesnotexist_version": _provision(aws, MISSING),
        "put_provisioned_qualifier_doesnotexist": _provision(aws, "f", "doesnotexist"),
        "put_provisioned_version_doesnotexist": _provision(aws, "f", "10"),
        "put_provisioned_latest": _provision(aws, "f", "$LATEST"),
    }


@recorded(
    _API,
    "test_lambda_provisioned_lifecycle",
    {
        "put_provisioned_on_alias_versionconflict": (
            "ResourceConflictException",
            "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
            409,
        ),
        "get_provisioned_version_postdelete": _NONE,
        "put_provisioned_on_version_conflict": (
            "ResourceConflictException",
            "Version is pointed by a Provisioned Concurrency alias",
            409,
        ),
        "get_provisioned_alias_postaliasdelete": no_alias("f:live"),
    },
)
def versions_and_aliases(aws: Aws) -> Calls:
    aws.function(Publish=True)
    api = aws.lambda_
    api.create_alias(FunctionName="f", Name="live", FunctionVersion="1")

    def get(qualifier: str) -> Any:
        return api.get_provisioned_concurrency_config(FunctionName="f", Qualifier=qualifier)

    def version_first() -> Any:
        _provision(aws)()
        return _provision(aws, qualifier="live")()

    def alias_first() -> Any:
        _provision(aws, qualifier="live")()
        return _provision(aws)()

    def deleted() -> Any:
        _provision(aws)()
        api.delete_provisioned_concurrency_config(FunctionName="f", Qualifier="1")
        return get("1")

    def without_alias() -> Any:
        _provision(aws, qualifier="live")()
        api.delete_alias(FunctionName="f", Name="live")
        return get("live")

    return {
        "put_provisioned_on_alias_versionconflict": version_first,
        "get_provisioned_version_postdelete": deleted,
        "put_provisioned_on_version_conflict": alias_first,
        "get_provisioned_alias_postaliasdelete": without_alias,
    }


@recorded(
    "lambda_/test_lambda",
    "test_lambda_provisioned_concurrency_moves_with_alias",
    {"provisioned_concurrency_notfound": _NONE},
)
def not_of_the_version(aws: Aws) -> Calls:
    aws.function(Publish=True)
    call = {"FunctionName": "f", "Qualifier": "1"}
    return {"provisioned_concurrency_notfound": lambda: aws.lambda_.get_provisioned_concurrency_config(**call)}


@recorded(
    _API,
    "test_provisioned_concurrency_limits",
    {
        "put_provisioned_concurrency_account_limit_exceeded": invalid(
            "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency […"
        ),
        "put_provisioned_concurrency_below_unreserved_min_value": invalid(
            "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its…"
        ),
    },
)
def provisioning_too_much(aws: Aws) -> Calls:
    aws.function(Publish=True)
    return {
        "put_provisioned_concurrency_account_limit_exceeded": _provision(aws, count=1001),
        "put_provisioned_concurrency_below_unreserved_min_value": _provision(aws, count=950),
    }


_MORE = invalid(
    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"
)


@recorded(
    "lambda_/test_lambda",
    "test_reserved_provisioned_overlap",
    {
        "reserved_lower_than_provisioned_exc": invalid(
            " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2]."
        ),
        "reserved_equals_provisioned_another_provisioned_exc": _MORE,
        "reserved_equals_provisioned_increase_provisioned_exc": _MORE,
    },
)
def both(aws: Aws) -> Calls:
    aws.function(Publish=True)
    aws.lambda_.create_alias(FunctionName="f", Name="latest", FunctionVersion="$LATEST")
    _provision(aws, count=2)()

    def reserve(count: int) -> Any:
        return aws.lambda_.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=count)

    def more() -> Any:
        reserve(2)
        return _provision(aws, count=3)()

    return {
        "reserved_lower_than_provisioned_exc": lambda: reserve(1),
        "reserved_equals_provisioned_another_provisioned_exc": more,
        "reserved_equals_provisioned_increase_provisioned_exc": more,
    }
