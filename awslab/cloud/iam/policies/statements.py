"""Whether a statement applies to a request, and if not, why not (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.iam.policies.conditions import first_failing
from awslab.cloud.iam.policies.context import Keys
from awslab.cloud.iam.policies.document import Document, Statement
from awslab.cloud.iam.policies.request import AccessRequest
from awslab.cloud.iam.policies.variables import expanded_resource
from awslab.cloud.iam.policies.wildcards import any_action_fits, resource_fits


def applying(document: Document, request: AccessRequest, keys: Keys) -> list[Statement]:
    """Return the statements whose action, resource and condition fit; principals are looked at elsewhere."""
    return [
        statement
        for statement in document.statements
        if covers_action(statement, request.action)
        and covers_resource(statement, request.resource, keys, document.has_variables)
        and first_failing(statement.conditions, keys, document.has_variables) is None
    ]


def covers_action(statement: Statement, action: str) -> bool:
    """Whether the action is one of Action, or none of NotAction."""
    if statement.not_actions is not None:
        return not any_action_fits(statement.not_actions, action)
    return any_action_fits(statement.actions or (), action)


def covers_resource(statement: Statement, resource: str, keys: Keys, has_variables: bool) -> bool:
    """Whether the resource is one of Resource, or none of NotResource; a statement with neither (a trust policy, a
    repository's policy) is about what it is attached to."""
    if statement.not_resources is not None:
        return not _any_fits(statement.not_resources, resource, keys, has_variables)
    return statement.resources is None or _any_fits(statement.resources, resource, keys, has_variables)


def _any_fits(patterns: Sequence[str], resource: str, keys: Keys, has_variables: bool) -> bool:
    for pattern in patterns:
        expanded_pattern = expanded_resource(pattern, keys) if has_variables else pattern
        if expanded_pattern is not None and resource_fits(expanded_pattern, resource):
            return True
    return False
