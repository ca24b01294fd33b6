"""What calls to AWS Systems Manager need (pure).

https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_ON_A_PARAMETER = ("AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource")


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the action on the Parameter Store's parameters; their ARNs have no second slash before the path."""
    parameters = request.parameters
    if request.operation in _ON_A_PARAMETER and parameters.get("ResourceType") == "Parameter":
        names = [parameters.get("ResourceId")]
    elif "Parameter" in request.operation and request.operation != "DescribeParameters":
        names = [parameters.get("Name") or parameters.get("Path"), *(parameters.get("Names") or ())]
    else:
        return None
    start = f"arn:aws:ssm:{scope.region}:{scope.account_id}:parameter/"
    arns = [name if name.startswith("arn:") else start + name.lstrip("/") for name in map(str, filter(None, names))]
    return iter([(request.operation, {"ResourceArns": arns})])
