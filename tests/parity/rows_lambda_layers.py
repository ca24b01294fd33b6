"""Lambda: layers, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import (
    NOTHING,
    REVISION,
    constraint,
    invalid,
)
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws, package

_API = "lambda_/test_lambda_api"
_NO_POLICY: Told = ("ResourceNotFoundException", "No policy is associated with the given resource.", 404)
_POLICY_REVISION: Told = (
    "PreconditionFailedException",
    (
        "The Revision Id provided does not match the latest Revision Id. Call the "
        "GetPolicy API to retrieve the latest Revision Id"
    ),
    412,
)
_CONFLICT: Told = (
    "ResourceConflictException",
    (
        "The statement id (s3) provided already exists. Please provide a new "
        "statement id, or remove the existing statement."
    ),
    409,
)


_LAYERS = "arn:aws:lambda:us-east-1:123456789012:layer:"


def _publish(aws: Aws, name: str = "tools", **more: Any) -> str:
    made = aws.lambda_.publish_layer_version(LayerName=name, Content={"ZipFile": package()}, **more)
    return str(made["LayerVersionArn"])


@recorded(
    _API,
    "test_layer_exceptions",
    {
        "list_layers_exc_compatibleruntime_invalid": constraint(
            "'runtimedoesnotexist'", "compatibleRuntime", "Member must satisfy enum value set: […"
        ),
        "list_layers_exc_compatiblearchitecture_invalid": constraint(
            "'archdoesnotexist'", "compatibleArchitecture", "Member must satisfy enum value set: [x86_64, arm64]"
        ),
        "get_layer_version_exc_layer_doesnotexist": NOTHING,
        "get_layer_version_exc_layer_version_doesnotexist_negative": invalid("Layer Version Cannot be less than 1"),
        "get_layer_version_exc_layer_version_doesnotexist_zero": invalid("Layer Version Cannot be less than 1"),
        "get_layer_version_exc_layer_version_doesnotexist_2": NOTHING,
        "get_layer_version_by_arn_exc_invalidarn": constraint(f"'{_LAYERS}tools'", "arn", "…"),
        "get_layer_version_by_arn_exc_nonexistentversion": NOTHING,
        "delete_layer_version_exc_layerversion_invalid_version": invalid("Layer Version Cannot be less than 1"),
        "publish_layer_version_exc_invalid_runtime_arch": (
            "ValidationException",
            "2 validation errors detected: …",
            400,
        ),
        "publish_layer_version_exc_partially_invalid_values": (
            "ValidationException",
            "2 validation errors detected: …",
            400,
        ),
    },
)
def layers(aws: Aws) -> Calls:
    _publish(aws)
    api = aws.lambda_

    def get(version: int, name: str = "tools") -> Any:
        return lambda: api.get_layer_version(LayerName=name, VersionNumber=version)

    return {
        "list_layers_exc_compatibleruntime_invalid": lambda: api.list_layers(CompatibleRuntime="runtimedoesnotexist"),
        "list_layers_exc_compatiblearchitecture_invalid": lambda: api.list_layers(
            CompatibleArchitecture="archdoesnotexist"
        ),
        "get_layer_version_exc_layer_doesnotexist": get(1, "absent"),
        "get_layer_version_exc_layer_version_doesnotexist_negative": get(-1),
        "get_layer_version_exc_layer_version_doesnotexist_zero": get(0),
        "get_layer_version_exc_layer_version_doesnotexist_2": get(2),
        "get_layer_version_by_arn_exc_invalidarn": lambda: api.get_layer_version_by_arn(Arn=_LAYERS + "tools"),
        "get_layer_version_by_arn_exc_nonexistentversion": lambda: api.get_layer_version_by_arn(
            Arn=_LAYERS + "tools:2"
        ),
        "delete_layer_version_exc_layerversion_invalid_version": lambda: api.delete_layer_version(
            LayerName="tools", VersionNumber=0
        ),
        "publish_layer_version_exc_invalid_runtime_arch": lambda: _publish(
            aws, CompatibleRuntimes=["invalidruntime"], CompatibleArchitectures=["invalidarch"]
        ),
        "publish_layer_version_exc_partially_invalid_values": lambda: _publish(
            aws,
            CompatibleRuntimes=["invalidruntime", "invalidruntime2", "nodejs20.x"],
            CompatibleArchitectures=["invalidarch", "x86_64"],
        ),
    }


def _two_versions(first: int, second: int) -> Told:
    return invalid(
        "Two different versions of the same layer are not allowed to be referenced in the same function. "
        f"{_LAYERS}tools:{first} and {_LAYERS}tools:{second} are versions of the same lay…"
    )


@recorded(
    _API,
    "test_layer_function_exceptions",
    {
        "two_layer_versions_single_function_exc": _two_versions(1, 2),
        "three_layer_versions_single_function_exc": _two_versions(1, 2),
        "two_identical_layer_versions_single_function_exc": _two_versions(1, 1),
        "add_nonexistent_layer_exc": invalid(f"Layer version {_LAYERS}doesnotexist:1 does not exist."),
        "add_nonexistent_layer_version_exc": invalid(f"Layer version {_LAYERS}tools:9 does not exist."),
        "add_layer_arn_without_version_exc": constraint(f"'[{_LAYERS}tools]'", "layers", "…"),
        "create_function_with_layer_in_different_region": invalid(
            "Layers are not in the same region as the function. Layers are expected to be in region us-east-1."
        ),
    },
)
def layers_of_functions(aws: Aws) -> Calls:
    _publish(aws)
    aws.lambda_.publish_layer_version(LayerName="tools", Content={"ZipFile": package("x = 2")})
    role, tools = aws.role(), _LAYERS + "tools"

    def create(*arns: str) -> Any:
        return lambda: aws.function("f", Role=role, Layers=list(arns))

    return {
        "two_layer_versions_single_function_exc": create(f"{tools}:1", f"{tools}:2"),
        "three_layer_versions_single_function_exc": create(f"{tools}:1", f"{tools}:2", f"{tools}:3"),
        "two_identical_layer_versions_single_function_exc": create(f"{tools}:1", f"{tools}:1"),
        "add_nonexistent_layer_exc": create(f"{_LAYERS}doesnotexist:1"),
        "add_nonexistent_layer_version_exc": create(f"{tools}:9"),
        "add_layer_arn_without_version_exc": create(tools),
        "create_function_with_layer_in_different_region": create(f"{tools}:1".replace("us-east-1", "eu-west-1")),
    }


@recorded(
    _API,
    "test_layer_function_quota_exception",
    {"create_function_with_six_layers": invalid("Cannot reference more than 5 layers.")},
)
def six_layers(aws: Aws) -> Calls:
    arns = [_publish(aws, f"layer-{index}") for index in range(6)]
    return {"create_function_with_six_layers": lambda: aws.function("f", Layers=arns)}


def _no_layer(name: str, version: int) -> Told:
    return ("ResourceNotFoundException", f"Layer version {_LAYERS}{name}:{version} does not exist.", 404)


@recorded(
    _API,
    "test_layer_policy_exceptions",
    {
        "layer_permission_nopolicy_get": _NO_POLICY,
        "layer_permission_action_invalid": constraint(
            "'*'", "action", "Member must satisfy regular expression pattern: lambda:GetLayerVersion"
        ),
        "layer_permission_duplicate_statement": (
            "ResourceConflictException",
            _CONFLICT[1].replace("s3", "s1"),
            409,
        ),
        "layer_permission_wrong_revision": (
            "PreconditionFailedException",
            REVISION[1].replace("GetFunction/GetAlias", "GetLayerPolicy"),
            412,
        ),
        "layer_permission_layername_doesnotexist_add": _no_layer("absent", 1),
        "layer_permission_layername_doesnotexist_get": _no_layer("absent", 1),
        "layer_permission_layername_doesnotexist_remove": _no_layer("absent", 1),
        "layer_permission_layerversion_doesnotexist_add": _no_layer("tools", 2),
        "layer_permission_layerversion_doesnotexist_get": _no_layer("tools", 2),
        "layer_permission_layerversion_doesnotexist_remove": _no_layer("tools", 2),
        "layer_permission_statementid_doesnotexist_remove": (
            "ResourceNotFoundException",
            "Statement doesnotexist is not found in resource policy.",
            404,
        ),
    },
)
def layer_policies(aws: Aws) -> Calls:
    _publish(aws)
    api = aws.lambda_

    def add(layer: str = "tools", version: int = 1, **more: Any) -> Any:
        given = {"StatementId": "s1", "Action": "lambda:GetLayerVersion", "Principal": "*"} | more
        return lambda: api.add_layer_version_permission(LayerName=layer, VersionNumber=version, **given)

    def get(layer: str, version: int) -> Any:
        return lambda: api.get_layer_version_policy(LayerName=layer, VersionNumber=version)

    def remove(layer: str, version: int, statement: str = "s1") -> Any:
        return lambda: api.remove_layer_version_permission(
            LayerName=layer, VersionNumber=version, StatementId=statement
        )

    def after(call: Any) -> Any:
        def added() -> Any:
            add()()
            return call()

        return added

    return {
        "layer_permission_nopolicy_get": get("tools", 1),
        "layer_permission_action_invalid": add(Action="*"),
        "layer_permission_duplicate_statement": after(add()),
        "layer_permission_wrong_revision": after(add(StatementId="s2", RevisionId="wrong")),
        "layer_permission_layername_doesnotexist_add": add("absent"),
        "layer_permission_layername_doesnotexist_get": get("absent", 1),
        "layer_permission_layername_doesnotexist_remove": remove("absent", 1),
        "layer_permission_layerversion_doesnotexist_add": add("tools", 2),
        "layer_permission_layerversion_doesnotexist_get": get("tools", 2),
        "layer_permission_layerversion_doesnotexist_remove": remove("tools", 2),
        "layer_permission_statementid_doesnotexist_remove": after(remove("tools", 1, "doesnotexist")),
    }
