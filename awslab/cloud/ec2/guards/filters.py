"""Filters of Describe calls that EC2 does not know.

Which ones it knows is in the documentation that ships with the service's model, the same as the API reference's.
"""

from __future__ import annotations

import re
from functools import cache

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_DESCRIBE = (
    *("DescribeInstances", "DescribeInstanceStatus", "DescribeInstanceTypes", "DescribeImages", "DescribeKeyPairs"),
    *("DescribeVpcs", "DescribeSubnets", "DescribeRouteTables", "DescribeNetworkAcls", "DescribeInternetGateways"),
    *("DescribeNatGateways", "DescribeVpcPeeringConnections", "DescribeVpcEndpoints", "DescribeNetworkInterfaces"),
    *("DescribeSecurityGroups", "DescribeSecurityGroupRules", "DescribeAddresses", "DescribeVolumes"),
    *("DescribeSnapshots", "DescribeLaunchTemplates", "DescribeAvailabilityZones", "DescribeTags"),
)
_OLDER = {
    "DescribeAddresses": {"domain"},
    "DescribeInstances": {"group-id", "group-name"},
    "DescribeVpcs": {"cidr-block"},
}
"""Of EC2-Classic's time: no longer on the pages, and still taken (boto3's guide uses the first)."""


@guard("ec2", *_DESCRIBE, source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html")
def filters_are_known(request: AwsRequest, _: State) -> Refusal | None:
    """A name that the operation's page lists, or `tag:` with a key. (The words: public reports.)"""
    given = request.parameters.get("Filters") or request.parameters.get("Filter") or ()
    if not given:
        return None
    known = _known(request.operation)
    for each in given:
        name = str(each.get("Name") or "null")
        if not name.startswith("tag:") and _plain(name) not in known:
            return Refusal("InvalidParameterValue", f"The filter '{name}' is invalid", 400)
    return None


@cache
def _known(operation: str) -> frozenset[str]:
    """Everything that the page sets as code, which besides filters' names is their older names and some values."""
    from moto.core.utils import get_service_model

    members = get_service_model("ec2").operation_model(operation).input_shape.members
    told = members["Filters" if "Filters" in members else "Filter"].documentation
    return frozenset(_plain(each) for each in re.findall(r"<code>([^<]+)</code>", told)) | _OLDER.get(operation, set())


def _plain(name: str) -> str:
    """Older names are in camel case: `isDefault` is `is-default`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
