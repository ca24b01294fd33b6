"""Lambda: who may invoke a function or use a layer, and asynchronous settings, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import (
    HERE,
    MISMATCH,
    MISSING,
    NOTHING,
    constraint,
    invalid,
    no_alias,
    not_found,
)
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws

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


def _add(aws: Aws, name: str = "f", **more: Any) -> Any:
    given = {
        "FunctionName": name,
        "StatementId": "s3",
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
    } | more
    return lambda: aws.lambda_.add_permission(**given)


@recorded(
    _API,
    "test_permission_exceptions",
    {
        "add_permission_invalid_statement_id": constraint(
            "'example.com'", "statementId", "Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)"
        ),
        "add_permission_fn_qualifier_mismatch": MISMATCH,
        "add_permission_fn_qualifier_latest": invalid("We currently do not support adding policies for $LATEST."),
        "add_permission_principal_invalid": invalid(
            "The provided principal was invalid. Please check the principal and try again."
        ),
        "get_policy_fn_doesnotexist": NOTHING,
        "get_policy_fn_version_doesnotexist": NOTHING,
        "add_permission_fn_doesnotexist": not_found(MISSING),
        "remove_permission_policy_doesnotexist": _NO_POLICY,
        "add_permission_fn_alias_doesnotexist": no_alias("f:alias-doesnotexist"),
        "add_permission_fn_version_doesnotexist": not_found("f:42"),
        "add_permission_fn_qualifier_invalid": constraint("'invalid-qualifier-with-?-char'", "qualifier", "…"),
        "add_permission_fn_qualifier_valid_doesnotexist": not_found("f:valid-with-$-but-doesnotexist"),
        "add_permission_conflicting_statement_id": _CONFLICT,
        "remove_permission_fn_doesnotexist": (
            "ResourceNotFoundException",
            f"No policy found for: {HERE}{MISSING}",
            404,
        ),
        "remove_permission_fn_alias_doesnotexist": no_alias("f:alias-doesnotexist"),
    },
)
def permissions(aws: Aws) -> Calls:
    arn, api = aws.function(), aws.lambda_

    def twice() -> Any:
        _add(aws)()
        return _add(aws)()

    return {
        "add_permission_invalid_statement_id": _add(aws, StatementId="example.com"),
        "add_permission_fn_qualifier_mismatch": _add(aws, f"{arn}:alias-not-42", Qualifier="42"),
        "add_permission_fn_qualifier_latest": _add(aws, Qualifier="$LATEST"),
        "add_permission_principal_invalid": _add(aws, Principal="invalid.nonaws.com"),
        "get_policy_fn_doesnotexist": lambda: api.get_policy(FunctionName=MISSING),
        "get_policy_fn_version_doesnotexist": lambda: api.get_policy(FunctionName="f"),
        "add_permission_fn_doesnotexist": _add(aws, MISSING),
        "remove_permission_policy_doesnotexist": lambda: api.remove_permission(FunctionName="f", StatementId="s3"),
        "add_permission_fn_alias_doesnotexist": _add(aws, Qualifier="alias-doesnotexist"),
        "add_permission_fn_version_doesnotexist": _add(aws, Qualifier="42"),
        "add_permission_fn_qualifier_invalid": _add(aws, Qualifier="invalid-qualifier-with-?-char"),
        "add_permission_fn_qualifier_valid_doesnotexist": _add(aws, Qualifier="valid-with-$-but-doesnotexist"),
        "add_permission_conflicting_statement_id": twice,
        "remove_permission_fn_doesnotexist": lambda: api.remove_permission(FunctionName=MISSING, StatementId="s3"),
        "remove_permission_fn_alias_doesnotexist": lambda: api.remove_permission(
            FunctionName="f", StatementId="s3", Qualifier="alias-doesnotexist"
        ),
    }


@recorded(
    _API,
    "test_remove_multi_permissions",
    {
        "remove_permission_exception_nonexisting_sid": (
            "ResourceNotFoundException",
            "Statement non-existent is not found in resource policy.",
            404,
        ),
        "get_policy_exception_removed_all": NOTHING,
    },
)
def removing(aws: Aws) -> Calls:
    aws.function()
    _add(aws)()
    api = aws.lambda_

    def all_gone() -> Any:
        api.remove_permission(FunctionName="f", StatementId="s3")
        return api.get_policy(FunctionName="f")

    return {
        "remove_permission_exception_nonexisting_sid": lambda: api.remove_permission(
            FunctionName="f", StatementId="non-existent"
        ),
        "get_policy_exception_removed_all": all_gone,
    }


def _published() -> None:
    for test in ("test_lambda_permission_versioning", "test_lambda_permission_fn_versioning"):

        def calls(aws: Aws) -> Calls:
            aws.function()
            _add(aws)()
            aws.lambda_.publish_version(FunctionName="f")
            return {
                "get_policy_after_publishing_new_version": lambda: aws.lambda_.get_policy(
                    FunctionName="f", Qualifier="1"
                )
            }

        recorded(_API, test, {"get_policy_after_publishing_new_version": NOTHING})(calls)


_published()


@recorded(_API, "test_function_revisions_permissions", {"add_permission_revision_exception": _POLICY_REVISION})
def another_revision_of_a_policy(aws: Aws) -> Calls:
    aws.function()
    _add(aws)()
    return {"add_permission_revision_exception": _add(aws, StatementId="more", RevisionId="wrong")}
