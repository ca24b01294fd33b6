"""What calls to CloudWatch Logs need (pure).

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_ABOUT_TAGS = ("ListTagsForResource", "TagResource", "UntagResource")


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the action on a log group with an empty stream, so that only `log-group:name:*` covers it.

    Calls about tags are for the group itself. The form with the empty stream is that of AWS's messages
    (github.com/elastic/apm-aws-lambda/issues/526).
    """
    parameters = request.parameters
    group = (
        parameters.get("logGroupName") or parameters.get("logGroupIdentifier") or parameters.get("logGroupNamePrefix")
    )
    if request.operation in _ABOUT_TAGS or group is None:
        return None
    name = str(group).partition(":log-group:")[2] or str(group)
    arn = f"arn:aws:logs:{scope.region}:{scope.account_id}:log-group:{name.removesuffix(':*')}:log-stream:"
    return iter([(request.operation, {"ResourceArn": arn + str(parameters.get("logStreamName") or "")})])
