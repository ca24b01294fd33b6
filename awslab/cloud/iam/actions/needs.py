"""What a call needs to be allowed: every action with every resource that it works on (pure).

    needs(request, find_arn) == [Need("s3:GetObject", "arn:aws:s3:::from/a"), Need("s3:PutObject", "arn:aws:s3:::to/a")]

Actions, resource types and condition keys are AWS's (catalogue.py); which action an operation takes and which parameter
names the resource is ours (names.py, members.py, and one module for each service that needs more).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awslab.cloud.iam.actions import (
    api_gateway,
    dynamodb,
    ec2,
    ecs,
    elbv2,
    events,
    iam,
    kms,
    lambda_,
    logs,
    passed_roles,
    s3,
    sns,
    ssm,
    sts,
)
from awslab.cloud.iam.actions.arns import arns, filled
from awslab.cloud.iam.actions.catalogue import action, read_services
from awslab.cloud.iam.actions.names import actions, prefix
from awslab.cloud.iam.actions.steps import CallScope, FindArn, Parameters, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_STEPS: Mapping[str, Callable[[AwsRequest, CallScope], Steps | None]] = {
    "apigateway": api_gateway.steps,
    "dynamodb": dynamodb.steps,
    "ec2": ec2.steps,
    "ecs": ecs.steps,
    "elasticloadbalancing": elbv2.steps,
    "events": events.steps,
    "iam": iam.steps,
    "kms": kms.steps,
    "lambda": lambda_.steps,
    "logs": logs.steps,
    "s3": s3.steps,
    "sns": sns.steps,
    "ssm": ssm.steps,
    "sts": sts.steps,
}
"""Services whose calls say more than a table can; None leaves a call to the tables."""
_FREE = frozenset({("sts", "GetCallerIdentity"), ("sts", "GetAccessKeyInfo"), ("sts", "GetSessionToken")})
"""https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permissions are required; for
GetSessionToken: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
"""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be allowed."""

    action: str
    """`s3:PutObject`."""
    resource: str
    """An ARN, `*` in the places that the call leaves open; `*` alone for an action that has no resources."""
    keys: frozenset[str]
    """The condition keys that a request has for it, in lower case; of a tag's key the part before the tag."""


def needs(request: AwsRequest, find_arn: FindArn) -> list[Need]:
    """Return what must be allowed for a call, in the order in which AWS looks; empty for a call that is free."""
    service = prefix(request.service)
    if (service, request.operation) in _FREE:
        return []
    scope = CallScope(service, request.region, request.caller.account_id, find_arn)
    steps = _STEPS[service](request, scope) if service in _STEPS else None
    if steps is None:
        steps = iter((name, request.parameters) for name in actions(service, request.operation))
    needs = [need for name, parameters in steps for need in _needs(name, parameters, scope)]
    needs += [_pass(arn) for arn in passed_roles.passed(request, scope)]
    return list(dict.fromkeys(needs))


def load(services: Iterable[str]) -> None:
    """Read what AWS says of services (boto3's names) now, so that no call waits for it."""
    read_services(dict.fromkeys(map(prefix, ("iam", *services))))


def _needs(name: str, parameters: Parameters, scope: CallScope) -> Iterator[Need]:
    reference = action(scope.service, name)
    if reference is None:  # newer than the reference, or not one of a policy's
        yield Need(f"{scope.service}:{name}", "*", frozenset())
        return
    resources = [(kind, arns(kind, parameters, scope)) for kind in reference.types]
    if not any(named_arns for _, named_arns in resources) and not any(kind.required for kind in reference.types):
        yield Need(reference.name, "*", reference.keys)
    for kind, named_arns in resources:
        is_open = named_arns == [] and kind.required
        for arn in [filled(kind.template, {}, scope)] if is_open else named_arns or ():
            yield Need(reference.name, arn, reference.keys | kind.keys)


def _pass(role: str) -> Need:
    reference = action("iam", "PassRole")
    assert reference is not None
    return Need(reference.name, role, reference.keys)
