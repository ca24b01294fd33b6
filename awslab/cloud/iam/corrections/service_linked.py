"""IAM: roles that are linked to a service.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
"""

from __future__ import annotations

from typing import Any

from moto.iam.exceptions import EntityAlreadyExists, InvalidInput
from moto.iam.models import SERVICE_NAME_CONVERSION, IAMBackend

from awslab.cloud.gateway.corrections import Original, correct

SERVICE_NAME_CONVERSION.update(
    {
        "batch": "Batch",
        "ecs": "ECS",
        "elasticache": "ElastiCache",
        "elasticloadbalancing": "ElasticLoadBalancing",
        "rds": "RDS",
        "spot": "EC2Spot",
    }
)
"""How the services' own guides write the names of their roles (`AWSServiceRoleForECS`)."""


@correct(IAMBackend, "create_service_linked_role")
def role_names_that_are_taken(original: Original, backend: IAMBackend, *arguments: object, **keywords: object) -> Any:
    """The sentence was recorded from the real service (iam/test_iam.snapshot.json)."""
    try:
        return original(backend, *arguments, **keywords)
    except EntityAlreadyExists as fault:
        name = str(fault.message).removeprefix("Role with name ").removesuffix(" already exists.")
        sentence = f"Service role name {name} has been taken in this account, please try a different suffix."
        raise InvalidInput(sentence) from fault
