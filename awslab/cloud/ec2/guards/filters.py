"""Filters of Describe calls that EC2 does not know.

Which ones it knows is in the documentation that ships with the service's model, the same as the API reference's.
"""

from __future__ import annotations

import re
from functools import cache

from awslab.cloud.ec2.moto_filters import documentation_of_filters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
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


@guard(
    "ec2",
    *_DESCRIBE,
    phase=Phase.IDENTIFIER,
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html",
)
def filter_name_is_known(request: AwsRequest, _: State) -> Refusal | None:
    """A filter's name is one that the operation's page lists, or `tag:` with a key. (Words of public reports.)"""
    filters = request.parameters.get("Filters") or request.parameters.get("Filter") or ()
    if not filters:
        return None
    known_names = _known_names(request.operation)
    for one_filter in filters:
        name = str(one_filter.get("Name") or "null")
        if not name.startswith("tag:") and _plain(name) not in known_names:
            return Refusal("InvalidParameterValue", f"The filter '{name}' is invalid", 400)
    return None


@cache
def _known_names(operation: str) -> frozenset[str]:
    """Return what the page sets as code: the filters' names, their older names, and some values."""
    return frozenset(
        _plain(code) for code in re.findall(r"<code>([^<]+)</code>", documentation_of_filters(operation))
    ) | _OLDER.get(operation, set())


def _plain(name: str) -> str:
    """Return a filter's name in its present form; older ones are in camel case: `isDefault` for `is-default`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
