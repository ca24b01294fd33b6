"""The two policies that let a service act: a resource's own (a function's, a queue's) and a role's trust (pure).

https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from awslab.cloud.iam.policies.document import Document
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.parsing import CURRENT_VERSION, document_of
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.policies.request import AccessRequest, Principal


def permits(
    statements: Iterable[Mapping[str, Any]],
    *,
    service: str,
    resource: str,
    source_arn: str,
    source_account: str,
    action: str = "lambda:InvokeFunction",
) -> bool:
    """Whether a resource-based policy (a function's, a queue's, a topic's) lets a service do `action` to `resource`
    (the ARN; a function's with its qualifier)."""
    document = document_of({"Version": CURRENT_VERSION, "Statement": list(statements)})
    context = {"aws:SourceArn": (source_arn,), "aws:SourceAccount": (source_account,)}
    request = AccessRequest(Principal("service", service), action, resource.removesuffix(":$LATEST"), context)
    return evaluate(request, Policies(resource=NamedPolicy(resource, document))).allowed


def trusts(document: Mapping[str, Any], service: str) -> bool:
    """Whether a role's trust policy lets a service assume it; conditions are taken as met."""
    policy = document_of(document)
    trust = Document(tuple(replace(statement, conditions=()) for statement in policy.statements), policy.has_variables)
    policies = Policies(resource=NamedPolicy("trust policy", trust), resource_kind=PolicyKind.TRUST)
    return evaluate(AccessRequest(Principal("service", service), "sts:AssumeRole", "*"), policies).allowed
