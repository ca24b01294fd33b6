"""The topic that a call names; SNS looks for it before it looks at anything else of the call."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.sns.moto_topics import Topics
from awslab.cloud.sns.refusals import invalid, short_arn

_CALLS = (
    *("Publish", "PublishBatch", "Subscribe", "GetTopicAttributes", "SetTopicAttributes", "DeleteTopic"),
    *("ListSubscriptionsByTopic", "AddPermission", "RemovePermission"),
)
_SUCCESSFUL_WITHOUT_TOPIC = ("DeleteTopic",)


@guard("sns", *_CALLS, phase=Phase.SHAPE, source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html")
def topic_exists_in_region(request: AwsRequest, state: State) -> Refusal | None:
    """A topic's ARN is well formed, of this region, and of a topic that is there."""
    arn = request.parameters.get("TopicArn")
    if arn is None:
        return None
    refusal = short_arn("TopicArn", str(arn))
    if refusal is not None:
        return refusal
    if str(arn).split(":")[3] != request.region:
        return invalid("TopicArn")
    if request.operation in _SUCCESSFUL_WITHOUT_TOPIC:
        return None
    if Topics(state.account_id, request.region).topic(str(arn)) is not None:
        return None
    return Refusal("NotFound", "Topic does not exist", 404)
