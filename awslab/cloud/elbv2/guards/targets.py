"""What target groups and their targets refuse. Codes: Elastic Load Balancing's API reference; the texts: public reports
of each, except where a rule says otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, ip_address

from awslab.cloud.elbv2.edge.lambda_target import may_invoke
from awslab.cloud.elbv2.state import TargetGroupRecord
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
_CREATE = _API + "API_CreateTargetGroup.html"

_PRIVATE_NETWORKS = tuple(
    IPv4Network(cidr) for cidr in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")
)
"""Where a target may be besides the VPC: .../load-balancer-target-groups.html#target-type"""


@guard("elbv2", "CreateTargetGroup", phase=Phase.COMBINATION, source=_CREATE)
def protocol_port_and_vpc_fit_the_type(request: AwsRequest, _: State) -> Refusal | None:
    """A target group has a protocol, a port and a VPC; one of Lambda functions has none of them."""
    parameters, kind = request.parameters, request.parameters.get("TargetType", "instance")
    for member, words in (("Protocol", "protocol"), ("Port", "port"), ("VpcId", "VPC ID")):
        if kind != "lambda" and not parameters.get(member):
            return _invalid(f"A {words} must be specified")
        if kind == "lambda" and parameters.get(member):
            beginning = words[0].upper() + words[1:]
            return _invalid(f"{beginning} cannot be specified for target groups with target type 'lambda'")
    if kind == "alb" and parameters.get("Protocol") not in ("TCP", "TLS"):
        return _invalid(
            f"Protocol '{parameters['Protocol']}' is not supported for target groups with target type 'alb'"
        )
    return None


@guard("elbv2", "CreateTargetGroup", "ModifyTargetGroup", phase=Phase.COMBINATION, source=_CREATE)
def health_check_is_possible(request: AwsRequest, state: State) -> Refusal | None:
    """A health check has a path from the root, a port, and a timeout shorter than its interval.

    The words for path and port are ours.
    """
    parameters = request.parameters
    path, port = parameters.get("HealthCheckPath"), parameters.get("HealthCheckPort")
    if path is not None and not path.startswith("/") and parameters.get("ProtocolVersion") != "GRPC":
        return _invalid(f"Health check path '{path}' must begin with a '/' character")
    if port is not None and port != "traffic-port" and not (port.isdecimal() and 1 <= int(port) <= 65_535):
        return _invalid(f"Health check port '{port}' must be 'traffic-port' or a port between '1-65535' inclusive")
    group = state.elb(request.region).target_group(parameters.get("TargetGroupArn", ""))
    if group is None:  # moto looks at the times of a new one
        return None
    return _timeout_beyond_interval(parameters, group)


def _timeout_beyond_interval(parameters: Mapping[str, object], group: TargetGroupRecord) -> Refusal | None:
    if not {"HealthCheckTimeoutSeconds", "HealthCheckIntervalSeconds"} & parameters.keys():
        return None
    timeout = parameters.get("HealthCheckTimeoutSeconds") or group.health_check_timeout_seconds
    interval = parameters.get("HealthCheckIntervalSeconds") or group.health_check_interval_seconds
    is_http = group.protocol in ("HTTP", "HTTPS")
    longest_timeout = int(str(interval)) - is_http
    if int(str(timeout)) <= longest_timeout:
        return None
    relation = "smaller than" if is_http else "smaller than or equal to"
    return _invalid(f"Health check timeout '{timeout}' must be {relation} the interval '{interval}'")


@guard("elbv2", "CreateTargetGroup", phase=Phase.STATE, source=_CREATE)
def name_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """Making the same target group again changes nothing; one of the name with other settings is refused."""
    existing = state.elb(request.region).target_group_named(str(request.parameters.get("Name")))
    if existing is None or _is_the_same(request.parameters, existing):
        return None
    sentence = f"A target group with the same name '{existing.name}' exists, but with different settings"
    return Refusal("DuplicateTargetGroupName", sentence, 400)


def _is_the_same(parameters: Mapping[str, object], group: TargetGroupRecord) -> bool:
    """Whether a target group has the settings of a call of CreateTargetGroup."""
    settings = {
        "TargetType": group.target_type,
        "Protocol": group.protocol,
        "Port": group.port,
        "VpcId": group.vpc_id,
        "HealthCheckPath": group.health_check_path,
        "HealthCheckPort": group.health_check_port,
        "HealthCheckIntervalSeconds": group.health_check_interval_seconds,
        "HealthCheckTimeoutSeconds": group.health_check_timeout_seconds,
        "HealthyThresholdCount": group.healthy_threshold_count,
        "UnhealthyThresholdCount": group.unhealthy_threshold_count,
    }
    return all(
        str(parameters[name]) == str(value) for name, value in settings.items() if parameters.get(name) is not None
    )


@guard("elbv2", "RegisterTargets", phase=Phase.IDENTIFIER, source=_API + "API_RegisterTargets.html")
def targets_fit_the_group(request: AwsRequest, state: State) -> Refusal | None:
    """Targets are instances of the VPC, addresses of it or private ones, or one function.

    A function must let the load balancer in.
    """
    group = state.elb(request.region).target_group(request.parameters.get("TargetGroupArn", ""))
    if group is None:
        return None
    targets = request.parameters.get("Targets") or ()
    if group.target_type == "instance":
        return _wrong_instances(state, request.region, group, [str(target.get("Id")) for target in targets])
    if group.target_type == "ip":
        refusals = (_wrong_address(state, request.region, group, target) for target in targets)
        return next((refusal for refusal in refusals if refusal), None)
    if group.target_type == "lambda":
        return _wrong_function(state, group, [str(target.get("Id")) for target in targets])
    return None


def _wrong_instances(state: State, region: str, group: TargetGroupRecord, names: list[str]) -> Refusal | None:
    """The words for an instance that does not exist are the model's."""
    ec2 = state.ec2(region)
    for name in names:
        if not re.fullmatch(r"i-[0-9a-f]{8,17}", name):
            return _invalid(f"Instance ID '{name}' is not valid")
    instances = {name: ec2.instance(name) for name in names}
    if not all(instances.values()):
        sentence = "The specified target does not exist or is not in the same VPC as the target group."
        return Refusal("InvalidTarget", sentence, 400)
    strangers = [name for name, instance in instances.items() if instance and instance.vpc_id != group.vpc_id]
    if strangers:
        listing = ", ".join(f"'{name}'" for name in strangers)
        sentence = f"The following targets are not in the target group VPC '{group.vpc_id}': {listing}"
        return Refusal("InvalidTarget", sentence, 400)
    return None


def _wrong_address(state: State, region: str, group: TargetGroupRecord, target: Mapping[str, object]) -> Refusal | None:
    text = str(target.get("Id"))
    try:
        address = ip_address(text)
    except ValueError:
        return _invalid(f"The IP address '{text}' is not a valid IPv4 address")
    if not isinstance(address, IPv4Address):
        return None
    if any(address in subnet.cidr for subnet in state.ec2(region).subnets(str(group.vpc_id))):
        return None
    if not any(address in network for network in _PRIVATE_NETWORKS):
        return _invalid(f"The IP address '{text}' is not in the VPC, nor in one of the private ranges")
    if target.get("AvailabilityZone") != "all":
        sentence = f"The Availability Zone is required for IP address '{text}' because it is not in the VPC"
        return _invalid(sentence)
    return None


def _wrong_function(state: State, group: TargetGroupRecord, names: list[str]) -> Refusal | None:
    """The words for a second function are ours."""
    if len(set(group.targets) | set(names)) > 1:
        sentence = "A target group with target type 'lambda' can have one target only"
        return Refusal("TooManyTargets", sentence, 400)
    for arn in names:
        function = state.function(arn)
        statements = list(function.policy.statements) if function is not None and function.policy else []
        if not may_invoke(statements, arn, group.arn, state.account_id):
            sentence = f"elasticloadbalancing principal does not have permission to invoke {arn} from target group"
            return Refusal("AccessDenied", f"{sentence} {group.arn}", 403)
    return None


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)
