"""Lambda: aliases and revisions, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import (
    HERE,
    REVISION,
    constraint,
    invalid,
    no_alias,
    not_found,
)
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws, package

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


_WEIGHT = (
    "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value…"
)


@recorded(
    _API,
    "test_notfound_and_invalid_routingconfigs",
    {
        "routing_config_exc_toomany": invalid("Number of items in AdditionalVersionWeights cannot be greater than 1"),
        "routing_config_exc_toohigh": constraint("'{2=2.0}'", "routingConfig.additionalVersionWeights", _WEIGHT),
        "routing_config_exc_subzero": constraint("'{2=-1.0}'", "routingConfig.additionalVersionWeights", _WEIGHT),
        "routing_config_exc_sameversion": invalid(
            "Invalid function version 1. Function version 1 is already included in routing configuration."
        ),
        "target_version_doesnotexist": not_found("f:10"),
        "routing_config_exc_version_doesnotexist": not_found("f:10"),
        "target_version_exc_version_latest": invalid(
            "$LATEST is not supported for an alias pointing to more than 1 version"
        ),
        "routing_config_exc_version_latest": constraint(
            "'{$LATEST=0.5}'", "routingConfig.additionalVersionWeights", "Map keys must satisfy constraint: […"
        ),
        "routing_config_exc_fn_doesnotexist": not_found("f-unknown:1"),
        "routing_config_exc_already_exist": (
            "ResourceConflictException",
            f"Alias already exists: {HERE}f:custom",
            409,
        ),
        "alias_does_not_exist_esc": no_alias("f:non-existent"),
    },
)
def routing(aws: Aws) -> Calls:
    aws.function(Publish=True)
    aws.lambda_.update_function_code(FunctionName="f", ZipFile=package("def handler(e, c): return 2"), Publish=True)
    aws.lambda_.create_alias(FunctionName="f", Name="custom", FunctionVersion="1")

    def create(version: str = "1", name: str = "other", function: str = "f", **weights: float) -> Any:
        named = {key.strip("_").replace("latest", "$LATEST"): value for key, value in weights.items()}
        config = {"AdditionalVersionWeights": named}
        return lambda: aws.lambda_.create_alias(
            FunctionName=function, Name=name, FunctionVersion=version, RoutingConfig=config
        )

    return {
        "routing_config_exc_toomany": create(_2=0.5, _10=0.1),
        "routing_config_exc_toohigh": create(_2=2),
        "routing_config_exc_subzero": create(_2=-1),
        "routing_config_exc_sameversion": create(_1=0.5),
        "target_version_doesnotexist": create("10", _2=0.5),
        "routing_config_exc_version_doesnotexist": create(_10=0.5),
        "target_version_exc_version_latest": create("$LATEST", _1=0.5),
        "routing_config_exc_version_latest": create(latest=0.5),
        "routing_config_exc_fn_doesnotexist": create(function="f-unknown", _2=0.5),
        "routing_config_exc_already_exist": create(name="custom", _2=0.5),
        "alias_does_not_exist_esc": lambda: aws.lambda_.get_alias(FunctionName="f", Name="non-existent"),
    }


@recorded(
    _API,
    "test_non_existent_alias_update",
    {"update_alias_response": ("ResourceNotFoundException", f"Alias not found: {HERE}f:non-existent", 404)},
)
def an_alias_that_cannot_be_updated(aws: Aws) -> Calls:
    aws.function()
    return {
        "update_alias_response": lambda: aws.lambda_.update_alias(
            FunctionName="f", Name="non-existent", FunctionVersion="1"
        )
    }


@recorded(
    _API,
    "test_alias_naming",
    {
        "create_alias_number_exception": constraint(
            "'2024'", "name", "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
        )
    },
)
def an_alias_named_by_a_number(aws: Aws) -> Calls:
    aws.function(Publish=True)
    return {
        "create_alias_number_exception": lambda: aws.lambda_.create_alias(
            FunctionName="f", Name="2024", FunctionVersion="1"
        )
    }


@recorded(
    _API,
    "test_function_revisions_basic",
    {"update_function_revision_exception": REVISION, "update_function_configuration_revision_exception": REVISION},
)
def other_revisions(aws: Aws) -> Calls:
    aws.function()
    old = aws.lambda_.get_function(FunctionName="f")["Configuration"]["RevisionId"]
    aws.lambda_.update_function_configuration(FunctionName="f", Description="new")
    return {
        "update_function_revision_exception": lambda: aws.lambda_.update_function_code(
            FunctionName="f", ZipFile=package(), RevisionId=old
        ),
        "update_function_configuration_revision_exception": lambda: aws.lambda_.update_function_configuration(
            FunctionName="f", Description="x", RevisionId=old
        ),
    }


@recorded(
    _API,
    "test_function_revisions_version_and_alias",
    {"publish_version_revision_exception": REVISION, "update_alias_revision_exception": REVISION},
)
def other_revisions_of_versions(aws: Aws) -> Calls:
    aws.function(Publish=True)
    old = aws.lambda_.create_alias(FunctionName="f", Name="live", FunctionVersion="1")["RevisionId"]
    aws.lambda_.update_alias(FunctionName="f", Name="live", Description="x")
    return {
        "publish_version_revision_exception": lambda: aws.lambda_.publish_version(FunctionName="f", RevisionId="wrong"),
        "update_alias_revision_exception": lambda: aws.lambda_.update_alias(
            FunctionName="f", Name="live", RevisionId=old, Description="y"
        ),
    }
