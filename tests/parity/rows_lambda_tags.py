"""Lambda: tags, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import HERE, constraint, invalid, not_found
from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"
_ROLE = r"Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
_RUNTIMES = "Member must satisfy enum value set: […"


_TAGS = invalid("Number of tags exceeds resource tag limit.")
_VERSION_TAGS = invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.")


@recorded(
    _API,
    "test_tag_limits",
    {
        "tag_lambda_too_many_tags": _TAGS,
        "tag_lambda_too_many_tags_additional": _TAGS,
        "create_function_invalid_tags": _TAGS,
    },
)
def many_tags(aws: Aws) -> Calls:
    arn, role = aws.function(), aws.role(name="other")

    def tags(count: int, prefix: str = "k") -> dict[str, str]:
        return {f"{prefix}{index}": "v" for index in range(count)}

    def more() -> Any:
        aws.lambda_.tag_resource(Resource=arn, Tags=tags(50))
        return aws.lambda_.tag_resource(Resource=arn, Tags=tags(1, "new"))

    return {
        "tag_lambda_too_many_tags": lambda: aws.lambda_.tag_resource(Resource=arn, Tags=tags(51)),
        "tag_lambda_too_many_tags_additional": more,
        "create_function_invalid_tags": lambda: aws.function("g", Role=role, Tags=tags(51)),
    }


def _tagging(aws: Aws, resource: str) -> Calls:
    tags = {"Tags": {"a": "b"}}
    return {
        "not_found_exception_tag": lambda: aws.lambda_.tag_resource(Resource=resource, **tags),
        "not_found_exception_untag": lambda: aws.lambda_.untag_resource(Resource=resource, TagKeys=["a"]),
        "not_found_exception_list": lambda: aws.lambda_.list_tags(Resource=resource),
    }


_THREE = ("not_found_exception_tag", "not_found_exception_untag", "not_found_exception_list")


@recorded(_API, "test_tag_nonexisting_resource", dict.fromkeys(_THREE, not_found("f")))
def tags_of_nothing(aws: Aws) -> Calls:
    return _tagging(aws, HERE + "f")


@recorded(
    _API,
    "test_tag_exceptions[lambda_function]",
    {
        **dict.fromkeys(_THREE, not_found("f")),
        "aliased_arn_exception": _VERSION_TAGS,
        "invalid_arn_exception": constraint(f"'{HERE.replace('function', 'foobar')}f'", "resource", "…"),
    },
)
def tags_of_functions(aws: Aws) -> Calls:
    return {
        **_tagging(aws, HERE + "f"),
        "aliased_arn_exception": lambda: aws.lambda_.tag_resource(Resource=f"{HERE}f:alias", Tags={"a": "b"}),
        "invalid_arn_exception": lambda: aws.lambda_.tag_resource(
            Resource=HERE.replace("function", "foobar") + "f", Tags={"a": "b"}
        ),
    }


@recorded(_API, "test_tag_lifecycle", {"list_tags_postdelete": not_found("f")})
def tags_of_what_was_deleted(aws: Aws) -> Calls:
    arn = aws.function()
    aws.lambda_.delete_function(FunctionName="f")
    return {"list_tags_postdelete": lambda: aws.lambda_.list_tags(Resource=arn)}


@recorded(
    _API, "test_tag_versions", {"tag_resource_exception": _VERSION_TAGS, "tag_resource_latest_exception": _VERSION_TAGS}
)
def tags_of_versions(aws: Aws) -> Calls:
    arn = aws.function(Publish=True)
    return {
        "tag_resource_exception": lambda: aws.lambda_.tag_resource(Resource=f"{HERE}f:1", Tags={"a": "b"}),
        "tag_resource_latest_exception": lambda: aws.lambda_.tag_resource(
            Resource=f"{HERE}f:$LATEST", Tags={"a": arn[:5]}
        ),
    }


@recorded(
    _API,
    "test_tag_exceptions",
    {
        "tag_lambda_invalidarn": constraint("'arn:aws:something'", "resource", "…"),
        "tag_lambda_doesnotexist": not_found("doesnotexist"),
        "tag_lambda_qualifier_doesnotexist": _VERSION_TAGS,
        "tag_empty_tags": invalid("An error occurred and the request cannot be processed."),
    },
)
def odd_tags(aws: Aws) -> Calls:
    arn = aws.function()

    def tag(resource: str, tags: dict[str, str]) -> Any:
        return lambda: aws.lambda_.tag_resource(Resource=resource, Tags=tags)

    return {
        "tag_lambda_invalidarn": tag("arn:aws:something", {"a": "b"}),
        "tag_lambda_doesnotexist": tag(HERE + "doesnotexist", {"a": "b"}),
        "tag_lambda_qualifier_doesnotexist": tag(arn + ":v1", {"a": "b"}),
        "tag_empty_tags": tag(arn, {}),
    }
