"""The roles that a call hands to a service: each takes iam:PassRole as well (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html; the parameters and services are those of
the services' own guides, such as https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_LAMBDA, _TASKS, _EC2 = "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "ec2.amazonaws.com"
_STATES, _EVENTS, _FORMATION = "states.amazonaws.com", "events.amazonaws.com", "cloudformation.amazonaws.com"

_ROLE_PARAMETERS: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("apigateway", "PutIntegration"): (("credentials", "apigateway.amazonaws.com"),),
    ("apigatewayv2", "CreateIntegration"): (("CredentialsArn", "apigateway.amazonaws.com"),),
    ("apigatewayv2", "UpdateIntegration"): (("CredentialsArn", "apigateway.amazonaws.com"),),
    ("autoscaling", "CreateLaunchConfiguration"): (("IamInstanceProfile", _EC2),),
    ("cloudformation", "CreateChangeSet"): (("RoleARN", _FORMATION),),
    ("cloudformation", "CreateStack"): (("RoleARN", _FORMATION),),
    ("cloudformation", "DeleteStack"): (("RoleARN", _FORMATION),),
    ("cloudformation", "UpdateStack"): (("RoleARN", _FORMATION),),
    ("ec2", "AssociateIamInstanceProfile"): (("IamInstanceProfile", _EC2),),
    ("ec2", "ReplaceIamInstanceProfileAssociation"): (("IamInstanceProfile", _EC2),),
    ("ec2", "RunInstances"): (("IamInstanceProfile", _EC2),),
    ("ecs", "CreateService"): (("role", "ecs.amazonaws.com"),),
    ("ecs", "RegisterTaskDefinition"): (("taskRoleArn", _TASKS), ("executionRoleArn", _TASKS)),
    ("ecs", "RunTask"): (("overrides.taskRoleArn", _TASKS), ("overrides.executionRoleArn", _TASKS)),
    ("events", "PutRule"): (("RoleArn", _EVENTS),),
    ("events", "PutTargets"): (("Targets.RoleArn", _EVENTS),),
    ("iam", "AddRoleToInstanceProfile"): (("RoleName", _EC2),),
    ("lambda", "CreateFunction"): (("Role", _LAMBDA),),
    ("lambda", "UpdateFunctionConfiguration"): (("Role", _LAMBDA),),
    ("logs", "PutSubscriptionFilter"): (("roleArn", "logs.amazonaws.com"),),
    ("s3", "PutBucketReplication"): (("ReplicationConfiguration.Role", "s3.amazonaws.com"),),
    ("stepfunctions", "CreateStateMachine"): (("roleArn", _STATES),),
    ("stepfunctions", "UpdateStateMachine"): (("roleArn", _STATES),),
}
"""`(service, operation)` → parameters that name a role or an instance profile, and the service that gets it."""


def passed(request: AwsRequest, scope: CallScope) -> Iterator[str]:
    """Yield the ARNs of the roles that the call passes; those of missing roles are made from their names."""
    for member, _ in _ROLE_PARAMETERS.get((request.service, request.operation), ()):
        for value in _values(request.parameters, member.split(".")):
            yield from _roles(value, scope)


def receiver(request: AwsRequest) -> str:
    """Return the service that gets the roles (`iam:PassedToService`); empty for a call that passes none."""
    return next((service for _, service in _ROLE_PARAMETERS.get((request.service, request.operation), ())), "")


def _values(value: object, path: list[str]) -> Iterator[object]:
    """Yield what stands at a path of member names, in every item of a list on the way."""
    if isinstance(value, list):
        for item in value:
            yield from _values(item, path)
    elif not path:
        if value is not None:
            yield value
    elif isinstance(value, Mapping):
        yield from _values(value.get(path[0]), path[1:])


def _roles(value: object, scope: CallScope) -> Iterator[str]:
    if isinstance(value, Mapping):  # EC2 names an instance profile
        value = value.get("Arn") or value.get("Name") or ""
        yield from filter(None, [scope.find_arn("iam:profile-role", str(value).rpartition("/")[2])])
    elif str(value).startswith("arn:") and ":instance-profile/" not in str(value):
        yield str(value)
    elif value:
        name = str(value).rpartition("/")[2]
        role = scope.find_arn("iam:profile-role", name) or scope.find_arn("iam:role", name)
        yield role or f"arn:aws:iam::{scope.account_id}:role/{value}"
