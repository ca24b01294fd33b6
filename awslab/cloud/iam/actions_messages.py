"""What calls to SNS, EventBridge, CloudWatch Logs, KMS and Systems Manager need (pure).

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam.actions_arns import Where
from awslab.cloud.iam.actions_names import actions

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

Steps = Iterator[tuple[str, Mapping[str, Any]]]

_ABOUT_TAGS = ("ListTagsForResource", "TagResource", "UntagResource")
_ON_RULES = (
    *("PutRule", "DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "PutTargets", "RemoveTargets"),
    "ListTargetsByRule",
)
_ON_A_PARAMETER = ("AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource")


def topics(request: AwsRequest, where: Where) -> Steps | None:
    """A subscription belongs to its topic; a text message to a telephone is for no topic.

    https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
    """
    given = request.parameters
    subscription = str(given.get("SubscriptionArn") or "")
    if subscription.count(":") == 6:
        topic = {"TopicArn": subscription.rpartition(":")[0]}
    elif given.get("PhoneNumber"):
        topic = {"TopicArn": "*"}
    else:
        return None
    return iter([(name, topic) for name in actions("sns", request.operation)])


def events(request: AwsRequest, where: Where) -> Steps | None:
    """Rules of the default bus and of others have different ARNs; entries name their buses.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
    """
    given = request.parameters
    if request.operation == "PutEvents":
        buses = [str(each.get("EventBusName") or "default") for each in given.get("Entries") or ()]
        return iter([("PutEvents", {"EventBusName": list(dict.fromkeys(buses))})])
    if request.operation in _ON_RULES:
        bus = str(given.get("EventBusName") or "default").rpartition("/")[2]
        rule = str(given.get("Rule") or given.get("Name"))
        path = rule if bus == "default" else f"{bus}/{rule}"
        arn = f"arn:aws:events:{where.region}:{where.account_id}:rule/{path}"
        # on another bus the longer form fits both types of rule: the one that is meant is the same ARN
        return iter([(request.operation, {"ResourceArn": arn})])
    if request.operation in ("DescribeEventBus", "PutPermission", "RemovePermission"):
        name = given.get("Name") or given.get("EventBusName") or "default"
        return iter([(request.operation, {"EventBusName": str(name)})])
    return None


def logs(request: AwsRequest, where: Where) -> Steps | None:
    """A log group is asked about with an empty stream, so that only `log-group:name:*` covers it; tags are its own.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html; the form with the
    empty stream is that of AWS's messages (github.com/elastic/apm-aws-lambda/issues/526).
    """
    given = request.parameters
    group = given.get("logGroupName") or given.get("logGroupIdentifier") or given.get("logGroupNamePrefix")
    if request.operation in _ABOUT_TAGS or group is None:
        return None
    name = str(group).partition(":log-group:")[2] or str(group)
    arn = f"arn:aws:logs:{where.region}:{where.account_id}:log-group:{name.removesuffix(':*')}:log-stream:"
    return iter([(request.operation, {"ResourceArn": arn + str(given.get("logStreamName") or "")})])


def keys(request: AwsRequest, where: Where) -> Steps | None:
    """An alias stands for its key.

    https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
    """
    given = request.parameters
    key = str(given.get("KeyId") or "")
    if "alias/" not in key:
        return None
    alias = {**given, "KeyId": "alias/" + key.partition("alias/")[2]}
    return iter([(name, alias) for name in actions("kms", request.operation)])


def parameters(request: AwsRequest, where: Where) -> Steps | None:
    """A parameter's ARN has no second slash before its path.

    https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
    """
    given = request.parameters
    if request.operation in _ON_A_PARAMETER and given.get("ResourceType") == "Parameter":
        names = [given.get("ResourceId")]
    elif "Parameter" in request.operation and request.operation != "DescribeParameters":
        names = [given.get("Name") or given.get("Path"), *(given.get("Names") or ())]
    else:
        return None
    start = f"arn:aws:ssm:{where.region}:{where.account_id}:parameter/"
    arns = [each if each.startswith("arn:") else start + each.lstrip("/") for each in map(str, filter(None, names))]
    return iter([(request.operation, {"ResourceArns": arns})])
