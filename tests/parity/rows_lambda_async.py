"""Lambda: asynchronous settings and function URLs, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import HERE, MISMATCH, MISSING, NOTHING, constraint, invalid
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"
_SQS = "lambda_/event_source_mapping/test_lambda_integration_sqs"
_ABSENT = "arn:aws:sqs:us-east-1:123456789012:absent"


def _config(name: str) -> Told:
    return ("ResourceNotFoundException", f"The function {HERE}{name} doesn't have an EventInvokeConfig", 404)


_NO_FUNCTION: Told = ("ResourceNotFoundException", "The function doesn't exist.", 404)


@recorded(
    _API,
    "test_lambda_eventinvokeconfig_exceptions",
    {
        "put_functionname_name_notfound": _NO_FUNCTION,
        "put_functionname_arn_notfound": _NO_FUNCTION,
        "put_functionname_nootherargs": invalid(
            "You must specify at least one of error handling or destination setting."
        ),
        "put_destination_lambda_doesntexist": invalid(f"The destination ARN {HERE}doesnotexist is invalid."),
        "put_destination_recursive": invalid("You can't specify the function as a destination for itself."),
        "put_destination_invalid_service_arn": invalid(
            "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:"
            "123456789012:function:f), onFailure=null) is invalid."
        ),
        "put_alias_doesnotexist": _NO_FUNCTION,
        "put_alias_qualifiedarn_qualifierconflict": MISMATCH,
        "put_alias_shorthand_qualifierconflict": MISMATCH,
        "put_shorthand_qualifier_mismatch_1": MISMATCH,
        "delete_function_not_found": _config("f:$LATEST"),
        "delete_function_doesnotexist": _config("doesnotexist:$LATEST"),
        "list_function_doesnotexist": _NO_FUNCTION,
        "get_function_doesnotexist": _config("doesnotexist:$LATEST"),
        "get_qualifier_doesnotexist": _config("f:doesnotexist"),
        "update_eventinvokeconfig_function_doesnotexist": _NO_FUNCTION,
        "get_eventinvokeconfig_doesnotexist": _config("f:live"),
        "update_eventinvokeconfig_config_doesnotexist_with_qualifier": _config("f:live"),
        "update_eventinvokeconfig_config_doesnotexist_without_qualifier": _config("f:$LATEST"),
    },
)
def asynchronous_settings(aws: Aws) -> Calls:
    arn, api = aws.function(Publish=True), aws.lambda_
    api.create_alias(FunctionName="f", Name="live", FunctionVersion="1")

    def ask(verb: str, name: str = "f", **more: Any) -> Any:
        return lambda: getattr(api, f"{verb}_function_event_invoke_config")(FunctionName=name, **more)

    def put(name: str = "f", **more: Any) -> Any:
        return ask("put", name, **({"MaximumRetryAttempts": 1} | more))

    def to(target: str) -> Any:
        return put(DestinationConfig={"OnSuccess": {"Destination": target}})

    return {
        "put_functionname_name_notfound": put(MISSING),
        "put_functionname_arn_notfound": put(HERE + MISSING),
        "put_functionname_nootherargs": ask("put"),
        "put_destination_lambda_doesntexist": to(HERE + MISSING),
        "put_destination_recursive": to(arn),
        "put_destination_invalid_service_arn": to(arn.replace(":lambda:", ":iam:")),
        "put_alias_doesnotexist": put(Qualifier="doesnotexist"),
        "put_alias_qualifiedarn_qualifierconflict": put(f"{arn}:live", Qualifier="$LATEST"),
        "put_alias_shorthand_qualifierconflict": put("f:live", Qualifier="$LATEST"),
        "put_shorthand_qualifier_mismatch_1": put("f:$LATEST", Qualifier="live"),
        "delete_function_not_found": ask("delete"),
        "delete_function_doesnotexist": ask("delete", MISSING),
        "list_function_doesnotexist": lambda: api.list_function_event_invoke_configs(FunctionName=MISSING),
        "get_function_doesnotexist": ask("get", MISSING),
        "get_qualifier_doesnotexist": ask("get", Qualifier="doesnotexist"),
        "update_eventinvokeconfig_function_doesnotexist": ask("update", MISSING, MaximumRetryAttempts=1),
        "get_eventinvokeconfig_doesnotexist": ask("get", Qualifier="live"),
        "update_eventinvokeconfig_config_doesnotexist_with_qualifier": ask(
            "update", Qualifier="live", MaximumRetryAttempts=1
        ),
        "update_eventinvokeconfig_config_doesnotexist_without_qualifier": ask("update", MaximumRetryAttempts=1),
    }


@recorded(_API, "test_lambda_eventinvokeconfig_lifecycle", {"get_invokeconfig_postpublish": _config("f:1")})
def settings_of_a_version(aws: Aws) -> Calls:
    aws.function(Publish=True)
    call = {"FunctionName": "f", "Qualifier": "1"}
    return {"get_invokeconfig_postpublish": lambda: aws.lambda_.get_function_event_invoke_config(**call)}


_PATTERN = r"Member must satisfy regular expression pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)"
_NOT: Told = ("ResourceNotFoundException", "Function does not exist", 404)


def _url_answers() -> dict[str, Told]:
    answers: dict[str, Told] = {}
    for verb, missing in (("create", _NOT), ("get", NOTHING), ("delete", NOTHING), ("update", _NOT)):
        name = f"{verb}_function_url_config"
        answers |= {
            f"{name}_name_doesnotexist": missing,
            f"{name}_arn_doesnotexist": missing,
            f"{name}_name_doesnotexist_qualifier": constraint("'1'", "qualifier", _PATTERN),
            f"{name}_qualifier_version": constraint("'1'", "qualifier", _PATTERN),
            f"{name}_qualifier_version_doesnotexist": constraint("'2'", "qualifier", _PATTERN),
            f"{name}_qualifier_alias_doesnotexist": missing,
            f"{name}_qualifier_latest": constraint("'$LATEST'", "qualifier", _PATTERN),
        }
        if verb != "delete":
            answers[f"{name}_qualifier_alias_doesnotmatch_arn"] = MISMATCH
        if verb != "create":
            answers[f"{name}_config_doesnotexist"] = NOTHING
    return answers


@recorded(_API, "test_url_config_exceptions", _url_answers())
def urls(aws: Aws) -> Calls:
    arn = aws.function(Publish=True)
    calls: dict[str, Any] = {}
    for verb in ("create", "get", "delete", "update"):
        method = getattr(aws.lambda_, f"{verb}_function_url_config")
        more = {"AuthType": "NONE"} if verb in ("create", "update") else {}

        def ask(name: str, *qualifier: str, method: Any = method, more: Any = more) -> Any:
            given = {"Qualifier": qualifier[0]} if qualifier else {}
            return lambda: method(FunctionName=name, **given, **more)

        name = f"{verb}_function_url_config"
        calls |= {
            f"{name}_name_doesnotexist": ask(MISSING),
            f"{name}_arn_doesnotexist": ask(HERE + MISSING),
            f"{name}_name_doesnotexist_qualifier": ask(MISSING, "1"),
            f"{name}_qualifier_version": ask("f", "1"),
            f"{name}_qualifier_version_doesnotexist": ask("f", "2"),
            f"{name}_qualifier_alias_doesnotexist": ask("f", "doesnotexist"),
            f"{name}_qualifier_latest": ask("f", "$LATEST"),
            f"{name}_qualifier_alias_doesnotmatch_arn": ask(f"{arn}:alias-1", "alias-2"),
            f"{name}_config_doesnotexist": ask("f"),
        }
    return calls


@recorded(_API, "test_url_config_list_paging", {"list_function_notfound": _NOT})
def urls_of_nothing(aws: Aws) -> Calls:
    return {"list_function_notfound": lambda: aws.lambda_.list_function_url_configs(FunctionName=MISSING)}


@recorded(
    "lambda_/test_lambda",
    "test_lambda_url_invalid_invoke_mode",
    {
        "invoke_function_invalid_invoke_type": constraint(
            "'UNKNOWN'", "invokeMode", "Member must satisfy enum value set: […"
        )
    },
)
def an_unknown_mode(aws: Aws) -> Calls:
    aws.function()
    return {
        "invoke_function_invalid_invoke_type": lambda: aws.lambda_.create_function_url_config(
            FunctionName="f", AuthType="NONE", InvokeMode="UNKNOWN"
        )
    }
