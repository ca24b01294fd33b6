"""What calls to Amazon ECS need (pure).

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the operation on what the call names.

    A cluster without a name is the one called `default`; a task definition's revision comes with its name.
    """
    parameters = dict(request.parameters)
    if not any(parameters.get(name) for name in ("cluster", "clusterName", "clusters")):
        parameters["cluster"] = "default"
    definition = str(parameters.get("taskDefinition") or "")
    if definition and not definition.startswith("arn:"):
        revision = definition if ":" in definition else f"{definition}:*"
        parameters["taskDefinition"] = f"arn:aws:ecs:{scope.region}:{scope.account_id}:task-definition/{revision}"
    return iter([(request.operation, parameters)])
