"""What calls to Amazon SNS need (pure).

https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.names import actions
from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, _: CallScope) -> Steps | None:
    """Return the actions on a subscription's topic; a text message to a telephone is for no topic."""
    subscription = str(request.parameters.get("SubscriptionArn") or "")
    if subscription.count(":") == 6:
        topic = {"TopicArn": subscription.rpartition(":")[0]}
    elif request.parameters.get("PhoneNumber"):
        topic = {"TopicArn": "*"}
    else:
        return None
    return iter([(name, topic) for name in actions("sns", request.operation)])
