"""What EC2 refuses when security groups are created and deleted.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

import re
from itertools import chain

from awslab.cloud.ec2.guards.rules import DESCRIPTION
from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Group, Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_CREATE = _API + "API_CreateSecurityGroup.html"


@guard("ec2", "CreateSecurityGroup", phase=Phase.SHAPE, source=_CREATE)
def name_and_description_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Both have up to 255 characters of a set of ASCII; a name must not look like an id."""
    for name in ("GroupName", "Description"):
        value = str(request.parameters.get(name) or "")
        member = "GroupDescription" if name == "Description" else name
        start = f"Value ({value}) for parameter {member} is invalid."
        if name == "GroupName" and value.startswith("sg-"):
            return _value(f"{start} Group names may not be in the format sg-*.")
        if not value.isascii():
            return _value(f"{start} Character sets beyond ASCII are not supported.")
        if not re.fullmatch(DESCRIPTION, value):
            return _value(
                "Invalid security group description. Valid descriptions are strings less than 256 characters from "
                "the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
                if name == "Description"
                else f"{start} Group names may have up to 255 characters from the following set:  "
                "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
            )
    return None


@guard("ec2", "CreateSecurityGroup", phase=Phase.SHAPE, source=_ERRORS)
def group_name_is_not_default(request: AwsRequest, _: State) -> Refusal | None:
    """The name default is reserved: each VPC has its default group from the start."""
    if request.parameters.get("GroupName") != "default":
        return None
    return Refusal("InvalidGroup.Reserved", "Cannot use reserved security group name: default", 400)


@guard("ec2", "CreateSecurityGroup", phase=Phase.STATE, source=_ERRORS)
def group_name_is_free_in_the_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """The VPC must exist, and have no group of that name."""
    ec2, name = state.ec2(request.region), request.parameters.get("GroupName", "")
    vpc = ec2.vpc(request.parameters["VpcId"]) if "VpcId" in request.parameters else ec2.default_vpc()
    if vpc is None and "VpcId" in request.parameters:
        sentence = f"The vpc ID '{request.parameters['VpcId']}' does not exist"
        return Refusal("InvalidVpcID.NotFound", sentence, 400)
    if vpc is None:
        return Refusal("VPCIdNotSpecified", "No default VPC for this user", 400)
    if ec2.group_named(name, vpc.id) is None:
        return None
    return Refusal("InvalidGroup.Duplicate", f"The security group '{name}' already exists for VPC '{vpc.id}'", 400)


@guard("ec2", "DeleteSecurityGroup", phase=Phase.STATE, source=_ERRORS)
def group_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """The default group stays; another must not be used by an interface, load balancer, function or group rule."""
    ec2 = state.ec2(request.region)
    group = _requested_group(request, ec2)
    if group is None:
        return None
    if group.is_default:
        sentence = f'the specified group: "{group.id}" name: "{group.name}" cannot be deleted by a user'
        return Refusal("CannotDelete", sentence, 400)
    if _is_referenced(ec2, group.id) or _is_attached(state, ec2, request.region, group.id):
        return Refusal("DependencyViolation", f"resource {group.id} has a dependent object", 400)
    return None


def _requested_group(request: AwsRequest, ec2: Ec2State) -> Group | None:
    if "GroupId" in request.parameters:
        return ec2.group(request.parameters["GroupId"])
    default = ec2.default_vpc()
    return ec2.group_named(request.parameters.get("GroupName", ""), default.id) if default else None


def _is_referenced(ec2: Ec2State, group_id: str) -> bool:
    other_groups = (group for vpc in ec2.vpcs() for group in ec2.groups(vpc.id) if group.id != group_id)
    rules = chain.from_iterable((*group.ingress_rules, *group.egress_rules) for group in other_groups)
    return any(rule.source_group.get("GroupId") == group_id for rule in rules)


def _is_attached(state: State, ec2: Ec2State, region: str, group_id: str) -> bool:
    return (
        any(group_id in {group.id for group in interface.group_set} for interface in ec2.interfaces())
        or any(group_id in (balancer.security_groups or ()) for balancer in state.load_balancers(region))
        or any(group_id in (endpoint.security_group_ids or ()) for endpoint in ec2.endpoints())
        or any(group_id in _network_of(function).get("SecurityGroupIds", ()) for function in state.functions(region))
    )


def _network_of(function: object) -> Parameters:
    config: Parameters = getattr(function, "_vpc_config", None) or {}
    return config


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
