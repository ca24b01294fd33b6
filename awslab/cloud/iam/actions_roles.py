"""The roles that a call hands to a service: each takes iam:PassRole as well (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html; the parameters and services are those of
the services' own guides, such as https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam.actions_arns import Where

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_LAMBDA, _TASKS, _EC2 = "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "ec2.amazonaws.com"
_STATES, _EVENTS, _FORMATION = "states.amazonaws.com", "events.amazonaws.com", "cloudformation.amazonaws.com"

_PASSED: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
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


def passed(request: AwsRequest, where: Where) -> Iterator[str]:
    """The ARNs of the roles that the call passes; those of roles that are not there are taken from their names."""
    for member, _ in _PASSED.get((request.service, request.operation), ()):
        for value in _values(request.parameters, member.split(".")):
            yield from _roles(value, where)


def receiver(request: AwsRequest) -> str:
    """The service that gets the roles: `iam:PassedToService`; empty for a call that passes none."""
    return next((service for _, service in _PASSED.get((request.service, request.operation), ())), "")


def _values(given: Any, path: list[str]) -> Iterator[Any]:
    if given is None:
        return
    if isinstance(given, list):
        for each in given:
            yield from _values(each, path)
    elif not path:
        yield given
    else:
        yield from _values(given.get(path[0]), path[1:])


def _roles(value: Any, where: Where) -> Iterator[str]:
    if isinstance(value, Mapping):  # EC2 names an instance profile
        value = value.get("Arn") or value.get("Name") or ""
        yield from filter(None, [where.find_arn("iam:profile-role", str(value).rpartition("/")[2])])
    elif str(value).startswith("arn:") and ":instance-profile/" not in value:
        yield str(value)
    elif value:
        name = str(value).rpartition("/")[2]
        role = where.find_arn("iam:profile-role", name) or where.find_arn("iam:role", name)
        yield role or f"arn:aws:iam::{where.account_id}:role/{value}"
