"""What a call needs to be allowed: every action with every resource that it works on (pure).

    needs(request, find_arn) == [Need("s3:GetObject", "arn:aws:s3:::from/a"), Need("s3:PutObject", "arn:aws:s3:::to/a")]

Actions, resource types and condition keys are AWS's (actions_catalogue.py); which action an operation takes and which
parameter names the resource is ours (actions_names.py, actions_members.py, and one file per service that needs more).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam import (
    actions_apis,
    actions_ec2,
    actions_functions,
    actions_identities,
    actions_messages,
    actions_roles,
    actions_s3,
    actions_tables,
)
from awslab.cloud.iam.actions_arns import FindArn, Where, arns, filled
from awslab.cloud.iam.actions_catalogue import action, read_services
from awslab.cloud.iam.actions_names import actions, prefix

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

Step = tuple[str, Mapping[str, Any]]
"""An action, without prefix, and the parameters that name its resources."""
_OWN: Mapping[str, Callable[[AwsRequest, Where], Iterator[Step] | None]] = {
    "apigateway": actions_apis.steps,
    "dynamodb": actions_tables.steps,
    "ec2": actions_ec2.steps,
    "ecs": actions_tables.tasks,
    "elasticloadbalancing": actions_tables.balancers,
    "events": actions_messages.events,
    "iam": actions_identities.steps,
    "kms": actions_messages.keys,
    "lambda": actions_functions.steps,
    "logs": actions_messages.logs,
    "s3": actions_s3.steps,
    "sns": actions_messages.topics,
    "ssm": actions_messages.parameters,
    "sts": actions_identities.sessions,
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
    """Everything that must be allowed for a call, in the order in which AWS looks; empty for a call that is free."""
    service = prefix(request.service)
    if (service, request.operation) in _FREE:
        return []
    where = Where(service, request.region, request.caller.account_id, find_arn)
    own = _OWN[service](request, where) if service in _OWN else None
    steps = iter((each, request.parameters) for each in actions(service, request.operation)) if own is None else own
    found = [need for name, given in steps for need in _needs(name, given, where)]
    found += [need for arn in actions_roles.passed(request, where) for need in _pass(arn, where)]
    return list(dict.fromkeys(found))


def load(services: Iterable[str]) -> None:
    """Read what AWS says of services (boto3's names) now, so that no call waits for it."""
    read_services(dict.fromkeys(map(prefix, ("iam", *services))))


def _needs(name: str, given: Mapping[str, Any], where: Where) -> Iterator[Need]:
    known = action(where.service, name)
    if known is None:  # newer than the reference, or not one of a policy's
        yield Need(f"{where.service}:{name}", "*", frozenset())
        return
    named = [(kind, arns(kind, given, where)) for kind in known.types]
    if not any(found for _, found in named) and not any(kind.required for kind in known.types):
        yield Need(known.name, "*", known.keys)
    for kind, found in named:
        wanted = [filled(kind.template, {}, where)] if found == [] and kind.required else found
        for arn in wanted or ():
            yield Need(known.name, arn, known.keys | kind.keys)


def _pass(role: str, where: Where) -> Iterator[Need]:
    known = action("iam", "PassRole")
    assert known is not None
    yield Need(known.name, role, known.keys)
