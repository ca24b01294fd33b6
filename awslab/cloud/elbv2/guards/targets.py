"""What target groups and their targets refuse. Codes: Elastic Load Balancing's API reference; the texts: public reports
of each, except where a rule says otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, ip_address
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.policies.service_permissions import permits

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
_CREATE = _API + "API_CreateTargetGroup.html"

_PRIVATE = tuple(IPv4Network(each) for each in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"))
"""Where a target may be besides the VPC: .../load-balancer-target-groups.html#target-type"""


@guard("elbv2", "CreateTargetGroup", source=_CREATE)
def protocol_port_and_vpc_are_told(request: AwsRequest, _: State) -> Refusal | None:
    """All three, except for Lambda functions, which have none."""
    asked, kind = request.parameters, request.parameters.get("TargetType", "instance")
    for member, told in (("Protocol", "protocol"), ("Port", "port"), ("VpcId", "VPC ID")):
        if kind != "lambda" and not asked.get(member):
            return _invalid(f"A {told} must be specified")
        if kind == "lambda" and asked.get(member):
            told = told[0].upper() + told[1:]
            return _invalid(f"{told} cannot be specified for target groups with target type 'lambda'")
    if kind == "alb" and asked.get("Protocol") not in ("TCP", "TLS"):
        return _invalid(f"Protocol '{asked['Protocol']}' is not supported for target groups with target type 'alb'")
    return None


@guard("elbv2", "CreateTargetGroup", "ModifyTargetGroup", source=_CREATE)
def health_check_makes_sense(request: AwsRequest, state: State) -> Refusal | None:
    """A path from the root, a port, a timeout shorter than the interval. The words for path and port are ours."""
    asked = request.parameters
    group = state.elb(request.region).target_group(asked.get("TargetGroupArn", ""))
    path, port = asked.get("HealthCheckPath"), asked.get("HealthCheckPort")
    if path is not None and not path.startswith("/") and asked.get("ProtocolVersion") != "GRPC":
        return _invalid(f"Health check path '{path}' must begin with a '/' character")
    if port is not None and port != "traffic-port" and not (port.isdecimal() and 1 <= int(port) <= 65_535):
        return _invalid(f"Health check port '{port}' must be 'traffic-port' or a port between '1-65535' inclusive")
    if group is None:
        return None  # moto looks at the times of a new one
    timeout = asked.get("HealthCheckTimeoutSeconds") or group.health_check_timeout_seconds
    interval = asked.get("HealthCheckIntervalSeconds") or group.health_check_interval_seconds
    if not {"HealthCheckTimeoutSeconds", "HealthCheckIntervalSeconds"} & asked.keys():
        return None
    at_most = int(interval) - 1 if group.protocol in ("HTTP", "HTTPS") else int(interval)
    if int(timeout) <= at_most:
        return None
    told = "smaller than" if at_most < int(interval) else "smaller than or equal to"
    return _invalid(f"Health check timeout '{timeout}' must be {told} the interval '{interval}'")


@guard("elbv2", "CreateTargetGroup", source=_CREATE)
def name_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """Making the same target group again changes nothing; one of the name with other settings is refused."""
    asked = request.parameters
    found = state.elb(request.region).target_group_named(str(asked.get("Name")))
    if found is None or is_the_same(asked, found):
        return None
    sentence = f"A target group with the same name '{found.name}' exists, but with different settings"
    return Refusal("DuplicateTargetGroupName", sentence, 400)


def is_the_same(asked: Mapping[str, Any], found: Any) -> bool:
    """Whether a target group has what is asked for, by the members of CreateTargetGroup."""
    there = {
        "TargetType": found.target_type,
        "Protocol": found.protocol,
        "Port": found.port,
        "VpcId": found.vpc_id,
        "HealthCheckPath": found.health_check_path,
        "HealthCheckPort": found.health_check_port,
        "HealthCheckIntervalSeconds": found.health_check_interval_seconds,
        "HealthCheckTimeoutSeconds": found.health_check_timeout_seconds,
        "HealthyThresholdCount": found.healthy_threshold_count,
        "UnhealthyThresholdCount": found.unhealthy_threshold_count,
    }
    return all(str(asked[name]) == str(value) for name, value in there.items() if asked.get(name) is not None)


@guard("elbv2", "RegisterTargets", source=_API + "API_RegisterTargets.html")
def targets_are_of_the_group(request: AwsRequest, state: State) -> Refusal | None:
    """Instances of the VPC, addresses of it or private ones, or one function that lets the load balancer in."""
    group = state.elb(request.region).target_group(request.parameters.get("TargetGroupArn", ""))
    if group is None:
        return None
    targets = request.parameters.get("Targets") or ()
    if group.target_type == "instance":
        return _wrong_instances(state, request.region, group, [str(each.get("Id")) for each in targets])
    if group.target_type == "ip":
        return next((wrong for each in targets if (wrong := _wrong_address(state, request.region, group, each))), None)
    if group.target_type == "lambda":
        return _wrong_function(state, group, [str(each.get("Id")) for each in targets])
    return None


def _wrong_instances(state: State, region: str, group: Any, names: list[str]) -> Refusal | None:
    """The words for an instance that does not exist are the model's."""
    ec2 = state.ec2(region)
    for name in names:
        if not re.fullmatch(r"i-[0-9a-f]{8,17}", name):
            return _invalid(f"Instance ID '{name}' is not valid")
    found = {name: ec2.instance(name) for name in names}
    if not all(found.values()):
        sentence = "The specified target does not exist or is not in the same VPC as the target group."
        return Refusal("InvalidTarget", sentence, 400)
    elsewhere = [name for name, each in found.items() if each and each.vpc_id != group.vpc_id]
    if elsewhere:
        told = ", ".join(f"'{name}'" for name in elsewhere)
        sentence = f"The following targets are not in the target group VPC '{group.vpc_id}': {told}"
        return Refusal("InvalidTarget", sentence, 400)
    return None


def _wrong_address(state: State, region: str, group: Any, target: Mapping[str, Any]) -> Refusal | None:
    text = str(target.get("Id"))
    try:
        address = ip_address(text)
    except ValueError:
        return _invalid(f"The IP address '{text}' is not a valid IPv4 address")
    if not isinstance(address, IPv4Address):
        return None
    if any(address in each.cidr for each in state.ec2(region).subnets(group.vpc_id)):
        return None
    if not any(address in each for each in _PRIVATE):
        return _invalid(f"The IP address '{text}' is not in the VPC, nor in one of the private ranges")
    if target.get("AvailabilityZone") != "all":
        sentence = f"The Availability Zone is required for IP address '{text}' because it is not in the VPC"
        return _invalid(sentence)
    return None


def _wrong_function(state: State, group: Any, names: list[str]) -> Refusal | None:
    """The words for a second function are ours."""
    registered = set(group.targets) | set(names)
    if len(registered) > 1:
        sentence = "A target group with target type 'lambda' can have one target only"
        return Refusal("TooManyTargets", sentence, 400)
    for arn in names:
        function = state.function(arn)
        statements = list(function.policy.statements) if function is not None and function.policy else []
        account = arn.split(":")[4] if arn.count(":") > 4 else ""
        service = "elasticloadbalancing.amazonaws.com"
        if not permits(statements, service=service, resource=arn, source_arn=group.arn, source_account=account):
            sentence = f"elasticloadbalancing principal does not have permission to invoke {arn} from target group"
            return Refusal("AccessDenied", f"{sentence} {group.arn}", 403)
    return None


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)
